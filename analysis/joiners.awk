# SPDX-License-Identifier: GPL-3.0-or-later
# summary.csv and series.csv -> how many members a cluster has beyond those that founded it, through time, where any
# joined; how many applied within 350 days of its launch; and what the paper tells (item 29: four by the end of
# 2011, some 350 days after the launch). kind: series, applied, paper.
BEGIN {
    print "kind,scenario,number,time_days,mean,q05,q95"
}
csv_line() {
    name = field[column["measure"]]
    scenario = field[column["scenario"]]
    if ("time" in column && name == "members" && field[column["mean"]] != "") {
        mean = field[column["mean"]]
        if (!(scenario in founders) && mean > 0) { # the first sample after the launch, whom few have joined yet
            founders[scenario] = field[column["q50"]]
            launch[scenario] = (before[scenario] + field[column["time"]]) / 2
            order[++count] = scenario
        }
        before[scenario] = field[column["time"]]
        if (scenario in founders) {
            if (mean > founders[scenario] + 0.05)
                grows[scenario] = 1
            last[scenario] = field[column["time"]]
            line[scenario] = line[scenario] sprintf("series,%s,@,%s,%.10g,%.10g,%.10g\n", scenario, field[column["time"]],
                mean - founders[scenario], field[column["q05"]] - founders[scenario],
                field[column["q95"]] - founders[scenario])
        }
    } else if (!("time" in column) && name == "joiners_350d" && field[column["mean"]] != "") {
        applied[scenario] = field[column["mean"]] "," field[column["q05"]] "," field[column["q95"]]
    }
}
END {
    for (i = 1; i <= count; i++) {
        scenario = order[i]
        if (!(scenario in grows))
            continue
        number++
        text = line[scenario]
        gsub(/,@,/, "," number ",", text)
        printf "%s", text
        if (scenario in applied && last[scenario] >= launch[scenario] + 350) {
            printf "applied,%s,%d,%.10g,%s\n", scenario, number, launch[scenario] + 350, applied[scenario]
            if (told == "")
                told = sprintf("paper,paper,0,%.10g,4,,\n", launch[scenario] + 350)
        }
    }
    printf "%s", told
}
