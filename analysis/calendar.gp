# SPDX-License-Identifier: GPL-3.0-or-later
# How long the phases of annual purchase last, a line a scenario: means over years and replications. The black line is
# the interval of the day of publishing.
load "style.gp"
name = "calendar"
file = name.".csv"

rows = 0
confidence = 0
array title[60]
array phase[5]
stats file using ($1 <= 60 ? (rows = most(rows, $1), title[int($1)] = strcol(2), phase[int($3)] = strcol(4), \
                              confidence = $10, 0) : 0) nooutput
pitch = 38.0
top = 66.0
bottom = 66.0
height = top + rows * pitch + bottom
load "canvas.gp"

# light ones, on which black is read; their order tells them apart in grey
array tone[5] = ["#F0E442", "#E69F00", "#56B4E9", "#CC79A7", "#BFBFBF"]
array across[5] = [0.12, 0.275, 0.445, 0.635, 0.805]
set label 1 "How long the phases of annual purchase last" at screen 0.5, screen 1 - 13.0 / height center
do for [k = 1:5] {
    set label (10 + k) phase[k] at screen across[k] + 0.022, screen 1 - 37.0 / height left font ",10"
    set object (10 + k) rectangle from screen across[k], screen 1 - 41.0 / height to screen across[k] + 0.016, \
        screen 1 - 33.0 / height fillcolor rgb tone[k] fillstyle solid border linecolor rgb "#404040"
}
set label 2 "day of the year" at screen 0.5825, screen (bottom - 34) / height center font small
set label 3 sprintf("numbers: mean days; black lines: %g %% intervals of the day of publishing", 100 * confidence) \
    at screen 0.985, screen (bottom - 52) / height right font ",10" textcolor rgb "#404040"
set lmargin at screen 0.2
set rmargin at screen 0.965
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [0:365]
set yrange [0.5:rows + 0.5]
set xtics 50 font small offset 0, 0.3
unset ytics
set key off
set grid xtics noytics
do for [i = 1:rows] {
    set label (100 + i) title[i] at screen 0.19, first rows - i + 1 right font small
}
place(row) = rows - row + 1
plot for [k = 1:5] file using ($3 == k ? ($6 + $7) / 2 : NaN):(place($1)):6:7:(place($1) - 0.3):(place($1) + 0.3) \
         with boxxyerror linecolor rgb tone[k] dashtype solid linewidth 0.5 fillstyle solid border rgb "#404040", \
     file using ($7 - $6 >= 20 ? ($6 + $7) / 2 : NaN):(place($1) - 0.02):(sprintf("%.0f", $5)) with labels center font ",10", \
     file using ($3 == 2 ? $7 : NaN):(place($1) + 0.38):8:9 with xerrorbars linecolor rgb "black" dashtype solid \
         linewidth 1.4 pointtype 7 pointsize 0.5 * zoom
unset output
