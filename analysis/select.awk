# SPDX-License-Identifier: GPL-3.0-or-later
# select.csv -> rows of a forest plot, those that may be the best first, then by mean. pass=1 writes keys to sort by
# before each row, pass=2 takes them off and keeps the first `most`. status: 1 chosen, 2 within delta, 3 may be the
# best, 4 eliminated.
BEGIN {
    status["chosen"] = 1
    status["within_delta"] = 2
    status["possible"] = 3
    status["eliminated"] = 4
    if (pass == 2)
        print "row,label,status,mean,low,high,runs,delta,better,confidence,measure,unit,hidden"
}
pass == 1 && csv_line() && field[column["mean"]] != "" && field[column["status"]] in status {
    mean = field[column["mean"]]
    label = field[column["label"]]
    gsub(/,/, " ", label) # gnuplot ends a text at a comma; a narrow space parts thousands as well
    printf "%d,%.10g,%d,\"%s\",%d,%s,%s,%s,%s,%s,%s,%s,\"%s\",\"%s\"\n", status[field[column["status"]]],
        -field[column["better"]] * mean, NR, field[column["alternative"]], status[field[column["status"]]],
        mean, field[column["ci_low"]], field[column["ci_high"]], field[column["runs"]], field[column["delta"]],
        field[column["better"]], field[column["confidence"]], label, field[column["unit"]]
}
pass == 2 {
    sub(/^[^,]*,[^,]*,[^,]*,/, "")
    line[++count] = $0
}
END {
    for (i = 1; pass == 2 && i <= count && i <= most; i++)
        printf "%d,%s,%d\n", i, line[i], (count > most ? count - most : 0)
}
