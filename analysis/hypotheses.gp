# SPDX-License-Identifier: GPL-3.0-or-later
# The paper's claims: how the sides of each contrast differ, relative, with intervals; what that makes of the claim;
# and whether it holds when assumptions are moved.
load "style.gp"
name = "hypotheses"
file = name.".csv"

rows = 0
level = 0.95
lowest = 0
highest = 0
array caption[100]
array kind[100]
stats file using (rows = most(rows, $1), caption[int($1)] = strcol(3), kind[int($1)] = $2, 0) nooutput
stats file using (level = $10, lowest = -most(-lowest, -$5), highest = most(highest, $6), 0) nooutput

pitch = 15.5
top = 50.0
bottom = 106.0
height = top + rows * pitch + bottom
load "canvas.gp"

# Some per cent and several hundred fit one axis that is linear about 0 and logarithmic outwards.
bend = 5.0
axis(x) = asinh(x / bend)
left = axis(lowest * 1.3 - 2)
right = axis(highest * 1.4 + 2)
place(row) = rows - row + 1
array colour[3] = [0x0072B2, 0xD55E00, 0x7F7F7F] # supported, refuted, undecided
array shape[3] = [7, 13, 5]                      # circle, diamond, square: filled; one less is its outline
tint(verdict) = verdict >= 1 ? colour[int(verdict)] : 0
outline(verdict) = verdict >= 1 ? shape[int(verdict)] - 1 : 6
filled(verdict) = verdict >= 1 ? shape[int(verdict)] : 7
digits(x) = abs(x) < 0.05 ? "0.0" : sprintf(abs(x) < 99.95 ? "%+.1f" : "%+.0f", x)
words_of(x, low, high) = digits(x)." [".digits(low).", ".digits(high)."]"

set label 1 "The paper's claims in the model" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "arrows: what is claimed (↑ more, ↓ less, ≈ between the bars)" \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb "#404040"
set label 3 "relative difference, %" at screen 0.5775, screen (bottom - 34) / height center font small
set label 4 sprintf("lines and brackets: %.4g %% intervals, each for itself; axis linear within ±%g %%, then logarithmic", \
                    100 * level, bend) \
    at screen 0.5, screen (bottom - 52) / height center font ",10" textcolor rgb "#404040"
do for [i = 1:rows] {
    head = kind[i] == 0
    set label (100 + i) caption[i] at screen (head ? 0.015 : 0.045), first place(i) left font small
    if (head) {
        set arrow (100 + i) from screen 0.015, first place(i) + 0.55 to screen 0.985, first place(i) + 0.55 \
            nohead linecolor rgb 0xD0D0D0 linewidth 0.5
    }
}
set xtics ("0" 0) font small offset 0, 0.3
wide = highest > 700 # its labels of 100 and 1000 would touch
do for [x in wide ? "-100 -10 10 1000" : "-100 -10 10 100"] {
    set xtics add (sprintf("%+g", real(x)) axis(real(x)))
}
do for [x in "-50 -20 -5 5 20 50 200 500".(wide ? " 100" : "")] {
    set xtics add ("" axis(real(x)) 1)
}
set xrange [left:right]
set yrange [0.3:rows + 0.7]
unset ytics
set border 1
set grid xtics noytics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb "#404040" linewidth 1
set lmargin at screen 0.42
set rmargin at screen 0.735
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set key off
array meaning[6] = ["supported", "refuted", "undecided", "holds at both ends of all assumptions", "not at some", \
                    "not looked at"]
array across[6] = [0.03, 0.25, 0.43, 0.03, 0.55, 0.76]
do for [k = 1:6] {
    symbol = k <= 3 ? shape[k] : k == 4 ? 7 : 6
    shade = k <= 3 ? colour[k] : 0x202020
    set label (20 + k) meaning[k] at screen across[k], screen (k <= 3 ? 28.0 : 11.0) / height left font ",10" \
        offset 1, -0.2 point pointtype symbol pointsize 0.9 * zoom linewidth 1.3 linecolor rgb shade
}
set label 27 "" at screen across[6], screen 11.0 / height point pointtype 7 pointsize 0.25 * zoom linecolor rgb shade

plot for [side in "-1 1"] file using (axis(real(side) * $9)):(place($1)):(0):(0.42) \
         with xyerrorbars pointtype -1 linecolor rgb "#404040" dashtype solid linewidth 1.5, \
     file using (axis($4)):(place($1)):(axis($5)):(axis($6)):(tint($7)) \
         with xerrorbars dashtype solid linewidth 1.5 pointtype -1 linecolor rgb variable, \
     file using (axis($4)):(place($1)):(filled($7)) \
         with points linecolor rgb "white" pointsize 0.9 * zoom pointtype variable, \
     file using (axis($4)):(place($1)):($8 == 1 ? filled($7) : outline($7)):(tint($7)) \
         with points pointsize 0.9 * zoom linewidth 1.3 dashtype solid pointtype variable linecolor rgb variable, \
     file using ($8 == 3 ? axis($4) : NaN):(place($1)):(tint($7)) \
         with points pointtype 7 pointsize 0.25 * zoom linecolor rgb variable, \
     file using (right):(place($1)):(words_of($4, $5, $6)) with labels font ",10" left offset 0.6, 0, \
     file using ($2 == 1 && !valid(4) ? right : NaN):(place($1)):("no value") with labels font ",10" left offset 0.6, 0
unset output
