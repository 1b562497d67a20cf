#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Draws the figures of a results folder into its folder figures/: each as NAME.svg, NAME.pdf and NAME.png, or in the
# formats named (epslatex: NAME.eps and NAME.tex, which a journal's LaTeX inputs and sets the text of), with the data it
# shows as NAME.csv and the script that draws it as NAME.gp, which runs by itself there: `cd DIR/figures && gnuplot
# NAME.gp`. Reads the CSV tables and nothing else. What a folder has no data for is left out. The same tables give the
# same bytes.
set -u

self=${PLOT_SELF:-plot.sh}
say() {
    printf '%s\n' "$*" >&2
}

usage() {
    say "usage: plot.sh DIR [svg|pdf|png|epslatex ...]"
    exit 2
}

case ${1-} in
'' | -*) usage ;;
esac
results=$1
shift
[ $# -gt 0 ] || set -- svg pdf png
for format; do
    case $format in
    svg | pdf | png | epslatex) ;;
    *)
        say "$self: $format: not one of svg, pdf, png, epslatex"
        usage
        ;;
    esac
done

case $results in # awk takes a path with = in it for an assignment, unless something else comes first
/* | ./*) tables=$results ;;
*) tables=./$results ;;
esac

scripts=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
found=
for results_table in summary cells attribution curve select parameters trace; do
    [ ! -r "$results/$results_table.csv" ] || found=1
done
if [ -z "$found" ]; then
    say "$self: $results: holds no results (no summary.csv, no cells.csv); make some with zutuan run, compare or" \
        "sweep --out $results"
    exit 1
fi
if ! command -v gnuplot >/dev/null 2>&1; then
    say "$self: gnuplot is missing, so no figure was drawn; the tables in $results are complete"
    say "$self: install it (Debian: apt-get install gnuplot-nox) and run this again"
    exit 1
fi
gnuplot -e 'exit status GPVAL_VERSION < 5.4' 2>/dev/null || {
    say "$self: $(gnuplot --version) is too old; 5.4 or newer is needed"
    exit 1
}

figures=$results/figures
work=$figures/.drawing.$$
mkdir -p "$work" || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

table() { # SCRIPT [ARGUMENT ...] FILE ...
    script=$1
    shift
    LC_ALL=C awk -f "$scripts/csv.awk" -f "$scripts/$script.awk" "$@"
}

# Writes the data of a figure; a header alone means that there are none.
data() {
    case $1 in
    map)
        [ ! -r "$tables/cells.csv" ] || table map "$tables/factors.csv" "$tables/cells.csv"
        return
        ;;
    select)
        [ ! -r "$tables/select.csv" ] || table select -v pass=1 "$tables/select.csv" |
            LC_ALL=C sort -t, -k1,1n -k2,2g -k3,3n |
            table select -v pass=2 -v most=40
        return
        ;;
    calibrate)
        [ ! -r "$tables/posterior.csv" ] || table calibrate -v most=5 "$tables/parameters.csv" \
            "$tables/posterior.csv"
        return
        ;;
    effects)
        [ ! -r "$tables/sensitivity.csv" ] || table sensitivity -v most=20 "$tables/sensitivity.csv"
        return
        ;;
    morris)
        [ ! -r "$tables/sensitivity.csv" ] || head -n 1 "$tables/sensitivity.csv" | grep -qv ',mu_star,' ||
            table sensitivity -v most=1000 "$tables/sensitivity.csv"
        return
        ;;
    convergence)
        [ ! -r "$tables/convergence.csv" ] || table convergence "$tables/convergence.csv"
        return
        ;;
    tornado)
        [ ! -r "$tables/points.csv" ] || table tornado "$tables/points.csv" "$tables/cells.csv"
        return
        ;;
    waterfall)
        [ ! -r "$tables/attribution.csv" ] || table waterfall "$tables/attribution.csv"
        return
        ;;
    breakeven)
        [ ! -r "$tables/curve.csv" ] || table breakeven "$tables/roots.csv" "$tables/curve.csv"
        return
        ;;
    gantt | phases)
        [ ! -r "$tables/trace.csv" ] || table "$1" "$tables/replication.csv" "$tables/phases.csv" "$tables/trace.csv"
        return
        ;;
    calendar)
        [ ! -r "$tables/calendar.csv" ] || table calendar "$tables/calendar.csv"
        return
        ;;
    pareto)
        # a design of one parameter at a time, and one that sensitivity is reckoned from, offer no choice
        if [ -r "$tables/measures.csv" ]; then
            table pareto "$tables/measures.csv"
        elif [ -r "$tables/cells.csv" ] && [ ! -r "$tables/sensitivity.csv" ]; then
            table pareto -v most=1000 "$tables/factors.csv" "$tables/cells.csv"
        elif [ -r "$tables/summary.csv" ] && [ ! -r "$tables/hypotheses.csv" ]; then
            table pareto "$tables/summary.csv"
        fi
        return
        ;;
    hypotheses)
        [ ! -r "$tables/hypotheses.csv" ] || table hypotheses "$tables/hypotheses.csv"
        return
        ;;
    esac
    # too many scenarios for the other figures
    [ -r "$tables/summary.csv" ] && [ ! -r "$tables/hypotheses.csv" ] || return 0
    case $1 in
    differences)
        [ ! -r "$tables/paired.csv" ] || table differences "$tables/paired.csv"
        ;;
    quality)
        table series -v keep="capability quality" "$tables/series.csv"
        ;;
    waiting)
        table series -v keep="queue wait served_share" "$tables/series.csv"
        ;;
    hub)
        table hub "$tables/summary.csv"
        ;;
    referrals)
        table referrals -v pass=1 "$tables/summary.csv" "$tables/referrals.csv" |
            LC_ALL=C sort -t, -k1,1n -k5,5gr -k3,3n -k4,4n |
            table referrals -v pass=2 -v most=300
        ;;
    distribution)
        table distribution -v pass=1 -v keep=qa_per_10k_yuan "$tables/replications.csv" |
            LC_ALL=C sort -t, -k1,1n -k3,3g |
            table distribution -v pass=2
        ;;
    costs)
        table costs "$tables/summary.csv"
        ;;
    boxes)
        table boxes -v pass=1 "$tables/replications.csv" |
            LC_ALL=C sort -t, -k1,1n -k2,2n -k4,4g |
            table boxes -v pass=2
        ;;
    joiners)
        table joiners "$tables/summary.csv" "$tables/series.csv"
        ;;
    esac
}

# PDF and EPS say when they were made: set to SOURCE_DATE_EPOCH, else to 1970; in a PDF in as many bytes.
made=19700101000000
if [ -n "${SOURCE_DATE_EPOCH-}" ]; then
    made=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S 2>/dev/null ||
        date -u -r "$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S) || exit 1
fi

# The files of a figure in a format.
files() { # NAME FORMAT
    case $2 in
    epslatex) printf '%s.tex %s.eps' "$1" "$1" ;;
    *) printf '%s.%s' "$1" "$2" ;;
    esac
}

# change FILE COMMAND...: the file as the command makes it.
change() {
    changed=$1
    shift
    LC_ALL=C "$@" <"$work/$changed" >"$work/changed" && mv "$work/changed" "$work/$changed"
}

draw() { # NAME FORMAT
    (cd "$work" && TZ=UTC LC_ALL=C.UTF-8 gnuplot -e "format='$2'" "$1.gp" >log 2>&1)
    code=$?
    for drawing in $(files "$1" "$2"); do
        [ $code -eq 0 ] && [ -s "$work/$drawing" ] || {
            say "$self: $drawing could not be drawn:"
            cat "$work/log" >&2
            return 1
        }
    done
    case $2 in
    pdf) change "$1.pdf" sed "s|/CreationDate (D:[0-9]\{14\}Z)|/CreationDate (D:${made}Z)|" ;;
    epslatex)
        change "$1.eps" sed "s|^\(%%CreationDate:\).*|\1 $made|; s|/CreationDate (.*)|/CreationDate ($made)|" &&
            change "$1.tex" awk -f "$scripts/tex.awk"
        ;;
    esac
}

# Puts a script in place; another of that name, perhaps changed by hand, is kept beside it.
place_script() {
    if [ -e "$figures/$1" ] && ! cmp -s "$work/$1" "$figures/$1"; then
        kept=1
        while [ -e "$figures/$1.$kept" ]; do
            kept=$((kept + 1))
        done
        mv "$figures/$1" "$figures/$1.$kept"
        say "$self: $figures/$1 was another; kept as $1.$kept"
    fi
    cp "$work/$1" "$work/copy" && mv "$work/copy" "$figures/$1"
}

# Formats that are not drawn now would show other data, unless the data are the same.
remove_old() {
    for old in svg pdf png tex eps; do
        rm -f "$figures/$1.$old"
    done
}

cp "$scripts"/*.gp "$work" || exit 1
names="select calibrate hypotheses map effects morris convergence tornado waterfall breakeven differences pareto quality
    waiting joiners hub referrals distribution boxes costs calendar gantt phases"
status=0
drawn=
for name in $names; do
    data "$name" >"$work/$name.csv" || status=1
    if [ "$(head -n 2 "$work/$name.csv" | wc -l)" -lt 2 ]; then
        remove_old "$name"
        rm -f "$figures/$name.csv" "$figures/$name.gp"
        continue
    fi
    failed=
    for format; do
        draw "$name" "$format" || failed=1
    done
    if [ -n "$failed" ]; then
        status=1
        continue
    fi
    cmp -s "$work/$name.csv" "$figures/$name.csv" || remove_old "$name"
    place_script "$name.gp" || status=1
    mv "$work/$name.csv" "$figures/$name.csv" || status=1
    for format; do
        for drawing in $(files "$name" "$format"); do
            mv "$work/$drawing" "$figures/$drawing" || status=1
        done
    done
    drawn="$drawn $name"
done
for shared in style.gp canvas.gp series.gp; do
    place_script "$shared" || status=1
done
say "figures in $figures:$drawn"
exit $status
