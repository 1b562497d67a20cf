#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How much of the three lowest floors the unit tests and some tests of the command line execute: more than 90 % of the
# lines of each (docs/coverage.md). build/coverage/uncovered.txt lists the lines that are left.
# sh tests/long/coverage.sh [BINARY [NAME...]]; NAME: only these of tests/cli.
. tests/cli/checks
[ $# -eq 0 ] || shift
names=${*:-attribute breakeven calibrate controls mpi paper select sensitivity store sweep}
build=build/coverage

coverage_build() {
    cmake --preset coverage >"$work/log" 2>&1 && cmake --build $build >"$work/log" 2>&1
}

# Without the program for MPI, which has a spread.c of its own: that is told apart.
measured() { # FLOOR OPTION...
    floor=$1
    shift
    gcovr -r . $build/CMakeFiles/zutuan_core.dir $build/CMakeFiles/zutuan_model.dir $build/CMakeFiles/zutuan_experiment.dir \
        $build/tests -f "sim/$floor/" "$@" 2>/dev/null
}

check "the program can be built with counters" coverage_build
find $build -name '*.gcda' -delete
check "the unit tests" ctest --preset coverage --timeout 3600
for name in $names; do
    check "$name" sh "tests/cli/$name.sh" $build/zutuan
done
for floor in core model experiment; do
    found=$(measured $floor | awk '/^TOTAL/ { printf "%d\n", 1000 * $3 / $2 }')
    echo "    $floor: $((found / 10)).$((found % 10)) % of the lines"
    check "$floor: more than 90 % of the lines" test "$found" -gt 900
done
measured '(core|model|experiment)' >$build/uncovered.txt
gcovr -r . $build/CMakeFiles/zutuan-mpi.dir -f sim/experiment/spread.c 2>/dev/null | grep '^sim' | sed 's/^/    with MPI: /'
finish
