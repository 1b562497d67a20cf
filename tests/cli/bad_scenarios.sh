#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every mistake in a scenario or an override: its exact message, exit code 3, and no folder for results.
# bad/NAME.cfg is a wrong file, bad/NAME.args are wrong overrides of solo; bad/NAME.expected are the messages.
. tests/cli/checks

# The list of folders depends on where the program was built; the nearest name on what stands there.
steady() {
    sed 's/ in tests.*nearest: \([^,]*\).*/ in FOLDERS; nearest: \1/' "$work/err" >"$work/steady"
}

judge() {
    steady
    if cmp -s "$work/steady" "tests/cli/bad/$1.expected"; then
        echo "ok $1: message"
    else
        echo "not ok $1: message"
        diff "tests/cli/bad/$1.expected" "$work/steady" | sed 's/^/    /'
        failed=1
    fi
    check_not "$1: nothing on standard output" test -s "$work/out"
    check_not "$1: no folder" test -e "$work/never"
}

for file in tests/cli/bad/*.cfg; do
    name=$(basename "$file" .cfg)
    run_as "$name: run" 3 run "$file" --out "$work/never"
    judge "$name"
    run_as "$name: compare" 3 compare solo "$file" --out "$work/never"
    judge "$name"
    run_as "$name: check" 3 check "$file"
    judge "$name"
done

for file in tests/cli/bad/*.args; do
    name=$(basename "$file" .args)
    set --
    while read -r argument; do
        set -- "$@" "$argument"
    done <"$file"
    run_as "$name: run" 3 run solo "$@" --out "$work/never"
    judge "$name"
done

run_as "mistakes of two files are told at once" 3 check tests/cli/bad/choice.cfg tests/cli/bad/unknown_group.cfg
cat tests/cli/bad/choice.expected tests/cli/bad/unknown_group.expected >"$work/both"
check "in the order of the files" cmp "$work/both" "$work/err"
run_as "an override of two scenarios" 3 compare solo 16+1 -s support.staf=2
only "is complained of once" "$work/err" \
    "-s support.staf=2: unknown key; did you mean support.staff [servers, 0..1000]?"
run_as "a scenario that is not there" 4 run "$work/nowhere.cfg"
check "is named" grep -q nowhere.cfg "$work/err"
run_as "a name that nobody has" 4 run 16+l
check "has a nearest" grep -q 'no scenario "16+l" in .*; nearest: 16+0' "$work/err"
finish
