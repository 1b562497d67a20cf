#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `hypotheses` tests every claim of the paper, says what verdicts hang on, and leaves the same tables on any number
# of threads.
. tests/cli/checks

# steady_manifest DIR: all but the block of what may differ.
steady_manifest() {
    sed '/^  "environment": {/,/^  }/d' "$1/manifest.json"
}

# rows FILE: of a table, without its head.
rows() {
    sed 1d "$1" | wc -l
}

for jobs in 1 2; do
    run_as "quick on $jobs threads" 0 hypotheses --quick -n 20 --progress none -j $jobs --out "$work/quick$jobs"
    cp "$work/out" "$work/quick$jobs.txt"
done
check "the same files" diff -r -x manifest.json -x store.sqlite "$work/quick1" "$work/quick2"
steady_manifest "$work/quick1" >"$work/a"
steady_manifest "$work/quick2" >"$work/b"
check "the same manifest but for its environment" cmp "$work/a" "$work/b"
check "the same words" cmp "$work/quick1.txt" "$work/quick2.txt"

table=$work/quick1/hypotheses.csv
check "a row for every test" test "$(rows "$table")" -eq 31
for claim in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
    check "H$claim has a row" grep -q "^H$claim," "$table"
    check "and a verdict in words" grep -Eq "^H$claim .*: (supported|refuted|undecided|partly|mixed)" "$work/quick1.txt"
done
check "every row has a verdict" test "$(grep -Ec ',(supported|refuted|undecided),' "$table")" -eq 31
check "sure things are found" grep -Eq '^H4,solo,16\+1,.*,government_hours,h,less,.*,supported,' "$table"
check "a verdict against the paper too" grep -Eq '^H5,solo,over-intervention,.*,quality_mean,,less,.*,refuted,mixed,' "$table"
check "the money beside it" grep -q '^H4,solo,16+1,equal,.*,solo,unmet_share,' "$work/quick1/money.csv"
check "cost per person of every contrast" test "$(grep -c ',as it is,' "$work/quick1/money.csv")" -eq 17
check "no table of what was not looked at" test ! -e "$work/quick1/robustness.csv"
check "which the words say" grep -q 'was not looked at' "$work/quick1.txt"
check "every scenario in full" test "$(find "$work/quick1/resolved" -name '*.cfg' | wc -l)" -eq 16
check "the manifest lists what there is" \
    test "$(grep -c '"sha256": "[0-9a-f]*"' "$work/quick1/manifest.json")" -ge 20

# A small city: more than a year, or train-first would never purchase.
small="-s programme.horizon=400 -s providers.count=5"
for jobs in 1 2; do
    # shellcheck disable=SC2086
    run_as "all of it on $jobs threads" 0 hypotheses $small -n 6 -j $jobs --out "$work/full$jobs"
    cp "$work/out" "$work/full$jobs.txt"
done
check "the same files again" diff -r -x manifest.json -x store.sqlite "$work/full1" "$work/full2"
check "the same words again" cmp "$work/full1.txt" "$work/full2.txt"
check "ends of assumptions" test "$(rows "$work/full1/robustness.csv")" -gt 300
check "none is left pending" test "$(grep -c ',pending,' "$work/full1/robustness.csv")" -eq 0
check "each is told" \
    test "$(grep -Ec ',(same|flips|lost|unresolved),' "$work/full1/robustness.csv")" -eq "$(rows "$work/full1/robustness.csv")"
check "an override is in the scenarios" grep -q 'horizon = 400' "$work/full1/resolved/solo.cfg"

# shellcheck disable=SC2086
run_as "a folder with results is kept" 4 hypotheses $small --quick --seed 2 -n 3 --out "$work/full1"
# shellcheck disable=SC2086
run_as "unless forced" 0 hypotheses $small --quick --seed 2 -n 3 --out "$work/full1" --force
check_not "and nothing of the old remains" test -e "$work/full1/robustness.csv"
# shellcheck disable=SC2086
run_as "one replication" 0 hypotheses $small --quick -n 1
check "decides nothing where there are no more" test "$(grep -Ec '^H(3|5|6|9|10) .*: undecided' "$work/out")" -eq 5

# shellcheck disable=SC2086
run_as "until all is decided" 6 hypotheses $small --quick --target decided --max 60 --out "$work/decided"
check "which it is not" grep -Fqx 'zutuan: decided is not met after 60 replications; --max allows more' "$work/err"
check "looks are told" grep -q 'verdicts hold together at 95 %, over the 2 looks that there may be$' "$work/out"
sed 's/"[^"]*"//g' "$work/decided/hypotheses.csv" | awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
    { rows++; if ($at["p"] > 0 && $at["p_holm"] < 1 && $at["p_holm"] < 2 * $at["p"]) bad = 1 }
    END { print bad + 0, rows }' >"$work/counted"
check "and count" grep -qx '0 31' "$work/counted"
check "the manifest says so" grep -q '"met": false' "$work/decided/manifest.json"
run_as "a target that is none" 2 hypotheses --target wait_mean:rel=2%
check "is told" grep -Fqx 'zutuan: --target wait_mean:rel=2%: expected decided, or rel=2% (or known to that part of the base'"'"'s level)' "$work/err"
run_as "a target and a number" 2 hypotheses --target decided -n 5

run_as "it takes no file" 2 hypotheses solo
run_as "an override that is wrong" 3 hypotheses -s demand.rat=1
check "is told once" test "$(grep -c 'demand.rat' "$work/err")" -eq 1
run_as "help" 0 hypotheses --help
check "mentions --quick" grep -q -- --quick "$work/out"

if command -v gnuplot >/dev/null 2>&1; then
    sh analysis/plot.sh "$work/full2" svg >/dev/null 2>&1
    check "it is drawn" grep -q '</svg>' "$work/full2/figures/hypotheses.svg"
    check_not "and nothing else" test -e "$work/full2/figures/costs.svg"
    check "with a row for every test and contrast" test "$(rows "$work/full2/figures/hypotheses.csv")" -eq 48
fi
finish
