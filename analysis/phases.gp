# SPDX-License-Identifier: GPL-3.0-or-later
# When the city purchases from whom, in one replication: the phases of its year if it has any, a line a provider, and
# the officers' work on contracts.
load "style.gp"
name = "phases"
file = name.".csv"

phases = 0
array phase[5]
stats file using (strcol(1) eq "head" ? (scenario = strcol(2), providers = $3, all = $4, end = $5, \
                                         replication = $6, 0) : 0) nooutput
stats file using (strcol(1) eq "phase" ? (phases = most(phases, $3), phase[int($3)] = strcol(2), 0) : 0) nooutput

pitch = providers > 20 ? 8.0 : 11.0
above = phases > 0 ? 30.0 : 8.0 # the phases
top = 46.0 + (phases > 0 ? 20 : 0)
bottom = 82.0
height = top + above + providers * pitch + 30 + bottom
load "canvas.gp"

array tone[5] = ["#F0E442", "#E69F00", "#0072B2", "#CC79A7", "#7F7F7F"]
set label 1 "When the city purchases from whom" at screen 0.5, screen 1 - 13.0 / height center
set label 2 sprintf("%s, replication %d%s", scenario, replication, \
                    all > providers ? sprintf("; the first %d of %d providers", providers, all) : "") \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb "#404040"
set label 3 "time since the start, days" at screen 0.5725, screen (bottom - 34) / height center font small
set label 4 "blue lines: purchased;  ▲ joins the cluster;  × stops;  bottom: officers at work on contracts" \
    at screen 0.985, screen (bottom - 52) / height right font ",10" textcolor rgb "#404040"
set label 5 phases > 0 ? "the five phases are those of the calendar; purchase begins once all is reviewed" : \
    "a standing mechanism: purchase all the year round" \
    at screen 0.985, screen (bottom - 66) / height right font ",10" textcolor rgb "#404040"
array across[5] = [0.1, 0.265, 0.44, 0.635, 0.805]
do for [k = 1:phases] {
    at = across[k]
    set label (10 + k) phase[k] at screen at + 0.022, screen 1 - 51.0 / height left font ",10"
    set object (10 + k) rectangle from screen at, screen 1 - 55.0 / height to screen at + 0.016, screen 1 - 47.0 / height \
        fillcolor rgb tone[k] fillstyle solid 0.8 border linecolor rgb "#404040"
}
span = providers * pitch
set lmargin at screen 0.18
set rmargin at screen 0.965
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [0:end]
set yrange [-(30.0 / pitch):providers + above / pitch]
set xtics step(1.4 * end) font small offset 0, 0.3
unset ytics
set key off
set grid xtics noytics
every_nth = providers > 20 ? 5 : 1
do for [i = 0:providers - 1] {
    if (i % every_nth == 0) {
        set label (100 + i) sprintf("%s%d", i == 0 ? "provider " : "", i) at screen 0.17, first providers - i - 0.5 right font ",9.5"
    }
}
set label 90 "officers" at screen 0.17, first -(15.0 / pitch) right font ",9.5"
if (phases > 0) {
    set label 91 "phase" at screen 0.17, first providers + above / pitch / 2 right font ",9.5"
}
place(row) = providers - row - 0.5
low = providers + 0.25 * above / pitch
high = providers + 0.8 * above / pitch
plot for [k = 1:phases] file using (strcol(1) eq "phase" && $3 == k ? ($4 + $5) / 2 : NaN):(low):4:5:(low):(high) \
         with boxxyerror linecolor rgb tone[k] dashtype solid linewidth 0.5 fillstyle solid 0.8 border rgb "#404040", \
     file using (strcol(1) eq "purchase" ? ($4 + $5) / 2 : NaN):(place($3)):4:5:(place($3) - 0.22):(place($3) + 0.22) \
         with boxxyerror linecolor rgb "#0072B2" dashtype solid linewidth 0.3 fillstyle solid 0.75 border, \
     file using (strcol(1) eq "joins" ? $4 : NaN):(place($3)) with points pointtype 9 pointsize 1.1 * zoom linecolor rgb "#D55E00", \
     file using (strcol(1) eq "stops" ? $4 : NaN):(place($3)) with points pointtype 2 pointsize 1.1 * zoom linewidth 1.8 \
         linecolor rgb "black", \
     file using (strcol(1) eq "work" ? ($4 + $5) / 2 : NaN):(-(15.0 / pitch)):4:5:(-(20.0 / pitch)):(-(10.0 / pitch)) \
         with boxxyerror linecolor rgb "#404040" dashtype solid linewidth 0.3 fillstyle solid 0.7 border
unset output
