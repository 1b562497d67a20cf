# SPDX-License-Identifier: GPL-3.0-or-later
# replications.csv -> the five numbers of a box, and the mean, of each main measure in each scenario. Two passes with
# a sort between them: pass 1 writes panel,number,scenario,value; pass 2 reads that by panel, number and rising
# value. Quantiles are those of summary.csv: between neighbours, in proportion.
BEGIN {
    panel("qa_per_10k_yuan", "output per 10k yuan (people)", 1)
    panel("quality_mean", "quality of sessions (0 to 1)", 1)
    panel("unmet_share", "requests unmet (%)", 100)
    panel("wait_mean", "mean wait (days)", 1)
    panel("cost_per_person", "cost per person (yuan)", 1)
    panel("detection_share", "deficiencies detected (%)", 100)
    if (pass == 2) {
        FS = ","
        print "panel,label,scenario,number,n,q05,q25,q50,q75,q95,mean"
    }
}
function panel(name, label, factor) {
    place[name] = ++panels
    labels[panels] = label
    factors[panels] = factor
}
pass == 1 && csv_line() && (field[column["measure"]] in place) && field[column["value"]] != "" {
    scenario = field[column["scenario"]]
    if (!(scenario in number))
        number[scenario] = ++count
    at = place[field[column["measure"]]]
    printf "%d,%d,%s,%.12g\n", at, number[scenario], scenario, field[column["value"]] * factors[at]
}
pass == 2 {
    if ($1 != panel_now || $2 != number_now)
        flush_box()
    panel_now = $1
    number_now = $2
    scenario_now = $3
    value[++n] = $4
    sum += $4
}
function quantile(share,    at, below) {
    at = 1 + share * (n - 1)
    below = int(at)
    return below >= n ? value[n] : value[below] + (at - below) * (value[below + 1] - value[below])
}
function flush_box() {
    if (n > 0)
        printf "%d,\"%s\",%s,%d,%d,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g\n", panel_now, labels[panel_now], scenario_now,
            number_now, n, quantile(0.05), quantile(0.25), quantile(0.5), quantile(0.75), quantile(0.95), sum / n
    n = sum = 0
}
END {
    if (pass == 2)
        flush_box()
}
