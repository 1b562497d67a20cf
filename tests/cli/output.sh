#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Standard output that goes away or is full, and folders for results that may not be used.
. tests/cli/checks

# piped NAME COMMAND...: into `head -1`, quietly and with exit code 0.
piped() {
    name=$1
    shift
    { "$@" 2>"$work/err"; echo $? >"$work/code"; } | head -1 >"$work/line"
    check "$name: exit code 0" test "$(cat "$work/code")" = 0
    check "$name: a line came through" test -s "$work/line"
    check_not "$name: no complaint" grep -v '^no files were kept' "$work/err"
}
piped "trace | head" "$binary" trace 16+1
piped "params | head" "$binary" params
piped "run | head" "$binary" run solo -s programme.horizon=30 -n 3

if [ -w /dev/full ]; then
    for command in "trace solo" "params" "check solo" "run solo -n 2"; do
        # shellcheck disable=SC2086
        "$binary" $command >/dev/full 2>"$work/err"
        check "$command to a full disk: exit code 4" test $? -eq 4
        check "$command to a full disk: one message" \
            test "$(grep -v '^no files' "$work/err")" = "zutuan: standard output: No space left on device"
    done
fi

# shellcheck disable=SC2086
run_as "run" 0 run solo $small -n 2 --out "$work/a/b/c"
check "makes the folders" test -s "$work/a/b/c/manifest.json"
only "says where" "$work/err" "results are in $work/a/b/c"
cp "$work/a/b/c/summary.csv" "$work/summary"
# shellcheck disable=SC2086
run_as "a folder with other results" 4 run 16+1 $small -n 3 --out "$work/a/b/c"
check "is left alone" cmp "$work/summary" "$work/a/b/c/summary.csv"
check "with a word on --force" grep -q -- --force "$work/err"
check_not "before any work" test -s "$work/out"
# shellcheck disable=SC2086
run_as "other values" 4 run solo $small -s demand.rate=0.7 -n 2 --out "$work/a/b/c"
check "are another experiment" cmp "$work/summary" "$work/a/b/c/summary.csv"
# shellcheck disable=SC2086
run_as "another seed" 4 run solo $small --seed 2 -n 2 --out "$work/a/b/c"
check "is another experiment" cmp "$work/summary" "$work/a/b/c/summary.csv"
# shellcheck disable=SC2086
run_as "the same experiment" 0 run solo $small -n 3 --out "$work/a/b/c"
check_not "goes on" cmp "$work/summary" "$work/a/b/c/summary.csv"
# shellcheck disable=SC2086
run_as "--force" 0 run 16+1 $small -n 3 --out "$work/a/b/c" --force
check "replaces them" grep -q '^16+1,' "$work/a/b/c/summary.csv"
check_not "all of them" test -e "$work/a/b/c/resolved/solo.cfg"
mkdir "$work/other"
echo mine >"$work/other/mine"
# shellcheck disable=SC2086
run_as "a folder with something else" 4 run solo $small -n 3 --out "$work/other" --force
check "is left alone even so" test "$(ls "$work/other")" = mine
# shellcheck disable=SC2086
run_as "without --out" 0 run solo $small -n 2
only "no files, and a hint" "$work/err" "no files were kept; --out DIR keeps every table and the scenarios"
# shellcheck disable=SC2086
run_as "--dry-run" 0 compare solo 16+1 $small --equal-budget --dry-run --out "$work/dry"
check "says what would be done" grep -q '100 replications: 200 cells, about ' "$work/out"
check_not "and does none of it" test -e "$work/dry"

# Two processes and one folder: the second is told, and takes nothing from the first.
"$binary" compare solo 16+1 -n 1000000 --progress json --out "$work/shared" >"$work/first.out" 2>"$work/first.err" &
first=$!
wait_for '"finished": [1-9]' "$work/first.err"
# shellcheck disable=SC2086
run_as "a folder at which another is at work" 4 run solo $small -n 2 --out "$work/shared" --force
check "is told" grep -q "^$work/shared: another zutuan is at work in this folder; wait for its end, or choose another$" "$work/err"
run_as "by the same command too" 4 compare solo 16+1 -n 1000000 --out "$work/shared"
kill -9 $first
wait $first 2>/dev/null
# shellcheck disable=SC2086
run_as "when it was killed the folder is free" 0 compare solo 16+1 -n 2 --out "$work/shared"
check "and what it had finished is used" grep -q 'runs were in the store already' "$work/err"

# A folder that may not be written, but by root, to whom nothing is forbidden.
if [ "$(id -u)" -ne 0 ]; then
    mkdir "$work/closed" && chmod 555 "$work/closed"
    # shellcheck disable=SC2086
    run_as "a read-only folder" 4 run solo $small -n 2 --out "$work/closed/r"
    check "is told before any work" grep -q 'Permission denied' "$work/err"
    chmod 755 "$work/closed"
fi
# shellcheck disable=SC2086
run_as "a folder that can be none" 4 run solo $small -n 2 --out /dev/null/r
check_not "is told before any work" test -s "$work/out"
# shellcheck disable=SC2086
run_as "a store that can be none" 4 run solo $small -n 2 --store "$work"
check "names it" grep -q "^zutuan: $work: " "$work/err"
finish
