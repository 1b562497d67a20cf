# SPDX-License-Identifier: GPL-3.0-or-later
# parameters.csv, posterior.csv -> panels of a pairs plot of the `most` parameters that were narrowed most, each on the
# scale of its prior's probability, where the prior is flat. kind 0: a parameter, with the values at 5, 50 and 95 % of
# its prior; kind 1: the histogram of its posterior, relative to the prior; kind 2: draws of a pair.
function normal(z,    t, tail) { # Abramowitz and Stegun 26.2.17, to 1e-7
    t = 1 / (1 + 0.2316419 * (z < 0 ? -z : z))
    tail = exp(-z * z / 2) / 2.506628274631 * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + \
           t * (-1.821255978 + t * 1.330274429))))
    return z < 0 ? tail : 1 - tail
}
function below(key, value,    from, to) {
    if (prior[key] == "log-uniform")
        return log(value / low[key]) / log(high[key] / low[key])
    if (prior[key] == "normal") {
        from = low[key] == "-inf" ? 0 : normal((low[key] - mean[key]) / sd[key])
        to = high[key] == "inf" ? 1 : normal((high[key] - mean[key]) / sd[key])
        return (normal((value - mean[key]) / sd[key]) - from) / (to - from)
    }
    return (value - low[key]) / (high[key] - low[key])
}
function number(text) {
    return sprintf("%.3g", text)
}
BEGIN {
    print "kind,one,other,x,y,label,low,middle,high,width,verdict"
    bins = 10
}
FNR == 1 {
    files++
}
csv_line() && files == 1 {
    key = field[column["key"]]
    keys[++count] = key
    prior[key] = field[column["prior"]]
    low[key] = field[column["prior_low"]]
    high[key] = field[column["prior_high"]]
    mean[key] = field[column["prior_mean"]]
    sd[key] = field[column["prior_sd"]]
    width[key] = field[column["width"]]
    if (field[column["whole"]] == 1 && prior[key] == "uniform") {
        low[key] -= 0.5
        high[key] += 0.5
    }
    line[key] = sprintf("\"%s\",\"%s\",\"%s\",\"%s\",%s,%s", key, number(field[column["prior_q05"]]),
        number(field[column["prior_q50"]]), number(field[column["prior_q95"]]), width[key], field[column["verdict"]])
}
# The narrowest first; the others are left out.
function rank(    i, j, kept) {
    for (i = 2; i <= count; i++) {
        kept = keys[i]
        for (j = i - 1; j >= 1 && width[keys[j]] > width[kept]; j--)
            keys[j + 1] = keys[j]
        keys[j + 1] = kept
    }
    shown = count < most ? count : most
}
files == 2 && FNR == 1 {
    rank()
}
files == 2 && FNR > 1 {
    draws++
    for (i = 1; i <= shown; i++) {
        u[i] = below(keys[i], field[column[keys[i]]])
        bin = int(u[i] * bins)
        histogram[i, bin < 0 ? 0 : bin >= bins ? bins - 1 : bin]++
    }
    for (i = 2; i <= shown; i++)
        for (j = 1; j < i; j++)
            points[++pairs] = sprintf("2,%d,%d,%.5g,%.5g,,,,,,", i, j, u[j], u[i])
}
END {
    for (i = 1; i <= shown; i++) {
        printf "0,%d,%d,,,%s\n", i, count, line[keys[i]]
        for (bin = 0; bin < bins; bin++)
            printf "1,%d,%d,%.5g,%.5g,,,,,,\n", i, i, (bin + 0.5) / bins, histogram[i, bin] * bins / draws
    }
    for (i = 1; i <= pairs; i++)
        print points[i]
}
