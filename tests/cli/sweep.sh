#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `sweep`: the same bytes on any number of threads and from the folder it left, maps in text, mistakes, interruption.
. tests/cli/checks

cat >"$work/solo.cfg" <<'EOF'
programme: { horizon = 90.0; };
EOF
cat >"$work/16+1.cfg" <<'EOF'
extends = "solo";
cluster: { form = "support"; };
EOF
cat >"$work/tiny.cfg" <<'EOF'
description = "Size and staff";
base = "solo";
other = "16+1";
measure = ("qa_per_10k_yuan", "cost_total");
replications = 6;
scale_officers = true;
factors = (
    { key = "providers.count"; values = [2, 4, 41]; },
    { key = "support.staff"; from = 1; to = 13; steps = 13; }
);
EOF

steady_manifest() {
    sed '/^  "environment": {/,/^  }/d' "$1/manifest.json"
}

for jobs in 1 2 3; do
    run_as "sweep on $jobs threads" 0 sweep "$work/tiny.cfg" -j $jobs --out "$work/now"
    if [ -d "$work/first" ]; then
        check "the same files" diff -r -x manifest.json -x store.sqlite "$work/first" "$work/now"
        steady_manifest "$work/first" >"$work/a"
        steady_manifest "$work/now" >"$work/b"
        check "the same manifest but for its environment" cmp "$work/a" "$work/b"
        check "which is there" grep -q '"command": "sweep"' "$work/a"
        check "the same words" cmp "$work/first.txt" "$work/out"
        rm -r "$work/now"
    else
        mv "$work/now" "$work/first"
        cp "$work/out" "$work/first.txt"
    fi
done
check "a line for each of 39 points and two measures" test "$(wc -l <"$work/first/cells.csv")" -eq 79
check "of six replications" test "$(cut -d, -f5 "$work/first/cells.csv" | sort -u | tr '\n' ' ')" = "6 n "
check "and no file half done" test "$(find "$work/first" -type f | wc -l)" -eq 9
has "what is compared" "$work/first.txt" \
    "tiny: 16+1 against solo at 39 points: 3 of providers.count x 13 of support.staff"
check "a map for each measure" test "$(grep -c '^       2  4 41  providers.count (providers)$' "$work/first.txt")" -eq 2
check "of 13 rows" test "$(grep -c '^  *[0-9][0-9]*  *[-+0]  *[-+0]  *[-+0]$' "$work/first.txt")" -eq 26
check "with a legend" grep -Fqx 'public cost: + better, - worse, 0 the 95 % interval holds 0' "$work/first.txt"
check "a hub costs more in a small cluster" grep -q '16+1 is better than solo at [0-9]* of 39 points and worse at [1-9]' \
    "$work/first.txt"

run_as "the design in the folder" 0 sweep "$work/first/design.cfg" --out "$work/again"
check "gives the same numbers" cmp "$work/first/cells.csv" "$work/again/cells.csv"
check "and the same design" cmp "$work/first/design.cfg" "$work/again/design.cfg"
run_as "a point of it by compare" 0 compare "$work/solo.cfg" "$work/16+1.cfg" -n 6 -s providers.count=41 \
    -s support.staff=3 -s government.officers=13 --out "$work/pair"
awk -F, '$1 == 41 && $2 == 3 && $3 == "cost_total" { print $5, $6, $7, $8, $9, $10 }' "$work/first/cells.csv" >"$work/a"
awk -F, '$3 == "cost_total" { print $5, $(NF - 1), $NF, $6, $7, $8 }' "$work/pair/paired.csv" >"$work/b"
check "is the same, officers scaled" cmp "$work/a" "$work/b"
check "and not nothing" test -s "$work/a"

run_as "into a folder with results" 4 sweep "$work/tiny.cfg" --out "$work/again"
has "is refused" "$work/err" "$work/again: the folder holds results of \`sweep design\`; --force replaces them, or choose another"
run_as "unless forced" 0 sweep "$work/tiny.cfg" -n 3 --seed 2 --out "$work/pair" --force
check "fewer replications" grep -q ',qa_per_10k_yuan,people,3,' "$work/pair/cells.csv"
check_not "nothing of the comparison is left" test -e "$work/pair/paired.csv"
check_not "another seed has other numbers" cmp "$work/pair/cells.csv" "$work/first/cells.csv"
run_as "one replication" 0 sweep "$work/tiny.cfg" -n 1
check "has no intervals" grep -q '^   1   ?  ?  ?$' "$work/out"

run_as "dry run" 0 sweep "$work/tiny.cfg" -j 2 --dry-run --out "$work/never"
has "says which points" "$work/out" "$(head -1 "$work/first.txt")"
check "how many runs, solo once for all staff" \
    grep -Eq '^  6 replications: 252 runs, about .* on 2 threads, about [0-9]+ kB in ' "$work/out"
has "and that nothing is kept" "$work/out" "nothing was kept: this is a dry run"
check_not "nothing is" test -e "$work/never"

cat >"$work/line.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "cost_total";
replications = 4;
factors = ( { key = "support.staff_cost"; values = [0.0, 1e7]; } );
EOF
run_as "one factor" 0 sweep "$work/line.cfg"
check "is a line" grep -Fqx '           +        -' "$work/out"
check "with its levels" grep -Fqx '           0 10000000  support.staff_cost (yuan/yr)' "$work/out"
check "and words" grep -Fqx '  Along support.staff_cost, 16+1 turns worse between 0 and 10000000.' "$work/out"
sed 's/cost_total/requests/' "$work/line.cfg" >"$work/same.cfg"
run_as "people are the same in both" 0 sweep "$work/same.cfg" -s promotion.on=false
has "no sign is clear" "$work/out" '           0        0'
has "which is said" "$work/out" '  Along support.staff_cost, 16+1 is nowhere clearly higher or lower.'
cat >"$work/three.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "cost_total";
replications = 4;
factors = (
    { key = "support.staff_cost"; values = [0.0, 1e7]; },
    { key = "support.staff"; values = [1, 2]; },
    { key = "demand.rate"; values = [0.25, 0.5]; }
);
EOF
run_as "three factors" 0 sweep "$work/three.cfg"
has "have a map for each level of the third" "$work/out" "  demand.rate = 0.25"
has "and the other" "$work/out" "  demand.rate = 0.5"
check "a sentence each" test "$(tr '\n' ' ' <"$work/out" | tr -s ' ' |
    grep -o 'turns worse between 0 and 10000000 at support.staff = 1 to 2\.' | wc -l)" -eq 2

# Other kinds of design
cat >"$work/spread.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "cost_total";
replications = 2;
kind = "lhs";
points = 30;
factors = ( { key = "support.staff"; from = 1; to = 3; }, { key = "demand.rate"; } );
EOF
run_as "a Latin hypercube" 0 sweep "$work/spread.cfg" --out "$work/spread"
has "is described" "$work/out" "spread: 16+1 against solo at 30 points: lhs over support.staff, demand.rate"
check "thirty lines" test "$(wc -l <"$work/spread/cells.csv")" -eq 31
check "and as many points" test "$(wc -l <"$work/spread/points.csv")" -eq 31
check "ten of each staff" test "$(cut -d, -f2 "$work/spread/points.csv" | sort | uniq -c | tr -s ' \n' '  ')" = \
    " 10 1 10 2 10 3 1 support.staff "
check "where a range comes from" grep -q '^demand.rate,.*,plausible$' "$work/spread/factors.csv"
run_as "its folder" 0 sweep "$work/spread/design.cfg" --out "$work/spread2"
check "gives the same numbers" cmp "$work/spread/cells.csv" "$work/spread2/cells.csv"
sed 's/"lhs"/"points"/; s|^points = 30;|file = "spread/points.csv";|; /^factors/d' "$work/spread.cfg" >"$work/listed.cfg"
run_as "its points as a list" 0 sweep "$work/listed.cfg" --out "$work/listed"
check "give the same numbers, too" cmp "$work/spread/cells.csv" "$work/listed/cells.csv"
run_as "another seed of the simulation" 0 sweep "$work/spread.cfg" --seed 2 --out "$work/spread3"
check "has the same points" cmp "$work/spread/points.csv" "$work/spread3/points.csv"
check_not "but other numbers" cmp "$work/spread/cells.csv" "$work/spread3/cells.csv"

cat >"$work/forms.csv" <<'EOF'
cluster.form,training.on,support.staff
solo,,
support,no,
support,yes,5
EOF
cat >"$work/forms.cfg" <<'EOF'
base = "16+1";
measure = "cost_total";
replications = 3;
kind = "points";
file = "forms.csv";
EOF
run_as "one scenario at listed points" 0 sweep "$work/forms.cfg" --out "$work/forms"
check "has means" grep -q '^support,true,5,cost_total,yuan,3,[0-9.]*,[0-9.]*,[0-9.]*,[0-9.]*,.*,16+1,-1,public cost,2$' \
    "$work/forms/cells.csv"
check "the scenario's own value is nothing" grep -q '^solo,,,cost_total,' "$work/forms/cells.csv"
check "each point is shown" \
    grep -q '^  cluster.form = support, training.on = true, support.staff = 5  .*\[.* \.\. .*\]$' "$work/out"
run_as "the same by itself" 0 run "$work/16+1.cfg" -n 3 -s support.staff=5 --out "$work/single"
check "is as much" test "$(awk -F, '$4 == "cost_total" && $1 == "support" && $3 == 5 { print $7 }' "$work/forms/cells.csv")" = \
    "$(awk -F, '$2 == "cost_total" { print $5 }' "$work/single/summary.csv")"
run_as "its folder runs again" 0 sweep "$work/forms/design.cfg" --out "$work/forms2"
check "to the same" cmp "$work/forms/cells.csv" "$work/forms2/cells.csv"

cat >"$work/alone.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "cost_total";
replications = 2;
kind = "oat";
factors = (
    { key = "support.staff_cost"; values = [0.0, 5e5]; },
    { key = "steering.on"; values = (false); },
    { key = "branch.hours"; }
);
EOF
run_as "one at a time" 0 sweep "$work/alone.cfg" --out "$work/alone"
check "first as they are" grep -Eq '^  as they are  ' "$work/out"
check "then the widest" test "$(sed -n '/as they are/{n;p;}' "$work/out" | grep -c '^  support.staff_cost *0 ')" -eq 1
check "at both ends" grep -Eq '^  +500000 ' "$work/out"
check "switches by name" grep -Eq '^  steering.on +false ' "$work/out"
check "the change is told" grep -q '^5,branch.hours,,,' "$work/alone/points.csv"
sed 's/"lhs"/"latin"/; /^points/d' "$work/spread.cfg" >"$work/bad_kind.cfg"
run_as "an unknown kind" 3 sweep "$work/bad_kind.cfg"
check "is told with those there are" \
    grep -q 'bad_kind.cfg:5: kind: "latin" is none of factorial, oat, lhs, sobol, morris, saltelli, points$' "$work/err"

cat >"$work/bad.cfg" <<'EOF'
base = "solo";
other = "16+l";
measure = "qa_outptu";
factors = (
    { key = "support.staf"; values = [1, 2]; },
    { key = "demand.rate"; values = [0.5, 7]; }
);
EOF
run_as "a bad design" 3 sweep "$work/bad.cfg" --out "$work/never"
sed "s|$work/||; s/l. in .*/l\" in FOLDERS/" "$work/err" >"$work/a"
only "is told all at once" "$work/a" 'bad.cfg:6: mismatched element type in array'
sed 's/\[0.5, 7\]/(0.5, 7)/' "$work/bad.cfg" >"$work/worse.cfg"
run_as "a worse design" 3 sweep "$work/worse.cfg" -s demand.rat=1 --out "$work/never"
sed "s|$work/||; s/l. in .*/l\" in FOLDERS/" "$work/err" >"$work/a"
only "is told all at once" "$work/a" 'worse.cfg:3: measure: "qa_outptu" is not a measure; did you mean qa_output?
worse.cfg:5: support.staf: unknown key; did you mean support.staff [servers, 0..1000]?
worse.cfg:6: demand.rate: 7 is out of range; allowed: 0..5 /d
-s demand.rat=1: unknown key; did you mean demand.rate [/d, 0..5]?
worse.cfg:2: other: no scenario "16+l" in FOLDERS'
check_not "nothing on standard output" test -s "$work/out"
check_not "no folder" test -e "$work/never"
run_as "an override of a factor" 3 sweep "$work/tiny.cfg" -s support.staff=4 --out "$work/never"
only "is refused" "$work/err" "-s support.staff=4: the design sets it at every point"
check_not "no folder" test -e "$work/never"
run_as "a design that nobody has" 4 sweep size-and-stuff --out "$work/never"
check "has a nearest" grep -q '^zutuan: no design "size-and-stuff" in .*; nearest: size-and-staff' "$work/err"
run_as "two designs" 2 sweep "$work/tiny.cfg" "$work/line.cfg"

for design in scenarios/designs/*.cfg; do
    run_as "the program's $(basename "$design" .cfg)" 0 sweep "$(basename "$design" .cfg)" -s programme.horizon=20 --dry-run
done

interrupted INT '[1-9][0-9][0-9]' sweep "$work/tiny.cfg" -n 100000 --out "$work/cut"
check "interrupted: exit code 130" test $code -eq 130
check "says so" grep -Eq '^zutuan: interrupted; at least [0-9]+ replications are finished at every point$' "$work/err"
check "keeps what is finished" test "$(wc -l <"$work/cut/cells.csv")" -gt 1
check "the manifest says so" grep -q '"interrupted": true' "$work/cut/manifest.json"
check_not "no file half done" sh -c "find '$work/cut' -name '*.tmp*' | grep ."
finish
