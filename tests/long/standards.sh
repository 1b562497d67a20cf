#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What others' programs say of RO-Crates, data packages (tests/long/standards.js) and CITATION.cff, and that they would say
# so of wrong ones. Needs node and npm, which fetches their packages; without them there is nothing to do.
. tests/cli/checks
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo "ok skipped: there is no npm (Debian: apt-get install npm)"
    exit 0
fi
mkdir "$work/npm"
(cd "$work/npm" && echo '{"private": true}' >package.json &&
    npm install --no-audit --no-fund --ignore-scripts ro-crate@3.7.2 ro-crate-2@npm:ro-crate@2.0.7 jsonld@9.0.0 \
        datapackage@1.1.10 ajv@8.20.0 ajv-draft-04@1.0.0 ajv-formats@3.0.1 cffjs@0.0.2 js-yaml@5.5.0) >"$work/npm.log" 2>&1 || {
    echo "ok skipped: npm could not fetch what this needs"
    exit 0
}

# judged crate|tables FOLDER: nothing is wrong.
judged() {
    node tests/long/standards.js "$work/npm/node_modules" "$1" "$2" >"$work/said" 2>"$work/err"
}

# wrong NAME crate|tables FROM FILE SED WORDS: FROM with FILE changed by a line of sed is found wrong, in these words.
wrong() {
    rm -rf "$work/wrong"
    cp -r "$3" "$work/wrong"
    sed "$5" "$3/$4" >"$work/wrong/$4"
    check_not "$1 is found" judged "$2" "$work/wrong"
    check "$1: as such" grep -q "$6" "$work/said"
}

cat >"$work/own.cfg" <<'EOT'
title = "A paper"; description = "To be judged"; date = "2026-11-24"; licence = "CC-BY-4.0"; source = "https://example.org/z";
keywords = "simulation"; authors = ({ name = "A"; orcid = "0000-0002-1825-0097"; affiliation = "X"; }, { name = "B"; });
experiments = ({ name = "main"; command = "compare"; options = ("-n 6", "-s programme.horizon=90"); files = ("solo", "16+1"); },
    { name = "grid"; command = "sweep"; options = ("-n 2", "-s programme.horizon=90"); files = "size-and-staff"; });
numbers = ({ name = "Runs"; experiment = "main"; from = "paired.csv"; style = "rows"; });
parameters = ({ name = "demand"; keys = "demand.*"; });
EOT
run_as "a paper" 0 paper "$work/own.cfg" --out "$work/paper"
check "is an RO-Crate to others" judged crate "$work/paper"
sed 's/^/    /' "$work/said"
rm "$work/paper/store.sqlite"
wrong "no licence" crate "$work/paper" ro-crate-metadata.json 's/"license": {/"licence": {/' 'Missing required property: license'
wrong "a word without a meaning" crate "$work/paper" ro-crate-metadata.json 's/"contentSize"/"contentsize"/' 'JSON-LD:'
wrong "a file that is not there" crate "$work/paper" ro-crate-metadata.json 's/"numbers.tex"/"nombers.tex"/' 'does not exist'
wrong "a reference to nothing" crate "$work/paper" ro-crate-metadata.json '0,/"@id": "#zutuan"/s//"@id": "#zutua"/' \
    'refers to #zutua'

# $small is several words
# shellcheck disable=SC2086,SC2154
for folder in "run 16+1+N" "compare solo 16+1 solo-annual --control-variates" "select solo 16+1 --max 20 -n 10" \
    "attribute solo 16+1 -n 3 --players=training,fee" "breakeven solo 16+1 --over support.staff=1:4 -n 5" \
    "sweep forms -n 2" "sensitivity solo 16+1 --over training.effect=1:4 --method morris --points 4 -n 2"; do
    command=${folder%% *}
    # shellcheck disable=SC2086,SC2154
    "$binary" $folder $small --out "$work/$command" >/dev/null 2>"$work/err.$command"
    check "tables of $command were written" test -s "$work/$command/datapackage.json"
    check "are a data package to others, with every value of its type" judged tables "$work/$command"
    sed 's/^/    /' "$work/said"
done
wrong "a column of another type" tables "$work/compare" datapackage.json \
    '/"name": "measure"/{n;s/string/integer/}' 'summary.csv\|paired.csv\|replications.csv'
wrong "a profile that there is not" tables "$work/compare" datapackage.json 's/"tabular-data-package"/"x"/' 'tabular-data-package.json'
wrong "a changed table" tables "$work/compare" summary.csv 's/solo,served,/solo,sorved,/' 'has another SHA-256'

check "CITATION.cff is one by the schema of CFF 1.2.0" node tests/long/citation.mjs "$work/npm/node_modules" CITATION.cff
sed '/^authors:/,/^  - name/d' CITATION.cff >"$work/nobody.cff"
check_not "and without authors is none" node tests/long/citation.mjs "$work/npm/node_modules" "$work/nobody.cff"
finish
