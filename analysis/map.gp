# SPDX-License-Identifier: GPL-3.0-or-later
# Where one scenario beats the other: the relative difference at every point of a design with two factors, with the
# line on which it is nothing. Blue is where the other scenario is better, vermilion where the base is.
load "style.gp"
name = "map"
file = name.".csv"

array x_axis[3]
array y_axis[3]
array title[20]
array better[20]
array largest[20]
do for [i = 1:20] {
    largest[i] = 0
}
panels = 0
columns = 0
rows = 0
wide = 0
level = 0.95
other = ""
base = ""
stats file using (strcol(1) eq "axis" && $3 == 1 ? \
                  (x_axis[1] = strcol(9), x_axis[2] = strcol(10), x_axis[3] = strcol(11), 0) : 0) nooutput
stats file using (strcol(1) eq "axis" && $3 == 2 ? \
                  (y_axis[1] = strcol(9), y_axis[2] = strcol(10), y_axis[3] = strcol(11), 0) : 0) nooutput
stats file using (strcol(1) eq "panel" && $2 <= 20 ? \
                  (panels = int($2), title[panels] = strcol(9), better[panels] = $7, level = $3, \
                   other = strcol(10), base = strcol(11), 0) : 0) nooutput
stats file using (strcol(1) eq "ytick" ? \
                  (rows = most(rows, int($3)), wide = most(wide, strlen(strcol(9))), 0) : 0) nooutput
stats file using (strcol(1) eq "cell" && $2 <= 20 ? \
                  (columns = most(columns, int($3)), \
                   largest[int($2)] = most(largest[int($2)], abs($7)), 0) : 0) nooutput
own = 0
stats file using (strcol(1) eq "own" ? (own = 1) : 0) nooutput

cell = 26.0
side = 12.0 * (y_axis[3] eq " " ? 2 : 3) # the words of the vertical axis
left = side + 26 + 6.6 * wide
right = 66.0
above = 26.0
below = 22.0
top = 24.0
bottom = 76.0 + (x_axis[3] eq " " ? 0 : 12)
each = above + rows * cell + below
height = top + panels * each + bottom
load "canvas.gp"

# Differences of one per cent and of a hundred both show: linear about 0, logarithmic outwards. Small ones look small:
# the scale goes to `least` at least.
bend = 10.0
least = 20.0
axis(x) = asinh(x / bend)
is(wanted, panel) = strcol(1) eq wanted && column(2) == panel
grey = "#404040"

set multiplot
set xrange [0.5:columns + 0.5]
set yrange [0.5:rows + 0.5]
unset border
unset tics
unset grid
set lmargin at screen left / width
set rmargin at screen (width - right) / width
set style fill solid 1.0 noborder
set object 1 rectangle from graph 0, graph 0 to graph 1, graph 1 behind fillcolor rgb "#D0D0D0" fillstyle solid noborder

set label 1 "Where ".other." beats ".base.", and where it does not" at screen 0.5, screen 1 - 13.0 / height center
middle = (left + width - right) / 2.0 / width
set label 2 x_axis[1] at screen middle, screen (bottom - 11) / height center font small
set label 3 x_axis[2].(x_axis[3] eq " " ? "" : "\n".x_axis[3]) \
    at screen middle, screen (bottom - 25) / height center font ",10" textcolor rgb grey
foot = 22.0
set label 4 (own ? "◇ the scenarios' own values;  " : "")."• undecided: " \
    .sprintf("the %.4g %% interval holds 0", 100 * level) \
    at screen 0.985, screen foot / height right font ",10" textcolor rgb grey
set label 5 "blue: ".other." better;  orange: ".base." better;  line: no difference" \
    at screen 0.985, screen (foot - 13) / height right font ",10" textcolor rgb grey

do for [p = 1:panels] {
    upper = height - top - (p - 1) * each - above
    lower = upper - rows * cell
    set tmargin at screen upper / height
    set bmargin at screen lower / height
    set label 6 title[p].": relative difference, %".(better[p] == 0 ? " (blue: more)" : "") \
        at screen middle, screen (upper + 10) / height center font small
    set label 7 y_axis[1] at screen 10.0 / width, screen (upper + lower) / 2 / height center rotate by 90 font small
    set label 8 y_axis[2].(y_axis[3] eq " " ? "" : "\n".y_axis[3]) \
        at screen 24.5 / width, screen (upper + lower) / 2 / height center rotate by 90 font ",10" textcolor rgb grey

    end = most(largest[p], least)
    limit = axis(end)
    if (better[p] < 0) {
        set palette defined (-1 "#00456B", -0.55 "#0072B2", 0 "#FFFFFF", 0.55 "#D55E00", 1 "#7F3800")
    } else {
        set palette defined (-1 "#7F3800", -0.55 "#D55E00", 0 "#FFFFFF", 0.55 "#0072B2", 1 "#00456B")
    }
    set cbrange [-limit:limit]
    set colorbox user origin (width - right + 12) / width, lower / height size 10.0 / width, (upper - lower) / height
    set colorbox noborder
    set cbtics ("0" 0) font ",10" offset -0.8, 0
    ticks = end > 60 ? "10 20 50 100 200 500 1000" : "5 10 20 50"
    do for [t in ticks] {
        if (t <= end) {
            set cbtics add (sprintf("%+g", real(t)) axis(real(t)))
            set cbtics add (sprintf("%+g", -t) -axis(real(t)))
        }
    }
    plot file using (is("cell", p) ? $3 : NaN):4:(0.485):(0.485):(axis($7)) with boxxyerror linecolor palette, \
         file using (is("zero", p) ? $3 : NaN):4:($5 - $3):($6 - $4) \
             with vectors nohead linecolor rgb "white" linewidth 4.5 dashtype solid, \
         file using (is("zero", p) ? $3 : NaN):4:($5 - $3):($6 - $4) \
             with vectors nohead linecolor rgb "black" linewidth 2.2 dashtype solid, \
         file using (is("cell", p) && $8 == 1 ? $3 : NaN):4 \
             with points linecolor rgb "black" pointtype 7 pointsize 0.85 * zoom, \
         file using (strcol(1) eq "own" ? $3 : NaN):4 \
             with points linecolor rgb "white" pointtype 13 pointsize 2.2 * zoom, \
         file using (strcol(1) eq "own" ? $3 : NaN):4 \
             with points linecolor rgb "black" pointtype 12 pointsize 2 * zoom linewidth 1.5, \
         file using (strcol(1) eq "xtick" ? $3 : NaN):(0.5):9 with labels offset 0, -0.8 font small, \
         file using (strcol(1) eq "ytick" ? 0.5 : NaN):3:9 with labels right offset -0.6, 0 font small
    unset label 1
    unset label 2
    unset label 3
    unset label 4
    unset label 5
}
unset multiplot
unset output
