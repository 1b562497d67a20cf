# SPDX-License-Identifier: GPL-3.0-or-later
# Which parameters matter: the largest effects of Morris (mu*) or indices of Sobol, with intervals, beside chance.
load "style.gp"
name = "effects"
file = name.".csv"

array caption[200]
array first[5]
array last[5]
array title[5]
panels = 0
lines = 0
level = 0.95
method = "morris"
widest = 0.0
do for [p = 1:5] {
    last[p] = 0
}
stats file using (panels = most(panels, int($1)), last[int($1)] = most(last[int($1)], int($2)), \
                  title[int($1)] = strcol(12).(strcol(13) eq " " ? "" : " (".strcol(13).")"), \
                  level = $14, method = strcol(15), 0) nooutput
do for [p = 1:panels] {
    first[p] = lines
    lines = lines + last[p]
}
stats file using (caption[first[int($1)] + int($2)] = strcol(4), 0) nooutput
sobol = method eq "sobol"

pitch = 15.0
head = 24.0
top = sobol ? 44.0 : 30.0
gap = 40.0
height = top + panels * (head + gap) + lines * pitch + 22
load "canvas.gp"
grey = "#404040"
left = 172.0
right = 18.0
set multiplot
unset key
set label 1 sobol ? "Which parameters matter: shares of the variance" \
                  : "Which parameters matter: how far each moves the measure" \
    at screen 0.5, screen 1 - 13.0 / height center
set label 2 sprintf("lines: %.4g %% intervals;  grey band: what other random numbers do by themselves", 100 * level) \
    at screen 0.985, screen 10.0 / height right font ",10" textcolor rgb grey
if (sobol) {
    set label 3 "● with everything it has a part in    ○ alone" \
        at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb grey
}
upper = height - top
do for [p = 1:panels] {
    upper = upper - head
    lower = upper - last[p] * pitch
    high = 0.0
    low = 0.0
    seed_low = NaN
    seed_high = NaN
    stats file using ($1 == p ? (high = most(high, valid(7) ? $7 : $5), \
        low = -most(-low, sobol && valid(9) ? -$9 : 0), \
        $3 == 1 ? (seed_low = valid(6) ? $6 : NaN, seed_high = valid(7) ? $7 : NaN, 0) : 0) : 0) nooutput
    set tmargin at screen upper / height
    set bmargin at screen lower / height
    set lmargin at screen left / width
    set rmargin at screen (width - right) / width
    set xrange [low * 1.05:high > 0 ? high * 1.05 : 1]
    set yrange [0.4:last[p] + 0.6]
    set border 1
    unset ytics
    set xtics step(high - low) font small offset 0, 0.3
    set grid xtics noytics
    set label 4 title[p] at screen left / width, screen (upper + 9) / height left font small
    set label 5 sobol ? "share of the variance, %" : "mu*: mean absolute change over the whole range" \
        at screen (left + width - right) / 2 / width, screen (lower - 25) / height center font ",10" textcolor rgb grey
    do for [i = 1:last[p]] {
        set label (100 + i) caption[first[p] + i] at screen (left - 6) / width, first last[p] - i + 1 right font ",10.5"
    }
    if (seed_high > 0) {
        set object 1 rectangle from seed_low, graph 0 to seed_high, graph 1 behind fillcolor rgb "#D8D8D8" \
            fillstyle solid noborder
    }
    place(row) = last[p] - row + 1
    shade(seed, clear) = seed == 1 ? 0x000000 : clear == 1 ? 0x0072B2 : 0x7F7F7F
    plot file using ($1 == p ? $5 : NaN):(place($2)):6:7:(shade($3, $11)) \
             with xerrorbars dashtype solid linewidth 1.4 pointtype -1 linecolor rgb variable, \
         file using ($1 == p ? $5 : NaN):(place($2)):(shade($3, $11)) \
             with points pointtype 7 pointsize 1.0 * zoom linecolor rgb variable, \
         file using ($1 == p && sobol ? $8 : NaN):(place($2) - 0.26):9:10:(shade($3, $11)) \
             with xerrorbars dashtype solid linewidth 0.8 pointtype -1 linecolor rgb variable, \
         file using ($1 == p && sobol ? $8 : NaN):(place($2) - 0.26):(shade($3, $11)) \
             with points pointtype 6 pointsize 0.9 * zoom linewidth 1.2 linecolor rgb variable
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
