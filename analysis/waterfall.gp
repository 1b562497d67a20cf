# SPDX-License-Identifier: GPL-3.0-or-later
# What each mechanism adds on the way from the base to the other scenario, as steps, in per cent of the base's mean.
load "style.gp"
name = "waterfall"
file = name.".csv"

rows = 0
level = 0.95
lowest = 0
highest = 0
base = ""
other = ""
array caption[200]
array kind[200]
stats file using (rows = most(rows, $1), caption[int($1)] = strcol(3), kind[int($1)] = $2, 0) nooutput
stats file using (level = $9, base = strcol(10), other = strcol(11), 0) nooutput
# the far end of an interval counts too
stats file using (lowest = -most(-lowest, -most(-1e300, $4 + ($7 < 0 || $6 < 0 ? $6 : 0))), \
                  highest = most(highest, $4 + ($7 > 0 ? $7 : 0)), \
                  lowest = $5 < lowest ? $5 : lowest, highest = most(highest, $5), 0) nooutput

pitch = 16.5
top = 30.0
bottom = 60.0
height = top + rows * pitch + bottom
load "canvas.gp"

left = lowest - 0.04 * (highest - lowest) - 0.01
right = highest + 0.04 * (highest - lowest) + 0.01
place(row) = rows - row + 1
array colour[4] = [0x0072B2, 0xD55E00, 0x9A9A9A, 0x202020] # better, worse, undecided or neutral, the whole
decimals(low, high) = high - low < 0.2 ? 2 : 1
digits(x, n) = abs(x) < 0.5 * 10 ** (-n) ? (n == 2 ? "0.00" : "0.0") : sprintf(n == 2 ? "%+.2f" : "%+.1f", x)
words_of(x, low, high) = digits(x, decimals(low, high))." [".digits(low, decimals(low, high)).", " \
    .digits(high, decimals(low, high))."]"

set label 1 "From ".base." to ".other.": what each mechanism adds" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "change, % of the mean of ".base at screen 0.5775, screen (bottom - 33) / height center font small
set label 3 sprintf("blue: better; orange: worse; grey: undecided or neutral; lines: %.4g %% intervals of each step", 100 * level) \
    at screen 0.985, screen (bottom - 51) / height right font ",10" textcolor rgb "#404040"
do for [i = 1:rows] {
    head = kind[i] == 0
    set label (100 + i) caption[i] at screen (head ? 0.015 : 0.04), first place(i) left font small
    if (head) {
        set arrow (100 + i) from screen 0.015, first place(i) + 0.55 to screen 0.985, first place(i) + 0.55 \
            nohead linecolor rgb 0xD0D0D0 linewidth 0.5
    }
}
set xtics autofreq step(1.8 * (highest - lowest)) format "%+g" font small offset 0, 0.3
set xtics add ("0" 0)
set xrange [left:right]
set yrange [0.3:rows + 0.7]
unset ytics
set border 1
set grid xtics noytics
set lmargin at screen 0.42
set rmargin at screen 0.735
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set key off
set style fill solid 1.0 noborder

plot file using ($2 > 0 ? $4 : NaN):(place($1)):(most(-1e300, $4 < $5 ? $4 : $5)):(most($4, $5)) \
             :(place($1) - 0.32):(place($1) + 0.32):(colour[int($8)]) \
         with boxxyerror linecolor rgb variable, \
     file using ($2 > 0 ? 0 : NaN):(place($1) - 0.5):(0):(1) \
         with vectors nohead linecolor rgb "#404040" linewidth 1 dashtype solid, \
     file using ($2 == 1 ? $5 : NaN):(place($1) + 0.32):(0):(-1) \
         with vectors nohead linecolor rgb "#404040" linewidth 0.75 dashtype solid, \
     file using ($2 > 0 ? $5 : NaN):(place($1)):($4 + $6):($4 + $7) \
         with xerrorbars pointtype -1 linecolor rgb "black" dashtype solid linewidth 1.2, \
     file using ($2 > 0 ? right : NaN):(place($1)):(words_of($5 - $4, $6, $7)) \
         with labels font ",10" left offset 0.6, 0
unset output
