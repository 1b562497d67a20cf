#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The numbers that README.md and docs/experiments.md print are those that their commands give today: the table of the
# hypotheses, where the cluster loses, the parts of the difference, break-evens, a calibration, control variates. About seven
# minutes of processor time. The shorter examples are held by tests/cli/tutorial.sh.
. tests/cli/checks

# shows PAGE TEXT: whether the text, white space folded, stands in the page.
shows() {
    tr -s ' \n' ' ' <"$1" >"$work/page"
    printf '%s' "$2" | tr -s ' \n' ' ' >"$work/text"
    check "$1: $2" grep -qFf "$work/text" "$work/page"
}

"$binary" hypotheses --progress none 2>"$work/err" | sed '/^$/q' >"$work/hypotheses"
check "there is a table of the hypotheses" test "$(wc -l <"$work/hypotheses")" -ge 30
sed '/^$/d' "$work/hypotheses" >"$work/table"
sed -n '/^100 replications of each scenario/,/^```/p' README.md | sed '/^```/d' >"$work/shown"
check "README.md: which claims hold" diff "$work/shown" "$work/table"

# where the cluster loses: `-21.2 % [-22.0, -20.5]` as it is, and output and unmet share at equal money
sed -n 's/^| .*(`\(hc[0-9a-z-]*\)`) | \(.*\) | \(.*\) | \(.*\) |$/\1|\2|\3|\4/p' README.md >"$work/losses"
check "README.md: where the cluster loses" test "$(wc -l <"$work/losses")" -ge 4
while IFS='|' read -r name as_it_is equal unmet; do
    base=solo
    case $name in *small-cluster) base=$name-solo ;; esac
    "$binary" compare "$base" "$name" --equal-budget -n 60 --progress none 2>"$work/err" |
        awk '/^At equal/ { equal = "equal " } $1 == "qa_per_10k_yuan" || $1 == "unmet_share" {
            print equal $1, $5, $6, $7, $8 }' >"$work/found"
    printf 'qa_per_10k_yuan %s\nequal unmet_share %s\nequal qa_per_10k_yuan %s\n' "$as_it_is" "$unmet" "$equal" >"$work/shown"
    grep -v '^unmet' "$work/found" >"$work/here"
    check "README.md: $name" diff "$work/shown" "$work/here"
done <"$work/losses"

# the parts: `+7.3 %  [+6.9, +7.6]` is `| referral | +7.3 | 6.9 .. 7.6 |` there
"$binary" attribute solo 16+1 --measure qa_per_10k_yuan --progress none 2>"$work/err" | tr -d '[],' |
    awk '/ %  *[-+0-9.]* [-+0-9.]*$/ {
        low = $(NF - 1); high = $NF; part = $(NF - 3); sub(/ +[-+0-9.]+ %.*/, ""); sub(/^ +/, ""); sub(/^the rest$/, "rest")
        if ($0 == "all of it") { $0 = "**whole**"; part = "**" part "**" }
        if (low !~ /^-/) gsub(/\+/, "", low)
        if (high !~ /^-/) gsub(/\+/, "", high)
        print "| " $0 " | " part " | " low " .. " high " |" }' | sort >"$work/found"
sed -n '/^| part | % |/,/^$/p' docs/experiments.md | sed '1,2d; /^$/d' | sort >"$work/shown"
check "docs/experiments.md: the parts" diff "$work/shown" "$work/found"

"$binary" breakeven solo-equal-budget 16+1 --over providers.count=2:60 --progress none >"$work/out" 2>"$work/err"
shows docs/experiments.md "16+1 pays from $(sed -n 's/.*from \([0-9]*\) on 16+1.*/\1/p' "$work/out") providers (confidence $(
    tr '\n' ' ' <"$work/out" | sed -n 's/.*(confidence \([0-9.]*\) %).*/\1/p') %"
"$binary" breakeven solo 16+1 --over support.staff_cost=0:400k --in other --progress none >"$work/out" 2>"$work/err"
shows docs/experiments.md "$(sed -n 's/.*Break-even at support.staff_cost = \([0-9]*\) yuan.*interval \[\([0-9]*\), \([0-9]*\)\].*/\1 \2 \3/p' "$work/out" |
    awk '{ printf "up to %d,000 yuan a year and staff, %d,000 .. %d,000", $1 / 1000 + 0.5, $2 / 1000 + 0.5, $3 / 1000 + 0.5 }')"
"$binary" breakeven solo 16+1 --over support.staff_cost --in other --progress none >"$work/out" 2>"$work/err"
check "over the plausible range alone there is none" grep -q 'No break-even: 16+1 is better at every value' "$work/out"

"$binary" calibrate joining-2010 --progress none >"$work/out" 2>"$work/err"
shows docs/experiments.md "(widths left $(sed -n 's/.* \([0-9]*\) % \[.*not identified$/\1/p' "$work/out" | sort -n |
    sed -n '1p; $p' | paste -sd -) % of the priors')"

"$binary" run solo --control-variates -n 200 --progress none >"$work/out" 2>"$work/err"
saved() { # FILE MEASURE
    awk -v measure="$2" '$1 == measure && $NF ~ /x$/ { printf "%.1f", $NF }' "$1"
}
shows docs/experiments.md "$(saved "$work/out" qa_per_10k_yuan) times the replications for \`qa_per_10k_yuan\` of solo, $(
    saved "$work/out" cost_per_person) times for"
finish
