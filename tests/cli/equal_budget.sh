#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The base at the other's budget: another arm, another block of pairs, the same mean cost.
. tests/cli/checks

mean_cost() {
    awk -F, -v scenario="$1" '$1 == scenario && $2 == "cost_total" { print $5 }' "$work/out-1/summary.csv"
}

# shellcheck disable=SC2086
run_as "compare --equal-budget" 0 compare solo 16+1 $small -n 20 --equal-budget --out "$work/out-1"
check "a block of its own" grep -q '^At equal public money: solo-at-16+1-budget is solo with [0-9,]* yuan a year' "$work/out"
check "the costs are the same to 1e-5" \
    awk -v a="$(mean_cost solo-at-16+1-budget)" -v b="$(mean_cost 16+1)" 'BEGIN { d = a / b - 1; exit !(d * d <= 1e-10) }'
check_not "and were not before" \
    awk -v a="$(mean_cost solo)" -v b="$(mean_cost 16+1)" 'BEGIN { d = a / b - 1; exit !(d * d <= 1e-4) }'
for pair in solo,16+1 solo-at-16+1-budget,16+1; do
    check "pairs $pair" grep -q "^$pair,cost_total," "$work/out-1/paired.csv"
done
run_as "the scenario can be used again" 0 diff solo "$work/out-1/resolved/solo-at-16+1-budget.cfg" \
    -s programme.horizon=90 -s providers.count=5
check "it differs in the amount alone" grep -q '^purchase.reinvest ' "$work/out"
check "and in nothing else" test "$(wc -l <"$work/out")" -eq 1

# shellcheck disable=SC2086
run_as "a base that costs more" 0 compare 16+1 solo $small -n 20 --equal-budget
check "is told" grep -q '^note: no 16+1 at the budget of solo: solo is the cheaper by .* %; at equal budgets' "$work/err"
check_not "and has no block" grep -q 'At equal public money' "$work/out"
# shellcheck disable=SC2086
run_as "two others" 0 compare solo 16+1 solo-equal-budget $small -n 10 --equal-budget
check "two blocks" test "$(grep -c '^At equal public money' "$work/out")" -eq 2
check_not "they meet the same demand" grep -q 'do not meet the same demand' "$work/out"
# shellcheck disable=SC2086
run_as "a city of forty beside one of sixteen" 0 compare solo 16+1+N -s programme.horizon=60 -n 4 --equal-budget --out "$work/sizes"
check "is told not to be one" grep -q 'solo and 16+1+N do not meet the same demand (providers.count is 16 and 40)' "$work/out"
check "more money alike" grep -q 'more teams do not find more demand' "$work/out"
run_as "a page of it" 0 report "$work/sizes"
check "tells it, too" grep -q 'do not meet the same demand (providers.count is 16 and 40)' "$work/sizes/report.html"
check "in Chinese" grep -q '面对的需求不同（providers.count 分别为 16 和 40）' "$work/sizes/report.html"
finish
