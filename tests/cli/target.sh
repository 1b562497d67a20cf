#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# Replications until the interval is narrow enough.
. tests/cli/checks

count() {
    grep -c "^$1,[0-9]*,served," "$2/replications.csv"
}

# half_width FILE MEASURE: of the relative difference in paired.csv, in ten-thousandths
half_width() {
    awk -F, -v measure="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) { sub(/\r$/, "", $i); at[$i] = i } next }
        $at["measure"] == measure {
            printf "%d\n", 1e4 * ($at["ci_high"] - $at["difference"]) / $at["base_mean"]
        }' "$1"
}

# shellcheck disable=SC2086
run_as "an easy target" 0 run solo $small --target wait_mean:rel=20% --out "$work/easy"
check "is met at the first look and with fifty more" test "$(count solo "$work/easy")" -eq 100
check "the manifest says so" grep -q '"met": true' "$work/easy/manifest.json"
# shellcheck disable=SC2086
run_as "a harder one" 0 run solo $small --target wait_mean:rel=4% --out "$work/hard"
check "takes more" test "$(count solo "$work/hard")" -gt 50
# shellcheck disable=SC2086
run_as "one that is too hard" 6 run solo $small --target wait_mean:rel=0.1% --max 80 --out "$work/never"
check "stops at --max" test "$(count solo "$work/never")" -eq 80
check "keeps the results" test -s "$work/never/manifest.json"
check "the manifest says so" grep -q '"met": false' "$work/never/manifest.json"
check "and so does a message" \
    grep -Fqx 'zutuan: wait_mean:rel=0.1% is not met after 80 replications; --max allows more' "$work/err"
# shellcheck disable=SC2086
run_as "--min" 0 run solo $small --target wait_mean:rel=20% --min 60 --out "$work/min"
check "is kept to" test "$(count solo "$work/min")" -eq 110
# shellcheck disable=SC2086
run_as "one on a measure that the base has not" 6 compare solo 16+1 $small --target hub_utilisation:abs=1%
check "gives up at the first look" grep -Fqx \
    'zutuan: hub_utilisation:abs=1% is not met after 50 replications; a scenario has no value of this measure' "$work/err"

# shellcheck disable=SC2086
run_as "a comparison" 0 compare solo 16+1 $small --target qa_per_10k_yuan:rel=0.6% --equal-budget --out "$work/pair"
check "as many of each" test "$(count solo "$work/pair")" -eq "$(count 16+1 "$work/pair")"

# At 50 replications the pair from the files is narrow enough and that at equal budget is not: the budget is
# solved again for more.
# shellcheck disable=SC2086
run_as "a target for the pair at equal budget" 0 compare solo 16+1 $small --target wait_mean:rel=5% --equal-budget \
    --out "$work/budget"
check "takes more than one look" test "$(count solo "$work/budget")" -gt 50
check "three scenarios" test "$(cut -d, -f1 "$work/budget/summary.csv" | sort -u | wc -l)" -eq 4
check "as many of the third" \
    test "$(count solo-at-16+1-budget "$work/budget")" -eq "$(count solo "$work/budget")"
check "at the same cost" awk -F, '
    $2 == "cost_total" { cost[$1] = $5 }
    END { d = cost["solo-at-16+1-budget"] / cost["16+1"] - 1; exit !(d * d <= 1e-10) }' "$work/budget/summary.csv"

half_width "$work/pair/paired.csv" qa_per_10k_yuan >"$work/widths"
check "two pairs" test "$(wc -l <"$work/widths")" -eq 2
check "every pair is as narrow as asked" sh -c "while read -r width; do test \$width -le 60 || exit 1; done <'$work/widths'"
check "and no narrower than need be" test "$(sort -n "$work/widths" | tail -1)" -ge 50

# A sweep: all points have as many replications as the widest interval calls for.
cat >"$work/solo.cfg" <<'EOF'
programme: { horizon = 90.0; };
providers: { count = 5; };
EOF
cat >"$work/16+1.cfg" <<'EOF'
extends = "solo";
cluster: { form = "support"; };
EOF
cat >"$work/sweep.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = ("qa_per_10k_yuan", "cost_total");
factors = ( { key = "demand.rate"; values = [0.3, 0.6]; }, { key = "support.staff"; values = [1, 3]; } );
EOF

# points FILE: replications and relative half-width (in ten-thousandths) of qa_per_10k_yuan at every point.
points() {
    awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) { sub(/\r$/, "", $i); at[$i] = i } next }
        $at["measure"] == "qa_per_10k_yuan" {
            printf "%d %d\n", $at["n"], 1e4 * ($at["ci_high"] - $at["difference"]) / $at["base_mean"]
        }' "$1"
}

# same_tables NAME A B: two folders hold the same, but for who made them.
same_tables() {
    check "$1" diff -r -x manifest.json -x store.sqlite "$2" "$3"
}

run_as "a sweep" 0 sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=1% --out "$work/map" -j 1
points "$work/map/cells.csv" >"$work/points"
check "four points" test "$(wc -l <"$work/points")" -eq 4
check "each as narrow as asked" awk '$2 > 100 { bad = 1 } END { exit bad }' "$work/points"
check "the widest no narrower than fifty more make it" awk '$2 > 55 { good = 1 } END { exit !good }' "$work/points"
check "as many replications of each" test "$(cut -d' ' -f1 "$work/points" | sort -u | wc -l)" -eq 1
check "more than the first look has" test "$(head -1 "$work/points" | cut -d' ' -f1)" -gt 50
check "the manifest says so" grep -q '"met": true' "$work/map/manifest.json"
check "the design says how many it took" \
    grep -q "^replications = $(head -1 "$work/points" | cut -d' ' -f1);" "$work/map/design.cfg"
run_as "on two threads" 0 sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=1% --out "$work/map2" -j 2
same_tables "the same" "$work/map" "$work/map2"
interrupted INT '[4-9][0-9][0-9]' sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=0.01% --out "$work/cut"
check "interrupted" test $code -eq 130
run_as "and gone on with, to the other target" 0 sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=1% --out "$work/cut"
check "from what was there" grep -q ' runs were in the store already' "$work/err"
same_tables "the same" "$work/map" "$work/cut"
for part in 1 2; do
    run_as "part $part" 0 sweep "$work/sweep.cfg" -n 50 --shard $part/2 --store "$work/part-$part.sqlite"
done
run_as "both" 0 merge "$work/all.sqlite" "$work/part-1.sqlite" "$work/part-2.sqlite"
run_as "and further" 0 sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=1% --out "$work/map4" --store "$work/all.sqlite"
has "from both" "$work/err" "300 runs were in the store already"
same_tables "the same" "$work/map" "$work/map4"
run_as "its folder" 0 reproduce "$work/map"
run_as "a part by itself" 2 sweep "$work/sweep.cfg" --target cost_total:rel=2% --shard 1/2 --store "$work/x.sqlite"
only "cannot know" "$work/err" "zutuan: --shard and --target: a part cannot know when a target is met"
run_as "a target that a sweep does not meet" 6 sweep "$work/sweep.cfg" --target qa_per_10k_yuan:rel=0.1% --max 60
has "says so" "$work/err" "zutuan: qa_per_10k_yuan:rel=0.1% is not met after 60 replications; --max allows more"
run_as "one that the design is not about" 2 sweep "$work/sweep.cfg" --target wait_mean:rel=2%
only "is refused" "$work/err" \
    "zutuan: --target wait_mean:rel=2%: sweep is not about it, but about qa_per_10k_yuan and others"
sed 's/"qa_per_10k_yuan", "cost_total"/"hub_utilisation"/' "$work/sweep.cfg" >"$work/hub.cfg"
run_as "one without values" 6 sweep "$work/hub.cfg" --target hub_utilisation:abs=1%
has "gives up" "$work/err" \
    "zutuan: hub_utilisation:abs=1% is not met after 50 replications; a point has no value of this measure"

# What attribute asks for
run_as "the parts of a difference" 0 attribute "$work/solo.cfg" "$work/16+1.cfg" --players referral,training \
    --target qa_per_10k_yuan:rel=2% --out "$work/parts"
check "are as narrow as asked" grep -q '"met": true' "$work/parts/manifest.json"

# Which parameters matter: more trajectories, more rows.
# widest FILE COLUMN: the widest half interval of a column, and the largest value of it, in thousandths.
widest() {
    awk -F, -v column="$2" '
        NR == 1 { for (i = 1; i <= NF; i++) { sub(/\r$/, "", $i); at[$i] = i } next }
        {
            half = 500 * ($at[column "_high"] - $at[column "_low"])
            if (half > widest) widest = half
            if ($at["key"] != "seed" && $at[column] > largest) largest = $at[column]
        }
        END { printf "%d %d\n", widest, 1000 * largest }' "$1"
}
ranges="--over demand.rate=0.3:0.7 --over support.staff_cost=0:200000 --over providers.count=4:8"
# shellcheck disable=SC2086
{
effects="$work/solo.cfg $work/16+1.cfg $ranges -n 2 --method morris --target qa_per_10k_yuan:rel=8%"
run_as "effects" 0 sensitivity $effects --out "$work/morris" -j 1
check "as narrow as asked" sh -c "set -- $(widest "$work/morris/sensitivity.csv" mu_star); test \$1 -le \$((\$2 * 8 / 100))"
check "of more trajectories than the first look" test "$(sed -n 's/^trajectories = \(.*\);/\1/p' "$work/morris/design.cfg")" -gt 20
check "the manifest says so" grep -q '"met": true' "$work/morris/manifest.json"
run_as "on two threads" 0 sensitivity $effects --out "$work/morris2" -j 2
same_tables "the same" "$work/morris" "$work/morris2"
run_as "its folder" 0 reproduce "$work/morris"
run_as "the design that it left" 0 sensitivity "$work/morris/design.cfg" --out "$work/morris3"
check "has the same effects" cmp "$work/morris/sensitivity.csv" "$work/morris3/sensitivity.csv"
interrupted INT '[4-9][0-9]' sensitivity ${effects%8%}0.1% --out "$work/morris4"
check "interrupted" test $code -eq 130
run_as "and gone on with, to the other target" 0 sensitivity $effects --out "$work/morris4"
check "from what was there" grep -q ' runs were in the store already' "$work/err"
same_tables "the same" "$work/morris" "$work/morris4"
run_as "too hard" 6 sensitivity ${effects%8%}0.1% --max 30
has "says so" "$work/err" "zutuan: qa_per_10k_yuan:rel=0.1% is not met after 30 trajectories; --max allows more"
run_as "shares" 0 sensitivity "$work/solo.cfg" "$work/16+1.cfg" $ranges --method sobol --points 16 -n 1 \
    --target qa_per_10k_yuan:abs=0.2 --out "$work/sobol"
check "as narrow as asked" sh -c "set -- $(widest "$work/sobol/sensitivity.csv" ST); test \$1 -le 200"
check "also alone" sh -c "set -- $(widest "$work/sobol/sensitivity.csv" S1); test \$1 -le 200"
run_as "a dry run" 0 sensitivity $effects --dry-run
check "tells of the target" grep -q '^  this is the first look at qa_per_10k_yuan:rel=8%, of 20 trajectories; ' "$work/out"
run_as "trajectories that were chosen" 2 sensitivity $effects --candidates 50
check "have no target" grep -q '^zutuan: --target and candidates: ' "$work/err"
}

# A break-even: replications until its interval is narrow.
# half FILE: the half-width of the first interval in roots.csv.
half() {
    awk -F, '
        NR == 1 { for (i = 1; i <= NF; i++) { sub(/\r$/, "", $i); at[$i] = i } next }
        NR == 2 { printf "%d\n", ($at["ci_high"] - $at["ci_low"]) / 2 }' "$1/roots.csv"
}
# shellcheck disable=SC2086
{
cost="$work/solo.cfg $work/16+1.cfg --over support.staff_cost=0:300000:5 --in other --target support.staff_cost"
run_as "a break-even" 0 breakeven $cost:abs=3000 --out "$work/root" -j 1
check "as narrow as asked" test "$(half "$work/root")" -le 3000
check "and no narrower than need be" test "$(half "$work/root")" -ge 1500
taken=$(sed -n 's/^\([0-9]*\) replications of each at every value.*/\1/p' "$work/out")
check "takes more than the first look" test "$taken" -gt 50
check "the manifest says so" grep -q '"met": true' "$work/root/manifest.json"
run_as "as many at once" 0 breakeven ${cost% --target*} -n "$taken" --out "$work/root1"
same_tables "give the same" "$work/root" "$work/root1"
run_as "on two threads" 0 breakeven $cost:abs=3000 --out "$work/root2" -j 2
same_tables "the same" "$work/root" "$work/root2"
interrupted INT '[4-9][0-9][0-9]' breakeven $cost:abs=1 --out "$work/root3"
check "interrupted" test $code -eq 130
run_as "and gone on with, to the other target" 0 breakeven $cost:abs=3000 --out "$work/root3"
check "from what was there" grep -q ' runs were in the store already' "$work/err"
same_tables "the same" "$work/root" "$work/root3"
run_as "its folder" 0 reproduce "$work/root"
run_as "too hard" 6 breakeven $cost:rel=0.01% --max 60
has "says so" "$work/err" "zutuan: support.staff_cost:rel=0.01% is not met after 60 replications; --max allows more"
run_as "of another parameter" 2 breakeven ${cost% --target*} --target demand.rate:rel=2%
only "is refused" "$work/err" "zutuan: --target demand.rate:rel=2%: the break-even is one of support.staff_cost"
run_as "of none" 2 breakeven ${cost% --target*} --target support.staff_cots:rel=2%
only "is refused" "$work/err" "zutuan: --target: support.staff_cots is not a parameter; did you mean support.staff_cost?"
run_as "without a width" 2 breakeven $cost:2%
only "is refused" "$work/err" "zutuan: --target: support.staff_cost:2% names no width above 0; write support.staff_cost:rel=2% (of the break-even) or support.staff_cost:abs=0.5 (in the unit of the parameter)"
run_as "with a number of replications" 2 breakeven $cost:rel=2% -n 100
only "is refused" "$work/err" "zutuan: --target and --replications exclude each other; --min and --max bound a target"

# The best of several: what is too small to matter.
best="$work/solo.cfg $work/16+1.cfg"
run_as "the best" 0 select $best --target qa_per_10k_yuan:rel=2% --out "$work/best"
run_as "by other words" 0 select $best --measure qa_per_10k_yuan --delta 2% --out "$work/best2"
same_tables "is the same" "$work/best" "$work/best2"
run_as "its folder" 0 reproduce "$work/best"
run_as "both" 2 select $best --target qa_per_10k_yuan:rel=2% --delta 1%
only "are too much" "$work/err" "zutuan: --target says both --measure and --delta: give it or them"
}

# A posterior: effective draws.
cat >"$work/fit.cfg" <<'EOF'
scenario = "solo";
parameters = ( { key = "demand.rate"; from = 0.2; to = 1.0; } );
targets = ( { measure = "served"; value = 150.0; tolerance = 15.0; seen = "mean"; } );
points = 40; replications = 10; waves = 12;
EOF
effective() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { sub(/\r$/, "", $i); at[$i] = i } next }
        { last = $at["effective_points"] } END { printf "%d\n", last }' "$1/waves.csv"
}
run_as "a posterior" 0 calibrate "$work/fit.cfg" --out "$work/fit"
run_as "a better one" 0 calibrate "$work/fit.cfg" --target effective=150 --out "$work/fit2"
check "is worth as many draws" test "$(effective "$work/fit2")" -ge 150
check "which is more than without" test "$(effective "$work/fit")" -lt 150
run_as "one that is too good" 6 calibrate "$work/fit.cfg" --target effective=1500 --waves 2
run_as "its folder" 0 reproduce "$work/fit2"
run_as "no number" 2 calibrate "$work/fit.cfg" --target wait_mean:rel=2%
only "is refused" "$work/err" "zutuan: --target wait_mean:rel=2%: expected effective=N with N from 20 to 1000000"
finish
