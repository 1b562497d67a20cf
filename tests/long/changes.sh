#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The changes that CONTRIBUTING.md shows: each of tests/long/changes/*.patch is applied to a copy of the sources, which is
# built; then the tests pass that the patch names in its head. sh tests/long/changes.sh [BINARY [NAME...]]; the binary is
# not used (all tests of tests/long are called with one); NAME: only these.
. tests/cli/checks
[ $# -eq 0 ] || shift
patches=$PWD/tests/long/changes
names=${*:-$(find "$patches" -name '*.patch' | sed 's|.*/||; s|\.patch$||' | sort)}
copy=$work/copy
mkdir "$copy" && tar -c --exclude=./build --exclude=./out --exclude=./.git . | tar -x -C "$copy" || exit 1
cd "$copy" || exit 1

for name in $names; do
    patch=$patches/$name.patch
    check "$name: applies" patch -p1 --no-backup-if-mismatch -i "$patch"
    check "$name: configures" cmake --preset release
    check "$name: builds" cmake --build build/release
    binary=$PWD/build/release/zutuan
    { sed '/^| key/,$d' docs/parameters.md; "$binary" params --format md; } >"$work/new" && cp "$work/new" docs/parameters.md
    check "$name: its unit tests pass" ctest --preset release --no-tests=error -R "$(sed -n 's/^# units: //p' "$patch")"
    for script in $(sed -n 's/^# scripts: //p' "$patch"); do
        check "$name: tests/cli/$script.sh passes" sh "tests/cli/$script.sh" "$binary"
    done
    check "$name: is taken back" patch -R -p1 --no-backup-if-mismatch -i "$patch"
done
finish
