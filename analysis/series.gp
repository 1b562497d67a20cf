# SPDX-License-Identifier: GPL-3.0-or-later
# Panels of series through time, one above the other, with one time axis: of each scenario the mean, and the band
# between the 5 % and the 95 % quantile of the replications. The figure has set `name`, `heading`, `panels`
# (words: the measures) and an array `label` that says what each is.
file = name.".csv"
scenarios = ""
end = 0
stats file using (scenarios = add(scenarios, strcol(1)), end = most(end, $3), 0) nooutput
count = words(scenarios)

# As many columns of the key as fit.
longest = 0
do for [s = 1:count] {
    longest = most(longest, strlen(word(scenarios, s)))
}
columns = key_columns(longest, count)
top = 28.0 + 17 * ceil(count / (1.0 * columns))
bottom = 54.0
panel = 124.0
height = top + words(panels) * panel + bottom
load "canvas.gp"
faint = count > 2 ? 0.08 : 0.15

set multiplot
set lmargin at screen 0.15
set rmargin at screen 0.975
set xrange [0:end > 0 ? end : 1]
set xtics font small offset 0, 0.3
set ytics font small
set grid xtics ytics
set label 1 heading at screen 0.5, screen 1 - 12.0 / height center
set key at screen 0.5, screen 1 - 21.0 / height center top horizontal Left reverse maxcols columns samplen 2.5 font small
do for [p = 1:words(panels)] {
    least = 1e300
    top_value = -1e300
    stats file using (strcol(2) eq word(panels, p) && $5 == $5 \
                      ? (least = -most(-least, -$5), top_value = most(top_value, $6)) : 0) nooutput
    set ytics step(top_value - least)
    set tmargin at screen 1 - (top + (p - 1) * panel + 7) / height
    set bmargin at screen 1 - (top + p * panel - 7) / height
    set xtics format (p == words(panels) ? "%g" : "")
    set label 2 label[p] at screen 0.03, screen 1 - (top + (p - 0.5) * panel) / height center rotate font small
    plot for [s = 1:count] file \
             using (strcol(1) eq word(scenarios, s) && strcol(2) eq word(panels, p) ? $3 : NaN):5:6 \
             with filledcurves linetype s fillstyle transparent solid faint noborder, \
         for [s = 1:count] for [edge = 5:6] file \
             using (strcol(1) eq word(scenarios, s) && strcol(2) eq word(panels, p) ? $3 : NaN):edge \
             with lines linetype s dashtype solid linewidth 0.4, \
         for [s = 1:count] file \
             using (strcol(1) eq word(scenarios, s) && strcol(2) eq word(panels, p) ? $3 : NaN):4 \
             with lines linetype s linewidth 1.8 title (p == 1 ? word(scenarios, s) : "")
    unset label 1
    unset label 2
    if (p == words(panels) - 1) {
        set label 3 "time since the start, years" at screen 0.5625, screen 23.0 / height center font small
        set label 4 "lines: means; bands: from the 5 % to the 95 % quantile of the replications" \
            at screen 0.5625, screen 9.0 / height center font ",10" textcolor rgb "#404040"
    }
}
unset multiplot
unset output
