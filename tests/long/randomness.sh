#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The random numbers as they are keyed: 2^24 numbers of each order of tests/core/test_streams_battery.c by its own
# battery, and words of each order by a choice of dieharder's. Half an hour. dieharder calls a p-value beyond 10^-6
# FAILED and beyond 0.005 WEAK: one in a hundred. Of the 120 or so that there are, more than 9 WEAK would come by chance
# once in a million.
. tests/cli/checks
battery=build/release/tests/core_test_streams_battery
check "the battery is built" test -x $battery
check "its own battery, 2^24 numbers of each order" $battery size 24

if ! command -v dieharder >/dev/null 2>&1; then
    echo "not ok dieharder is not installed"
    exit 1
fi
: >"$work/all"
for order in along seeds replications purposes entities occurrences model; do
    # birthdays, 32x32 ranks, bit stream, stream and bytes of ones, spheres, runs, craps, gcd, monobit, serial, lagged sums
    for test in 0 2 4 8 9 12 15 16 17 100 101 203 204; do
        $battery words $order | dieharder -g 200 -d $test 2>/dev/null | awk -F '|' -v order=$order '
            NF >= 6 && $6 ~ /PASSED|WEAK|FAILED/ { gsub(/ /, ""); print order, $1, $2, $5, $6 }' >>"$work/all"
    done
    check_not "$order: nothing FAILED" grep -q "^$order .* FAILED" "$work/all"
    grep "^$order .*\(WEAK\|FAILED\)" "$work/all" | sed 's/^/    /'
done
results=$(grep -c . "$work/all")
weak=$(grep -cE 'WEAK|FAILED' "$work/all")
echo "    $results p-values, $weak of them WEAK"
check "every test gave a result" test "$results" -ge 91
check "as few WEAK as by chance" test "$weak" -le 9
finish
