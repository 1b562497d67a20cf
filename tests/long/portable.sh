#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A build without vector instructions gives the bytes of the one that chooses them at run time. It builds the
# program a second time, so it runs with tests/run.sh --full: sh tests/long/portable.sh [BINARY].
. tests/cli/checks

portable=$PWD/build/portable/zutuan
cmake -S . -B build/portable -G Ninja -DCMAKE_BUILD_TYPE=Release -DZUTUAN_WERROR=ON \
    -DZUTUAN_PORTABLE=ON -DZUTUAN_TESTS=OFF >"$work/log" 2>&1 &&
    cmake --build build/portable --target zutuan >>"$work/log" 2>&1
check "a portable build" test -x "$portable"
check "the vector code is left out" test "$(nm "$portable" | grep -c streams_batch_avx2)" -eq 0
check "that the usual build has" test "$(nm "$binary" | grep -c streams_batch_avx2)" -gt 0
for scenario in solo 16+0 16+1 lead-organisation 16+1+N 16+1-annual macro; do
    for program in "$binary" "$portable"; do
        "$program" run "$scenario" -n 3 -j 1 --out "$work/$scenario" --force >/dev/null 2>&1
        "$program" trace "$scenario" --replication 2 --out "$work/$scenario/trace.csv" >/dev/null 2>&1
        mkdir -p "$work/bytes/$scenario"
        (cd "$work/$scenario" && sha256sum ./*.csv) >"$work/bytes/$scenario/$(test "$program" = "$binary" && echo one || echo two)"
        rm -r "${work:?}/$scenario"
    done
    check "$scenario: tables" test "$(wc -l <"$work/bytes/$scenario/one")" -ge 4
    check "$scenario: the same bytes" cmp "$work/bytes/$scenario/one" "$work/bytes/$scenario/two"
done
finish
