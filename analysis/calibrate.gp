# SPDX-License-Identifier: GPL-3.0-or-later
# What is known of parameters after calibration: the posterior of each against its prior, and draws of each pair. All
# axes are the prior's probability, so that a prior is flat and a posterior that learnt nothing is flat too.
load "style.gp"
name = "calibrate"
file = name.".csv"

rows = 0
highest = 1.5
array caption[8]
array low[8]
array middle[8]
array high[8]
array left[8]
array verdict[8]
stats file using ($1 == 0 ? (rows = $2, all = $3, caption[rows] = strcol(6), low[rows] = strcol(7), \
                             middle[rows] = strcol(8), high[rows] = strcol(9), left[rows] = $10, \
                             verdict[rows] = strcol(11), 0) : 0) nooutput
stats file using ($1 == 1 ? (highest = most(highest, $5), 0) : 0) nooutput

top = 58.0
bottom = 50.0
margin = 76.0
cell = (480.0 - margin - 12) / most(rows, 2)
height = top + rows * cell + bottom
load "canvas.gp"

x_of(j) = (margin + (j - 1) * cell) / width
y_of(i) = (bottom + (rows - i) * cell) / height
array shade[3] = [0x0072B2, 0xD55E00, 0x7F7F7F]
kind_of(v) = v eq "fitted" ? 1 : v eq "unidentified" ? 2 : 3
# `group.name` in two lines, so that neighbours have room
lines(c) = strstrt(c, ".") ? c[1:strstrt(c, ".")]."\n".c[strstrt(c, ".") + 1:*] : c
array told[3] = ["fitted", "not identified", "unclear"]

set multiplot
set label 1 "What the targets tell of the parameters" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "steps: posterior, dashes: prior; dots: draws from the posterior" \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb "#404040"
set label 3 (all > rows ? sprintf("axes: the prior's 5, 50 and 95 %%; the %d of %d parameters narrowed most", rows, all) : \
             "axes: the prior's 5, 50 and 95 %; per cent: width of the 90 % range left") \
    at screen 0.5, screen 1 - 45.0 / height center font ",10" textcolor rgb "#404040"
set key off
set border 15
set grid xtics ytics
unset mxtics
do for [i = 1:rows] {
    do for [j = 1:i] {
        set lmargin at screen x_of(j) + 3.0 / width
        set rmargin at screen x_of(j + 1) - 3.0 / width
        set bmargin at screen y_of(i) + 3.0 / height
        set tmargin at screen y_of(i - 1) - 3.0 / height
        set xrange [0:1]
        set xtics ("" 0.05, "" 0.5, "" 0.95)
        if (i == rows) {
            set label 13 low[j] at graph 0, screen (bottom - 9) / height left font ",8"
            set label 14 middle[j] at graph 0.5, screen (bottom - 9) / height center font ",8"
            set label 15 high[j] at graph 1, screen (bottom - 9) / height right font ",8"
            set label 10 lines(caption[j]) at screen (x_of(j) + x_of(j + 1)) / 2, screen 20.0 / height center font ",9"
        }
        if (i == j) {
            set yrange [0:1.15 * highest]
            unset ytics
            k = kind_of(verdict[i])
            set label 11 sprintf("%.0f %%, %s", 100 * left[i], told[k]) at graph 0.5, graph 0.93 center font ",9" \
                textcolor rgb shade[k]
            plot 1 with lines linecolor rgb "#404040" dashtype (4, 3) linewidth 1, \
                 file using (only(1, $1, only(i, $2, $4))):5 with histeps linecolor rgb shade[k] linewidth 1.5 \
                 dashtype solid
        } else {
            unset label 11
            set yrange [0:1]
            if (j == 1) {
                set ytics (low[i] 0.05, middle[i] 0.5, high[i] 0.95) font ",9" offset 0.6, 0
                set label 12 lines(caption[i]) at screen 10.0 / width, screen (y_of(i) + y_of(i - 1)) / 2 center \
                    rotate by 90 font ",9"
            } else {
                set ytics ("" 0.05, "" 0.5, "" 0.95)
            }
            plot file using (only(2, $1, only(i, $2, only(j, $3, $4)))):5 with points pointtype 7 \
                 pointsize 0.25 * zoom linecolor rgb 0xA00072B2
        }
        unset label 1
        unset label 2
        unset label 3
        unset label 12
    }
}
unset multiplot
unset output
