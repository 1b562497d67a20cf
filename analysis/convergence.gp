# SPDX-License-Identifier: GPL-3.0-or-later
# Whether there are enough trajectories or rows: the leading rows of a sensitivity at each doubling, with intervals.
load "style.gp"
name = "convergence"
file = name.".csv"

array key_of[8]
series = 0
method = "morris"
measure = ""
least = 1e9
largest = 0
high = 0.0
stats file using (series = most(series, int($1)), key_of[int($1) + 1] = strcol(2), least = -most(-least, -$3), \
                  largest = most(largest, $3), high = most(high, valid(6) && $6 < 3 * $4 ? $6 : $4), \
                  method = strcol(7), measure = strcol(8), 0) nooutput
rows = series + 1
lines = int((rows + 1) / 2)
height = 300.0 + 15 * lines
load "canvas.gp"
sobol = method eq "sobol"
set label 1 "Whether there are enough ".(sobol ? "rows" : "trajectories") at screen 0.5, screen 1 - 13.0 / height center
set label 2 (sobol ? "total index, % of the variance of " : "mu* of ").measure \
    at screen 0.5, screen 1 - 30.0 / height center font ",10" textcolor rgb "#404040"
set xlabel sobol ? "rows of A and B" : "trajectories" font small
set logscale x 2
set xrange [least * 0.88:largest * 1.14]
set yrange [0:high * 1.05]
set xtics font small
set ytics font small
set tmargin at screen 1 - 44.0 / height
set bmargin at screen (58.0 + 15 * lines) / height
set lmargin at screen 0.11
set rmargin at screen 0.97
set key at screen 0.97, screen (10.0 + 15 * lines) / height right top maxrows lines font ",10" samplen 3 width -2
shift(s) = 1 + 0.012 * (s - series / 2.0)
plot for [s = 0:series] file using ($1 == s ? $3 * shift(s) : NaN):4:5:6 \
         with yerrorbars linetype (s == 0 ? 1 : s + 1) dashtype solid linewidth 0.8 pointtype -1 notitle, \
     for [s = 0:series] file using ($1 == s ? $3 * shift(s) : NaN):4 \
         with linespoints linetype (s == 0 ? 1 : s + 1) linewidth 1.4 pointsize 0.9 * zoom title key_of[s + 1]
unset output
