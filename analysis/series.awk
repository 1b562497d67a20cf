# SPDX-License-Identifier: GPL-3.0-or-later
# series.csv -> the series named in `keep` (words), each by scenario and then time, time in years; NaN where there is
# nothing, so that lines end there.
BEGIN {
    measures = split(keep, wanted, " ")
    for (m = 1; m <= measures; m++)
        number[wanted[m]] = m
    print "scenario,measure,time_years,mean,q05,q95"
}
function value(name) {
    return field[column[name]] == "" ? "NaN" : field[column[name]]
}
csv_line() && (field[column["measure"]] in number) {
    scenario = field[column["scenario"]]
    if (!(scenario in seen)) {
        seen[scenario] = ++count
        scenarios[count] = scenario
    }
    lines[scenario, number[field[column["measure"]]]] = lines[scenario, number[field[column["measure"]]]] \
        sprintf("%s,%s,%.10g,%s,%s,%s\n", scenario, field[column["measure"]], field[column["time"]] / 365,
            value("mean"), value("q05"), value("q95"))
}
END {
    for (s = 1; s <= count; s++)
        for (m = 1; m <= measures; m++)
            printf "%s", lines[scenarios[s], m]
}
