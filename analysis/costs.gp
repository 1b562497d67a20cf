# SPDX-License-Identifier: GPL-3.0-or-later
# What the public pays, by what it pays for.
load "style.gp"
name = "costs"
file = name.".csv"

count = 0
largest = 0
longest = 0
stats file using (count = most(count, $2), largest = most(largest, $7), longest = most(longest, strlen(strcol(1))), 0) \
    nooutput
bar = 26.0
top = 100.0
bottom = 44.0
height = top + count * bar + bottom
load "canvas.gp"

set label 1 "What the public pays for" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "mean public cost over the programme, million yuan" at screen 0.56, screen 11.0 / height center font small
margin = (longest * 7.5 + 20) / width
set lmargin at screen margin < 0.16 ? 0.16 : margin > 0.5 ? 0.5 : margin
set rmargin at screen 0.975
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [0:largest * 1.17]
set xtics step(largest) font small offset 0, 0.3
set yrange [count + 0.5:0.5]
set ytics scale 0 font small
set grid xtics noytics
set key at screen 0.5, screen 1 - 22.0 / height center top Left reverse vertical samplen 1.5 font small

array part[4] = ["contracts less penalties", "fee of the support organisation", "government's own work", "reinvestment"]
array fill[4] = [0x0072B2, 0xE69F00, 0xF0E442, 0x009E73] # dark, middle, light, hatched: told apart in grey
below(k) = sum [i = 1:k] column(i + 2)
plot file using (0):2:yticlabels(1) with points pointtype -1, \
     file using (below(4) - $6 / 2):2:($6 / 2):(0.36) \
         with boxxyerror linecolor rgb fill[4] dashtype solid fillstyle pattern 5 border linecolor rgb "black", \
     for [k = 1:3] file using (below(k) - column(k + 2) / 2):2:(column(k + 2) / 2):(0.36) \
         with boxxyerror linecolor rgb fill[k] dashtype solid fillstyle solid 1.0 border linecolor rgb "black", \
     file using 7:2:(sprintf("%.2f", $7)) with labels left offset 0.7, 0 font small, \
     for [k = 1:3] NaN with boxes linecolor rgb fill[k] dashtype solid fillstyle solid 1.0 border linecolor rgb "black" \
         title part[k], \
     NaN with boxes linecolor rgb fill[4] dashtype solid fillstyle pattern 5 border linecolor rgb "black" title part[4]
unset output
