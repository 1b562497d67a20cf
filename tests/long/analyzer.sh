#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# gcc -fanalyzer over everything: no path that frees twice, uses what was freed, or goes beyond an end. Three kinds of its
# warnings are off, as those of gcc 12 are wrong here: leaks (what a function hands over within a structure, or keeps in
# a row of such, counts as lost; valgrind and AddressSanitizer look at leaks), uninitialised values (a pointer that
# memcpy stores), null pointers (parameters that are looked up by a key which is written in the code).
. tests/cli/checks
off="-Wno-analyzer-malloc-leak -Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-null-dereference"

analyse() {
    cmake -G Ninja -S . -B "$work/build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Debug -DZUTUAN_TESTS=OFF \
        -DZUTUAN_MPI=OFF -DCMAKE_C_FLAGS="-fanalyzer $off" -DZUTUAN_WERROR=ON >"$work/log" 2>&1 &&
        cmake --build "$work/build" -- -k 0 >"$work/log" 2>&1
}
check "gcc -fanalyzer finds nothing" analyse
grep -E '(error|warning):' "$work/log" | sort -u | sed 's/^/    /'
finish
