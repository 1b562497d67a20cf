# SPDX-License-Identifier: GPL-3.0-or-later
# paired.csv -> the relative differences of the main measures, in per cent.
BEGIN {
    measure("people_served", "people served ↑")
    measure("quality_mean", "quality of sessions ↑")
    measure("qa_output", "quality-adjusted output ↑")
    measure("cost_total", "public cost ↓")
    measure("cost_per_person", "cost per person ↓")
    measure("cost_per_qa", "cost per quality-adjusted person ↓")
    measure("qa_per_10k_yuan", "output per 10k yuan ↑")
    measure("unmet_share", "share of requests unmet ↓")
    measure("wait_mean", "mean wait ↓")
    measure("capability_mean", "capability at the end ↑")
    measure("deficient_share", "deficient sessions ↓")
    measure("detection_share", "deficiencies detected ↑")
    measure("government_hours", "government hours ↓")
    print "base,scenario,pair,row,measure,label,relative_percent,low_percent,high_percent,confidence"
}
function measure(name, label) {
    names[++rows] = name
    labels[rows] = label
    row[name] = rows
}
function percent(value) {
    return value == "" ? "" : sprintf("%.10g", 100 * value)
}
csv_line() && (field[column["measure"]] in row) {
    base = field[column["base"]]
    scenario = field[column["scenario"]]
    if (!((base, scenario) in pair)) {
        pair[base, scenario] = ++pairs
        bases[pairs] = base
        scenarios[pairs] = scenario
    }
    line[pair[base, scenario], row[field[column["measure"]]]] = \
        percent(field[column["relative"]]) "," percent(field[column["relative_low"]]) "," \
        percent(field[column["relative_high"]]) "," field[column["confidence"]]
}
END {
    for (p = 1; p <= pairs; p++)
        for (r = 1; r <= rows; r++)
            if ((p, r) in line)
                print bases[p] "," scenarios[p] "," p "," r "," names[r] "," labels[r] "," line[p, r]
}
