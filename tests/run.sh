#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that says whether the project is sound: sh tests/run.sh [--full]. Installs what is missing, builds the
# debug and the release preset, runs the unit tests of both, the tests of the command line, the rules of structure
# and the figures. --full adds valgrind, clang-tidy, cppcheck, the benchmark and a longer experiment. Logs are kept
# in build/log. The last line counts: `N passed, N failed`; the exit code is 0 only when nothing failed.
set -u
cd "$(dirname -- "$0")/.." || exit 1
. analysis/packages.sh

full=
case $# in
0) ;;
1)
    [ "$1" = --full ] || {
        echo "usage: sh tests/run.sh [--full]" >&2
        exit 2
    }
    full=1
    ;;
*)
    echo "usage: sh tests/run.sh [--full]" >&2
    exit 2
    ;;
esac
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=2
passed=0
failed=0
log=build/log
mkdir -p "$log" || exit 1

pass() {
    passed=$((passed + $1))
}

fail() {
    failed=$((failed + $1))
}

# one NAME COMMAND...: a single check, silent unless it fails.
one() {
    name=$1
    file=$log/$(printf '%s' "$name" | tr -c 'A-Za-z0-9\n' '-').log
    shift
    if "$@" >"$file" 2>&1; then
        pass 1
        echo "ok $name"
    else
        fail 1
        echo "not ok $name (all of it in $file)"
        tail -n 40 "$file" | sed 's/^/    /'
        return 1
    fi
}

# unit_tests PRESET: its ctest programs.
unit_tests() {
    file=$log/ctest-$1.log
    ctest --preset "$1" -j "$jobs" --no-tests=error --timeout 3600 >"$file" 2>&1
    code=$?
    counts=$(sed -n 's/.* tests passed, \([0-9]*\) tests* failed out of \([0-9]*\)$/\1 \2/p' "$file")
    if [ -z "$counts" ]; then
        fail 1
        echo "not ok unit tests of $1 did not run (all of it in $file)"
        tail -n 40 "$file" | sed 's/^/    /'
        return
    fi
    bad=${counts% *}
    all=${counts#* }
    pass $((all - bad))
    fail "$bad"
    if [ "$bad" -eq 0 ] && [ "$code" -eq 0 ]; then
        echo "ok $all unit tests of $1"
    else
        [ "$bad" -gt 0 ] || fail 1
        echo "not ok $bad of $all unit tests of $1 (all of it in $file)"
        grep -E '^\[  (FAILED|ERROR)|^ *[0-9]+ - .*\((Failed|Timeout|SEGFAULT|Child aborted|Not Run)\)|error:|ERROR: ' \
            "$file" | sort -u | head -n 40 | sed 's/^/    /'
    fi
}

# judge FILE CODE: what a shell test that prints `ok NAME` and `not ok NAME` has left in its log.
judge() {
    file=$log/$(basename "$1" .sh).log
    code=$2
    good=$(grep -c '^ok ' "$file")
    bad=$(grep -c '^not ok ' "$file")
    if [ "$bad" -eq 0 ] && [ $((good)) -eq 0 ] || { [ "$bad" -eq 0 ] && [ "$code" -ne 0 ]; }; then
        bad=1
        echo "not ok $1 ended with exit code $code after $good checks (all of it in $file)"
        tail -n 10 "$file" | sed 's/^/    /'
    elif [ "$bad" -eq 0 ]; then
        echo "ok $good checks of $1"
    else
        echo "not ok $bad of $((good + bad)) checks of $1 (all of it in $file)"
        grep -A 12 '^not ok ' "$file" | grep -v '^ok ' | sed 's/^/    /'
    fi
    pass "$good"
    fail "$bad"
}

# script FILE [ARGUMENT]: one shell test.
script() {
    sh "$@" >"$log/$(basename "$1" .sh).log" 2>&1
    judge "$1" $?
}

# scripts ARGUMENT FILE...: several shell tests, as many at a time as there are cores; told in the order given.
scripts() {
    argument=$1
    shift
    # shellcheck disable=SC2016
    printf '%s\n' "$@" | xargs -P "$jobs" -I FILE sh -c \
        'name=$(basename "$1" .sh); sh "$1" "$2" >"$3/$name.log" 2>&1; echo $? >"$3/$name.code"' \
        sh FILE "$argument" "$log"
    for test in "$@"; do
        judge "$test" "$(cat "$log/$(basename "$test" .sh).code" 2>/dev/null || echo 127)"
    done
}

build() { # PRESET [OPTION FOR CMAKE]
    cmake --preset "$@" && cmake --build "build/$1" -j "$jobs"
}

# Longer than the tests of the command line: the same experiment on one thread and on many, table by table.
long_experiment() {
    first=$(mktemp -d) && second=$(mktemp -d) || return 1
    code=0
    build/release/zutuan compare solo 16+1 --equal-budget -n 2000 -j 1 --out "$first/r" &&
        build/release/zutuan compare solo 16+1 --equal-budget -n 2000 --out "$second/r" || code=1
    sed '/^  "environment": {/,$d' "$first/r/manifest.json" >"$first/manifest"
    sed '/^  "environment": {/,$d' "$second/r/manifest.json" >"$second/manifest"
    rm -f "$first/r/manifest.json" "$second/r/manifest.json" "$first/r/store.sqlite" "$second/r/store.sqlite"
    diff -r "$first" "$second" || code=1
    rm -rf "$first" "$second"
    return $code
}

static_checks='clang-analyzer-*,bugprone-*,performance-*,portability-*'
static_checks="$static_checks,-bugprone-easily-swappable-parameters,-bugprone-narrowing-conversions"
# for our integers, casts, tables of macros and arrays of pointers these cry wolf
static_checks="$static_checks,-bugprone-implicit-widening-of-multiplication-result,-bugprone-integer-division"
static_checks="$static_checks,-bugprone-macro-parentheses,-bugprone-misplaced-widening-cast"
static_checks="$static_checks,-bugprone-sizeof-expression,-clang-analyzer-valist.Uninitialized"
static_checks="$static_checks,-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling"
tidy() {
    if [ -e .clang-tidy ]; then
        find sim -name '*.c' | sort | xargs -P "$jobs" -n 4 clang-tidy --quiet -p build/valgrind --warnings-as-errors='*'
    else
        find sim -name '*.c' | sort | xargs -P "$jobs" -n 4 clang-tidy --quiet -p build/valgrind \
            --checks="-*,$static_checks" --warnings-as-errors='*'
    fi
}

cppcheck_all() {
    cppcheck --quiet -j "$jobs" --std=c11 --enable=warning,performance,portability --inline-suppr \
        --suppress=missingIncludeSystem --error-exitcode=1 -D_POSIX_C_SOURCE=200809L -Iinclude -Isim/core -Isim/model \
        -Isim/experiment -Isim/report -Isim/cli -Ibuild/valgrind/facts sim
}

# shellcheck disable=SC2086
packages_need $packages_build $packages_figures $packages_mpi ${full:+$packages_checks $packages_packages $packages_readers} || exit 1

for preset in debug release; do
    one "build $preset" build $preset && unit_tests $preset
done
if [ -x build/release/zutuan ]; then
    scripts build/release/zutuan tests/figures.sh tests/cli/*.sh
fi
script tests/structure.sh build/debug

if [ -n "$full" ]; then
    # CMake puts the emulator before each test program
    memcheck="valgrind;--quiet;--error-exitcode=9;--leak-check=full;--errors-for-leak-kinds=definite"
    if one "build valgrind" build valgrind -DCMAKE_CROSSCOMPILING_EMULATOR="$memcheck;--show-leak-kinds=definite"; then
        unit_tests valgrind
        one "clang-tidy" tidy
        one "cppcheck" cppcheck_all
    fi
    for test in tests/long/*.sh; do
        [ -e "$test" ] && script "$test" build/release/zutuan
    done
    one "2000 replications on one thread and on $jobs" long_experiment
    one "benchmark" build/release/tests/zutuan_bench && sed 's/^/    /' "$log/benchmark.log"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
