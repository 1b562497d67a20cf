# SPDX-License-Identifier: GPL-3.0-or-later
# Opens the file NAME.FORMAT, `width` x `height` units of 1/96 inch. Text and lines have the same size in each
# format; a figure is 480 units wide, so that its smallest text is legible in a journal's column.
# `gnuplot -e "format='pdf'" NAME.gp` draws another format than SVG. Markers are given `zoom` times the wanted
# size, since each format has its own idea of their unit.
if (!exists("format")) format = "svg"
width = 480
font = "DejaVu Sans"
if (format eq "svg") {
    # a reader without the font gets one of the same widths
    set terminal svg size width, height font font.", Verdana, sans-serif,13" background "white"
    zoom = 0.5
}
if (format eq "pdf") {
    set terminal pdfcairo size width / 96.0, height / 96.0 font font.",13" fontscale 0.5625 linewidth 1.5
    zoom = 0.6
}
if (format eq "png") {
    dots = 300 / 96.0
    set terminal pngcairo size width * dots, height * dots font font.",13" fontscale 0.75 * dots \
        linewidth dots pointscale dots
    zoom = 0.75
}
if (format eq "epslatex") {
    # TeX sets the text, all of it in one size; without a size of its own it is no wider than in the other formats
    set terminal epslatex size width / 96.0, height / 96.0 color colourtext linewidth 1.5 fontscale 1.8 \
        header "\\footnotesize"
    zoom = 0.8
}
set output name.(format eq "epslatex" ? ".tex" : ".".format)
set termoption noenhanced # a scenario's name stays as it is
