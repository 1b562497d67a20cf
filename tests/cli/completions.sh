#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The completions: what bash would offer, by calling its function; for zsh and fish, where they are here, that the
# scripts can be read, and what fish offers.
. tests/cli/checks
for shell in bash zsh fish; do
    run_as "$shell" 0 help --format $shell
    mv "$work/out" "$work/$shell"
done

# offers NAME WANTED WORD...: completing the last word offers exactly this
offers() {
    offers_name=$1
    offers_wanted=$2
    shift 2
    found=$(bash -c '. "$1"; shift; COMP_WORDS=(zutuan "$@"); COMP_CWORD=$#; _zutuan; echo "${COMPREPLY[*]}"' \
        completion "$work/bash" "$@" 2>&1)
    if [ "$found" = "$offers_wanted" ]; then
        echo "ok $offers_name"
    else
        echo "not ok $offers_name: offers '$found', not '$offers_wanted'"
        failed=1
    fi
}
if command -v bash >/dev/null 2>&1; then
    check "bash can read it" bash -n "$work/bash"
    all=$("$binary" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | tr '\n' ' ')
    offers "every command" "$all--help --version" ""
    offers "a command" compare com
    offers "an option" "--equal-budget" compare --eq
    offers "no option that the command does not take" "" run --eq
    offers "a scenario" "16+1-of-40" compare solo 16+1-o
    offers "a counter-hypothesis" "hc07-capture" run hc07
    offers "a design" "size-and-staff" sweep size
    offers "targets" "joining-2010" calibrate join
    offers "a key" "demand.patience" run solo -s demand.pat
    offers "a key after an equals sign" "demand.patience" run solo --set = demand.pat
    offers "a measure" "qa_per_10k_yuan" run solo --target qa_per_1
    offers "the second of several measures" "wait_mean,qa_per_10k_yuan" attribute solo 16+1 --measure wait_mean,qa_per_1
    offers "choices" "auto bar json none" run solo --progress ""
    offers "choices of this command" "md" params --format m
    offers "choices of another" "man" help --format m
    offers "a command to be helped with" "breakeven" help bre
    offers "nothing for a number" "" run solo --seed ""
    (mkdir "$work/folder" && cd "$work/folder" && : >mine.cfg) || exit 1
    cd "$work/folder" && offers "a file of one's own" "mine.cfg" run min
    offers "a folder" "../folder" report ../fol
else
    echo "note: bash is not here"
fi
if command -v zsh >/dev/null 2>&1; then
    check "zsh can read it" zsh -n "$work/zsh"
else
    echo "note: zsh is not here"
fi
if command -v fish >/dev/null 2>&1; then
    check "fish can read it" fish --no-execute "$work/fish"
    fishes() {
        fish -c "source '$work/fish'; complete -C '$2'" 2>/dev/null | cut -f1 >"$work/fished"
        has "fish offers $1" "$work/fished" "$3"
    }
    fishes "a command" "zutuan com" compare
    fishes "an option" "zutuan compare --eq" --equal-budget
    fishes "a key" "zutuan run solo -s demand.pat" demand.patience=
    fishes "a measure" "zutuan attribute solo 16+1 --measure qa_per_1" qa_per_10k_yuan
    fishes "a scenario" "zutuan run hc07" hc07-capture
else
    echo "note: fish is not here"
fi
finish
