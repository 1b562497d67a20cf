# SPDX-License-Identifier: GPL-3.0-or-later
# How the main measures spread over the replications: boxes, a panel a measure, a row a scenario.
load "style.gp"
name = "boxes"
file = name.".csv"

array title[6]
array caption[100]
count = 0
longest = 0
panels = 0
shown = ""
stats file using (title[int($1)] = strcol(2), shown = add(shown, sprintf("%d", $1)), count = most(count, $4), \
                  caption[int($4)] = strcol(3), longest = most(longest, strlen(strcol(3))), 0) nooutput
panels = words(shown)
longest = longest > 20 ? 20 : longest
pitch = 17.0
top = 30.0
above = 22.0
below = 32.0
bottom = 24.0
each = above + count * pitch + below
height = top + ceil(panels / 2.0) * each + bottom
load "canvas.gp"

left = 14 + longest * 7.0 # the names of the scenarios
gap = 22.0
wide = (width - left - gap - 14) / 2
place(row) = count - row + 1
thick = 0.3
set multiplot
set border 1
set key off
set grid xtics noytics
set xtics font small offset 0, 0.3
unset ytics
set yrange [0.4:count + 0.6]
set label 1 "How the replications spread" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "box: the middle half; bar: median; lines: 5 % to 95 % of the replications; dot: mean" \
    at screen 0.5, screen 9.0 / height center font ",10" textcolor rgb "#404040"
do for [k = 1:panels] {
    p = int(word(shown, k))
    right_hand = (k - 1) % 2
    upper = height - top - ((k - 1) / 2) * each - above
    start = left + right_hand * (wide + gap)
    set lmargin at screen start / width
    set rmargin at screen (start + wide) / width
    set tmargin at screen upper / height
    set bmargin at screen (upper - count * pitch) / height
    lowest = 1e300
    highest = -1e300
    stats file using ($1 == p ? (lowest = -most(-lowest, -$6), highest = most(highest, $10), 0) : 0) nooutput
    span = highest > lowest ? highest - lowest : most(abs(highest), 1)
    set xrange [lowest - 0.05 * span:highest + 0.05 * span]
    set xtics step(1.5 * span) font small
    set label 3 title[p] at screen start / width, screen (upper + 9) / height left font small
    do for [i = 1:count] {
        if (right_hand == 0) {
            set label (100 + i) (strlen(caption[i]) > 20 ? substr(caption[i], 1, 19)."…" : caption[i]) \
                at screen (left - 6) / width, first place(i) right font small
        } else {
            unset label (100 + i)
        }
    }
    plot file using ($1 == p ? $8 : NaN):(place($4)):6:10 \
             with xerrorbars linecolor rgb "#404040" dashtype solid linewidth 1 pointtype -1, \
         for [i = 1:count] file using ($1 == p && $4 == i ? ($7 + $9) / 2 : NaN):(place($4)):7:9:(place($4) - thick):(place($4) + thick) \
             with boxxyerror linetype i dashtype solid linewidth 1 fillstyle solid 0.35 border, \
         file using ($1 == p ? $8 : NaN):(place($4) - thick):(0):(2 * thick) \
             with vectors nohead linecolor rgb "black" dashtype solid linewidth 2, \
         file using ($1 == p ? $11 : NaN):(place($4)) with points pointtype 7 pointsize 0.7 * zoom linecolor rgb "white", \
         file using ($1 == p ? $11 : NaN):(place($4)) with points pointtype 7 pointsize 0.5 * zoom linecolor rgb "black"
    unset label 1
    unset label 2
}
unset multiplot
unset output
