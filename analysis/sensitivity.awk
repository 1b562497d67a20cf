# SPDX-License-Identifier: GPL-3.0-or-later
# sensitivity.csv -> rows of the figures on what matters, a panel each measure, `most` rows of it at most, the largest
# first: mu* and, second, sigma of Morris; the total and, second, the first index of Sobol in per cent. The seed's row is
# the last of a panel, with seed = 1.
BEGIN {
    print "panel,row,seed,key,value,low,high,second,second_low,second_high,clear,measure,unit,confidence,method"
}
function add(p, i, s) {
    value[p, i] = field[column[s ? "ST" : "mu_star"]]
    low[p, i] = field[column[s ? "ST_low" : "mu_star_low"]]
    high[p, i] = field[column[s ? "ST_high" : "mu_star_high"]]
    second[p, i] = field[column[s ? "S1" : "sigma"]]
    second_low[p, i] = field[column[s ? "S1_low" : "sigma_low"]]
    second_high[p, i] = field[column[s ? "S1_high" : "sigma_high"]]
}
csv_line() {
    sobol = "ST" in column
    if (!(field[column["measure"]] in panel)) {
        panel[field[column["measure"]]] = ++panels
        label[panels] = field[column["label"]]
        unit[panels] = field[column["unit"]]
    }
    p = panel[field[column["measure"]]]
    i = ++rows[p]
    key[p, i] = field[column["key"]]
    standing[p, i] = field[column["standing"]]
    confidence = field[column["confidence"]]
    add(p, i, sobol)
}
# A text for gnuplot 5.4, as in map.awk.
function number(text) {
    return text == "" ? "" : sprintf("%.10g", text * (sobol ? 100 : 1))
}
function emit(p, i, row) {
    printf "%d,%d,%d,%s,%s,%s,%s,%s,%s,%s,%d,%s,%s,%s,%s\n", p, row, key[p, i] == "seed", key[p, i],
        number(value[p, i]), number(low[p, i]), number(high[p, i]), number(second[p, i]),
        number(second_low[p, i]), number(second_high[p, i]), standing[p, i] == "clear", quote(label[p]),
        quote(unit[p]), confidence, sobol ? "sobol" : "morris"
}
END {
    for (p = 1; p <= panels && p <= 4; p++) {
        n = 0
        for (i = 1; i <= rows[p]; i++) {
            if (key[p, i] == "seed" || value[p, i] == "")
                continue
            for (at = ++n; at > 1 && value[p, order[at - 1]] + 0 < value[p, i] + 0; at--)
                order[at] = order[at - 1]
            order[at] = i
        }
        shown = n < most ? n : most
        for (at = 1; at <= shown; at++)
            emit(p, order[at], at)
        for (i = 1; i <= rows[p]; i++)
            if (key[p, i] == "seed" && value[p, i] != "")
                emit(p, i, shown + 1)
    }
}
