#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A results folder is made again elsewhere from its manifest; what was changed, or comes out otherwise, is told.
. tests/cli/checks

# reproduces NAME DIR: the whole folder comes out the same, from another place, and leaves nothing behind.
reproduces() {
    reproduces_name=$1
    reproduces_dir=$2
    mkdir -p "$work/elsewhere" "$work/temporary"
    (cd "$work/elsewhere" && TMPDIR=$work/temporary "$binary" reproduce "$reproduces_dir") >"$work/out" 2>"$work/err"
    if [ $? -eq 0 ] && [ "$(wc -l <"$work/out")" -eq 1 ] &&
        grep -q 'was run again: all [0-9]* files are the same, byte by byte' "$work/out"; then
        echo "ok $reproduces_name"
    else
        echo "not ok $reproduces_name"
        sed 's/^/    /' "$work/out" "$work/err"
        failed=1
    fi
    check "and leaves nothing behind" rmdir "$work/elsewhere" "$work/temporary"
}

# described NAME DIR: datapackage.json knows every column.
described() {
    check "$1: the tables are described" test -s "$2/datapackage.json"
    check_not "every column" grep -q '"any"' "$2/datapackage.json"
    check "with a hash in the manifest" grep -q '"file": "datapackage.json"' "$2/manifest.json"
}

# Every command that leaves a folder. What it was given is gone by the time it is made again.
mkdir "$work/given"
cp scenarios/solo.cfg scenarios/16+1.cfg "$work/given"
cat >"$work/given/tiny.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = ("qa_per_10k_yuan", "cost_total");
replications = 3;
factors = (
    { key = "support.credibility"; values = [0.3, 0.9]; },
    { key = "support.staff"; values = [1, 4]; }
);
EOF
given=$work/given
# shellcheck disable=SC2086
run_as "run" 0 run "$given/16+1.cfg" $small -n 12 --seed 18446744073709551615 --out "$work/run"
# shellcheck disable=SC2086
run_as "compare" 0 compare "$given/solo.cfg" "$given/16+1.cfg" --equal-budget $small -n 12 --confidence 0.9 --all \
    --out "$work/compare"
# shellcheck disable=SC2086
run_as "with a target" 0 compare "$given/solo.cfg" "$given/16+1.cfg" $small --target qa_output:rel=20% --min 52 \
    --max 400 --out "$work/target"
# shellcheck disable=SC2086
run_as "a target that is not met" 6 run "$given/solo.cfg" $small --target qa_output:rel=0.1% --max 60 \
    --out "$work/missed"
run_as "sweep" 0 sweep "$given/tiny.cfg" -s programme.horizon=90 --seed 3 --out "$work/sweep"
run_as "hypotheses" 0 hypotheses -s programme.horizon=400 -s providers.count=5 --quick -n 3 --out "$work/hypotheses"
# shellcheck disable=SC2086
run_as "attribute" 0 attribute "$given/solo.cfg" "$given/16+1.cfg" $small --players training,fee -n 4 \
    --measure wait_mean,qa_output --out "$work/attribute"
# shellcheck disable=SC2086
run_as "breakeven" 0 breakeven "$given/solo.cfg" "$given/16+1.cfg" $small --in other -n 8 \
    --over support.staff_cost=0:250000:3 --out "$work/breakeven"
run_as "a design of points" 0 sweep scenarios/designs/forms.cfg -n 2 -s programme.horizon=90 --out "$work/forms"
run_as "sensitivity of scenarios" 0 sensitivity "$given/solo.cfg" "$given/16+1.cfg" --points 2 -n 1 \
    -s programme.horizon=90 --out "$work/sensitivity"
run_as "Sobol's" 0 sensitivity "$given/solo.cfg" --method sobol --measure requests --points 8 -n 1 \
    -s programme.horizon=90 --over demand.rate=0.2:0.8 --over providers.count=4:8 --out "$work/sobol"
# shellcheck disable=SC2086
run_as "control variates" 0 run "$given/solo.cfg" $small -n 12 --control-variates --out "$work/controls"
# shellcheck disable=SC2086
run_as "select" 0 select "$given/solo.cfg" "$given/16+1.cfg" $small -n 10 --delta 5% --out "$work/select"
run_as "select among points" 0 select "$given/solo.cfg" --design "$given/tiny.cfg" -s programme.horizon=90 -n 10 --delta 5% \
    --out "$work/points"
cat >"$given/fit.cfg" <<'EOF'
description = "A fit";
scenario = "16+1";
parameters = ({ key = "demand.rate"; }, { key = "learning.cv"; prior = "normal"; mean = 0.4; sd = 0.1; });
targets = ({ measure = "sessions_per_provider_year"; value = 130; tolerance = 30; seen = "mean"; source = "a \"b\""; });
EOF
# shellcheck disable=SC2086
run_as "calibrate" 0 calibrate "$given/fit.cfg" $small --points 30 -n 10 --out "$work/calibrate"
rm -r "$given"
for folder in run controls compare target missed sweep forms sensitivity sobol hypotheses attribute breakeven select points calibrate; do
    reproduces "$folder is reproduced" "$work/$folder"
    described "$folder" "$work/$folder"
done
check "more runs in the same folder" "$binary" run solo -s programme.horizon=90 -n 3 --out "$work/more"
check "and more" "$binary" run solo -s programme.horizon=90 -n 5 --out "$work/more"
reproduces "as if done at once" "$work/more"

# What was not typed is in the manifest, too.
run_as "none of it typed" 0 run 16+1 -s programme.horizon=30 -s providers.count=3 --out "$work/plain"
for option in seed=1 confidence=0.95 replications=100; do
    check "--$option is told" grep -q "^    \"--$option\",\{0,1\}\$" "$work/plain/manifest.json"
done
check_not "with a target no number is" grep -q -- '--replications' "$work/target/manifest.json"
check "but its bounds" grep -q -- '"--max=400"' "$work/target/manifest.json"
for option in delta=5% replications=10 max=10000; do
    check "of a selection --$option" grep -q -- "\"--$option\"" "$work/select/manifest.json"
done
check "of a sweep what its file says" grep -q -- '"--replications=3"' "$work/sweep/manifest.json"
check "which design" grep -q '"design": "design.cfg"' "$work/sweep/manifest.json"
check "a rule of stopping" grep -q '"stopping_rule": "looks at' "$work/target/manifest.json"
reproduces "of what was not typed" "$work/plain"

# Under an MPI launcher: spread, and told once.
if [ -n "$launch" ]; then
    for folder in run compare sweep select attribute; do
        $launch 3 "$binary" reproduce "$work/$folder" >"$work/out" 2>"$work/err"
        check "$folder is reproduced by three processes" test $? -eq 0
        check "told once" test "$(grep -c 'was run again: all [0-9]* files are the same' "$work/out")" -eq 1
    done
    $launch 3 "$binary" reproduce "$work/compare" --quick >"$work/out" 2>"$work/err"
    check "the quick way, too" grep -q '10 of 12 replications of 3 scenarios were recomputed' "$work/out"
fi

# The quick way.
run_as "--quick" 0 reproduce "$work/compare" --quick
check "ten of three scenarios" grep -q '10 of 12 replications of 3 scenarios were recomputed' "$work/out"
run_as "without single replications" 3 reproduce "$work/sweep" --quick
check "is told" grep -q '`sweep` keeps no single replications' "$work/err"

# One digit in one table.
line=$(grep -n '^16+1,7,served,' "$work/compare/replications.csv" | cut -d: -f1)
was=$(sed -n "${line}s/.*,//p" "$work/compare/replications.csv")
sed -i "${line}s/,served,/,served,1/" "$work/compare/replications.csv"
run_as "a digit that was changed" 4 reproduce "$work/compare"
only "is told with its row" "$work/out" "replications.csv was changed since: its SHA-256 is not the one in the manifest
replications.csv differs first in row $((line - 1)), column value:
  in the folder   1$was
  as it was made  $was
  the row         16+1,7,served,1$was"
run_as "which --quick sees when it draws that replication" 4 reproduce "$work/compare" --quick --seed 2
check "or says at least that something was" grep -q 'replications.csv was changed since' "$work/out"
sed -i "${line}s/,served,1/,served,/" "$work/compare/replications.csv"
reproduces "put right again" "$work/compare"

# The same file with a SHA-256 to match: then the program finds otherwise.
sed -i "${line}s/,served,/,served,1/" "$work/compare/replications.csv"
old=$(grep -A2 '"file": "replications.csv"' "$work/compare/manifest.json" | sed -n 's/.*"sha256": "\(.*\)".*/\1/p')
new=$(sha256sum "$work/compare/replications.csv" | cut -d' ' -f1)
sed -i "s/$old/$new/" "$work/compare/manifest.json"
run_as "another result" 7 reproduce "$work/compare"
only "is told with its row" "$work/out" "replications.csv differs first in row $((line - 1)), column value:
  in the folder   1$was
  run again       $was
  the row         16+1,7,served,1$was"
found=
for seed in 1 2 3 4 5; do
    "$binary" reproduce "$work/compare" --quick --seed $seed >"$work/out" 2>/dev/null
    [ $? -ne 7 ] || found=1
done
check "the quick way finds it too" test -n "$found"

# What it is made from.
sed -i 's/^    horizon = .*/    horizon = 91.0;/' "$work/run/resolved/16+1.cfg"
run_as "a scenario that was changed" 4 reproduce "$work/run"
has "is told" "$work/out" "resolved/16+1.cfg was changed since: its SHA-256 is not the one in the manifest"
check "as the end of it" grep -q 'so it cannot be run again' "$work/err"
rm "$work/sweep/design.cfg"
run_as "a design that is gone" 4 reproduce "$work/sweep"
has "is told" "$work/out" "design.cfg is missing"
rm "$work/attribute/variants.csv"
run_as "a table that is gone" 4 reproduce "$work/attribute"
has "is told too" "$work/out" "variants.csv is missing"

# Another program.
sed -i 's/"model": "..../"model": "f00d/' "$work/target/manifest.json"
run_as "of another model" 0 reproduce "$work/target"
check "is told" grep -q 'another model.*differences are expected' "$work/err"
sed -i 's/"interrupted": false/"interrupted": true/' "$work/target/manifest.json"
run_as "interrupted" 2 reproduce "$work/target"
check "is told" grep -q 'finish it with the same command first' "$work/err"
run_as "but can be looked at" 0 reproduce "$work/target" --quick
sed -i 's/"command": "compare"/"command": "reproduce"/; s/true/false/' "$work/target/manifest.json"
run_as "of no command that leaves a folder" 4 reproduce "$work/target"
check "is told" grep -q 'by a command that this zutuan does not have' "$work/err"
run_as "no results" 4 reproduce "$work"
check "is told" grep -q 'holds no results of zutuan' "$work/err"
run_as "no folder" 4 reproduce "$work/nowhere"
run_as "nothing" 2 reproduce
finish
