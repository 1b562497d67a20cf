# SPDX-License-Identifier: GPL-3.0-or-later
# replications.csv -> the empirical distribution of the measure `keep`, a step a replication. Two passes with a
# sort between them: pass 1 writes number,scenario,value; pass 2 reads that by number and rising value.
BEGIN {
    if (pass == 2) {
        FS = ","
        print "scenario,number,value,share_below_or_equal"
    }
}
pass == 1 && csv_line() && field[column["measure"]] == keep && field[column["value"]] != "" {
    scenario = field[column["scenario"]]
    if (!(scenario in number))
        number[scenario] = ++count
    print number[scenario] "," scenario "," field[column["value"]]
}
pass == 2 {
    if ($1 != present)
        flush_steps()
    present = $1
    scenario_name = $2
    value[++n] = $3
}
function flush_steps(    i) {
    for (i = 1; i <= n; i++)
        printf "%s,%s,%s,%.10g\n", scenario_name, present, value[i], i / n
    n = 0
}
END {
    flush_steps()
}
