# SPDX-License-Identifier: GPL-3.0-or-later
# Who refers requests to whom. Providers stand on a circle in the order of their numbers; an arc bends to the
# left of its direction and ends in an arrow; its width and darkness show how many requests a replication refers.
load "style.gp"
name = "referrals"
file = name.".csv"

panels = 0
strongest = 0
scenarios = ""
stats file using (scenarios = add(scenarios, strcol(1)), panels = most(panels, $2), strongest = most(strongest, $7), 0) \
    nooutput
shown = panels > 4 ? 4 : panels
columns = shown > 1 ? 2 : 1
lines = ceil(shown / (1.0 * columns))
side = columns > 1 ? 236.0 : 360.0
top = 30.0
bottom = 62.0
height = top + lines * (side + 16) + bottom
load "canvas.gp"

turn(i, n) = pi / 2 - 2 * pi * i / n
cx(i, n) = cos(turn(i, n))
cy(i, n) = sin(turn(i, n))
# A quadratic curve from a to b whose middle is drawn to the centre and to the left of the way.
pull = 0.35
mx(a, b, n) = pull * (cx(a, n) + cx(b, n)) / 2 - 0.18 * (cy(b, n) - cy(a, n))
my(a, b, n) = pull * (cy(a, n) + cy(b, n)) / 2 + 0.18 * (cx(b, n) - cx(a, n))
bx(t, a, b, n) = (1 - t) ** 2 * cx(a, n) + 2 * t * (1 - t) * mx(a, b, n) + t ** 2 * cx(b, n)
by(t, a, b, n) = (1 - t) ** 2 * cy(a, n) + 2 * t * (1 - t) * my(a, b, n) + t ** 2 * cy(b, n)
wide(rate) = 0.3 + 2.7 * rate / strongest
# from pale blue (weak) to dark blue (strong)
mix(pale, dark, share) = int(pale + (dark - pale) * share)
tone(share) = 65536 * mix(214, 8, share) + 256 * mix(228, 48, share) + mix(240, 107, share)

array from[2000]
array to[2000]
array rate[2000]
set multiplot
set label 1 "Who refers requests to whom" at screen 0.5, screen 1 - 12.0 / height center
set label 2 sprintf("requests a replication refers:") at screen 0.04, screen 42.0 / height left font small
do for [k = 1:3] {
    share = k == 1 ? 0.1 : k == 2 ? 0.5 : 1.0
    set arrow k from screen 0.42 + 0.19 * (k - 1), screen 42.0 / height to screen 0.49 + 0.19 * (k - 1), \
        screen 42.0 / height head size screen 0.012, 20 filled linewidth wide(share * strongest) linecolor rgb tone(share)
    set label 2 + k sprintf("%.2g", share * strongest) at screen 0.505 + 0.19 * (k - 1), screen 42.0 / height left font small
}
unset border
unset tics
unset grid
set xrange [-1.25:1.25]
set yrange [-1.25:1.25]
do for [p = 1:shown] {
    column_at = (p - 1) % columns
    line_at = (p - 1) / columns
    left_at = (width - columns * side) / 2 + column_at * side
    upper = height - top - line_at * (side + 16)
    set lmargin at screen left_at / width
    set rmargin at screen (left_at + side) / width
    set tmargin at screen (upper - 14) / height
    set bmargin at screen (upper - 14 - side) / height
    links = 0
    n = 0
    all = 0
    stats file using ($2 == p && links < 2000 ? (links = links + 1, from[links] = $5, to[links] = $6, rate[links] = $7, \
                                n = $3, all = $4) : 0) nooutput
    set label 10 word(scenarios, p).(links < all ? sprintf(" (the strongest %d of %d links)", links, all) : "") \
        at screen (left_at + side / 2) / width, screen (upper - 6) / height center font small
    plot for [i = 1:links] [t = 0.04:0.93] "+" using (bx($1, from[i], to[i], n)):(by($1, from[i], to[i], n)) \
             with lines linewidth wide(rate[i]) linecolor rgb tone(rate[i] / strongest) dashtype solid
    unset label 1
}
unset multiplot
unset output
