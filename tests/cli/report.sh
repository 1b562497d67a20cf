#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `report` makes one page of a folder of results, whatever command left it.
. tests/cli/checks

page_of() {
    page=$work/$1/report.html
}

# shellcheck disable=SC2086
{
run_as "a comparison" 0 compare solo 16+1 --equal-budget $small -n 5 --out "$work/pair"
run_as "its page" 0 report "$work/pair"
only "where it is stands on standard output" "$work/out" "$work/pair/report.html"
check "what to do for figures on standard error" grep -q 'zutuan plot' "$work/err"
page_of pair
check "the question" grep -q 'Is 16+1 better than solo?' "$page"
check "and in Chinese" grep -q '16+1 是否优于 solo？' "$page"
check "at equal public money" grep -q 'equal public money' "$page"
"$binary" compare solo 16+1 $small -n 5 --progress none 2>/dev/null | sed -n 's/^  \(16+1 gives [0-9.]*\) .*/\1/p' >"$work/said"
check "compare has a verdict" test -s "$work/said"
check "and the page the same" grep -q -f "$work/said" "$page"
check "what was set is told" grep -q '<code>programme.horizon = 90' "$page"
check "what differs" grep -q '<code>cluster.form</code>' "$page"
check "nothing else does" test "$(grep -c '<th scope="row"><code>providers' "$page")" -eq 0
check "a measure that is not a main one" grep -q 'referrals refused' "$page"
check "how to run it again" grep -q '<code>zutuan compare solo 16+1 --equal-budget' "$page"
check "with the input's SHA-256" grep -q "$(sha256sum scenarios/16+1.cfg | cut -c 1-64)" "$page"
check_not "nothing is loaded" grep -E 'src=|href="[^#]|https?://|@import' "$page"
}
sed -n '/^## 12/,/^## 13/s/^| `\([a-z_.]*\)`.*/\1/p' docs/model.md | sort -u >"$work/influential"
check "docs/model.md has a list of influential assumptions" test "$(wc -l <"$work/influential")" -gt 10
for key in $(cat "$work/influential"); do
    check "$key is among the assumptions that matter" grep -q "<th scope=\"row\"><code>$key</code>" "$page"
done
cp "$page" "$work/first.html"
run_as "again" 0 report "$work/pair"
check "the same bytes" cmp "$page" "$work/first.html"
mv "$work/pair" "$work/moved"
run_as "from another place" 0 report "$work/moved"
check "the same bytes too" cmp "$work/moved/report.html" "$work/first.html"
run_as "in Chinese first" 0 report "$work/moved" --lang zh
check "says its language" grep -q '<html lang="zh-CN">' "$work/moved/report.html"
check "the policy allows the script that is there" test "$(
    sed -n '/^<script>/,/<\/script>/p' "$work/moved/report.html" | sed '1s/^<script>//' | sed '$d' | sha256sum | cut -c 1-64)" = "$(
    sed -n "s/.*sha256-\([A-Za-z0-9+/=]*\)'.*/\1/p" "$work/moved/report.html" | base64 -d | od -An -v -tx1 | tr -d ' \n')"

# shellcheck disable=SC2086
{
run_as "a run" 0 run 16+1 $small -n 3 --out "$work/run"
run_as "its page" 0 report "$work/run"
page_of run
check "its question" grep -q 'What does 16+1 give?' "$page"
check "its table" grep -q 'From summary.csv' "$page"
check "what it gives in words" grep -q '16+1 gives on average, with 95.% intervals: people served' "$page"
check "and in Chinese" grep -q '16+1 的平均结果及 95.% 区间：服务人数' "$page"
run_as "an attribution" 0 attribute solo 16+1 $small --players training,fee -n 4 --progress none --out "$work/parts"
run_as "its page" 0 report "$work/parts"
page_of parts
share=$(awk -F, '$1 == "qa_per_10k_yuan" && $3 == "whole" { printf "%+.1f", 100 * $10 }' "$work/parts/attribution.csv")
check "the whole in words" grep -q "From solo to 16+1, quality-adjusted output per 10,000 yuan changes by $share" "$page"
check "and in Chinese" grep -q "从 solo 到 16+1，每万元的质量调整后产出变化 $share" "$page"
check "what takes most" grep -q 'Most is taken by fee (' "$page"
run_as "a break-even" 0 breakeven solo 16+1 --over support.staff_cost=0:900k:7 --in other $small -n 20 --progress none \
    --out "$work/even"
run_as "its page" 0 report "$work/even"
page_of even
check "a change was found" test "$(wc -l <"$work/even/roots.csv")" -eq 2
check "where it changes in words" grep -q 'the better one changes where support.staff_cost is [0-9,.]* yuan/yr' "$page"
check "who is better below, who above" grep -q 'below it 16+1 is better, above it solo\.' "$page"
check "and in Chinese" grep -q '优劣互换' "$page"
run_as "a sensitivity" 0 sensitivity solo 16+1 --method morris $small --points 4 -n 2 --over demand.rate=0.2:0.8 \
    --over support.staff=1:4 --progress none --out "$work/matters"
run_as "its page" 0 report "$work/matters"
page_of matters
clear=$(awk -F, '/^qa_per_10k_yuan,/ && /,clear,/' "$work/matters/sensitivity.csv" | wc -l)
check "how many matter in words" grep -q "$clear of 2 parameters move it clearly more than other random numbers do" "$page"
check "and in Chinese" grep -q "2 个参数中有 $clear 个的影响明显超过更换随机数" "$page"
run_as "one replication" 0 trace 16+1 $small --gantt --out "$work/one"
run_as "its page" 0 report "$work/one"
page_of one
check "its question" grep -q 'What happens in one replication?' "$page"
check "says that it is one of many" grep -q 'One simulation is one of many' "$page"
check_not "the log is not on it" grep -q 'From trace.csv' "$page"
run_as "a sweep" 0 sweep size-and-staff -s programme.horizon=60 -n 2 --progress none --out "$work/sweep"
run_as "its page" 0 report "$work/sweep"
page_of sweep
check "counts its points" grep -q 'of 80 points 16+1 is better than solo at' "$page"
check "its table" grep -q 'From cells.csv' "$page"
run_as "hypotheses" 0 hypotheses -s programme.horizon=400 -s providers.count=5 -n 4 --progress none --out "$work/claims"
run_as "its page" 0 report "$work/claims"
page_of claims
check "a claim" grep -q 'function beats scale' "$page"
check "and in Chinese" grep -q '功能胜于规模' "$page"
check "what the verdicts hang on" grep -q 'Assumptions, those that verdicts hang on first' "$page"
}

# a name and a description that would be markup
cp scenarios/16+1.cfg "$work/odd.cfg"
sed -i 's|^description = .*|description = "<script>alert(1)</script> \& 组团";|; s|"solo"|"'"$PWD"'/scenarios/solo.cfg"|' "$work/odd.cfg"
# shellcheck disable=SC2086
run_as "a description with markup" 0 run "$work/odd.cfg" $small -n 2 --out "$work/odd"
run_as "its page" 0 report "$work/odd"
check "has one script" test "$(grep -o '<script' "$work/odd/report.html" | wc -l)" -eq 1
check "and the text as text" grep -q '&lt;script&gt;alert(1)&lt;/script&gt; &amp; 组团' "$work/odd/report.html"

mkdir "$work/empty"
run_as "a folder without results" 4 report "$work/empty"
check "says so" grep -q 'holds no results of zutuan' "$work/err"
run_as "no folder" 4 report "$work/none"
run_as "no argument" 2 report
run_as "a language that there is not" 2 report "$work/run" --lang fr
check "says which there are" grep -q 'expected en or zh' "$work/err"
printf 'a,b\n1\n' >"$work/run/summary.csv"
run_as "a table that is none" 3 report "$work/run"
check "says where" grep -q 'summary.csv:2: has 1 cells, the header 2' "$work/err"
run_as "help" 0 report --help
check "mentions --lang" grep -q -- --lang "$work/out"

if command -v gnuplot >/dev/null 2>&1; then
    sh analysis/plot.sh "$work/moved" svg >/dev/null 2>&1
    run_as "with figures" 0 report "$work/moved"
    check "no word of missing ones" test ! -s "$work/err"
    check "all are there" test "$(grep -c '<figure>' "$work/moved/report.html")" -eq "$(find "$work/moved/figures" -name '*.svg' | wc -l)"
    check "in Chinese too" grep -q '<tspan class="zh">各方案之间的差异</tspan>' "$work/moved/report.html"
    check_not "none is damaged" grep -q 'This figure is damaged' "$work/moved/report.html"
fi
# what a page says of our scenarios in Chinese is of scenarios that there are, and of all of them
sed -n 's/^description = "\(.*\)";$/\1/p' scenarios/*.cfg scenarios/counter/*.cfg | sort -u >"$work/english"
sed -n 's/^    {"\(.*\)",$/\1/p' sim/report/words_scenarios.c | sort -u >"$work/translated"
check "there are descriptions" test "$(wc -l <"$work/english")" -ge 40
check "every description has a Chinese one, and no other" diff "$work/english" "$work/translated"
check "the page shows it" grep -q '对同样十六家机构，支持型组织会改变什么？' "$work/moved/report.html"
finish
