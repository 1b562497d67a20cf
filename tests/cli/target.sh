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
check "is met at the first look" test "$(count solo "$work/easy")" -eq 50
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
check "is kept to" test "$(count solo "$work/min")" -eq 60
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
finish
