# SPDX-License-Identifier: GPL-3.0-or-later
# roots.csv, then curve.csv -> the curve (kind 1: x, y, its interval low..high; flag: 1 where the scan was), the changes of
# sign (kind 2: x, y: the sign to the left, the interval low..high; flag: 1 for whole numbers, whose neighbours are in `text`) and one
# line of words (kind 3: the parameter, the measure and its unit, base, other; y: which way is better; x: confidence).
BEGIN {
    print "kind,x,y,low,high,flag,text,unit,label,base,other"
}
csv_line() && ("scan_left" in column) {
    if (field[column["kind"]] == "change") {
        whole = field[column["certainty"]] != ""
        printf "2,%s,%s,%s,%s,%d,%s,,,,\n", field[column["estimate"]], field[column["sign_left"]],
            field[column["ci_low"]], field[column["ci_high"]], whole, quote(field[column["below"]] " and " field[column["above"]])
    }
    next
}
FNR > 1 && field[column["difference"]] != "" {
    printf "1,%s,%s,%s,%s,%d,,,,,\n", field[column["value"]], field[column["difference"]], field[column["ci_low"]],
        field[column["ci_high"]], field[column["scanned"]]
    words = quote(field[column["parameter"]] (field[column["parameter_unit"]] == "" ? "" : " (" field[column["parameter_unit"]] ")"))
    unit = quote(field[column["measure_unit"]])
    label = quote(field[column["measure_label"]])
    base = quote(field[column["base"]])
    other = quote(field[column["other"]])
    better = field[column["better"]]
    confidence = field[column["confidence"]]
}
END {
    if (words != "")
        printf "3,%s,%s,0,0,0,%s,%s,%s,%s,%s\n", confidence, better, words, unit, label, base, other
}
