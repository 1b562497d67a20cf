# SPDX-License-Identifier: GPL-3.0-or-later
# replication.csv, phases.csv and trace.csv of one replication -> when the city purchases from whom. kind: head (label:
# scenario; row: providers that are shown; from: how many there are; to: horizon; value: replication), phase (row: its
# number; label; from, to), purchase (row: provider; from, to), joins and stops (row: provider; from: when), work (from,
# to: officers' work on contracts).
BEGIN {
    most = 40
}
csv_line() && table == 1 {
    scenario = field[column["scenario"]]
    replication = field[column["replication"]]
    horizon = field[column["horizon"]]
}
table == 2 && FNR > 1 {
    phases = phases sprintf("phase,%s,%d,%s,%s,\n", field[column["phase"]], field[column["number"]],
        field[column["from"]], field[column["to"]])
}
table == 3 && FNR > 1 {
    activity = field[column["activity"]]
    at = field[column["time"]]
    actor = field[column["actor"]]
    if (activity == "purchase_begins") {
        if (actor + 1 > providers)
            providers = actor + 1
        since[actor] = at
    } else if (activity == "purchase_ends") {
        bar(actor, since[actor], at)
        delete since[actor]
    } else if ((activity == "member_joins" && field[column["detail"]] == "joiner") || activity == "provider_stops") {
        if (actor < most)
            marks = marks sprintf("%s,,%d,%.10g,,\n", activity == "member_joins" ? "joins" : "stops", actor, at)
    } else if (field[column["detail"]] == "contracts" && activity == "task_begins") {
        begun[++tail] = at
    } else if (field[column["detail"]] == "contracts" && activity == "task_ends") {
        work = work sprintf("work,,0,%.10g,%.10g,\n", begun[++head], at)
    }
}
function bar(provider, from, to) {
    if (provider < most)
        bars = bars sprintf("purchase,,%d,%.10g,%.10g,\n", provider, from, to)
}
END {
    print "kind,label,row,from,to,value"
    if (providers == 0)
        exit
    for (i = 0; i < providers; i++)
        if (i in since)
            bar(i, since[i], horizon)
    printf "head,%s,%d,%d,%.10g,%d\n", scenario, providers < most ? providers : most, providers, horizon, replication
    printf "%s%s%s%s", phases, bars, marks, work
}
