# SPDX-License-Identifier: GPL-3.0-or-later
# One at a time: from where to where each parameter takes the result while the others stay as they are.
load "style.gp"
name = "tornado"
file = name.".csv"

array caption[100]
array first[5]
array last[5]
array title[5]
array centre[5]
level = 0.95
panels = 0
lines = 0
other = ""
base = " "
do for [p = 1:5] {
    last[p] = 0
}
stats file using (panels = most(panels, int($1)), last[int($1)] = most(last[int($1)], int($2)), \
                  title[int($1)] = strcol(15), centre[int($1)] = $12, other = strcol(16), base = strcol(17), \
                  level = $18, 0) nooutput
do for [p = 1:panels] {
    first[p] = lines
    lines = lines + last[p]
}
stats file using (caption[first[int($1)] + int($2)] = strcol(3), 0) nooutput
paired = base ne " "
pitch = 16.0
head = 24.0
top = 46.0
gap = 44.0
height = top + panels * (head + gap) + lines * pitch + 20
load "canvas.gp"
grey = "#404040"
left = 172.0
right = 30.0
set multiplot
unset key
set label 1 "Each parameter by itself, from one end of its range to the other" at screen 0.5, screen 1 - 13.0 / height center
set label 2 (paired ? other." against ".base.", relative difference in %" : other) \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb grey
set label 3 sprintf("line: as they are;  thin lines and band: %.4g %% intervals;  numbers: the parameter's value", 100 * level) \
    at screen 0.985, screen 10.0 / height right font ",10" textcolor rgb grey
set style fill solid 0.85 noborder
upper = height - top
do for [p = 1:panels] {
    upper = upper - head
    lower = upper - last[p] * pitch
    band_from = NaN
    band_to = NaN
    low = centre[p]
    high = centre[p]
    stats file using ($1 == p ? (low = -most(-low, -(valid(5) ? $5 : $4)), \
        high = most(high, valid(9) ? $9 : $7), band_from = $13, band_to = $14, 0) : 0) nooutput
    room = (high - low) * 0.14
    set tmargin at screen upper / height
    set bmargin at screen lower / height
    set lmargin at screen left / width
    set rmargin at screen (width - right) / width
    set xrange [low - room:high + room]
    set yrange [0.4:last[p] + 0.6]
    set border 1
    unset ytics
    set xtics step(high - low) font small offset 0, 0.3
    set grid xtics noytics
    set label 4 title[p] at screen left / width, screen (upper + 9) / height left font small
    do for [i = 1:last[p]] {
        set label (100 + i) caption[first[p] + i] at screen (left - 6) / width, first last[p] - i + 1 right font ",10.5"
    }
    set arrow 1 from centre[p], graph 0 to centre[p], graph 1 nohead linecolor rgb "black" linewidth 1 front
    place(row) = last[p] - row + 1
    from(x) = x < centre[p] ? x : centre[p]
    to(x) = x > centre[p] ? x : centre[p]
    if (band_to > band_from) {
        set object 1 rectangle from band_from, graph 0 to band_to, graph 1 behind fillcolor rgb "#E4E4E4" \
            fillstyle solid noborder
    }
    lower_end(x, end) = valid(5) && end < x ? end : x
    upper_end(x, end) = valid(9) && end > x ? end : x
    plot file using ($1 == p ? centre[p] : NaN):(place($2)):(from($4)):(centre[p]):(place($2) - 0.3):(place($2) + 0.3) \
             with boxxyerror linecolor rgb 0xE59A6B, \
         file using ($1 == p ? centre[p] : NaN):(place($2)):(centre[p]):(to($7)):(place($2) - 0.3):(place($2) + 0.3) \
             with boxxyerror linecolor rgb 0x6AAAD0, \
         file using ($1 == p && $4 < centre[p] ? $4 : NaN):(place($2)):5:6 \
             with xerrorbars dashtype solid linewidth 1.1 pointtype -1 linecolor rgb 0xA84A00, \
         file using ($1 == p && $7 > centre[p] ? $7 : NaN):(place($2)):8:9 \
             with xerrorbars dashtype solid linewidth 1.1 pointtype -1 linecolor rgb 0x00527F, \
         file using ($1 == p && $4 < centre[p] ? lower_end($4, $5) : NaN):(place($2)):10 \
             with labels right offset -0.4, 0 font ",9", \
         file using ($1 == p && $7 > centre[p] ? upper_end($7, $9) : NaN):(place($2)):11 \
             with labels left offset 0.4, 0 font ",9"
    do for [i = 1:last[p]] {
        unset label (100 + i)
    }
    unset label 1
    unset label 2
    unset label 3
    unset object 1
    upper = lower - gap
}
unset multiplot
unset output
