# SPDX-License-Identifier: GPL-3.0-or-later
# What every figure shares: how its data are read and how it looks. A figure loads this first, then sets `name`
# and `height`, loads canvas.gp and plots.
set encoding utf8
set datafile separator comma
set datafile columnheaders

# The different words of a column, in their order: stats FILE using (list = add(list, strcol(1)), 0) nooutput
add(list, new) = strstrt(" ".list." ", " ".new." ") ? list : (list eq "" ? new : list." ".new)
# A value where a number is the wanted one, nothing elsewhere.
only(wanted, given, value) = given == wanted ? value : NaN
most(a, b) = a > b ? a : b
# How many of `count` entries of up to `longest` letters a key has side by side. The SVG terminal reckons with
# wider letters than it draws, and would put fewer than were asked for where they seem not to fit.
key_columns(longest, count) = -most(-count, -most(1, floor(460 / (longest * 9.0 + 60))))

# Okabe & Ito (2008): told apart by the colour-blind. Dashes and markers tell them apart in grey.
set linetype 1 linecolor rgb "#000000" dashtype solid pointtype 7
set linetype 2 linecolor rgb "#D55E00" dashtype (12, 4) pointtype 5
set linetype 3 linecolor rgb "#0072B2" dashtype (4, 3) pointtype 9
set linetype 4 linecolor rgb "#009E73" dashtype (12, 3, 3, 3) pointtype 13
set linetype 5 linecolor rgb "#CC79A7" dashtype (20, 4) pointtype 11
set linetype 6 linecolor rgb "#E69F00" dashtype (2, 3) pointtype 7
set linetype 7 linecolor rgb "#56B4E9" dashtype (12, 3, 3, 3, 3, 3) pointtype 5
set linetype 8 linecolor rgb "#7F7F7F" dashtype (6, 6) pointtype 9
set linetype cycle 8
array marker[8] = [7, 5, 9, 13, 11, 7, 5, 9] # filled; one less is its outline
cycle(i) = (int(i) - 1) % 8 + 1

small = ",11"
set border 3 linecolor rgb "#404040" linewidth 0.75
set tics nomirror out scale 0.5 textcolor rgb "#202020"
set grid linecolor rgb "#B8B8B8" linewidth 0.5 dashtype solid
set key noautotitle noenhanced
set errorbars small
# A round distance of tics, some five of them in `range`.
step(range) = range > 0 ? round_off(range / 5.0 / decade(range / 5.0)) * decade(range / 5.0) : 1
decade(x) = 10 ** floor(log10(x))
round_off(x) = x <= 1.4 ? 1 : x <= 3.2 ? 2 : x <= 7 ? 5 : 10
