# SPDX-License-Identifier: GPL-3.0-or-later
# calendar.csv -> the year of each scenario with annual purchase, phase by phase: the days from and to, and at its end the
# interval of that day where the calendar does not set it: publishing, which ends reviewing.
BEGIN {
    print "row,scenario,number,phase,days,from,to,low,high,confidence"
}
csv_line() && field[column["days"]] != "" {
    if (field[column["scenario"]] != scenario) {
        scenario = field[column["scenario"]]
        row++
        day = 0
    }
    low = high = ""
    if (field[column["phase"]] == "reviewing") {
        low = sprintf("%.10g", day + field[column["ci_low"]])
        high = sprintf("%.10g", day + field[column["ci_high"]])
    }
    days = field[column["days"]] + 0
    printf "%d,%s,%d,%s,%.10g,%.10g,%.10g,%s,%s,%s\n", row, scenario, field[column["number"]], field[column["phase"]], days, day,
        day + days, low, high, field[column["confidence"]]
    day += days
}
