# SPDX-License-Identifier: GPL-3.0-or-later
# Reading CSV in awk: fields[1..n] of a line, RFC 4180 quotes undone; lines within quotes are not known.
function csv_fields(line, fields,    n, quoted, at, letter, field) {
    for (n in fields)
        delete fields[n]
    if (line !~ /"/)
        return split(line, fields, ",")
    n = 0
    field = ""
    quoted = 0
    for (at = 1; at <= length(line); at++) {
        letter = substr(line, at, 1)
        if (quoted && letter == "\"" && substr(line, at + 1, 1) == "\"") {
            field = field "\""
            at++
        } else if (letter == "\"") {
            quoted = !quoted
        } else if (letter == "," && !quoted) {
            fields[++n] = field
            field = ""
        } else {
            field = field letter
        }
    }
    fields[++n] = field
    return n
}

# column[name] = number of the column, from a header line.
function csv_header(line, column,    fields, n) {
    for (n in column)
        delete column[n]
    n = csv_fields(line, fields)
    for (; n > 0; n--)
        column[fields[n]] = n
}

# Use: csv_line() in the first pattern of a script; then column[] and field[] hold the present line, and table says
# which of the files it is in.
function csv_line() {
    if (FNR == 1) {
        table++
        csv_header($0, column)
        return 0
    }
    csv_fields($0, field)
    return 1
}

# A text for gnuplot 5.4, which takes an empty one for a missing value and ends one at a comma, quoted or not: in its
# place stands the low quotation mark, which looks the same.
function quote(text) {
    gsub(/"/, "\"\"", text)
    gsub(/,/, "\342\200\232", text)
    return "\"" (text == "" ? " " : text) "\""
}
