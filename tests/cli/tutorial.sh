#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What docs/tutorial.md shows is what happens: each `$ command` of a console block is run, in the page's order and in one
# folder, and the page is compared with one that holds what was found. Blocks `cfg NAME` become files. To renew:
#     sh tests/cli/tutorial.sh build/release/zutuan --update
. tests/cli/checks
page=$PWD/docs/tutorial.md
mkdir "$work/bin" "$work/here"
ln -s "$binary" "$work/bin/zutuan"
PATH=$work/bin:$PATH
export PATH
LC_ALL=C.UTF-8
export LC_ALL
unset ZUTUAN_SCENARIOS
cd "$work/here" || exit 1

commands=0
block=
while IFS= read -r line; do
    case $block:$line in
    :'```console') block=console ;;
    :'```cfg '*)
        block=file
        name=${line#'```cfg '}
        : >"$name"
        ;;
    :*) ;;
    *:'```') block= ;;
    file:*) printf '%s\n' "$line" >>"$name" ;;
    console:'$ '*)
        commands=$((commands + 1))
        printf '%s\n' "$line"
        sh -c "${line#??}" 2>&1 </dev/null
        continue
        ;;
    *) continue ;; # what an earlier run left
    esac
    printf '%s\n' "$line"
done <"$page" >"$work/found"
check "there are commands" test "$commands" -ge 8
if [ "${2-}" = --update ]; then
    cp "$work/found" "$page"
elif cmp -s "$page" "$work/found"; then
    echo "ok docs/tutorial.md shows what happens"
else
    echo "not ok docs/tutorial.md shows what happens"
    diff "$page" "$work/found" | head -n 40 | sed 's/^/    /'
    failed=1
fi

# the worked example of the README: every line of it with a number is one that the program prints
cd - >/dev/null || exit 1
for readme in README.md README.zh-CN.md; do
    "$binary" compare solo 16+1 --equal-budget -n 200 --progress none >"$work/compare" 2>&1
    awk '/^```/ { inside = !inside } inside && /\[[-+0-9., ]*\] .*% of pairs$/' "$readme" >"$work/shown"
    check "$readme: a worked example" test "$(wc -l <"$work/shown")" -ge 5
    check "$readme: its numbers" sh -c "sed 's/  */ /g' '$work/compare' | sort -u >'$work/a'; sed 's/  */ /g' '$work/shown' |
        sort -u >'$work/b'; test -z \"\$(comm -13 '$work/a' '$work/b')\""
done
finish
