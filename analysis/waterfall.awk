# SPDX-License-Identifier: GPL-3.0-or-later
# attribution.csv -> steps of a waterfall for each measure, in per cent of the base's mean: a head (kind 0), the rest and
# the mechanisms, the most helpful first (kind 1), all of it (kind 2). A step leads from `start` to `end`; low and high
# are the interval of its size. `tint`: 1 better, 2 worse, 3 the interval holds 0 or the measure is neutral, 4 the whole.
BEGIN {
    print "row,kind,label,start,end,low,high,tint,confidence,base,other"
}
function emit(kind, label, start, end, low, high, tint) {
    printf "%d,%d,%s,%.10g,%.10g,%.10g,%.10g,%d,%s,%s,%s\n", ++row, kind, quote(label), start, end, low, high, tint,
        confidence, quote(base), quote(other)
}
function tint_of(low, high) {
    return better == 0 || (low <= 0 && high >= 0) ? 3 : (low > 0) == (better > 0) ? 1 : 2
}
function step(i) {
    emit(1, label[i], at, at + part[i], low[i], high[i], tint_of(low[i], high[i]))
    at += part[i]
}
# What was gathered of a measure; the mechanisms are sorted already.
function flush(    i) {
    if (measure != "" && whole != "") {
        emit(0, head, 0, 0, 0, 0, 3)
        at = 0
        for (i = 0; i <= steps; i++)
            step(i)
        emit(2, "all of it", 0, whole, whole_low, whole_high, 4)
    }
    steps = 0
}
function put(i, from) {
    label[i] = label[from]
    part[i] = part[from]
    low[i] = low[from]
    high[i] = high[from]
}
# Reads the step of the present line to place `i`.
function read(i) {
    label[i] = field[column["label"]]
    part[i] = 100 * field[column["relative"]]
    low[i] = 100 * field[column["relative_low"]]
    high[i] = 100 * field[column["relative_high"]]
}
csv_line() {
    if (field[column["measure"]] != measure) {
        flush()
        measure = field[column["measure"]]
        head = field[column["measure_label"]]
        better = field[column["better"]]
        confidence = field[column["confidence"]]
        base = field[column["base"]]
        other = field[column["other"]]
    }
    if (field[column["kind"]] == "whole") {
        whole = field[column["relative"]] == "" ? "" : 100 * field[column["relative"]]
        whole_low = 100 * field[column["relative_low"]]
        whole_high = 100 * field[column["relative_high"]]
    } else if (field[column["kind"]] == "rest") {
        read(0)
    } else {
        read(steps + 2)
        for (i = ++steps; i > 1 && (better < 0 ? part[i - 1] > part[steps + 1] : part[i - 1] < part[steps + 1]); i--)
            put(i, i - 1)
        put(i, steps + 1)
    }
}
END {
    flush()
}
