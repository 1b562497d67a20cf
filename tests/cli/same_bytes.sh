#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same command leaves the same bytes on any number of threads, and again.
. tests/cli/checks

# All but the manifest's block of what may differ.
steady_manifest() {
    sed '/^  "environment": {/,/^  }/d' "$1/manifest.json"
}

for jobs in 1 2 3 2; do
    # shellcheck disable=SC2086
    run_as "compare on $jobs threads" 0 compare solo 16+1 --equal-budget $small -n 12 -j $jobs --out "$work/now"
    cp "$work/out" "$work/now.txt"
    if [ -d "$work/first" ]; then
        check "the same files" diff -r -x manifest.json -x store.sqlite "$work/first" "$work/now"
        steady_manifest "$work/first" >"$work/a"
        steady_manifest "$work/now" >"$work/b"
        check "the same manifest but for its environment" cmp "$work/a" "$work/b"
        check "which differs" test -s "$work/a"
        check "the same words" cmp "$work/first.txt" "$work/now.txt"
        rm -r "$work/now"
    else
        mv "$work/now" "$work/first"
        mv "$work/now.txt" "$work/first.txt"
    fi
done
for file in replications.csv summary.csv paired.csv series.csv referrals.csv manifest.json; do
    check "there is $file" test -s "$work/first/$file"
done
check "and no file half done" test "$(find "$work/first" -type f | wc -l)" -eq 11

# shellcheck disable=SC2086
run_as "another seed" 0 compare solo 16+1 --equal-budget $small -n 12 --seed 2 --out "$work/seed"
check_not "has other numbers" cmp "$work/first/replications.csv" "$work/seed/replications.csv"

# A run and a comparison share their replications.
# shellcheck disable=SC2086
run_as "run" 0 run 16+1 $small -n 12 --out "$work/run"
grep '^16+1,' "$work/first/replications.csv" >"$work/a"
grep '^16+1,' "$work/run/replications.csv" >"$work/b"
check "a run has the numbers of the comparison" cmp "$work/a" "$work/b"
check_not "a run has no pairs" test -e "$work/run/paired.csv"
finish
