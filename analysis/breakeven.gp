# SPDX-License-Identifier: GPL-3.0-or-later
# The difference between two scenarios along a parameter, with its interval, and the values at which its sign changes.
load "style.gp"
name = "breakeven"
file = name.".csv"

low = 1e300
high = -1e300
bottom_value = 0
top_value = 0
roots = 0
array estimate[20]
array from[20]
array to[20]
array whole[20]
array before[20]
array neighbours[20]
stats file using ($1 == 1 ? (low = -most(-low, -$2), high = most(high, $2), \
                             bottom_value = -most(-bottom_value, -$4), top_value = most(top_value, $5), 0) : 0) nooutput
stats file using ($1 == 2 && roots < 20 ? (roots = roots + 1, estimate[roots] = $2, from[roots] = $4, to[roots] = $5, \
                                           whole[roots] = $6, before[roots] = $3, neighbours[roots] = strcol(7), 0) : 0) nooutput
stats file using ($1 == 3 ? (level = $2, better = $3, parameter = strcol(7), unit = strcol(8), label = strcol(9), \
                             base = strcol(10), other = strcol(11), 0) : 0) nooutput

top = 60.0
bottom = 62.0
height = top + 240 + bottom
load "canvas.gp"

margin = 0.07 * (top_value - bottom_value)
bottom_value = bottom_value - margin
top_value = top_value + margin
set label 1 other." compared with ".base at screen 0.5, screen 1 - 13.0 / height center
set label 2 "difference in ".label.(unit eq " " ? "" : ", ".unit) at screen 0.5, screen 1 - 30.0 / height center font small
set label 3 parameter at screen 0.5375, screen (bottom - 36) / height center font small
set label 4 sprintf("band: %.4g %% intervals at each value; ", 100 * level) \
    .(roots > 0 ? sprintf("orange: where the sign changes, %.4g %% interval", 100 * level) : "no change of sign found") \
    at screen 0.985, screen (bottom - 54) / height right font ",10" textcolor rgb "#404040"
ahead = better < 0 ? base : other
behind = better < 0 ? other : base
set label 5 "above 0: ".(better == 0 ? other." has more" : ahead." is better").";  below: " \
    .(better == 0 ? other." has less" : behind." is better") at screen 0.5, screen 1 - 46.0 / height center \
    font ",10" textcolor rgb "#404040"
shown(x) = abs(x) >= 1e4 ? sprintf("%.0f", x) : sprintf("%.4g", x)
brackets(i) = "\n[".shown(from[i]).", ".shown(to[i])."]"
written(i) = (whole[i] == 1 ? "between ".neighbours[i] : shown(estimate[i])).brackets(i)
do for [i = 1:roots] {
    set object (10 + i) rectangle from first from[i], graph 0 to first to[i], graph 1 behind \
        fillcolor rgb "#F4C9A8" fillstyle solid border linecolor rgb "#D55E00"
    if (whole[i] == 0) {
        set arrow (10 + i) from first estimate[i], graph 0 to first estimate[i], graph 1 nohead front \
            linecolor rgb "#D55E00" linewidth 1.2 dashtype (6, 4)
    }
    # beside the interval, on the side and at the height where the curve is not
    right_half = estimate[i] > 0.6 * high + 0.4 * low
    level_of = ((before[i] > 0) == !right_half ? 0.9 : 0.2) - 0.14 * (i % 2 == 0)
    if (right_half) {
        set label (10 + i) written(i) at first from[i], graph level_of right font ",10" textcolor rgb "#A04000" \
            offset -0.8, 0
    } else {
        set label (10 + i) written(i) at first to[i], graph level_of left font ",10" textcolor rgb "#A04000" \
            offset 0.8, 0
    }
}
set xrange [low:high]
set yrange [bottom_value:top_value]
set xtics step(high - low) format (high >= 1e4 ? "%.0f" : "%g") font small offset 0, 0.3
set ytics step(top_value - bottom_value) format "%+g" font small
set ytics add ("0" 0)
set grid xtics ytics
set arrow 1 from graph 0, first 0 to graph 1, first 0 nohead linecolor rgb "#404040" linewidth 1
set lmargin at screen 0.13
set rmargin at screen 0.945
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set key off

plot file using (only(1, $1, $2)):4:5 with filledcurves linecolor rgb "#0072B2" fillstyle transparent solid 0.18 noborder, \
     for [edge = 4:5] file using (only(1, $1, $2)):edge with lines linecolor rgb "#0072B2" dashtype solid linewidth 0.5, \
     file using (only(1, $1, $2)):3 with lines linecolor rgb "#0072B2" dashtype solid linewidth 1.8, \
     file using ($1 == 1 && $6 == 1 ? $2 : NaN):3 with points linecolor rgb "#0072B2" pointtype 7 pointsize 0.6 * zoom
unset output
