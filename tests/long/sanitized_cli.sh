#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The tests of the command line with a program under AddressSanitizer and UndefinedBehaviorSanitizer:
# sh tests/long/sanitized_cli.sh [BINARY [NAME...]]; NAME: only these of tests/cli. Half an hour.
. tests/cli/checks
[ $# -eq 0 ] || shift
names=${*:-$(find tests/cli -name '*.sh' | sed 's|.*/||; s|\.sh$||' | sort)}
export ASAN_OPTIONS="detect_leaks=1 exitcode=77" UBSAN_OPTIONS="print_stacktrace=1"
build=build/sanitized

sanitized_build() {
    cmake -G Ninja -S . -B $build -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZUTUAN_SANITIZE=ON -DZUTUAN_TESTS=OFF \
        -DZUTUAN_MPI=OFF >"$work/log" 2>&1 && cmake --build $build --target zutuan >"$work/log" 2>&1
}
check "the program can be built with sanitizers" sanitized_build
for name in $names; do
    case $name in
    faults) continue ;; # its shim takes the place of what the sanitizers take the place of
    install) continue ;; # builds and tries programs of its own
    esac
    timeout 3600 sh "tests/cli/$name.sh" $build/zutuan >"$work/log" 2>&1
    code=$?
    wrong=$(grep -c '^not ok ' "$work/log")
    found=$(grep -cE 'Sanitizer|runtime error' "$work/log")
    check "$name: $(grep -c '^ok ' "$work/log") checks, and nothing found" test $code -eq 0 -a "$wrong" -eq 0 -a "$found" -eq 0
    grep -A 12 -E '^not ok |Sanitizer|runtime error' "$work/log" | grep -v '^ok ' | head -n 30 | sed 's/^/    /'
done
finish
