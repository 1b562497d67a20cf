#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `sensitivity`: the same bytes on any number of threads and from the folder it left, a design or scenarios, what the
# rows mean, figures, mistakes.
. tests/cli/checks

cat >"$work/solo.cfg" <<'EOF'
programme: { horizon = 60.0; launch = 0.0; };
providers: { count = 3; popularity_cv = 0.0; };
EOF
cat >"$work/16+1.cfg" <<'EOF'
extends = "solo";
cluster: { form = "support"; };
EOF
cat >"$work/few.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = ("cost_total", "requests");
replications = 2;
kind = "morris";
trajectories = 8;
factors = (
    { key = "support.staff_cost"; from = 0; to = 365000; },
    { key = "purchase.wage"; },
    { key = "demand.rate"; },
    { key = "exit.dues"; }
);
EOF
steady_manifest() {
    sed '/^  "environment": {/,/^  }/d' "$1/manifest.json"
}
field() { # FOLDER MEASURE KEY COLUMN
    awk -F, -v m="$2" -v k="$3" -v c="$4" 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } $1 == m && $3 == k { print $at[c] }' \
        "$1/sensitivity.csv"
}
near() { # A B: equal to nine digits
    awk -v a="$1" -v b="$2" 'BEGIN { exit !(a != "" && (a - b) ^ 2 <= 1e-18 * b ^ 2) }'
}

run_as "a design on one thread" 0 sensitivity "$work/few.cfg" -j 1 --out "$work/one"
cp "$work/out" "$work/one.txt"
run_as "and on three" 0 sensitivity "$work/few.cfg" -j 3 --out "$work/three"
check "the same files" diff -r -x manifest.json -x "store.*" "$work/one" "$work/three"
steady_manifest "$work/one" >"$work/a"
steady_manifest "$work/three" >"$work/b"
check "the same manifest but for its environment" cmp "$work/a" "$work/b"
check "the same words" cmp "$work/one.txt" "$work/out"
has "what is done" "$work/one.txt" \
    "few: 16+1 against solo at 48 points: morris over support.staff_cost, purchase.wage, demand.rate, exit.dues"
check "a row each of four parameters and the seed, and measure" test "$(wc -l <"$work/one/sensitivity.csv")" -eq 11
check "at four and eight trajectories" test "$(wc -l <"$work/one/convergence.csv")" -eq 21

# Three servers for 60 days at 0 to 1,000 yuan a day each: a straight line.
check "the effect of the fee is the fee" near "$(field "$work/one" cost_total support.staff_cost mu)" 180000
check "without spread" awk -v s="$(field "$work/one" cost_total support.staff_cost sigma)" 'BEGIN { exit !(s < 1e-3) }'
check "which is clear" test "$(field "$work/one" cost_total support.staff_cost standing)" = clear
check "no exit, no dues" test "$(field "$work/one" cost_total exit.dues standing)" = nothing
check "so many requests whoever governs, but for leaflets: wages are nothing" \
    test "$(field "$work/one" requests purchase.wage mu_star)" = 0
check "in words" grep -q 'support.staff_cost (180,000, more raises it)' "$work/one.txt"
check "the seed last" test "$(tail -1 "$work/one/sensitivity.csv" | cut -d, -f3)" = seed
run_as "the design in the folder" 0 sensitivity "$work/one/design.cfg" --out "$work/again"
check "gives the same numbers" cmp "$work/one/sensitivity.csv" "$work/again/sensitivity.csv"
run_as "one replication first" 0 sensitivity "$work/few.cfg" -n 1 --out "$work/twice"
check_not "is another result" cmp "$work/one/sensitivity.csv" "$work/twice/sensitivity.csv"
run_as "then two in the same folder" 0 sensitivity "$work/few.cfg" -n 2 --out "$work/twice"
check "is the same as at once" cmp "$work/one/sensitivity.csv" "$work/twice/sensitivity.csv"
for part in 1/2 2/2; do
    run_as "part $part" 0 sensitivity "$work/few.cfg" --shard $part --store "$work/parts.sqlite"
done
run_as "put together" 0 sensitivity "$work/few.cfg" --store "$work/parts.sqlite" --out "$work/joined"
check "is the same, too" cmp "$work/one/sensitivity.csv" "$work/joined/sensitivity.csv"
run_as "a part of a screening" 2 sensitivity "$work/solo.cfg" --method sobol --shard 1/2 --store "$work/parts.sqlite"
only "is refused" "$work/err" \
    "zutuan: --shard: a part cannot see what the screening leaves; name the parameters with --over"
run_as "a sweep over it" 0 sweep "$work/few.cfg" --out "$work/swept"
check "has the same cells" cmp "$work/one/cells.csv" "$work/swept/cells.csv"
check "plot draws it" sh analysis/plot.sh "$work/one" svg
for figure in effects morris convergence; do
    check "$figure" test -s "$work/one/figures/$figure.svg"
done
check "a panel each measure" test "$(cut -d, -f1 "$work/one/figures/effects.csv" | sort -u | tr '\n' ' ')" = "1 2 panel "
run_as "one at a time" 0 sweep scenarios/designs/one-at-a-time.cfg -n 2 -s programme.horizon=20 --out "$work/oat"
check "plot draws it" sh analysis/plot.sh "$work/oat" svg
check "a tornado of twenty" test "$(wc -l <"$work/oat/figures/tornado.csv")" -eq 21

run_as "Sobol's indices over two parameters" 0 sensitivity "$work/solo.cfg" --method sobol --measure requests \
    --over demand.rate=0.2:0.8 --over purchase.wage=10:50 --points 64 -n 1 --out "$work/sobol"
check "a row each and the seed" test "$(wc -l <"$work/sobol/sensitivity.csv")" -eq 4
check "wages have no part in requests" test "$(field "$work/sobol" requests purchase.wage ST)" = 0
check "the rate has most of it" awk -v s="$(field "$work/sobol" requests demand.rate S1)" 'BEGIN { exit !(s > 0.5 && s < 1.05) }'
check "chance the rest" awk -v s="$(field "$work/sobol" requests seed ST_low)" 'BEGIN { exit !(s > 0 && s < 0.5) }'
check "64 rows of five points" test "$(wc -l <"$work/sobol/points.csv")" -eq 321
check "plot draws it" sh analysis/plot.sh "$work/sobol" svg
check "effects" test -s "$work/sobol/figures/effects.svg"
check_not "no scatter of Morris" test -e "$work/sobol/figures/morris.svg"
sed 's/"morris"/"sobol"/; s/trajectories/points/' "$work/few.cfg" >"$work/shares.cfg"
run_as "a design of kind sobol" 0 sensitivity "$work/shares.cfg" --out "$work/shares"
check "becomes rows" grep -q '^kind = "saltelli";$' "$work/shares/design.cfg"
check "shares of both measures" test "$(grep -c ',seed,' "$work/shares/sensitivity.csv")" -eq 2

run_as "two scenarios, everything" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --points 2 -n 1 --out "$work/all"
check "says how many parameters" grep -Eq '^morris: 16\+1 against solo at [0-9]+ points: morris over 1[0-9][0-9] parameters$' "$work/out"
check "and which ranges are assumed" grep -Eq '^  \* assumed: half to double the scenario.s value, [0-9]+ parameters$' "$work/out"
check "shows the first twelve" grep -Eq '^  \([0-9]+ more parameters with less; --all shows them\)$' "$work/out"
run_as "all of them" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --points 2 -n 1 --all
check "a line each" test "$(grep -cE '^  [a-z]+\.[a-z_]+ .*(clear|nothing|not told from chance|\?)$' "$work/out")" -gt 100
run_as "Sobol of everything" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --method sobol --points 4 -n 1
check "begins with a screening" grep -Eq '^A screening by morris left [2-8] of 1[0-9][0-9] parameters, the others stay as they are\.$' \
    "$work/out"
run_as "dry run" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --dry-run --out "$work/never"
check "says how many runs" grep -Eq '^  4 replications: [0-9]+ runs, about .* on [0-9]+ threads, about .* in ' "$work/out"
check_not "nothing is kept" test -e "$work/never"

sed 's/kind = "morris"/kind = "oat"/; /trajectories/d' "$work/few.cfg" >"$work/oat.cfg"
run_as "a design of another kind" 3 sensitivity "$work/oat.cfg"
check "is refused" grep -q 'oat.cfg: kind: sensitivity needs morris or sobol, and this is oat; sweep carries it out$' "$work/err"
run_as "options of scenarios with a design" 2 sensitivity "$work/few.cfg" --points 3
only "are refused" "$work/err" "zutuan: --over, --points and --candidates belong to scenarios; a design says for itself"
run_as "chosen trajectories" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --points 4 --candidates 40 -n 1 --out "$work/chosen"
has "are in the design" "$work/chosen/design.cfg" "candidates = 40;"
run_as "which" 0 sensitivity "$work/chosen/design.cfg" --out "$work/chosen2"
check "runs again to the same points" cmp "$work/chosen/points.csv" "$work/chosen2/points.csv"
run_as "ones that are not" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" --points 4 -n 1 --out "$work/plain"
check_not "are others" cmp "$work/chosen/points.csv" "$work/plain/points.csv"
sed 's/^candidates = .*/candidates = 3;/' "$work/chosen/design.cfg" >"$work/chosen/less.cfg"
run_as "fewer candidates than trajectories" 3 sensitivity "$work/chosen/less.cfg"
check "are told" grep -q 'less.cfg:[0-9]*: candidates: 3 are fewer than the 4 trajectories that are to be chosen among them$' "$work/err"
sed 's/^candidates = .*/candidates = 8;/; s/"morris"/"oat"/; /^trajectories/d; /^levels/d; /^design_seed/d' "$work/chosen/design.cfg" \
    >"$work/chosen/oat.cfg"
run_as "candidates of another kind" 3 sweep "$work/chosen/oat.cfg"
check "are told" grep -q 'oat.cfg:[0-9]*: candidates: belongs to morris, and the kind is oat$' "$work/err"

run_as "an unknown method" 2 sensitivity "$work/solo.cfg" --method fast
only "is refused" "$work/err" "zutuan: --method fast: expected morris or sobol"
run_as "a parameter that is not there" 2 sensitivity "$work/solo.cfg" --method morris --over demand.rat=1:2
run_as "another experiment in the folder" 4 sensitivity "$work/solo.cfg" --method morris --out "$work/one"

interrupted INT '[1-9][0-9][0-9]' sensitivity "$work/few.cfg" -n 100000 --out "$work/cut"
check "interrupted: exit code 130" test $code -eq 130
check "keeps what is finished" test "$(wc -l <"$work/cut/cells.csv")" -gt 1
check "and what can be said of it" test -s "$work/cut/sensitivity.csv"
finish
