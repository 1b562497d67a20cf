#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The pages that are written from the program say what the program says. Renew docs/parameters.md with
#     { sed '/^| key/,$d' docs/parameters.md; build/release/zutuan params --format md; } >new && mv new docs/parameters.md
set -u
binary=${1:-build/release/zutuan}
failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

check() {
    name=$1
    shift
    if "$@"; then
        echo "ok $name"
    else
        echo "not ok $name"
        failed=1
    fi
}

"$binary" params --format md >"$work/table"
sed -n '/^| key/,$p' docs/parameters.md >"$work/page"
check "docs/parameters.md is the parameter table" cmp "$work/table" "$work/page"

# every scenario of scenarios/README.md exists, and the other way round
find scenarios scenarios/counter -maxdepth 1 -name '*.cfg' | sed 's|.*/||; s|\.cfg$||' | sort -u >"$work/files"
sed -n 's/^| `\([^`]*\)` |.*/\1/p' scenarios/README.md | sort -u >"$work/listed"
check "scenarios/README.md lists the scenarios" diff "$work/files" "$work/listed"

# docs/mutations.md lists every mutant with the test that it names
for patch in tests/mutants/*.patch; do
    test=$(sed -n 's/^# Test: [a-z]* //p' "$patch")
    echo "$(basename "$patch" .patch) $test"
done | sort >"$work/patches"
sed -n 's/^| `\([^`]*\)` | `[^`]*` | [^|]* | `\([^`]*\)` | `[^`]*` |$/\1 \2/p' docs/mutations.md | sort >"$work/listed"
check "docs/mutations.md lists the mutants" diff "$work/patches" "$work/listed"

# every command that the README shows is one that the program has
grep -o 'zutuan [a-z]* ' README.md | awk '{print $2}' | sort -u >"$work/shown"
"$binary" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort -u >"$work/has"
check "README.md shows only commands that exist" sh -c "test -s '$work/shown' && test -z \"\$(comm -23 '$work/shown' '$work/has')\""
exit $failed
