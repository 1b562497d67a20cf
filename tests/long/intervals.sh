#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Coverage that takes too long for every day: a thousand calibrations of each of four cases with a known posterior. Some
# minutes. docs/experiments.md has the figures.
. tests/cli/checks
calibrate=build/release/tests/experiment_test_calibrate
check "the test is built" test -x $calibrate
ZUTUAN_TRIALS=1000 $calibrate >"$work/out" 2>&1
code=$?
grep 'correlations' "$work/out"
check "intervals of calibrate hold the truth in 93-97 % of 1,000" test $code -eq 0
finish
