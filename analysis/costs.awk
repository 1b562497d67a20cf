# SPDX-License-Identifier: GPL-3.0-or-later
# summary.csv -> the parts of the mean public cost, in million yuan; penalties are withheld from the contracts.
BEGIN {
    print "scenario,number,contracts_less_penalties,fee,government,reinvestment,total"
}
csv_line() && field[column["measure"]] ~ /^cost_/ {
    scenario = field[column["scenario"]]
    if (!(scenario in seen)) {
        seen[scenario] = ++count
        scenarios[count] = scenario
    }
    mean[scenario, field[column["measure"]]] = field[column["mean"]]
}
END {
    for (s = 1; s <= count; s++) {
        name = scenarios[s]
        if (mean[name, "cost_total"] != "")
            printf "%s,%d,%.10g,%.10g,%.10g,%.10g,%.10g\n", name, ++number,
                (mean[name, "cost_contracts"] - mean[name, "cost_penalties"]) / 1e6, mean[name, "cost_fee"] / 1e6,
                mean[name, "cost_government"] / 1e6, mean[name, "cost_reinvest"] / 1e6,
                mean[name, "cost_total"] / 1e6
    }
}
