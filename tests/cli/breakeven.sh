#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2086
# Where along a parameter one scenario begins to be better.
. tests/cli/checks

# The fee is 3 staff x their cost: the more they cost, the dearer the cluster.
over="--over support.staff_cost=10k:1m:5 --in other"
run_as "breakeven" 0 breakeven solo 16+1 $small $over -n 8 --measure cost_per_qa --out "$work/a"
has "says what was asked" "$work/out" \
    '16+1 against solo by cost_per_qa (yuan), over support.staff_cost from 10000 to 1000000 yuan/yr, in the other only'
check "tells the break-even" grep -q 'Break-even at support.staff_cost = ' "$work/out"
check "and who is better where" grep -q 'above it solo is better' "$work/out"
check "one root, within its interval" awk -F, '
    NR > 1 { rows++; good = $8 == "change" && $10 + 0 < $9 + 0 && $9 + 0 < $11 + 0 && $15 == 1 && $16 == -1 && $17 == 1 }
    END { exit !(rows == 1 && good) }' "$work/a/roots.csv"
check "the curve rises with the cost" awk -F, '
    NR > 2 && $13 + 0 <= before { exit 1 }
    NR > 1 { before = $13 + 0 }' "$work/a/curve.csv"
check "five values of the scan" test "$(awk -F, '$9 == 1' "$work/a/curve.csv" | wc -l)" -eq 5
check "and some near the root" test "$(awk -F, '$9 == 0 && NR > 1' "$work/a/curve.csv" | wc -l)" -ge 3
run_as "on one thread" 0 breakeven solo 16+1 $small $over -n 8 --measure cost_per_qa -j 1 --out "$work/b"
for table in curve roots; do
    check "the same bytes: $table.csv" cmp "$work/a/$table.csv" "$work/b/$table.csv"
done
check "the figure is drawn" sh analysis/plot.sh "$work/a" svg
check "with its data" test "$(grep -c '^2,' "$work/a/figures/breakeven.csv")" -eq 1

run_as "a whole number" 0 breakeven solo 16+1 -s programme.horizon=180 --over providers.count=2:24 --scale-officers -n 8
check "lies between neighbours" grep -Eq 'Break-even between providers.count = [0-9]+ and [0-9]+' "$work/out"
run_as "no break-even" 0 breakeven solo 16+1 $small --over support.staff_cost=500k:1m:3 --in other -n 6 \
    --measure cost_total
check "is said" grep -Fq 'No break-even: solo is better at every value looked at' "$work/out"
run_as "no difference at all" 0 breakeven solo 16+1 $small --over support.staff_cost=500k:1m:3 --in other -n 4 \
    --measure people_served -s cluster.form=solo
has "no break-even either" "$work/out" '  No break-even was found.'
check "but a doubt" grep -Fq 'Not decided at this precision: support.staff_cost = 500000 to 1000000' "$work/out"
run_as "a plausible range" 0 breakeven solo 16+1 $small --over support.staff_cost --in other --dry-run
check "is taken where none is given, and told to be an assumption" grep -Eq \
    'over support.staff_cost from [0-9]+ to [0-9]+ yuan/yr, in the other only \(plausible: an assumption\)$' "$work/out"
run_as "where there is none" 3 breakeven solo 16+1 $small --over purchase.budget --dry-run
only "it is asked for" "$work/err" \
    'zutuan: --over purchase.budget: there is no plausible range about "inf"; give it as purchase.budget=LO:HI'
run_as "a dry run" 0 breakeven solo 16+1 $small --over demand.rate=0.2/d:0.9/d --dry-run
check "counts the runs" grep -q 'a scan of 13 values at 100 replications: 2600 runs' "$work/out"

usage() {
    name=$1
    message=$2
    shift 2
    run_as "$name" 2 breakeven solo 16+1 "$@"
    only "$name: message" "$work/err" "zutuan: $message"
}
usage "no range" "breakeven needs one --over KEY=LO:HI, such as --over providers.count=2:60"
usage "two ranges" "breakeven needs one --over KEY=LO:HI, such as --over providers.count=2:60" \
    --over demand.rate=0.1:1 --over support.staff=1:3
usage "one parameter twice" "--over: demand.rate is given twice" --over demand.rate=0.1:1 --over demand.rate=0.1:0.5
usage "two measures" "breakeven is about one measure; run it once for each" --over demand.rate=0.1:1 \
    --measure qa_output,cost_total
usage "a range without an end" \
    "--over: demand.rate=0.1: expected KEY, KEY=LO:HI or KEY=LO:HI:STEPS, such as demand.rate=0.3/d:0.9/d" \
    --over demand.rate=0.1
usage "a range that falls" "--over: demand.rate: the range must rise, 0.9 is not below 0.1" --over demand.rate=0.9:0.1
usage "a parameter's slip of the pen" "--over: demand.raet is not a parameter; did you mean demand.rate?" \
    --over demand.raet=0.1:1
usage "a switch" "--over: training.on is not a number; only numbers have a range" --over training.on=0:1
usage "one step" "--over: demand.rate: 1: expected a whole number of steps from 2 to 1000" --over demand.rate=0.1:1:1
usage "an endless range" "--over: demand.patience: inf is no end of a range; give a number" --over demand.patience=1:inf
usage "a side that is none" "--in left: expected base, other or both" --over demand.rate=0.1:1 --in left
run_as "a unit that is none" 2 breakeven solo 16+1 --over demand.rate=1/d:2/x
check "is explained" grep -q '^zutuan: --over: demand.rate: 2/x is not a number with one of the units' "$work/err"
run_as "a value out of range" 2 breakeven solo 16+1 --over demand.rate=1:9
check "and what is allowed" grep -q '^zutuan: --over: demand.rate: 9 ' "$work/err"
run_as "the parameter set as well" 3 breakeven solo 16+1 --over demand.rate=0.1:1 -s demand.rate=1
only "is refused" "$work/err" "zutuan: -s demand.rate=1: --over sets it at every value"
run_as "officers without providers" 3 breakeven solo 16+1 --over demand.rate=0.1:1 --scale-officers
only "are refused" "$work/err" "zutuan: --scale-officers: it is demand.rate that changes, not providers.count: there is nothing to scale with"
run_as "a contradiction at a value" 3 breakeven solo 16+1 --over demand.youth_share=0.5:1
check "names the place" grep -q '^zutuan: --over: solo at demand.youth_share = 0.5: ' "$work/err"
run_as "another range in the same folder" 4 breakeven solo 16+1 $small --over demand.rate=0.1:1 -n 2 --out "$work/a"
check "is refused" grep -q 'the folder holds results of' "$work/err"
finish
