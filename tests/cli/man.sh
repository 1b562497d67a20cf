#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual pages: one for the program, one for each command; free of warnings, and with every option, parameter and
# measure in them.
. tests/cli/checks
"$binary" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' >"$work/commands"
check "there are commands" test "$(wc -l <"$work/commands")" -ge 16

# plain PAGE: as text without escapes
plain() {
    sed 's/\\f[BIR]//g; s/\\-/-/g; s/\\e/\\/g; s/\\&//g; s/\\(dq/"/g' "$1"
}
# sound NAME PAGE: no formatter complains
sound() {
    if command -v mandoc >/dev/null 2>&1; then
        # not by its name: in tmp.5xyz/page mandoc would see a page of section 5
        check "$1: mandoc has no warning" sh -c "mandoc -Tlint -W warning <'$2'"
    elif command -v man >/dev/null 2>&1; then
        check "$1: man has no warning" sh -c "test -z \"\$(LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z '$2' 2>&1 >/dev/null)\""
    else
        echo "note: neither mandoc nor man is here"
    fi
}

while read -r command; do
    run_as "$command" 0 help --format man "$command"
    mv "$work/out" "$work/page"
    sound "$command" "$work/page"
    plain "$work/page" >"$work/plain"
    "$binary" "$command" --help | sed -n '/^Options:$/,/^$/s/.* --\([a-z-]*\).*/\1/p' >"$work/options"
    check "$command: has options" test -s "$work/options"
    check "$command: every option" sh -c "while read -r o; do grep -qE -- \"--\$o( |\$)\" '$work/plain' || exit 1; done <'$work/options'"
    check "$command: its examples" grep -q "^zutuan $command" "$work/plain"
done <"$work/commands"

run_as "the program's own" 0 help --format man
mv "$work/out" "$work/page"
sound "the program's own" "$work/page"
plain "$work/page" >"$work/plain"
"$binary" params --format csv | tr -d '\r' | sed '1d; s/,.*//' >"$work/keys"
sed -n 's/^\.B "*\([a-z_]*\.[a-z0-9_]*\)"*$/\1/p' "$work/plain" >"$work/told"
check "every parameter, and no other" cmp "$work/keys" "$work/told"
check "a measure" grep -qx '\.B qa_per_10k_yuan' "$work/plain"
check "every command" sh -c "while read -r c; do grep -q \"^\\.BR zutuan-\$c (1)\" '$work/plain' || exit 1; done <'$work/commands'"
run_as "a format that is none" 2 help --format html
only "is told" "$work/err" "zutuan: --format html: expected text, man, bash, zsh or fish"
run_as "a command that is none" 2 help --format man comapre
only "is told too" "$work/err" "zutuan: comapre: unknown command; did you mean compare?"
finish
