# SPDX-License-Identifier: GPL-3.0-or-later
# How each comparison's scenario differs from its base, relative, in the main measures, with intervals.
load "style.gp"
name = "differences"
file = name.".csv"

pairs = 0
largest = 0
level = 0.95
stats file using (pairs = most(pairs, $3), \
                  largest = most(largest, most(abs($8), abs($9))), \
                  level = $10, 0) nooutput
rows = 0
lowest = 0
highest = 0
stats file using (rows = most(rows, $4), \
                  lowest = -most(-lowest, -$8), \
                  highest = most(highest, $9), 0) nooutput
titles = ""
bases = ""
stats file using (titles = add(titles, strcol(2)."|".strcol(1)), \
                  bases = add(bases, strcol(1)), 0) nooutput
shown(pair) = word(titles, pair)[1:strstrt(word(titles, pair), "|") - 1] \
    .(words(bases) > 1 ? " vs ".word(titles, pair)[strstrt(word(titles, pair), "|") + 1:] : "")

pitch = 12.0 # from one interval to the next
top = 32.0
bottom = 76.0 + (pairs > 1 ? 6 + 17.0 * pairs : 0)
height = top + rows * (pitch * pairs + 7) + bottom
load "canvas.gp"

# A few per cent and several hundred fit one axis when it is linear about 0 and logarithmic outwards.
bend = 5.0
bent = largest > 60
axis(x) = bent ? asinh(x / bend) : x
left = bent ? axis(lowest * 1.3 - 2) : lowest - 0.06 * (highest - lowest) - 0.1
right = bent ? axis(highest * 1.4 + 2) : highest + 0.06 * (highest - lowest) + 0.1
place(row, pair) = rows - row + 1 + pitch / (pitch * pairs + 7) * (pairs + 1 - 2 * pair) / 2.0
shape(pair) = marker[cycle(pair + 1)]
better(label, x) = strstrt(label, "↓") ? x < 0 : x > 0
# filled, outline, or a cross where the interval holds 0
mark(pair, label, x, low, high) = low <= 0 && high >= 0 ? 2 : shape(pair) - (better(label, x) ? 0 : 1)
digits(x) = abs(x) < 0.05 ? "0.0" : sprintf(abs(x) < 99.95 ? "%+.1f" : "%+.0f", x)
words_of(x, low, high) = digits(x)." [".digits(low).", ".digits(high)."]"

set label 3 (words(bases) > 1 ? "Differences between scenarios" : \
             pairs > 1 ? "Differences from ".word(bases, 1) : shown(1)." compared with ".word(bases, 1)) \
    at screen 0.5, screen 1 - 13.0 / height center
set label 1 "relative difference, %" at screen 0.585, screen (bottom - 34) / height center font small
set label 2 sprintf("lines and brackets: %.4g %% intervals; filled: better, open: worse, ×: undecided", 100 * level) \
    .(bent ? sprintf("\naxis linear within ±%g %%, then logarithmic", bend) : "") \
    at screen 0.985, screen (bottom - 53) / height right font ",10" textcolor rgb "#404040"
set xtics font small offset 0, 0.3
if (bent) {
    set xtics ("0" 0)
    do for [x in "-100 -10 10 100 10000"] {
        set xtics add (sprintf("%+g", real(x)) axis(real(x)))
    }
    do for [x in "-50 -20 -5 5 20 50 200 500 1000 2000 5000"] {
        set xtics add ("" axis(real(x)) 1)
    }
} else {
    set xtics autofreq format "%+g"
}
set xrange [left:right]
set yrange [0.4:rows + 0.6]
set ytics scale 0 font small
set grid xtics noytics
set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb "#404040" linewidth 1
set lmargin at screen 0.43
set rmargin at screen largest < 999.5 ? 0.74 : 0.71
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set key at screen 0.01, screen (bottom - 74) / height top left Left reverse vertical maxrows pairs samplen 1 font small

plot file using ($3 == 1 ? 0 : NaN):(place($4, (pairs + 1) / 2.0)):yticlabels(6) with points pointtype -1, \
     for [p = 1:pairs] file using (only(p, $3, axis($7))):(place($4, p)):(axis($8)):(axis($9)) \
         with xerrorbars linetype p + 1 dashtype solid linewidth 1.5 pointtype -1, \
     for [p = 1:pairs] file using (only(p, $3, axis($7))):(place($4, p)):(shape(p)) \
         with points linecolor rgb "white" pointsize 0.75 * zoom pointtype variable, \
     for [p = 1:pairs] file \
         using (only(p, $3, axis($7))):(place($4, p)):(mark(p, strcol(6), $7, $8, $9)) \
         with points linetype p + 1 dashtype solid pointsize 0.75 * zoom linewidth 1.2 pointtype variable, \
     for [p = 1:pairs] file using (only(p, $3, right)):(place($4, p)):(words_of($7, $8, $9)) \
         with labels font ",10" left offset 0.8, 0, \
     for [p = 1:pairs] NaN with points linetype p + 1 pointtype shape(p) pointsize 0.75 * zoom \
         title (pairs > 1 ? shown(p) : "")
unset output
