#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Four MPI processes do what one program does, byte for byte.
. tests/cli/checks
small="-s programme.horizon=400"
if [ -z "$launch" ]; then
    echo "ok there is no MPI here: nothing to test"
    exit 0
fi
cat >"$work/tiny.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "qa_per_10k_yuan";
replications = 12;
factors = ( { key = "providers.count"; values = [8, 16]; }, { key = "support.staff"; values = [2, 3]; } );
EOF

# spread NAME RANKS ARGUMENT...
spread() {
    spread_name=$1
    ranks=$2
    shift 2
    # shellcheck disable=SC2086
    $launch "$ranks" "$binary" "$@" >"$work/out" 2>"$work/err"
    check "$spread_name" test $? -eq "${wanted:-0}"
}

same() {
    check "$1" diff -r -x manifest.json -x store.sqlite "$2" "$3"
}

# shellcheck disable=SC2086
{
run_as "one program" 0 compare solo 16+1 $small -n 30 --out "$work/one"
cp "$work/out" "$work/one.txt"
spread "four processes" 4 compare solo 16+1 $small -n 30 --out "$work/four"
check "print the same, once" cmp "$work/one.txt" "$work/out"
same "and write the same" "$work/one" "$work/four"
spread "one process under the launcher" 1 compare solo 16+1 $small -n 30 --out "$work/single"
same "too" "$work/one" "$work/single"
spread "with an equal budget" 3 compare solo 16+1 $small -n 10 --equal-budget --out "$work/budget3"
run_as "and without MPI" 0 compare solo 16+1 $small -n 10 --equal-budget --out "$work/budget1"
same "is the same" "$work/budget1" "$work/budget3"
}
run_as "a sweep" 0 sweep "$work/tiny.cfg" --out "$work/sweep1"
spread "on four processes" 4 sweep "$work/tiny.cfg" --out "$work/sweep4"
same "is the same" "$work/sweep1" "$work/sweep4"
run_as "a sweep to a target" 0 sweep "$work/tiny.cfg" -s programme.horizon=60 --target qa_per_10k_yuan:rel=3% \
    --out "$work/target1"
spread "on three processes" 3 sweep "$work/tiny.cfg" -s programme.horizon=60 --target qa_per_10k_yuan:rel=3% \
    --out "$work/target3"
same "is the same" "$work/target1" "$work/target3"
wanted=3
spread "a mistake" 3 run solo -s demand.rat=1
wanted=0
check "is told once" test "$(grep -c 'demand.rat' "$work/err")" -eq 1

# a process that dies takes all with it; what had finished is in the store
# shellcheck disable=SC2086
$launch 3 "$binary" compare solo 16+1 -n 3000 --out "$work/dead" --progress json >/dev/null 2>"$work/err" &
launcher=$!
wait_for '"finished": [1-9][0-9]' "$work/err"
victim=$(pgrep -f "zutuan.* --out $work/dead" | tail -n 1)
kill -9 "$victim" 2>/dev/null
wait $launcher
check_not "a dead process ends the work" test $? -eq 0
run_as "which goes on" 0 compare solo 16+1 -n 40 --out "$work/dead"
check "from what had finished" grep -q 'runs were in the store already' "$work/err"
run_as "and is right" 0 compare solo 16+1 -n 40 --out "$work/alive"
same "to the byte" "$work/alive" "$work/dead"
finish
