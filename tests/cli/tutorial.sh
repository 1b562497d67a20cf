#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the pages show is what happens: each `$ command` of a console block (with `> ` before what continues it) is run, in
# the page's order and in a folder of the page's own, and the page is compared with one that holds what was found. Blocks
# `cfg NAME` become files. To renew:
#     sh tests/cli/tutorial.sh build/release/zutuan --update
. tests/cli/checks
source=$PWD
mkdir "$work/bin"
ln -s "$binary" "$work/bin/zutuan"
PATH=$work/bin:$PATH
export PATH
LC_ALL=C.UTF-8
export LC_ALL
unset ZUTUAN_SCENARIOS

# run_pending: runs the command that was read last, if any.
run_pending() {
    [ -z "$pending" ] || sh -c "$pending" 2>&1 </dev/null
    pending=
}

# run_page FILE: the page as it would be; how many commands it has goes to $work/commands.
run_page() {
    commands=0
    block=
    pending=
    while IFS= read -r line; do
        case $block:$line in
        console:'> '*) pending="$pending
${line#??}" ;;
        *) run_pending ;;
        esac
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
            pending=${line#??}
            ;;
        console:'> '*) ;;
        *) continue ;; # what an earlier run left
        esac
        printf '%s\n' "$line"
    done <"$1"
    echo "$commands" >"$work/commands"
}

for page in docs/tutorial.md docs/store.md docs/interoperability.md; do
    mkdir "$work/here" && cd "$work/here" || exit 1
    run_page "$source/$page" >"$work/found"
    cd "$source" || exit 1
    rm -rf "$work/here"
    check "$page: there are commands" test "$(cat "$work/commands")" -ge 3
    if [ "${2-}" = --update ]; then
        cp "$work/found" "$page"
    elif cmp -s "$page" "$work/found"; then
        echo "ok $page shows what happens"
    else
        echo "not ok $page shows what happens"
        diff "$page" "$work/found" | head -n 40 | sed 's/^/    /'
        failed=1
    fi
done

# the worked example of the README: every line of it with a number is one that the program prints
"$binary" compare solo 16+1 --equal-budget -n 200 --progress none >"$work/compare" 2>&1
for readme in README.md README.zh-CN.md; do
    awk '/^```/ { inside = !inside } inside && /\[[-+0-9., ]*\] .*% of pairs$/' "$readme" >"$work/shown"
    check "$readme: a worked example" test "$(wc -l <"$work/shown")" -ge 5
    check "$readme: its numbers" sh -c "sed 's/  */ /g' '$work/compare' | sort -u >'$work/a'; sed 's/  */ /g' '$work/shown' |
        sort -u >'$work/b'; test -z \"\$(comm -13 '$work/a' '$work/b')\""
done
finish
