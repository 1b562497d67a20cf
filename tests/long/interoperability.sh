#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The tables of a folder load in R, in pandas and in a spreadsheet with the types of datapackage.json, and with the same
# numbers. Needs r-base-core, r-cran-jsonlite, python3-pandas and gnumeric (tests/run.sh --full installs them); tries
# LibreOffice too where it is (Debian: apt-get install --no-install-recommends libreoffice-calc, 86 MB).
. tests/cli/checks
python=/usr/bin/python3 # Debian's, which has Debian's pandas

# shellcheck disable=SC2086
{
"$binary" compare solo 16+1 $small -n 20 --equal-budget --out "$work/compare" --progress none
"$binary" sweep size-and-staff -s programme.horizon=30 -n 2 --out "$work/sweep" --progress none
"$binary" breakeven solo 16+1 $small --over support.staff_cost=0:400k --in other -n 10 --out "$work/breakeven" --progress none
"$binary" select solo 16+0 16+1 $small --out "$work/select" --progress none
"$binary" attribute solo 16+1 $small -n 5 --out "$work/attribute" --progress none
"$binary" sensitivity solo 16+1 $small --points 2 -n 2 --out "$work/sensitivity" --progress none
"$binary" trace 16+1 $small --gantt --out "$work/trace"
"$binary" hypotheses --quick -n 20 --out "$work/hypotheses" --progress none
} >/dev/null 2>"$work/err"
for folder in compare sweep breakeven select attribute sensitivity trace hypotheses; do
    check "$folder: a folder" test -s "$work/$folder/datapackage.json"
    $python tests/long/interoperability.py declared "$work/$folder" >"$work/declared"
    check "$folder: tables with types" test -s "$work/declared"
    $python docs/examples/read.py "$work/$folder" >"$work/pandas" 2>"$work/err"
    check "$folder: pandas has these types" cmp "$work/declared" "$work/pandas"
    Rscript docs/examples/read.R "$work/$folder" >"$work/R" 2>"$work/err"
    check "$folder: R has these types" cmp "$work/declared" "$work/R"
    check "$folder: pandas has the same bits" $python tests/long/interoperability.py bits "$work/$folder"
    Rscript -e 'source("docs/examples/read.R")' -e 'arguments <- commandArgs(trailingOnly = TRUE)' \
        -e 'out <- file(arguments[2], "wb")' \
        -e 'for (table in read_results(arguments[1])) for (column in table) if (is.double(column)) writeBin(column, out)' \
        -e 'close(out)' "$work/$folder" "$work/R.bits" 2>"$work/err"
    check "$folder: R has the same bits" $python tests/long/interoperability.py bits "$work/$folder" "$work/R.bits"
    mkdir "$work/sheets"
    for table in "$work/$folder"/*.csv; do
        ssconvert -T Gnumeric_XmlIO:sax:0 "$table" "$work/sheets/$(basename "$table" .csv).xml" >/dev/null 2>&1
    done
    check "$folder: a spreadsheet has numbers and text where they belong" \
        $python tests/long/interoperability.py sheets "$work/$folder" "$work/sheets"
    rm -rf "$work/sheets"
done

# read as a CSV file with commas, in UTF-8 and the numbers of English (USA)
if command -v soffice >/dev/null 2>&1; then
    soffice --headless "-env:UserInstallation=file://$work/office" --infilter="CSV:44,34,76,1,,1033,false,true,false" \
        --convert-to fods --outdir "$work/sheets" "$work/compare"/*.csv >"$work/out" 2>"$work/err"
    check "LibreOffice has numbers and text where they belong" \
        $python tests/long/interoperability.py sheets "$work/compare" "$work/sheets"
else
    echo "note: LibreOffice is not here"
fi

# the table of BehaviorSpace, as its readers read it
"$binary" export "$work/sweep" --out "$work/table.csv" 2>"$work/err"
check "pandas reads the table of runs" $python -c "
import pandas
runs = pandas.read_csv('$work/table.csv', skiprows=6)
assert runs.columns[0] == '[run number]' and runs['[run number]'].tolist() == list(range(1, len(runs) + 1))
assert runs['qa_per_10k_yuan'].dtype == 'float64' and runs['replication'].nunique() == 2"
check "R reads the table of runs" Rscript -e "runs <- read.csv('$work/table.csv', skip = 6, check.names = FALSE)" \
    -e "stopifnot(identical(runs[['[run number]']], seq_len(nrow(runs))), is.double(runs\$qa_per_10k_yuan))"
finish
