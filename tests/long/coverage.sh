#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How much of the three lowest floors the unit tests and the tests of the command line execute: more than 90 % of the
# lines of each. What is left is listed in build/coverage/uncovered.txt, and explained in docs/coverage.md.
# sh tests/long/coverage.sh [BINARY [NAME...]]; NAME: only these of tests/cli.
. tests/cli/checks
[ $# -eq 0 ] || shift
names=${*:-$(find tests/cli -name '*.sh' | sed 's|.*/||; s|\.sh$||' | sort)}
build=build/coverage

coverage_build() {
    cmake --preset coverage && cmake --build $build
}

# percent FLOOR: of its lines, in tenths of a per cent.
percent() {
    gcovr -r . --object-directory $build -f "sim/$1/" --txt - --gcov-ignore-parse-errors 2>/dev/null |
        awk '/^TOTAL/ { printf "%d\n", 1000 * $3 / $2 }'
}

check "the program can be built with counters" eval 'coverage_build >"$work/log" 2>&1'
find $build -name '*.gcda' -delete
check "the unit tests" ctest --preset coverage --timeout 3600
for name in $names; do
    case $name in
    install) continue ;; # builds programs of its own
    esac
    check "$name" sh "tests/cli/$name.sh" $build/zutuan
done
for floor in core model experiment; do
    found=$(percent $floor)
    echo "    $floor: $((found / 10)).$((found % 10)) % of the lines"
    check "$floor: more than 90 % of the lines" test "$found" -gt 900
done
gcovr -r . --object-directory $build -f 'sim/(core|model|experiment)/' --txt $build/uncovered.txt --gcov-ignore-parse-errors 2>/dev/null
finish
