# SPDX-License-Identifier: GPL-3.0-or-later
# What public money buys: cost against quality and output, with intervals both ways. The steps join those that
# no other dominates.
load "style.gp"
name = "pareto"
file = name.".csv"

panels = 0
count = 0
longest = 0
against = ""
factors = ""
array label[2]
array caption[1000]
stats file using (panels = most(panels, $1), label[int($1)] = strcol(2), against = strcol(12), factors = strcol(13), 0) nooutput
stats file using ($3 > 0 && $3 <= 1000 ? (count = most(count, $3), caption[int($3)] = strcol(4), \
                                longest = most(longest, strlen(strcol(4))), 0) : 0) nooutput
keyed = count <= 8 # more have one mark, and those on the front are named
columns = key_columns(longest, count)
top = 48.0 + (keyed ? 15 * ceil(count / (1.0 * columns)) : 0)
factors = factors eq " " ? "" : factors
bottom = 52.0 + (factors eq "" ? 0 : 14)
panel = 226.0
height = top + panels * panel + bottom
load "canvas.gp"

shape(i) = keyed && i > 0 ? marker[cycle(i)] : 7
mark(i, status) = shape(i) - (status > 1 ? 1 : 0)
set multiplot
set lmargin at screen 0.16
set rmargin at screen 0.965
set xtics font small offset 0, 0.3
set ytics font small
set grid xtics ytics
set label 1 "What public money buys" at screen 0.5, screen 1 - 13.0 / height center
set label 2 (against eq "" || against eq " " ? "filled: no other costs less and gives more; open: another does; dotted: by means only" \
             : "a point: ".against."; filled: no other costs less and gives more") \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb "#404040"
set key at screen 0.5, screen 1 - 40.0 / height center top horizontal Left reverse maxcols columns samplen 1 font small
set label 3 "public cost over the programme, million yuan".(against eq "" || against eq " " ? "" : " (difference)") \
    at screen 0.56, screen (bottom - 28) / height center font small
set label 6 (factors eq "" ? "" : "points are called by ".factors) at screen 0.985, screen 22.0 / height right font ",10" \
    textcolor rgb "#404040"
set label 4 "lines: confidence intervals of the means; steps: the front of those that no other dominates" \
    at screen 0.985, screen 9.0 / height right font ",10" textcolor rgb "#404040"
do for [p = 1:panels] {
    left = 1e300
    right = -1e300
    least = 1e300
    utmost = -1e300
    set autoscale xy # stats heeds the ranges
    stats file using ($1 == p && $3 > 0 ? (left = -most(-left, -$6), right = most(right, $7), least = -most(-least, -$9), \
                                 utmost = most(utmost, $10), 0) : 0) nooutput
    set tmargin at screen 1 - (top + (p - 1) * panel + 6) / height
    set bmargin at screen 1 - (top + p * panel - 26) / height
    wide = right > left ? right - left : 1
    tall = utmost > least ? utmost - least : 1
    set xrange [left - (keyed ? 0.06 : 0.14) * wide:right + 0.06 * wide]
    set yrange [least - 0.08 * tall:utmost + 0.08 * tall]
    set xtics step(wide)
    set ytics step(tall)
    set label 5 label[p] at screen 0.03, screen 1 - (top + (p - 0.5) * panel - 10) / height center rotate font small
    plot file using ($1 == p && $3 == 0 ? $5 : NaN):8 with steps linecolor rgb "#808080" dashtype solid linewidth 1, \
         for [i = 1:keyed ? count : 1] file using ($1 == p && $3 > 0 && (!keyed || $3 == i) ? $5 : NaN):8:6:7:9:10 \
             with xyerrorbars linetype keyed ? i : 3 dashtype solid linewidth 1 pointtype -1, \
         for [i = 1:keyed ? count : 1] file using ($1 == p && $3 > 0 && (!keyed || $3 == i) ? $5 : NaN):8:(shape($3)) \
             with points linecolor rgb "white" pointsize 1.1 * zoom pointtype variable, \
         for [i = 1:keyed ? count : 1] file using ($1 == p && $3 > 0 && (!keyed || $3 == i) ? $5 : NaN):8:(mark($3, $11)) \
             with points linetype keyed ? i : 3 dashtype solid pointsize 1.1 * zoom linewidth 1.3 pointtype variable, \
         for [i = 1:keyed ? count : 1] file using ($1 == p && $11 == 2 && (!keyed || $3 == i) ? $5 : NaN):8 \
             with points linetype keyed ? i : 3 pointtype 7 pointsize 0.35 * zoom, \
         file using (!keyed && $1 == p && $14 == 1 ? $5 : NaN):8:4 with labels right offset -0.6, 0.4 font ",9.5", \
         for [i = 1:keyed && p == 1 ? count : 0] NaN with points linetype i pointtype shape(i) pointsize 1.1 * zoom \
             title caption[i]
    do for [k in "1 2 3 4 6"] {
        unset label (k + 0)
    }
}
unset multiplot
unset output
