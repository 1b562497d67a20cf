# SPDX-License-Identifier: GPL-3.0-or-later
# What pages hold against the program: awk -f docs.awk PAGE... prints `PAGE:LINE kind text`, tabs between, where kind is
#     span    what stands between backticks, outside of blocks
#     link    where a link goes
#     line    a line of a block of shell (no language, sh or console: there the lines after `$ `)
#     file    a file that a block of the page makes (`cfg NAME`)
function put(kind, text) { printf "%s:%d\t%s\t%s\n", FILENAME, FNR, kind, text }
FNR == 1 { block = "" }
/^ *```/ {
    if (block != "") {
        block = ""
    } else {
        language = $0
        sub(/^ *```/, "", language)
        block = language == "" || language == "sh" ? "shell" : language == "console" ? "console" : "other"
        if (language ~ /^cfg /)
            put("file", substr(language, 5))
    }
    next
}
block == "shell" { put("line", $0); next }
block == "console" { if (/^\$ /) put("line", substr($0, 3)); next }
block == "other" || /^    / { next }
{
    rest = $0
    while (match(rest, /`[^`]*`/)) {
        put("span", substr(rest, RSTART + 1, RLENGTH - 2))
        rest = substr(rest, RSTART + RLENGTH)
    }
    rest = $0
    while (match(rest, /\]\([^) ]*\)/)) {
        put("link", substr(rest, RSTART + 2, RLENGTH - 3))
        rest = substr(rest, RSTART + RLENGTH)
    }
}
