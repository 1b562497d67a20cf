# SPDX-License-Identifier: GPL-3.0-or-later
# What the support organisation does with its hours: a bar a task, with the share of its staff's time.
load "style.gp"
name = "hub"
file = name.".csv"

scenarios = ""
rows = 0
longest = 0
array tint[100]
stats file using (scenarios = add(scenarios, strcol(1)), rows = most(rows, $3), tint[int($2)] = $10, \
                  longest = most(longest, most($5, $7)), 0) nooutput
count = words(scenarios)
bar = count > 1 ? 11.0 : 15.0
top = 32.0 + (count > 1 ? 17 * count : 0)
bottom = 58.0
height = top + rows * (bar * count + 7) + bottom
load "canvas.gp"

thick = bar / (bar * count + 7)
place(row, number) = rows - row + 1 + thick * (count + 1 - 2 * number) / 2.0
set label 1 "What the support organisation does with its hours" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "bars: means; lines: 5 % to 95 % of the replications; %: of its staff's time" \
    at screen 0.57, screen 9.0 / height center font ",10" textcolor rgb "#404040"
set label 3 "hours over the programme" at screen 0.55, screen 25.0 / height center font small
set lmargin at screen 0.22
set rmargin at screen 0.97
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [0:longest * 1.18]
set xtics step(longest) font small offset 0, 0.3
set yrange [0.4:rows + 0.6]
set ytics scale 0 font small
set grid xtics noytics
set key at screen 0.97, screen 1 - 20.0 / height right top Left reverse vertical maxrows count samplen 1.5 font small
share(percent) = sprintf("%.1f %%", percent)
busy(n) = $2 == n && strcol(4) ne "idle"
idle(n) = $2 == n && strcol(4) eq "idle"

plot file using ($2 == 1 ? 0 : NaN):(place($3, (count + 1) / 2.0)):yticlabels(4) with points pointtype -1, \
     for [n = 1:count] file using (busy(n) ? $5 / 2 : NaN):(place($3, n)):($5 / 2):(thick * 0.42) \
         with boxxyerror linetype tint[n] dashtype solid linewidth 0.5 fillstyle solid 0.85 / n border, \
     for [n = 1:count] file using (idle(n) ? $5 / 2 : NaN):(place($3, n)):($5 / 2):(thick * 0.42) \
         with boxxyerror linetype tint[n] dashtype (3, 2) linewidth 1 fillstyle empty border, \
     for [n = 1:count] file using (only(n, $2, $5)):(place($3, n)):6:7 \
         with xerrorbars linecolor rgb "black" dashtype solid linewidth 1 pointtype -1, \
     for [n = 1:count] file \
         using (only(n, $2, most($5, $7))):(place($3, n)):(share($8)) \
         with labels left offset 0.7, 0 font ",10", \
     for [n = 1:count] NaN with boxes linetype tint[n] dashtype solid fillstyle solid 0.85 / n border \
         title (count > 1 ? word(scenarios, n) : "")
unset output
