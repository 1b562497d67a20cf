# SPDX-License-Identifier: GPL-3.0-or-later
# Morris: how far a parameter moves the measure (mu*) against how much that hangs on the others (sigma).
load "style.gp"
name = "morris"
file = name.".csv"

array title[5]
panels = 0
stats file using (panels = most(panels, int($1)), \
                  title[int($1)] = strcol(12).(strcol(13) eq " " ? "" : " (".strcol(13).")"), 0) nooutput
side = 300.0
head = 24.0
top = 44.0
gap = 44.0
height = top + panels * (head + side + gap)
load "canvas.gp"
grey = "#404040"
set multiplot
unset key
set label 1 "How far a parameter moves the measure, and how evenly" at screen 0.5, screen 1 - 13.0 / height center
set label 2 "blue: clear of chance;  grey: not;  ◆ other random numbers;  line: sigma = mu*" \
    at screen 0.5, screen 1 - 31.0 / height center font ",10" textcolor rgb grey
upper = height - top
do for [p = 1:panels] {
    upper = upper - head
    lower = upper - side
    far = 0.0
    tall = 0.0
    stats file using ($1 == p ? (far = most(far, $5), tall = most(tall, valid(8) ? $8 : 0), 0) : 0) nooutput
    set tmargin at screen upper / height
    set bmargin at screen lower / height
    set lmargin at screen 58.0 / width
    set rmargin at screen (width - 24.0) / width
    set xrange [0:far > 0 ? far * 1.28 : 1]
    set yrange [0:tall > 0 ? tall * 1.1 : 1]
    set xtics step(far) font small offset 0, 0.3
    set ytics step(tall) font small
    set label 3 title[p] at screen 58.0 / width, screen (upper + 9) / height left font small
    set label 4 "mu*: mean absolute change over the parameter's whole range" \
        at screen (58.0 + width - 24) / 2 / width, screen (lower - 28) / height center font ",10" textcolor rgb grey
    set label 5 "sigma: its standard deviation" at screen 12.0 / width, screen (upper + lower) / 2 / height \
        center rotate by 90 font ",10" textcolor rgb grey
    plot x with lines linecolor rgb "#B8B8B8" dashtype (4, 4) linewidth 0.8, \
         file using ($1 == p && $3 == 0 && $11 == 0 ? $5 : NaN):8 \
             with points pointtype 7 pointsize 0.9 * zoom linecolor rgb 0xA0A0A0, \
         file using ($1 == p && $11 == 1 ? $5 : NaN):8 \
             with points pointtype 7 pointsize 1.2 * zoom linecolor rgb 0x0072B2, \
         file using ($1 == p && $3 == 1 ? $5 : NaN):8 \
             with points pointtype 13 pointsize 1.6 * zoom linecolor rgb "black", \
         file using ($1 == p && $3 == 0 && $2 <= 8 ? $5 : NaN):8:4 with labels left offset 0.7, 0.1 font ",9.5"
    unset label 1
    unset label 2
    upper = lower - gap
}
unset multiplot
unset output
