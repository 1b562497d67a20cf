#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Whether the code keeps the rules of the house. Prints a line `ok RULE` or `not ok RULE` each; reads the objects
# and include folders of a debug build: sh tests/structure.sh [BUILD].
cd "$(dirname -- "$0")/.." || exit 1
. tests/cli/checks
build=${1:-build/debug}
floors="core model experiment report"

# A file a_b.c may export a_b, a_b_*, a and a_*; what begins with _ or . is of the compiler.
for floor in $floors cli; do
    objects=$(find "$build" -path "*/sim/$floor/*.c.o" | sort)
    if [ -n "$objects" ]; then
        # shellcheck disable=SC2086
        nm -A -g --defined-only $objects | awk '
            $NF ~ /^[_.]/ { next }
            {
                object = $1
                sub(/:.*/, "", object)
                prefix = object
                gsub(/^.*\/|\.c\.o$/, "", prefix)
                for (; prefix != ""; prefix = match(prefix, /_[^_]*$/) ? substr(prefix, 1, RSTART - 1) : "")
                    if ($NF == prefix || index($NF, prefix "_") == 1)
                        next
                print object ": " $NF
            }' >"$work/found"
    else
        echo "$build holds no object of this floor" >"$work/found"
    fi
    rule "every symbol that $floor exports has its file's prefix"
done

# What a file exports another uses: of the programs, or a test.
objects=$(find "$build" -name '*.c.o' | sort)
# shellcheck disable=SC2086
nm -u $objects | sed -n 's/^ *U //p' | sort -u >"$work/used"
# shellcheck disable=SC2046,SC2086
nm -g --defined-only $(printf '%s\n' $objects | grep '/sim/') | sed -n 's/^[0-9a-f]* [A-Z] //p' | grep -v '^[_.]' |
    grep -vx main | sort -u | comm -23 - "$work/used" >"$work/found"
rule "what a file exports another uses"

# A floor sees its own headers and those below, and no others.
paths=
below=
for floor in $floors; do
    paths="$paths -I$build/floors/$floor"
    below="$below $floor"
    : >"$work/found"
    for other in $floors; do
        header=$(find "include/zutuan/$other" -name '*.h' | sort | head -n 1)
        echo "#include \"${header#include/}\"" >"$work/probe.c"
        # shellcheck disable=SC2086
        if cc -std=c17 -fsyntax-only $paths "$work/probe.c" 2>/dev/null; then
            case " $below " in
            *" $other "*) ;;
            *) echo "$floor can include ${header#include/}" >>"$work/found" ;;
            esac
        else
            case " $below " in
            *" $other "*) echo "$floor cannot include ${header#include/}" >>"$work/found" ;;
            esac
        fi
    done
    rule "$floor can include:$below, and nothing above"
done
grep -rnE '#include "[^"]*\.\./' sim include >"$work/found"
rule "no include climbs by a path"

# users_of HEADER PATTERN: files that include the header and do not match the pattern.
users_of() {
    grep -rlE "#include [<\"]$1[>\"]" sim include | grep -vE "$2" >"$work/found"
}
users_of 'libconfig\.h' '^sim/experiment/scenario[a-z_]*\.[ch]$'
rule "libconfig is used behind the scenario only"
users_of 'jansson\.h' '^sim/report/'
rule "JSON is written by the report only"
users_of 'popt\.h' '^sim/cli/'
rule "options are read by the command line only"

# Comments are cut first; what a format attribute calls printf is followed by a comma.
find sim/core sim/model sim/experiment include/zutuan/core include/zutuan/model include/zutuan/experiment \
    -name '*.[ch]' | sort | xargs awk '
    FNR == 1 { within = 0 }
    {
        code = ""
        rest = $0
        while (rest != "")
            if (within) {
                at = index(rest, "*/")
                within = at == 0
                rest = at == 0 ? "" : substr(rest, at + 2)
            } else {
                at = index(rest, "/*")
                within = at > 0
                code = code (at == 0 ? rest : substr(rest, 1, at - 1) " ")
                rest = at == 0 ? "" : substr(rest, at + 2)
            }
        if (code ~ /(^|[^a-zA-Z0-9_])(v?printf|puts|putchar|perror|_?exit|quick_exit|abort)[ \t]*\(/ ||
            code ~ /(^|[^a-zA-Z0-9_])(stdout|stderr)([^a-zA-Z0-9_]|$)/)
            print FILENAME ":" FNR ": " code
    }' >"$work/found"
rule "core, model and experiment neither print nor exit"

grep -rnwE 'TO''DO|FIX''ME|X''XX' sim include tests analysis scenarios CMakeLists.txt >"$work/found"
rule "nothing is left to be done in the sources"

: >"$work/found"
find sim include tests analysis .ci -type f \
    \( -name '*.[ch]' -o -name '*.sh' -o -name '*.gp' -o -name '*.awk' -o -name '*.cmake' -o -name run \) | sort |
    while read -r file; do
        head -n 2 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || echo "$file"
    done >"$work/found"
rule "every source names its licence at its beginning"
finish
