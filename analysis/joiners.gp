# SPDX-License-Identifier: GPL-3.0-or-later
# Who joins an open cluster, through time, beside the four of the paper.
load "style.gp"
name = "joiners"
file = name.".csv"

scenarios = ""
end = 0
highest = 4
lowest = 0
stats file using (strcol(1) eq "series" ? (scenarios = add(scenarios, strcol(2)), end = most(end, $4), \
                                           highest = most(highest, $7), \
                                           lowest = -most(-lowest, -$6), 0) : 0) nooutput
count = words(scenarios)
longest = 20
do for [s = 1:count] {
    longest = most(longest, strlen(word(scenarios, s)))
}
columns = key_columns(longest, count + 1)
top = 32.0 + 17 * ceil((count + 1) / (1.0 * columns))
bottom = 82.0
height = top + 220 + bottom
load "canvas.gp"

set label 1 "Who joins the cluster" at screen 0.5, screen 1 - 12.0 / height center
set label 2 "time since the start, days" at screen 0.55, screen (bottom - 34) / height center font small
set label 3 "members beyond the founders" at screen 0.03, screen (bottom + 110) / height center rotate font small
set label 4 "lines: means, less those that have stopped; bands: 5 % to 95 % of the replications" \
    at screen 0.985, screen (bottom - 52) / height right font ",10" textcolor rgb "#404040"
set label 5 "marks with lines: applications within 350 days of the launch, mean and 5 % to 95 %" \
    at screen 0.985, screen (bottom - 66) / height right font ",10" textcolor rgb "#404040"
set lmargin at screen 0.12
set rmargin at screen 0.965
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [0:end > 0 ? end : 1]
set yrange [lowest - 0.04 * (highest - lowest):highest + 0.08 * (highest - lowest)]
set xtics step(end) font small offset 0, 0.3
set ytics step(highest) font small
set grid xtics ytics
set key at screen 0.5, screen 1 - 21.0 / height center top horizontal Left reverse maxcols columns samplen 2.5 font small
is(kind, n) = strcol(1) eq kind && $3 == n

plot for [s = 1:count] file using (is("series", s) ? $4 : NaN):6:7 \
         with filledcurves linetype s fillstyle transparent solid count > 2 ? 0.08 : 0.15 noborder, \
     for [s = 1:count] for [edge = 6:7] file using (is("series", s) ? $4 : NaN):edge \
         with lines linetype s dashtype solid linewidth 0.4, \
     for [s = 1:count] file using (is("series", s) ? $4 : NaN):5 with lines linetype s linewidth 1.8 \
         title word(scenarios, s), \
     for [s = 1:count] file using (is("applied", s) ? $4 + s * 0.015 * end : NaN):5:6:7 \
         with yerrorbars linetype s dashtype solid linewidth 1.2 pointtype marker[cycle(s)] pointsize 0.8 * zoom, \
     file using (is("paper", 0) ? $4 : NaN):5 with points linecolor rgb "white" pointtype 13 pointsize 2.6 * zoom, \
     file using (is("paper", 0) ? $4 : NaN):5 with points linecolor rgb "#D55E00" pointtype 12 pointsize 2.2 * zoom \
         linewidth 2 title "four, says the paper"
unset output
