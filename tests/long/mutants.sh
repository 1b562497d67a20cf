#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the tests would notice: each of tests/mutants/*.patch takes away one protection, in a copy of the sources,
# and the test that the patch names must fail then, in the way that it says. Before that, each of these tests passes
# on the copy as it is. Ten minutes or so: sh tests/long/mutants.sh [BINARY [NAME...]]; the binary is not used (all
# tests of tests/long are called with one); NAME: only these. A folder MUTANTS_FOLDER is kept, and used again.
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
copy=$work/copy
failed=0

bad() { # TEXT LOG
    echo "not ok $1"
    [ -z "${2:-}" ] || tail -n 15 "$2" | sed 's/^/    /'
    failed=1
}

# field NAME FIELD: of the head of a patch.
field() {
    sed -n "s/^# $2: //p" "$patches/$1.patch"
}

# run TEST LOG: `unit FOLDER/PROGRAM` or `cli SCRIPT`. 99: what it needs cannot be built.
run() {
    case $1 in
    unit\ *) target=$(echo "${1#unit }" | tr / _) ;;
    *) target=zutuan ;;
    esac
    [ "$target" != zutuan ] || cmake --build "$copy/build" --target zutuan_faults >/dev/null 2>&1
    cmake --build "$copy/build" -j "$jobs" --target "$target" >"$2" 2>&1 || return 99
    case $1 in
    unit\ *) (cd "$copy" && timeout 900 "build/tests/$target") >"$2" 2>&1 ;;
    cli\ *) (cd "$copy" && timeout 900 sh "${1#cli }" build/zutuan) >"$2" 2>&1 ;;
    *) return 99 ;;
    esac
}

mkdir -p "$copy" &&
    tar -cf - --exclude=./build --exclude=./.git . | (cd "$copy" && tar -xf -) &&
    cmake -G Ninja -S "$copy" -B "$copy/build" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZUTUAN_MPI=OFF >"$work/log" 2>&1 || {
    bad "the copy cannot be configured" "$work/log"
    exit 1
}

# what a patch once changed has a time that is older than what was made of it then
sed -n 's|^+++ b/||p' "$patches"/*.patch | sort -u | (cd "$copy" && xargs touch)

for name in $names; do
    field "$name" Test
done | sort -u >"$work/tests"
while read -r test; do
    if run "$test" "$work/log" </dev/null; then
        echo "ok with nothing broken, ${test#* } passes"
    else
        bad "with nothing broken, ${test#* } fails" "$work/log"
    fi
done <"$work/tests"

for name in $names; do
    test=$(field "$name" Test)
    words=$(field "$name" Fails)
    if [ -z "$test" ] || [ -z "$words" ]; then
        bad "$name: names no test, or not how it fails"
        continue
    fi
    if ! (cd "$copy" && patch -p1 -s -f --no-backup-if-mismatch -r - <"$patches/$name.patch") >"$work/log" 2>&1; then
        bad "$name: the patch does not apply" "$work/log"
        cp -R sim include "$copy"
        continue
    fi
    run "$test" "$work/log" </dev/null
    code=$?
    if [ $code -eq 99 ]; then
        bad "$name: cannot be built" "$work/log"
    elif [ $code -eq 0 ]; then
        bad "$name: ${test#* } does not notice that $(field "$name" Breaks)"
    elif ! grep -Eq "^(\[  FAILED  \] |not ok ).*$words" "$work/log"; then
        bad "$name: ${test#* } fails, but not with: $words" "$work/log"
    else
        echo "ok $name: ${test#* } notices that $(field "$name" Breaks)"
    fi
    (cd "$copy" && patch -p1 -R -s -f <"$patches/$name.patch") >"$work/log" 2>&1 || bad "$name: is not undone" "$work/log"
done
exit $failed
