# SPDX-License-Identifier: GPL-3.0-or-later
# Who refers requests to whom. Providers stand on a circle in the order of their numbers, the support organisation in
# its middle, where it arranges referrals. A link bends to the left
# of its way, the strongest have arrows; width and darkness say how many requests it carries. A provider's mark is
# the larger the more it sends and receives, and has the colour of what prevails.
load "style.gp"
name = "referrals"
file = name.".csv"

panels = 0
strongest = 0
scenarios = ""
stats file using (scenarios = add(scenarios, strcol(1)), panels = most(panels, $2), strongest = most(strongest, $7), \
                  0) nooutput
shown = panels > 4 ? 4 : panels
columns = shown > 1 ? 2 : 1
side = columns > 1 ? 236.0 : 372.0
top = 28.0
bottom = 50.0
height = top + ceil(shown / (1.0 * columns)) * (side + 16) + bottom
load "canvas.gp"

# Where provider i of n stands.
px(i, n) = sin(2 * pi * i / n)
py(i, n) = cos(2 * pi * i / n)
# A quadratic curve from a to b; its middle point lies between them, drawn to the centre and to the left.
mx(a, b, n) = 0.175 * (px(a, n) + px(b, n)) - 0.18 * (py(b, n) - py(a, n))
my(a, b, n) = 0.175 * (py(a, n) + py(b, n)) + 0.18 * (px(b, n) - px(a, n))
bx(t, a, b, n) = (1 - t) ** 2 * px(a, n) + 2 * t * (1 - t) * mx(a, b, n) + t ** 2 * px(b, n)
by(t, a, b, n) = (1 - t) ** 2 * py(a, n) + 2 * t * (1 - t) * my(a, b, n) + t ** 2 * py(b, n)
speed(a, b, n) = 2 * sqrt((px(b, n) - mx(a, b, n)) ** 2 + (py(b, n) - my(a, b, n)) ** 2)
wide(share) = 0.3 + 2.3 * share ** 2 # squared: only the strong stand out
mix(pale, dark, share) = int(pale + (dark - pale) * share)
tone(share) = 65536 * mix(206, 8, share ** 2) + 256 * mix(222, 48, share ** 2) + mix(236, 107, share ** 2)
# Sends more: vermilion; receives more: blue; about equal: grey.
tint(sent, received) = sent > 1.1 * received ? 0xD55E00 : received > 1.1 * sent ? 0x0072B2 : 0x808080

most_links = 400
array from[most_links]
array to[most_links]
array rate[most_links]
array sent[most_links]
array received[most_links]

set multiplot
set samples 50
set key off
unset border
unset tics
unset grid
set label 1 "Who refers requests to whom" at screen 0.5, screen 1 - 12.0 / height center
set label 2 "requests referred in a replication" at screen 0.03, screen 34.0 / height left font small
do for [k = 1:3] {
    share = k == 1 ? 0.1 : k == 2 ? 0.5 : 1.0
    at = 0.52 + 0.17 * (k - 1)
    set arrow k from screen at, screen 34.0 / height to screen at + 0.07, screen 34.0 / height \
        head filled size screen 0.012, 20 linewidth wide(share) linecolor rgb tone(share)
    set label 2 + k sprintf("%.2g", share * strongest) at screen at + 0.08, screen 34.0 / height left font small
}
set label 6 "●" at screen 0.03, screen 13.0 / height left font small textcolor rgb 0xD55E00
set label 7 "sends more than it receives" at screen 0.06, screen 13.0 / height left font ",10"
set label 8 "●" at screen 0.44, screen 13.0 / height left font small textcolor rgb 0x0072B2
set label 9 "receives more" at screen 0.47, screen 13.0 / height left font ",10"
set label 10 "●" at screen 0.69, screen 13.0 / height left font small textcolor rgb 0x808080
set label 11 "equal within 10 %" at screen 0.72, screen 13.0 / height left font ",10"

do for [p = 1:shown] {
    left_at = (width - columns * side) / 2 + ((p - 1) % columns) * side
    upper = height - top - ((p - 1) / columns) * (side + 16)
    set lmargin at screen left_at / width
    set rmargin at screen (left_at + side) / width
    set tmargin at screen (upper - 16) / height
    set bmargin at screen (upper - 16 - side) / height
    set autoscale xy # stats heeds the ranges
    links = 0
    n = 1
    all = 0
    busiest = 0
    hub = 0
    do for [i = 1:most_links] {
        sent[i] = 0
        received[i] = 0
    }
    stats file using ($2 == p && links < most_links ? (links = links + 1, n = $3, all = $4, from[links] = $5, \
                      to[links] = $6, rate[links] = $7, sent[int($5) + 1] = $8, received[int($5) + 1] = $9, \
                      sent[int($6) + 1] = $10, received[int($6) + 1] = $11, \
                      busiest = most(busiest, most($8 + $9, $10 + $11)), hub = $12) : 0) nooutput
    set label 20 word(scenarios, p).(links < all ? sprintf(" (strongest %d of %d links)", links, all) : "") \
        at screen (left_at + side / 2) / width, screen (upper - 7) / height center font small
    # of a link, where its arrow ends; rows rise in strength, so the last are the strongest
    set xrange [-1.16:1.16]
    set yrange [-1.16:1.16]
    set print $arrows
    print "x,y,dx,dy,colour"
    do for [i = most(1, links - 39):links] {
        a = from[i]
        b = to[i]
        t = 1 - 0.06 / speed(a, b, n)
        u = t - 0.02 / speed(a, b, n)
        print sprintf("%g,%g,%g,%g,%d", bx(u, a, b, n), by(u, a, b, n), bx(t, a, b, n) - bx(u, a, b, n), \
                      by(t, a, b, n) - by(u, a, b, n), tone(rate[i] / strongest))
    }
    set print $nodes
    print "x,y,radius,colour,number"
    every_nth = n <= 40 ? 1 : ceil(n / 20.0)
    do for [i = 0:n - 1] {
        print sprintf("%g,%g,%g,%d,%s", px(i, n), py(i, n), \
                      (n <= 40 ? 0.05 : 0.025) * sqrt((sent[i + 1] + received[i + 1]) / busiest), \
                      tint(sent[i + 1], received[i + 1]), i % every_nth == 0 ? sprintf("%d", i) : "")
    }
    set print
    if (hub > 0) {
        set object 30 circle at 0, 0 radius first 0.11 front fillcolor rgb "white" fillstyle solid 1.0 \
            border linecolor rgb "#404040"
        set label 30 "hub" at 0, 0 center front font ",9"
    }
    plot for [i = 1:links] [t = 0:1 - 0.08 / speed(from[i], to[i], n)] "+" \
             using (bx($1, from[i], to[i], n)):(by($1, from[i], to[i], n)) \
             with lines linewidth wide(rate[i] / strongest) linecolor rgb tone(rate[i] / strongest) dashtype solid, \
         $arrows using 1:2:3:4:5 with vectors head filled size 0.035, 20 fixed linewidth 1 linecolor rgb variable, \
         $nodes using 1:2:3:4 with circles linecolor rgb variable dashtype solid \
             fillstyle solid 1.0 border linecolor rgb "white", \
         $nodes using ($1 * 1.1):($2 * 1.1):5 with labels font (columns == 1 && n <= 40 ? small : ",9")
    unset object 30
    unset label 30
    do for [k = 1:11] { # each panel would write them again
        unset label k
    }
    do for [k = 1:3] {
        unset arrow k
    }
}
unset multiplot
unset output
