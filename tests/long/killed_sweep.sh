#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# 200 points x 50 replications killed at ten random moments, in two parts, and on four MPI processes: the bytes of the
# sweep that nobody disturbed. Minutes, so it runs with tests/run.sh --full.
. tests/cli/checks
cat >"$work/large.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = ("qa_per_10k_yuan", "wait_mean");
replications = 50;
factors = (
    { key = "providers.count"; from = 7; to = 16; steps = 10; },
    { key = "support.staff"; values = [1, 2, 3, 4]; },
    { key = "demand.rate"; values = [0.5, 0.55, 0.6, 0.65, 0.7]; }
);
EOF
short="-s programme.horizon=365"

same() {
    check "$1" diff -r -x manifest.json -x store.sqlite "$2" "$3"
}

# shellcheck disable=SC2086
{
began=$(date +%s)
run_as "undisturbed" 0 sweep "$work/large.cfg" $short --out "$work/calm"
lasted=$(($(date +%s) - began + 1))
killed=0
for try in 1 2 3 4 5 6 7 8 9 10; do
    "$binary" sweep "$work/large.cfg" $short --out "$work/killed" >/dev/null 2>&1 &
    process=$!
    # a random moment within the first tenth of what the whole takes
    sleep "$(awk -v s="$try$$" -v most="$lasted" 'BEGIN { srand(s); print 0.05 + rand() * most / 10 }')"
    kill -9 $process 2>/dev/null && killed=$((killed + 1))
    wait $process 2>/dev/null
done
check "all ten were killed" test $killed -eq 10
run_as "the eleventh" 0 sweep "$work/large.cfg" $short --out "$work/killed"
check "goes on" grep -q 'runs were in the store already' "$work/err"
same "and ends with the same bytes" "$work/calm" "$work/killed"
for part in 1 2; do
    run_as "part $part of 2" 0 sweep "$work/large.cfg" $short --shard $part/2 --store "$work/$part.sqlite"
done
run_as "merging" 0 merge "$work/all.sqlite" "$work/1.sqlite" "$work/2.sqlite"
run_as "from the parts" 0 sweep "$work/large.cfg" $short --store "$work/all.sqlite" --out "$work/merged"
same "the same bytes" "$work/calm" "$work/merged"
if [ -n "$launch" ]; then
    $launch 4 "$binary" sweep "$work/large.cfg" $short --out "$work/mpi" >/dev/null 2>&1
    same "four MPI processes, the same bytes" "$work/calm" "$work/mpi"
fi
run_as "one thread" 0 sweep "$work/large.cfg" $short -j 1 --out "$work/single"
same "the same bytes again" "$work/calm" "$work/single"
}
finish
