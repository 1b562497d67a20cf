#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sh analysis/pgo.sh: builds build/pgo/zutuan, optimised by a profile of its own runs, and compares it with
# build/release/zutuan: the same bytes of every table, and how much less of a processor it needs.
set -e
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# train BINARY FOLDER: what the profile is taken of; every form of governance, both calendars, joining.
train() {
    for scenario in solo 16+0 16+1 lead-organisation 16+1+N 16+1-annual macro; do
        "$1" run "$scenario" -n 12 -j 1 --out "$2/$scenario" >/dev/null 2>&1
    done
    "$1" run 16+1 -n 1 -j 1 -s providers.count=512 -s programme.horizon=180 --out "$2/large" >/dev/null 2>&1
    "$1" trace 16+1 --out "$2/trace.csv" >/dev/null
}

rm -rf build/pgo/profile
cmake --preset pgo -DZUTUAN_PROFILE=generate
cmake --build build/pgo --target zutuan
train build/pgo/zutuan "$work/trained"
cmake --preset pgo -DZUTUAN_PROFILE=use
cmake --build build/pgo --target zutuan

if [ ! -x build/release/zutuan ]; then
    echo "build/pgo/zutuan is built; without build/release/zutuan there is nothing to compare it with"
    exit 0
fi
train build/release/zutuan "$work/release"
train build/pgo/zutuan "$work/pgo"
# Manifests, and what is computed from them, name the compiler's options and times.
differ=$(cd "$work/release" && find . -name '*.csv' | sort | while read -r table; do
    cmp -s "$table" "../pgo/$table" || echo "$table"
done)
if [ -n "$differ" ]; then
    printf 'other bytes than those of build/release:\n%s\n' "$differ"
    exit 1
fi
echo "the same bytes in $(find "$work/pgo" -name '*.csv' | wc -l) tables"

# seconds BINARY SCENARIO: of a processor, of the process and its threads.
seconds() {
    rm -rf "$work/timed" # or its runs would be used again
    ("$1" run "$2" -n 20 -j 1 --out "$work/timed" >/dev/null 2>&1
    times >"$work/times") # in the shell whose child it was
    awk 'END { gsub(/s/, ""); split($1, user, "m"); split($2, sys, "m")
        print 60 * (user[1] + sys[1]) + user[2] + sys[2] }' "$work/times"
}
# Least of seven runs by turns.
for scenario in solo 16+1 16+1+N macro; do
    for _ in 1 2 3 4 5 6 7; do
        echo "$(seconds build/release/zutuan "$scenario") $(seconds build/pgo/zutuan "$scenario")"
    done | awk -v scenario="$scenario" '
        NR == 1 || $1 < before { before = $1 }
        NR == 1 || $2 < after { after = $2 }
        END { printf "%s: %.2f s by release, %.2f s with the profile, %.0f %% less\n", scenario, before, after,
              100 * (1 - after / before) }'
done
