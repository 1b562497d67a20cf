#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gcc -fanalyzer over everything: no path that leaks, frees twice, reads what is not there.
. tests/cli/checks

analyse() {
    cmake -G Ninja -S . -B "$work/build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DZUTUAN_TESTS=OFF \
        -DZUTUAN_MPI=OFF -DCMAKE_C_FLAGS=-fanalyzer -DZUTUAN_WERROR=ON >"$work/log" 2>&1 &&
        cmake --build "$work/build" -- -k 0 >"$work/log" 2>&1
}
check "gcc -fanalyzer finds nothing" analyse
grep -E '(error|warning):' "$work/log" | sort -u | sed 's/^/    /'
finish
