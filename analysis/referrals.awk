# SPDX-License-Identifier: GPL-3.0-or-later
# summary.csv and referrals.csv -> links with their mean number of referrals a replication, the weakest first, so
# that the strong are drawn above them. More than `most` links of a scenario would be a blot: the strongest are
# kept, and `links` says how many there were; what a provider sends and receives counts them all. `hub_hours`: what the
# support organisation works on referrals in a replication, 0 where there is none. Two passes with
# a sort by number and falling count between them.
BEGIN {
    if (pass == 2) {
        FS = ","
        print "scenario,number,providers,links,from,to,per_replication,sent_by_from,received_by_from,sent_by_to,received_by_to,hub_hours"
    }
}
pass == 1 && csv_line() {
    scenario = field[column["scenario"]]
    if ("mean" in column) { # summary.csv comes first
        if (field[column["measure"]] == "requests")
            replications[scenario] = field[column["n"]]
        if (field[column["measure"]] == "hub_hours_referral")
            hub[scenario] = field[column["mean"]]
    } else {
        if (!(scenario in number))
            number[scenario] = ++count
        runs = replications[scenario] > 0 ? replications[scenario] : 1
        printf "%d,%s,%d,%d,%.10g,%.10g\n", number[scenario], scenario, field[column["from"]], field[column["to"]],
            field[column["count"]] / runs, hub[scenario]
    }
}
pass == 2 {
    if ($1 != present)
        flush_links()
    present = $1
    scenario_name = $2
    hub_hours = $6
    links++
    sent[$3] += $5
    received[$4] += $5
    if (links <= most) {
        kept++
        from[kept] = $3
        to[kept] = $4
        rate[kept] = $5
    }
    if ($3 >= providers)
        providers = $3 + 1
    if ($4 >= providers)
        providers = $4 + 1
}
function flush_links(    i) {
    for (i = kept; i >= 1; i--)
        printf "%s,%s,%d,%d,%s,%s,%s,%.10g,%.10g,%.10g,%.10g,%s\n", scenario_name, present, providers, links, from[i], to[i], rate[i],
            sent[from[i]], received[from[i]], sent[to[i]], received[to[i]], hub_hours
    kept = links = providers = 0
    for (i in sent)
        delete sent[i]
    for (i in received)
        delete received[i]
}
END {
    flush_links()
}
