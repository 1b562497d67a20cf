#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same queues in another simulator and on the core, in one run: M/M/1 and M/M/16 at a load of .9 in SimPy, under
# CPython and PyPy, beside the core's row of the benchmark. The mean wait shows that both simulate the same thing.
#     sh tests/long/others.sh [BINARY]
. tests/cli/checks
bench=$(dirname "$binary")/tests/zutuan_bench
customers=300000

"$bench" --quick --format csv queues >"$work/core"
check "the benchmark has the core's queues" test "$(grep -c '^M/M/[0-9]*,core,' "$work/core")" -eq 2

# wait_of SERVERS: the mean wait in units of a service, by Erlang's C.
wait_of() {
    awk -v c="$1" 'BEGIN {
        a = .9 * c; term = sum = 1
        for (k = 1; k < c; k++) { term *= a / k; sum += term }
        last = term * a / c / .1
        print last / (sum + last) / (.1 * c)
    }'
}

printf '    %-8s %-10s %14s %10s\n' queue simulator ns/customer "to core"
for servers in 1 16; do
    core=$(awk -F, -v topic="M/M/$servers" '$1 == topic && $2 == "core" { print $4 }' "$work/core")
    awk -v queue="M/M/$servers" -v core="$core" 'BEGIN { printf "    %-8s %-10s %14.0f\n", queue, "core", core }'
    for python in python3 pypy3; do
        program=$(PATH=/usr/bin:/bin command -v $python) || continue # Debian's own, which has Debian's SimPy
        PYTHONPATH=/usr/lib/python3/dist-packages "$program" tests/bench/queues_simpy.py $servers $customers >"$work/told" 2>/dev/null ||
            continue
        read -r cost wait <"$work/told"
        awk -v queue="M/M/$servers" -v name=$python -v cost="$cost" -v core="$core" \
            'BEGIN { printf "    %-8s %-10s %14.0f %9.0fx\n", queue, "SimPy " (name == "pypy3" ? "PyPy" : ""), cost, cost / core }'
        # a queue at .9 forgets slowly: of so many customers the mean wait is within a quarter
        check "SimPy under $python simulates M/M/$servers" \
            awk -v wait="$wait" -v truth="$(wait_of $servers)" 'BEGIN { exit !(wait > .75 * truth && wait < 1.25 * truth) }'
        check "and the core is faster" awk -v cost="$cost" -v core="$core" 'BEGIN { exit !(cost > core) }'
    done
done
finish
