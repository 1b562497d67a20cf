# SPDX-License-Identifier: GPL-3.0-or-later
# summary.csv of several scenarios, measures.csv of a selection, or factors.csv and cells.csv of a design -> public cost against what it buys, a panel a measure.
# A scenario is dominated when another costs no more and gives no less, and is better in one of them; clearly so
# when the intervals of both lie apart. status: 1 on the front, 2 dominated but not clearly, 3 clearly dominated.
# With two scenarios a point of a design is the difference between them; with three factors or fewer a point is called by
# its levels, in the order of `against`. More points than `most` are not compared. Rows with the number 0 are the front's, by
# rising cost.
BEGIN {
    panel("quality_mean", "quality of sessions (0 to 1)", 1)
    panel("qa_output", "quality-adjusted output (thousand people)", 1000)
    print "panel,label,number,name,cost,cost_low,cost_high,gain,gain_low,gain_high,status,against,factors,named"
}
function panel(name, label, unit) {
    names[++panels] = name
    labels[panels] = label
    units[name] = unit
}
csv_line() && ("meaning" in column) {
    factor[++factors] = field[column["key"]]
    keys = keys (factors == 1 ? "" : "; ") field[column["key"]]
    next
}
FNR > 1 && (field[column["measure"]] == "cost_total" || field[column["measure"]] in units) {
    measure = field[column["measure"]]
    centre = "mean" in column ? "mean" : "difference"
    name = "alternative" in column ? field[column["alternative"]] : factors ? called() : field[column["scenario"]]
    if (field[column[centre]] == "" || field[column["ci_low"]] == "")
        next
    if (centre == "difference")
        against = field[column["other"]] " less " field[column["base"]]
    label_of_points = factors >= 1 && factors <= 3 ? keys : ""
    if (!(name in number)) {
        number[name] = ++count
        scenario[count] = name
    }
    size = measure == "cost_total" ? 1e6 : units[measure]
    middle[number[name], measure] = field[column[centre]] / size
    low[number[name], measure] = field[column["ci_low"]] / size
    high[number[name], measure] = field[column["ci_high"]] / size
}
function called(    f, text, value) {
    if (factors > 3)
        return "point " field[column["point"]]
    for (f = 1; f <= factors; f++) {
        value = field[column[factor[f]]]
        if (value == "")
            value = "as it is"
        text = text (f == 1 ? "" : "; ") (value ~ /^[-0-9.e+]+$/ ? sprintf("%.6g", value) : value)
    }
    return text
}
function known(i, m) {
    return (i, m) in middle && (i, "cost_total") in middle
}
function beats(i, k, m) { # whether i dominates k: 2 clearly, 1 by its means, 0 not
    if (!known(i, m) || i == k || middle[i, "cost_total"] > middle[k, "cost_total"] || middle[i, m] < middle[k, m])
        return 0
    if (middle[i, "cost_total"] == middle[k, "cost_total"] && middle[i, m] == middle[k, m])
        return 0
    return high[i, "cost_total"] < low[k, "cost_total"] && low[i, m] > high[k, m] ? 2 : 1
}
END {
    if (factors && most && count > most)
        exit
    for (p = 1; p <= panels; p++) {
        m = names[p]
        there = 0
        for (i = 1; i <= count; i++)
            there += known(i, m)
        if (there < 2)
            continue
        shown++
        for (k = 1; k <= count; k++) {
            if (!known(k, m))
                continue
            worst[k] = 0
            utmost = high[k, "cost_total"] > utmost || !edge ? high[k, "cost_total"] : utmost
            edge = 1
            for (i = 1; i <= count; i++)
                if (beats(i, k, m) > worst[k])
                    worst[k] = beats(i, k, m)
            if (worst[k] == 0)
                place(k)
        }
        name_apart(m)
        for (k = 1; k <= count; k++)
            if (known(k, m))
                printf "%d,\"%s\",%d,\"%s\",%.10g,%.10g,%.10g,%.10g,%.10g,%.10g,%d,%s,%s,%d\n", shown, labels[p], k, scenario[k],
                    middle[k, "cost_total"], low[k, "cost_total"], high[k, "cost_total"], middle[k, m], low[k, m],
                    high[k, m], worst[k] + 1, quote(against), quote(label_of_points), k in named
        for (i = 1; i <= length_of_front; i++)
            step(middle[front[i], "cost_total"], middle[front[i], m])
        step(utmost, middle[front[length_of_front], m])
        length_of_front = edge = 0
    }
}
function place(k,    i) { # the front is kept by rising cost
    for (i = ++length_of_front; i > 1 && middle[front[i - 1], "cost_total"] > middle[k, "cost_total"]; i--)
        front[i] = front[i - 1]
    front[i] = k
}
# Which of the front are named: not one so near another that their names would lie over each other.
function name_apart(m,    i, k, wide, tall, least, most_gain, cheapest, last) {
    split("", named)
    for (k = 1; k <= count; k++)
        if (known(k, m)) {
            least = least == "" || low[k, m] < least ? low[k, m] : least
            most_gain = most_gain == "" || high[k, m] > most_gain ? high[k, m] : most_gain
            cheapest = i == "" || low[k, "cost_total"] < cheapest ? low[k, "cost_total"] : cheapest
            i = k
        }
    wide = utmost - cheapest
    tall = most_gain - least
    for (i = length_of_front; i >= 1; i--) {
        k = front[i]
        if (last && middle[last, "cost_total"] - middle[k, "cost_total"] < 0.12 * wide && middle[last, m] - middle[k, m] < 0.06 * tall)
            continue
        named[k] = 1
        last = k
    }
}
function step(cost, gain) {
    printf "%d,\"%s\",0,front,%.10g,,,%.10g,,,1,%s,%s,0\n", shown, labels[p], cost, gain, quote(against), quote(label_of_points)
}
