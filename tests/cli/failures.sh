#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A replication that fails, here for want of memory, is listed and left out; the others are kept; exit code 5.
. tests/cli/checks
shim=$(dirname -- "$binary")/tests/libzutuan_faults.so
busy="-s demand.rate=5 -s demand.patience=1000 -s programme.horizon=200 -n 3 -j 1"

# without_memory NUMBER: the run, whose request for memory of that number is refused.
without_memory() {
    rm -rf "$work/now" "$work/log"
    # shellcheck disable=SC2086
    env FAULTS_KIND=memory FAULTS_AT="$1" FAULTS_LOG="$work/log" LD_PRELOAD="$shim" \
        "$binary" run solo $busy --store none --out "$work/now" >"$work/out" 2>"$work/err"
}

if [ ! -e "$shim" ]; then
    echo "ok there is no shim for this system: nothing is made to fail"
    finish
fi
# shellcheck disable=SC2086
run_as "three replications" 0 run solo $busy --store none --out "$work/whole"
n=1
code=0
while [ $n -lt 1000 ] && [ $code -ne 5 ]; do
    without_memory $n
    code=$?
    [ -e "$work/log" ] || break
    n=$((n + 1))
done
check "one of them fails: exit code 5" test $code -eq 5
has "which is said" "$work/err" "zutuan: replication 1 of solo failed: memory ran out"
has "and what becomes of it" "$work/err" "zutuan: replications that failed are left out of every scenario"
check "the manifest lists it" grep -q '"text": "memory ran out"' "$work/now/manifest.json"
grep -v '^solo,1,' "$work/whole/replications.csv" >"$work/expected"
check "the others are kept as they are" cmp "$work/expected" "$work/now/replications.csv"
check "and counted" grep -q '^solo,people_served,[^,]*,2,' "$work/now/summary.csv"
finish
