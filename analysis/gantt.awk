# SPDX-License-Identifier: GPL-3.0-or-later
# replication.csv, phases.csv and trace.csv of one replication -> the tasks of the hub (without one: of the government's
# officers) in the window that is asked for, else in the two weeks with the longest queue. kind: head (label: scenario;
# from, to: the window; value: replication), task (row, server, from, to), waiting (from: since when; value: so many),
# day (from: day; value: most tasks that waited on it).
# Servers are not in the log: a task gets the lowest that is free. Tasks of a kind with equal hours end in the order of
# their begin; one that is withdrawn while it is worked on goes on to its end.
csv_line() && table == 1 {
    scenario = field[column["scenario"]]
    replication = field[column["replication"]]
    horizon = field[column["horizon"]]
    asked = field[column["window_from"]] != ""
    first = field[column["window_from"]]
    last = field[column["window_to"]]
}
table == 3 && FNR > 1 && field[column["activity"]] ~ /^task_/ && (field[column["actor"]] == "hub" || field[column["actor"]] == "officers") {
    who = field[column["actor"]]
    n = ++count[who]
    time[who, n] = field[column["time"]]
    what[who, n] = substr(field[column["activity"]], 6)
    kind[who, n] = field[column["detail"]]
    key[who, n] = field[column["detail"]] SUBSEP field[column["request"]] SUBSEP field[column["other"]]
    same[who, n] = field[column["detail"]] SUBSEP field[column["value"]]
}
function lowest_free(    s) {
    for (s = 1; s in busy; s++)
        continue
    return s
}
function keep(i, end) {
    tasks++
    from[tasks] = begun[i]
    to[tasks] = end
    of[tasks] = kind[who, i]
    server[tasks] = on[i]
    delete busy[on[i]]
}
function wait(change, at,    d) {
    waiting += change
    changes++
    when[changes] = at
    level[changes] = waiting
    d = int(at)
    for (; day < d; day++)
        most_waiting[day + 1] = waiting - change
    if (waiting > most_waiting[d])
        most_waiting[d] = waiting
}
function follow(    i, k, alike) {
    for (i = 1; i <= count[who]; i++) {
        k = key[who, i]
        alike = same[who, i]
        if (what[who, i] == "raised") {
            queued[k]++
            wait(1, time[who, i])
        } else if (what[who, i] == "begins") {
            queued[k]--
            wait(-1, time[who, i])
            begun[i] = time[who, i]
            on[i] = lowest_free()
            if (on[i] > most_servers)
                most_servers = on[i]
            busy[on[i]] = i
            open[alike, ++tail[alike]] = i
        } else if (what[who, i] == "ends") {
            keep(open[alike, ++head[alike]], time[who, i])
        } else if (queued[k] > 0) { # withdrawn
            queued[k]--
            wait(-1, time[who, i])
        }
    }
    for (i = 1; i <= most_servers; i++)
        if (i in busy)
            keep(busy[i], horizon)
    for (; day < int(horizon); day++)
        most_waiting[day + 1] = waiting
}
function busiest(    d, sum, best) {
    best = -1
    for (d = 0; d <= int(horizon); d++) {
        sum += most_waiting[d] - (d >= 14 ? most_waiting[d - 14] : 0)
        if (sum > best) {
            best = sum
            first = d >= 13 ? d - 13 : 0
        }
    }
    last = first + 14
}
END {
    print "kind,label,row,server,from,to,value"
    who = count["hub"] > 0 ? "hub" : "officers"
    if (count[who] == 0)
        exit
    follow()
    if (!asked)
        busiest()
    for (i = 1; i <= tasks; i++)
        if (from[i] < last && to[i] > first) {
            hours[of[i]] += (to[i] < last ? to[i] : last) - (from[i] > first ? from[i] : first)
            if (server[i] > servers)
                servers = server[i]
        }
    for (k in hours) { # insertion sort: the longest first, then by name
        for (i = ++rows; i > 1 && (hours[order[i - 1]] < hours[k] || (hours[order[i - 1]] == hours[k] && order[i - 1] > k)); i--)
            order[i] = order[i - 1]
        order[i] = k
    }
    for (i = 1; i <= rows; i++)
        place[order[i]] = i
    printf "head,%s,%d,%d,%.10g,%.10g,%d\n", scenario, rows, servers, first, last, replication
    printf "who,%s,0,0,0,%.10g,0\n", who, horizon
    for (i = 1; i <= tasks; i++)
        if (from[i] < last && to[i] > first)
            printf "task,%s,%d,%d,%.10g,%.10g,\n", of[i], place[of[i]], server[i], from[i], to[i]
    when[changes + 1] = last + 1
    for (i = 1; i <= changes; i++) { # what held before the window opened counts in it
        if (when[i] <= first && when[i + 1] > first)
            printf "waiting,,0,0,%.10g,,%d\n", first, level[i]
        if (when[i] > first && when[i] <= last && when[i + 1] > when[i])
            printf "waiting,,0,0,%.10g,,%d\n", when[i], level[i]
        if (when[i] <= last)
            at_end = level[i]
    }
    printf "waiting,,0,0,%.10g,,%d\n", last, at_end
    for (d = 0; d <= int(horizon); d++)
        printf "day,,0,0,%d,,%d\n", d, most_waiting[d]
}
