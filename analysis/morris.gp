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
array at[8]
array up[8]
array told[8]
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
    set xtics step(far) font small offset 0, 0.3
    set ytics step(tall) font small
    set label 3 title[p] at screen 58.0 / width, screen (upper + 9) / height left font small
    set label 4 "mu*: mean absolute change over the parameter's whole range" \
        at screen (58.0 + width - 24) / 2 / width, screen (lower - 28) / height center font ",10" textcolor rgb grey
    set label 5 "sigma: its standard deviation" at screen 12.0 / width, screen (upper + lower) / 2 / height \
        center rotate by 90 font ",10" textcolor rgb grey
    # names of the first eight: away from the right edge, and each clear of those before it
    named = 0
    set autoscale xy # stats heeds the ranges
    stats file using ($1 == p && $3 == 0 && $2 <= 8 && named < 8 ? \
                      (named = named + 1, at[named] = $5, up[named] = $8, told[named] = strcol(4), 0) : 0) nooutput
    set print $names
    print "x,y,name,hand"
    do for [i = 1:named] {
        place = up[i]
        tries = 0
        free = 0
        while (!free && tries < 20) {
            free = 1
            do for [k = 1:i - 1] {
                if (abs(place - up[k]) < 0.042 * tall && abs(at[i] - at[k]) < 0.4 * far) {
                    free = 0
                }
            }
            if (!free) {
                tries = tries + 1
                place = up[i] + (tries % 2 == 1 ? -1 : 1) * 0.022 * tall * int((tries + 1) / 2)
            }
        }
        hand = at[i] > 0.62 * far ? -1 : 1
        print sprintf("%.12g,%.12g,%s,%d", at[i], place, told[i], hand)
        up[i] = place
    }
    set print
    set xrange [0:far > 0 ? far * 1.05 : 1]
    set yrange [0:tall > 0 ? tall * 1.1 : 1]
    plot x with lines linecolor rgb "#B8B8B8" dashtype (4, 4) linewidth 0.8, \
         file using ($1 == p && $3 == 0 && $11 == 0 ? $5 : NaN):8 \
             with points pointtype 7 pointsize 0.9 * zoom linecolor rgb 0xA0A0A0, \
         file using ($1 == p && $11 == 1 ? $5 : NaN):8 \
             with points pointtype 7 pointsize 1.2 * zoom linecolor rgb 0x0072B2, \
         file using ($1 == p && $3 == 1 ? $5 : NaN):8 \
             with points pointtype 13 pointsize 1.6 * zoom linecolor rgb "black", \
         $names using ($4 > 0 ? $1 : NaN):2:3 with labels left offset 0.7, 0.1 font ",9.5", \
         $names using ($4 < 0 ? $1 : NaN):2:3 with labels right offset -0.7, 0.1 font ",9.5"
    unset label 1
    unset label 2
    upper = lower - gap
}
unset multiplot
unset output
