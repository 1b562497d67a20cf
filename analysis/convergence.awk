# SPDX-License-Identifier: GPL-3.0-or-later
# convergence.csv -> the six leading rows of the first measure and the seed's, at each size: mu* of Morris, or the total
# index of Sobol in per cent. `series` numbers them, the largest at the last size first; the seed's is 0.
BEGIN {
    print "series,key,size,value,low,high,method,measure"
}
csv_line() {
    if (measure == "")
        measure = field[column["measure"]]
    if (field[column["measure"]] != measure)
        next
    sobol = "ST" in column
    name = sobol ? "ST" : "mu_star"
    k = field[column["key"]]
    size = field[column["size"]] + 0
    if (!(k in known)) {
        known[k] = 1
        keys[++count] = k
    }
    if (!(size in sized)) {
        sized[size] = 1
        sizes[++looks] = size
    }
    value[k, size] = field[column[name]]
    low[k, size] = field[column[name "_low"]]
    high[k, size] = field[column[name "_high"]]
}
function number(text) {
    return text == "" ? "" : sprintf("%.10g", text * (sobol ? 100 : 1))
}
function emit(series, k,    i) {
    for (i = 1; i <= looks; i++)
        printf "%d,%s,%d,%s,%s,%s,%s,%s\n", series, k, sizes[i], number(value[k, sizes[i]]),
            number(low[k, sizes[i]]), number(high[k, sizes[i]]), sobol ? "sobol" : "morris", measure
}
END {
    if (looks < 2)
        exit
    last = sizes[looks]
    for (i = 1; i <= count; i++) {
        k = keys[i]
        if (k == "seed" || value[k, last] == "")
            continue
        for (at = ++n; at > 1 && value[order[at - 1], last] + 0 < value[k, last] + 0; at--)
            order[at] = order[at - 1]
        order[at] = k
    }
    emit(0, "seed")
    for (at = 1; at <= n && at <= 6; at++)
        emit(at, order[at])
}
