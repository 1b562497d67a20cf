#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/model.md says what the program says: every equation is named in the code and the other way round, its tables
# are the parameter table, and what is cited stands in docs/references.bib. sh tests/cli/model_page.sh [BINARY]
. tests/cli/checks
export LC_ALL=C

# differ NAME: $work/a and $work/b hold the same lines, and some.
differ() {
    test -s "$work/a" || echo "nothing to compare" >"$work/found"
    test -s "$work/a" && diff "$work/a" "$work/b" >"$work/found"
    rule "$1"
}

# Equations: in indented lines, their number last; in the code, between parentheses.
numbers() {
    grep -oE '(^|[^A-Za-z0-9_.])E[0-9]+([^A-Za-z0-9_]|$)' | grep -oE '[0-9]+' | sort -n -u
}
sed -n 's/^    .*(E\([0-9]*\))$/\1/p' docs/model.md | sort -n >"$work/a"
seq 1 "$(wc -l <"$work/a")" >"$work/b"
differ "the equations of docs/model.md are numbered from 1 without a gap, each once"
cat sim/model/*.c | numbers >"$work/b"
differ "every equation is named by the function that carries it out, and no other one"
find sim include tests -name '*.[ch]' -exec cat {} + | numbers >"$work/b"
differ "no header or test names an equation that does not exist"
numbers <docs/model.md >"$work/b"
differ "docs/model.md mentions no equation that it lacks"

# Sections: "docs/model.md 7.4", "docs/model.md section 9".
sed -n 's/^##* \([0-9][0-9.]*\) .*/\1/p' docs/model.md | sort >"$work/sections"
find sim include tests -name '*.[ch]' -exec cat {} + |
    grep -oE 'docs/model\.md (section )?[0-9]+(\.[0-9]+)?([, ]+(gate, )?[0-9]+\.[0-9]+)*' |
    sed 's/docs.model.md//' | grep -oE '[0-9]+(\.[0-9]+)?' | sort -u >"$work/named"
test -s "$work/named" || echo "nothing to compare" >"$work/named"
comm -13 "$work/sections" "$work/named" >"$work/found"
rule "every section of docs/model.md that the code names exists"

# Parameters: rows of five columns that begin with a key.
"$binary" params --format csv | tr -d '\r' >"$work/table.csv"
awk '
    NR > 1 { # RFC 4180: key,default,unit,range,basis,meaning,source,...
        n = 0; quoted = 0; field = ""
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c == "\"") quoted = !quoted
            else if (c == "," && !quoted) { f[++n] = field; field = "" }
            else field = field c
        }
        keys = ""
        rest = f[7]
        while (match(rest, /\[[A-Za-z]+[0-9][0-9][0-9][0-9]\]/)) {
            keys = keys substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
        }
        print f[1] "|" f[2] (f[3] == "" ? "" : " " f[3]) "|" f[5] "|" keys
    }' "$work/table.csv" | sort >"$work/a"
awk -F ' [|] ' '
    /^[|] `[a-z]+[.][a-z_]+` [|] / && NF == 5 {
        sub(/^[|] `/, "", $1); sub(/`$/, "", $1)
        keys = ""
        while (match($5, /\[[A-Za-z]+[0-9][0-9][0-9][0-9]\]/)) {
            keys = keys substr($5, RSTART, RLENGTH)
            $5 = substr($5, RSTART + RLENGTH)
        }
        print $1 "|" $3 "|" $4 "|" keys
    }' docs/model.md | sort >"$work/b"
differ "the tables of docs/model.md have every parameter once, with its default, basis and sources"
cut -d'|' -f1 "$work/a" | sort >"$work/keys"
# shellcheck disable=SC2016
sed '/^## 13/,/^## 14/d' docs/model.md | grep -oE '`[a-z]+\.[a-z_]+( = [^`]*)?`' | tr -d '`' | sed 's/ = .*//' |
    grep -vE '\.([ch]|md|bib|sh|csv)$' | sort -u | comm -13 "$work/keys" - >"$work/found"
rule "every parameter that docs/model.md names exists"

# References.
sed -n 's/^@[a-z]*{\([A-Za-z0-9]*\),$/\1/p' docs/references.bib | sort >"$work/a"
sed -n 's/^- \[\([A-Za-z]*[0-9]*\)\] .*/\1/p' docs/model.md | sort >"$work/b"
differ "the references of docs/model.md are those of docs/references.bib"
{ sed '/^## 15/,$d' docs/model.md; cat "$work/table.csv"; } | grep -oE '\[[A-Z][A-Za-z]+[0-9]{4}\]' | tr -d '[]' |
    sort -u >"$work/b"
differ "every reference is cited, and what is cited is a reference"
awk '/^@/ { sub(/^@[a-z]*{/, ""); sub(/,$/, ""); key = $0 } /^  verified *= {(yes|no): ./ { print key, $3 }' \
    docs/references.bib | tr -d '{:' | sort >"$work/verified"
cut -d' ' -f1 "$work/verified" >"$work/b"
differ "every reference says once whether and where it was verified"
sed -n 's/ no$//p' "$work/verified" >"$work/a"
sed '1,/^## 15/d' docs/model.md | awk '/^- \[/ { key = $2 } /\*\*Not verified\*\*/ { print key }' | tr -d '[]' |
    sort >"$work/b"
differ "docs/model.md marks what was not verified"
finish
