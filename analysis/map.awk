# SPDX-License-Identifier: GPL-3.0-or-later
# factors.csv and cells.csv of a sweep over two factors -> a map for each measure, a panel each. Columns and rows of a
# map are the levels of the first and the second factor, numbered from 1. Rows of the output, by `kind`:
#   panel  value: 1 more is better, -1 less is better; x: confidence; text: the measure; more, rest: other, base
#   axis   x: 1 or 2; text: key and unit; more, rest: the meaning in one or two lines
#   xtick, ytick  x: place; text: the level
#   cell   x, y: place; value: relative difference, %; undecided: 1 where the interval holds 0
#   zero   from (x, y) to (x2, y2): a piece of the line on which the difference is nothing
#   own    x, y: where the scenarios' own values are, when both have the same
BEGIN {
    print "kind,panel,x,y,x2,y2,value,undecided,text,more,rest"
}
csv_line() && ("meaning" in column) {
    key[++factors] = field[column["key"]]
    levels[factors] = field[column["levels"]]
    unit[factors] = field[column["unit"]]
    meaning[factors] = field[column["meaning"]]
    base_value[factors] = field[column["base_value"]]
    other_value[factors] = field[column["other_value"]]
    next
}
# Points that are drawn, listed or moved one at a time make no map, nor do names or one scenario.
function is_number(text) {
    return text ~ /^-?[0-9.]+(e[-+]?[0-9]+)?$/
}
FNR > 1 && factors == 2 && levels[1] > 1 && levels[2] > 1 && ("relative" in column) {
    measure = field[column["measure"]]
    if (!(measure in panel)) {
        panel[measure] = ++panels
        head[panels] = ",,,," field[column["better"]] ",," quote(field[column["label"]]) "," \
            field[column["other"]] "," field[column["base"]]
        confidence[panels] = field[column["confidence"]]
    }
    p = panel[measure]
    x = field[column[key[1]]]
    y = field[column[key[2]]]
    if (!is_number(x) || !is_number(y)) {
        unordered = 1
        next
    }
    add_level(1, x)
    add_level(2, y)
    if (field[column["relative"]] != "")
        percent[p, x, y] = 100 * field[column["relative"]]
    undecided[p, x, y] = field[column["ci_low"]] <= 0 && field[column["ci_high"]] >= 0 ? 1 : 0
}
# Keeps the levels of a factor rising.
function add_level(f, value,    i) {
    if ((f, value) in known)
        return
    known[f, value] = 1
    for (i = ++count[f]; i > 1 && level[f, i - 1] + 0 > value + 0; i--)
        level[f, i] = level[f, i - 1]
    level[f, i] = value
}
function emit(kind, p, x, y, x2, y2, value, flag) {
    printf "%s,%s,%s,%s,%s,%s,%s,%s,,,\n", kind, p, x, y, x2, y2, value, flag
}
# A number as people write it: 250,000.
function plain(value,    text, at) {
    text = sprintf("%.9g", value)
    if (value >= 10000 && text ~ /^[0-9]+$/)
        for (at = length(text) - 3; at > 0; at -= 3)
            text = substr(text, 1, at) "," substr(text, at + 1)
    return text
}
# Cuts a text at a blank so that the first line has at most `most` letters; the rest is left in `left_over`.
function first_line(text, most,    at) {
    left_over = ""
    if (length(text) <= most)
        return text
    for (at = most + 1; at > 1 && substr(text, at, 1) != " "; at--)
        ;
    left_over = substr(text, at + 1)
    return substr(text, 1, at - 1)
}
function emit_axis(f, most,    line) {
    line = first_line(meaning[f], most)
    printf "axis,,%d,,,,,,%s,%s,%s\n", f, quote(key[f] (unit[f] == "" ? "" : " (" unit[f] ")")), quote(line),
        quote(left_over)
}
# Letters of the longest label of an axis.
function longest(f,    i, most) {
    for (i = 1; i <= count[f]; i++)
        most = length(plain(level[f, i])) > most ? length(plain(level[f, i])) : most
    return most
}
# Of labels that would run into each other in `room` only every second, or third ... is kept.
function emit_ticks(f, kind, room,    i, every) {
    every = int((6.5 * longest(f) + 5) * count[f] / room) + 1
    for (i = 1; i <= count[f]; i++)
        printf "%s,,%d,,,,,,%s,,\n", kind, i, quote((i - 1) % every == 0 ? plain(level[f, i]) : "")
}
# Where a value lies among the levels of a factor; 0 outside them.
function place(f, value,    i) {
    for (i = 1; i < count[f]; i++)
        if (value + 0 >= level[f, i] + 0 && value + 0 <= level[f, i + 1] + 0)
            return i + (value - level[f, i]) / (level[f, i + 1] - level[f, i])
    return 0
}
# The difference in a cell, its neighbour's beyond the edge; `absent` is set when there is none.
function value_at(p, i, j,    x, y) {
    x = level[1, i < 1 ? 1 : i > count[1] ? count[1] : i]
    y = level[2, j < 1 ? 1 : j > count[2] ? count[2] : j]
    if (!((p, x, y) in percent)) {
        absent = 1
        return 0
    }
    return percent[p, x, y]
}
# Centres of cells; the outermost values hold up to the edge of the map.
function centre(f, i) {
    return i < 1 ? 0.5 : i > count[f] ? count[f] + 0.5 : i
}
# Where the line crosses the side from corner a to corner b (1 to 4, counter-clockwise), if it does.
function cross(a, b,    share) {
    if ((corner[a] > 0) == (corner[b] > 0))
        return
    share = corner[a] / (corner[a] - corner[b])
    cross_x[++crossings] = corner_x[a] + share * (corner_x[b] - corner_x[a])
    cross_y[crossings] = corner_y[a] + share * (corner_y[b] - corner_y[a])
}
function set_corner(c, p, i, j) {
    corner[c] = value_at(p, i, j)
    corner_x[c] = centre(1, i)
    corner_y[c] = centre(2, j)
}
# Marching squares (Lorensen and Cline 1987, in the plane): the line through the square of four centres.
function emit_zero(p, i, j,    first) {
    absent = 0
    crossings = 0
    set_corner(1, p, i, j)
    set_corner(2, p, i + 1, j)
    set_corner(3, p, i + 1, j + 1)
    set_corner(4, p, i, j + 1)
    if (absent)
        return
    cross(1, 2)
    cross(2, 3)
    cross(3, 4)
    cross(4, 1)
    # with four crossings the middle tells which corners belong together
    first = crossings == 4 && (corner[1] + corner[2] + corner[3] + corner[4] > 0) != (corner[1] > 0) ? 2 : 1
    if (crossings == 4 && first == 1) {
        emit_piece(p, 1, 2)
        emit_piece(p, 3, 4)
    } else if (crossings == 4) {
        emit_piece(p, 2, 3)
        emit_piece(p, 4, 1)
    } else if (crossings == 2) {
        emit_piece(p, 1, 2)
    }
}
function emit_piece(p, a, b) {
    emit("zero", p, sprintf("%.6g", cross_x[a]), sprintf("%.6g", cross_y[a]), sprintf("%.6g", cross_x[b]),
        sprintf("%.6g", cross_y[b]), "", "")
}
function emit_panel(p,    i, j, x, y) {
    printf "panel,%d,%s%s\n", p, confidence[p], head[p]
    for (i = 1; i <= count[1]; i++)
        for (j = 1; j <= count[2]; j++) {
            x = level[1, i]
            y = level[2, j]
            if ((p, x, y) in percent)
                emit("cell", p, i, j, "", "", sprintf("%.10g", percent[p, x, y]), undecided[p, x, y])
        }
    for (i = 0; i <= count[1]; i++)
        for (j = 0; j <= count[2]; j++)
            emit_zero(p, i, j)
}
END {
    if (factors != 2 || count[1] < 2 || count[2] < 2 || unordered)
        exit
    emit_axis(1, 64)
    emit_axis(2, 40)
    emit_ticks(1, "xtick", 352 - 6.6 * longest(2))
    emit_ticks(2, "ytick", 1e9)
    if (base_value[1] == other_value[1] && base_value[2] == other_value[2]) {
        x = place(1, base_value[1])
        y = place(2, base_value[2])
        if (x > 0 && y > 0)
            emit("own", "", sprintf("%.6g", x), sprintf("%.6g", y), "", "", "", "")
    }
    for (p = 1; p <= panels; p++)
        emit_panel(p)
}
