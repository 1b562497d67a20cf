# SPDX-License-Identifier: GPL-3.0-or-later
# summary.csv -> the support organisation's hours by task, the longest first, then what is idle. Scenarios
# without one are left out. `percent` is of its staff's time since it opened.
BEGIN {
    task("hub_hours_referral", "referral")
    task("hub_hours_training", "training")
    task("hub_hours_visits", "site visits")
    task("hub_hours_callbacks", "call-backs")
    task("hub_hours_followups", "complaints")
    task("hub_hours_coordination", "coordination")
    task("hub_hours_statistics", "statistics")
    print "scenario,number,row,task,hours,q05,q95,percent,utilisation_percent,scenario_number"
}
function task(name, label) {
    names[++tasks] = name
    labels[tasks] = label
}
csv_line() {
    scenario = field[column["scenario"]]
    if (!(scenario in place))
        place[scenario] = ++scenarios
    name = field[column["measure"]]
    mean[scenario, name] = field[column["mean"]]
    low[scenario, name] = field[column["q05"]]
    high[scenario, name] = field[column["q95"]]
    if (name == "hub_hours" && mean[scenario, name] > 0)
        hubs[++count] = scenario
}
function emit(number, r, label, hours, q05, q95) {
    printf "%s,%d,%d,%s,%.10g,%s,%s,%.10g,%.10g,%d\n", hubs[number], number, r, label, hours, q05, q95,
        100 * hours / capacity, 100 * used, place[hubs[number]]
}
END {
    for (i = 1; i <= tasks; i++)
        order[i] = i
    for (i = 2; i <= tasks; i++) # insertion sort by the first hub's hours
        for (j = i; j > 1 && mean[hubs[1], names[order[j]]] > mean[hubs[1], names[order[j - 1]]]; j--) {
            keep = order[j]
            order[j] = order[j - 1]
            order[j - 1] = keep
        }
    for (s = 1; s <= count; s++) {
        used = mean[hubs[s], "hub_utilisation"]
        total = mean[hubs[s], "hub_hours"]
        capacity = used > 0 ? total / used : total
        rest = total
        for (i = 1; i <= tasks; i++) {
            name = names[order[i]]
            emit(s, i, labels[order[i]], mean[hubs[s], name], low[hubs[s], name], high[hubs[s], name])
            rest -= mean[hubs[s], name]
        }
        r = tasks
        if (rest > 0.001 * total)
            emit(s, ++r, "other", rest, rest, rest)
        emit(s, ++r, "idle", capacity - total, capacity - total, capacity - total)
    }
}
