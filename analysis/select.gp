# SPDX-License-Identifier: GPL-3.0-or-later
# A selection: means of the alternatives with intervals, what became of each, and how many runs it took.
load "style.gp"
name = "select"
file = name.".csv"

rows = 0
lowest = 1e300
highest = -1e300
array caption[100]
stats file using (rows = most(rows, $1), caption[int($1)] = strcol(2), 0) nooutput
stats file using (lowest = -most(-lowest, -($5 == $5 ? $5 : $4)), highest = most(highest, $6 == $6 ? $6 : $4), \
                  delta = $8, better = $9, level = $10, measure = strcol(11), unit = strcol(12), \
                  hidden = $13, 0) nooutput
stats file every ::0::0 using (chosen = $3 == 1, lead = $4, 0) nooutput

pitch = 15.5
top = 50.0
bottom = 88.0
height = top + rows * pitch + bottom
load "canvas.gp"

place(row) = rows - row + 1
array colour[4] = [0x0072B2, 0x009E73, 0xE69F00, 0x7F7F7F] # chosen, within delta, may be the best, eliminated
array shape[4] = [7, 5, 13, 6]
array meaning[4] = ["chosen", "within delta of the best", "may be the best", "eliminated"]
array across[4] = [0.03, 0.18, 0.50, 0.76]

set label 1 "Which is the best by ".measure."?" at screen 0.5, screen 1 - 13.0 / height center
set label 2 sprintf("with %.4g %% confidence%s", 100 * level, \
                    hidden > 0 ? sprintf("; %d more were eliminated", hidden) : "") \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb "#404040"
set label 3 (unit eq "" ? "mean" : "mean, ".unit) at screen 0.615, screen (bottom - 34) / height center font small
set label 4 "runs" at screen 0.95, screen (bottom - 34) / height right font small
set label 5 sprintf("lines: %.4g %% intervals, each for itself; shaded: within delta of the leading mean", 100 * level) \
    at screen 0.5, screen (bottom - 52) / height center font ",10" textcolor rgb "#404040"
do for [i = 1:rows] {
    set label (100 + i) (strlen(caption[i]) > 22 ? substr(caption[i], 1, 21)."…" : caption[i]) \
        at screen 0.335, first place(i) right font small
}
do for [k = 1:4] {
    set label (20 + k) meaning[k] at screen across[k], screen 14.0 / height left font ",10" \
        offset 1, -0.2 point pointtype shape[k] pointsize 0.9 * zoom linewidth 1.3 linecolor rgb colour[k]
}
span = most(highest - lowest, 1e-12)
left = lowest - 0.05 * span
right = highest + 0.05 * span
edge = lead - better * delta
set object 1 rectangle from most(-right, -(better > 0 ? edge : lead)) * -1, graph 0 \
    to -most(-right, -(better > 0 ? lead : edge)), graph 1 behind fillcolor rgb "#DCE9F5" fillstyle solid noborder
set xrange [left:right]
set yrange [0.3:rows + 0.7]
set xtics step(span) font small offset 0, 0.3
unset ytics
set border 1
set grid xtics noytics
set lmargin at screen 0.35
set rmargin at screen 0.88
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set key off

plot file using 4:(place($1)):5:6:(colour[int($3)]) \
         with xerrorbars dashtype solid linewidth 1.5 pointtype -1 linecolor rgb variable, \
     file using 4:(place($1)):(7) with points linecolor rgb "white" pointsize 0.9 * zoom pointtype variable, \
     file using 4:(place($1)):(shape[int($3)]):(colour[int($3)]) \
         with points pointsize 0.9 * zoom linewidth 1.3 pointtype variable linecolor rgb variable, \
     file using (right):(place($1)):(sprintf("%6d", $7)) with labels font ",10" left offset 0.6, 0
unset output
