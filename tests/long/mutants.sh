#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the tests would notice: each of tests/mutants/*.patch takes away one protection, in a copy of the sources,
# and the test that the patch names must fail then, in the way that it says. Before that, each of these tests passes
# on a copy as it is. Copies are worked on side by side, as many as there are cores, and a test ends with the check that
# it was asked for: sh tests/long/mutants.sh [BINARY [NAME...]]; the binary is not used (all tests of tests/long are
# called with one); NAME: only these. MUTANTS_FOLDER: a folder that is kept and used again; MUTANTS_PASS=no: without
# the tests on the copy as it is, which the other suites carry out.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
[ $# -eq 0 ] || shift
names=${*:-$(find tests/mutants -name '*.patch' | sed 's|.*/||; s|\.patch$||' | sort)}
patches=$PWD/tests/mutants
if [ -n "${MUTANTS_FOLDER:-}" ]; then
    work=$MUTANTS_FOLDER
    mkdir -p "$work" || exit 1
else
    work=$(mktemp -d) || exit 1
    trap 'rm -rf "$work"' EXIT
fi
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || jobs=2

bad() { # TEXT LOG
    echo "not ok $1"
    [ -z "${2:-}" ] || tail -n 15 "$2" | sed 's/^/    /'
    failed=1
}

# field NAME FIELD: of the head of a patch.
field() {
    sed -n "s/^# $2: //p" "$patches/$1.patch"
}

# up_to WORDS: standard input, up to the first check that fails with these words.
up_to() {
    awk -v words="^(\\\\[  FAILED  \\\\] |not ok ).*($1)" '{ print; fflush() } $0 ~ words { exit }'
}

# run TEST LOG WORDS: `unit FOLDER/PROGRAM` or `cli SCRIPT`, to its end or to the check that fails with these words. 99:
# what it needs cannot be built; 0: nothing failed.
run() {
    case $1 in
    unit\ *) target=$(echo "${1#unit }" | tr / _) program=build/tests/$target ;;
    cli\ *) target=zutuan program="sh ${1#cli } build/zutuan" ;;
    *) return 99 ;;
    esac
    [ "$target" != zutuan ] || cmake --build "$copy/build" --target zutuan_faults >/dev/null 2>&1
    cmake --build "$copy/build" -j 1 --target "$target" >"$2" 2>&1 || return 99
    rm -rf "$copy.tmp" && mkdir "$copy.tmp" || return 99
    (
        # shellcheck disable=SC2086
        (cd "$copy" && TMPDIR=$copy.tmp timeout 900 $program 2>&1)
        echo $? >"$copy.code"
    ) | up_to "$3" >"$2"
    return "$(cat "$copy.code")"
}

# mutate NAME: one mutant, in the copy.
mutate() {
    test=$(field "$1" Test)
    words=$(field "$1" Fails)
    if [ -z "$test" ] || [ -z "$words" ]; then
        bad "$1: names no test, or not how it fails"
        return
    fi
    if ! (cd "$copy" && patch -p1 -s -f --no-backup-if-mismatch -r - <"$patches/$1.patch") >"$log" 2>&1; then
        bad "$1: the patch does not apply" "$log"
        cp -R sim include "$copy"
        return
    fi
    run "$test" "$log" "$words" </dev/null
    code=$?
    if [ $code -eq 99 ]; then
        bad "$1: cannot be built" "$log"
    elif [ $code -eq 0 ]; then
        bad "$1: ${test#* } does not notice that $(field "$1" Breaks)"
    elif ! grep -Eq "^(\[  FAILED  \] |not ok ).*($words)" "$log"; then
        bad "$1: ${test#* } fails, but not with: $words" "$log"
    else
        echo "ok $1: ${test#* } notices that $(field "$1" Breaks)"
    fi
    (cd "$copy" && patch -p1 -R -s -f <"$patches/$1.patch") >"$log" 2>&1 || bad "$1: is not undone" "$log"
}

# worker NUMBER: the mutants of $work/names.NUMBER, those of a test one after the other, in a copy of its own.
worker() {
    copy=$work/copy$1
    log=$work/log$1
    failed=0
    mkdir -p "$copy" &&
        tar -cf - --exclude=./build --exclude=./.git . | (cd "$copy" && tar -xf -) &&
        CCACHE_BASEDIR=$copy cmake -G Ninja -S "$copy" -B "$copy/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
            -DZUTUAN_MPI=OFF >"$log" 2>&1 || {
        bad "the copy cannot be configured" "$log"
        return 1
    }
    # what a patch once changed has a time that is older than what was made of it then
    sed -n 's|^+++ b/||p' "$patches"/*.patch | sort -u | (cd "$copy" && xargs touch)
    passed=
    while read -r name; do
        test=$(field "$name" Test)
        if [ -n "$test" ] && [ "$test" != "$passed" ] && [ "${MUTANTS_PASS:-yes}" != no ]; then
            if run "$test" "$log" 'no such check' </dev/null; then
                echo "ok with nothing broken, ${test#* } passes"
            else
                bad "with nothing broken, ${test#* } fails" "$log"
            fi
        fi
        passed=$test
        mutate "$name"
    done <"$work/names.$1"
    return $failed
}

for name in $names; do
    echo "$(field "$name" Test)|$name"
done | sort | awk -F '|' -v jobs="$jobs" -v to="$work/names." '
    BEGIN { for (i = 0; i < jobs; i++) printf "" >(to i) }
    $1 != test { test = $1; turn++ }
    { print $2 >(to (turn % jobs)) }'
number=0
workers=
while [ $number -lt "$jobs" ]; do
    worker $number &
    workers="$workers $!"
    number=$((number + 1))
done
result=0
for process in $workers; do
    wait "$process" || result=1
done
exit $result
