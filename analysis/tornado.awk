# SPDX-License-Identifier: GPL-3.0-or-later
# points.csv, then cells.csv of a one-at-a-time design -> a bar for each parameter: the least and the most that its levels
# give, each with its interval, and the levels that give them, the widest first. Relative differences in per cent of two
# scenarios; of one its measure. A panel each measure; `centre` is what the scenarios give as they are.
BEGIN {
    print "panel,row,key,low,low_from,low_to,high,high_from,high_to,low_level,high_level,centre,centre_from,centre_to," \
        "measure,other,base,confidence"
}
csv_line() && table == 1 {
    if (!("changed" in column) || "stream" in column)
        exit
    p = field[column["point"]]
    changed[p] = field[column["changed"]]
    if (changed[p] != "")
        level[p] = field[column[changed[p]]]
    next
}
table == 2 && FNR > 1 {
    m = field[column["measure"]]
    if (!(m in panel)) {
        panel[m] = ++panels
        label[panels] = field[column["label"]]
    }
    q = panel[m]
    p = field[column["point"]]
    paired = "relative" in column
    v = paired ? field[column["relative"]] : field[column["mean"]]
    if (v == "")
        next
    v = paired ? 100 * v : v + 0
    from = field[column[paired ? "relative_low" : "ci_low"]]
    to = field[column[paired ? "relative_high" : "ci_high"]]
    ends = from == "" ? "," : paired ? sprintf("%.10g,%.10g", 100 * from, 100 * to) : from "," to
    confidence = field[column["confidence"]]
    other = paired ? field[column["other"]] : field[column["scenario"]]
    base = paired ? field[column["base"]] : ""
    if (changed[p] == "") {
        centre[q] = v
        centre_ends[q] = ends
        next
    }
    k = changed[p]
    if (!((q, k) in low)) {
        keys[q, ++count[q]] = k
        low[q, k] = high[q, k] = v
        low_level[q, k] = high_level[q, k] = level[p]
        low_ends[q, k] = high_ends[q, k] = ends
    }
    if (v < low[q, k]) {
        low[q, k] = v
        low_level[q, k] = level[p]
        low_ends[q, k] = ends
    }
    if (v > high[q, k]) {
        high[q, k] = v
        high_level[q, k] = level[p]
        high_ends[q, k] = ends
    }
}
function plain(text) {
    return text ~ /^[-0-9.e+]+$/ ? sprintf(text >= 10000 ? "%.0f" : "%.4g", text) : text
}
# From the centre to the ends, where a parameter has one level only.
function span(q, k,    l, h) {
    l = low[q, k] < centre[q] ? low[q, k] : centre[q]
    h = high[q, k] > centre[q] ? high[q, k] : centre[q]
    return h - l
}
END {
    for (q = 1; q <= panels && q <= 4; q++) {
        n = 0
        for (i = 1; i <= count[q]; i++) {
            k = keys[q, i]
            for (at = ++n; at > 1 && span(q, order[at - 1]) < span(q, k); at--)
                order[at] = order[at - 1]
            order[at] = k
        }
        for (at = 1; at <= n && at <= 20; at++) {
            k = order[at]
            printf "%d,%d,%s,%.10g,%s,%.10g,%s,%s,%s,%.10g,%s,%s,%s,%s,%s\n", q, at, k, low[q, k], low_ends[q, k],
                high[q, k], high_ends[q, k], quote(plain(low_level[q, k])), quote(plain(high_level[q, k])), centre[q],
                centre_ends[q], quote(label[q]), quote(other), quote(base), confidence
        }
    }
}
