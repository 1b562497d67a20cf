#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Progress on standard error, in the form that was asked for.
. tests/cli/checks

# shellcheck disable=SC2086
run_as "json" 0 run solo $small -n 5 --progress json
check "objects" grep -Eqx '\{"phase": "replications", "finished": 5, "total": 5, "elapsed_s": [0-9.]+, "eta_s": 0\.000\}' "$work/err"
check_not "and nothing else" grep -v '^{.*}$\|^no files were kept' "$work/err"
# shellcheck disable=SC2086
run_as "auto without a terminal" 0 run solo $small -n 5
only "nothing" "$work/err" "no files were kept; --out DIR keeps every table and the scenarios"
# shellcheck disable=SC2086
run_as "none" 0 run solo $small -n 5 --progress none
only "nothing" "$work/err" "no files were kept; --out DIR keeps every table and the scenarios"
# shellcheck disable=SC2086
run_as "bar" 0 run solo $small -n 5 --progress bar
check "a line" grep -q '  5/5 replications  ETA 0:00' "$work/err"
finish
