#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What fails around the program: another one at work in the folder, a disk that is full or may not be written, a gnuplot
# that hangs or draws nothing; and a replication that fails, here for want of memory, which is listed and left out, while
# the others are kept: exit code 5.
. tests/cli/checks

# Whoever writes into a folder of results waits for nobody, and takes nothing from another who is at work there.
# shellcheck disable=SC2086
run_as "a run" 0 run solo $small -n 3 --out "$work/run"
printf 'title = "A paper"; date = "2026-11-24"; licence = "CC-BY-4.0"; source = "https://example.org/zutuan";
description = "None"; keywords = ("clusters"); authors = ({ name = "A. Author"; });
experiments = ({ name = "main"; command = "run"; files = "solo"; options = ("-n 1"); });\n' >"$work/paper.cfg"
if command -v flock >/dev/null 2>&1; then
    run_as "a paper" 0 paper "$work/paper.cfg" --out "$work/made"
    while IFS='|' read -r name folder words; do
        mkdir -p "$folder"
        (cd "$folder" && find . -type f -exec cksum {} +) >"$work/before"
        # shellcheck disable=SC2086
        flock "$folder" "$binary" $words >"$work/out" 2>"$work/err"
        check "$name in a folder at which another is at work: exit code 4" test $? -eq 4
        has "$name: is told" "$work/err" \
            "$folder: another zutuan is at work in this folder; wait for its end, or choose another"
        (cd "$folder" && find . -type f -exec cksum {} +) >"$work/after"
        check "$name: nothing is written" cmp "$work/before" "$work/after"
    done <<EOF
plot|$work/run|plot $work/run
report|$work/run|report $work/run
trace --gantt|$work/log|trace solo $small --gantt --out $work/log
paper|$work/paper|paper $work/paper.cfg --out $work/paper
an experiment of a paper|$work/made/experiments/main|paper $work/paper.cfg --out $work/made
EOF
    run_as "and where nobody is" 0 report "$work/run"
fi
run_as "a page of a folder that is not there" 4 report "$work/nowhere"
check "makes none" test ! -e "$work/nowhere"

# A disk of half a megabyte that is full, then may not be written, then has room.
disk=$work/disk
mkdir "$disk"
if [ "$(uname -s)" = Linux ] && mount -t tmpfs -o size=512k none "$disk" 2>/dev/null; then
    trap 'umount "$disk"; rm -rf "$work"' EXIT
    set -- compare solo 16+1 -s programme.horizon=90 -s providers.count=5 -n 120
    run_as "with room" 0 "$@" --out "$work/roomy"
    run_as "a full disk" 4 "$@" --out "$disk/now"
    check "is told" grep -Eqi 'disk is full|no space left' "$work/err"
    check "no file half made is left" test -z "$(find "$disk" -name '.*.tmp' || echo none looked for)"
    mount -o remount,ro "$disk"
    run_as "a disk that may not be written" 4 "$@" --out "$disk/now"
    check "is told" grep -qi 'read-only\|readonly' "$work/err"
    run_as "nor a new folder there" 4 "$@" --out "$disk/other"
    check "is told" grep -qi 'read-only' "$work/err"
    mount -o remount,rw,size=64m "$disk"
    run_as "with room again" 0 "$@" --out "$disk/now"
    check "the same bytes" diff -r -x manifest.json -x 'store.sqlite*' "$work/roomy" "$disk/now"
    mount -o "remount,size=$(($(du -sk "$disk" | cut -f1) + 24))k" "$disk"
    run_as "a page for which there is no room" 4 report "$disk/now"
    check "is told" grep -qi 'no space left' "$work/err"
    check "and is not there" test ! -e "$disk/now/report.html"
    umount "$disk"
    trap 'rm -rf "$work"' EXIT
else
    echo "ok no disk can be made here: none is filled"
fi
(
    ulimit -f 8
    # shellcheck disable=SC2086
    "$binary" run solo $small -n 3 --store none --out "$work/limited" >"$work/out" 2>"$work/err"
    echo $? >"$work/code"
)
check "a limit to the size of files: exit code 4" test "$(cat "$work/code")" -eq 4
check "is told" grep -qi 'file too large' "$work/err"

# A gnuplot that hangs is ended with the program; one that draws nothing is told.
mkdir "$work/bin"
printf '#!/bin/sh\n[ $# -eq 2 ] && exit 0\necho $$ >"%s"\nexec sleep 1000\n' "$work/drawing" >"$work/bin/gnuplot"
chmod +x "$work/bin/gnuplot"
PATH=$work/bin:$PATH "$binary" plot "$work/run" --format svg >"$work/out" 2>"$work/err" &
process=$!
wait_for . "$work/drawing"
kill -s TERM $process
(sleep 60 && kill -9 $process) >/dev/null 2>&1 &
watchdog=$!
wait $process
check "a gnuplot that hangs: exit code 130" test $? -eq 130
kill $watchdog 2>/dev/null
check "says so" grep -q '^zutuan: interrupted' "$work/err"
check_not "it is ended, too" kill -0 "$(cat "$work/drawing")"
check "nothing half drawn is left" test -z "$(find "$work/run/figures" -name '.drawing*' || echo none looked for)"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/gnuplot"
PATH=$work/bin:$PATH "$binary" plot "$work/run" --format svg >"$work/out" 2>"$work/err"
check "a gnuplot that draws nothing: exit code 4" test $? -eq 4
check "says which figure" grep -q '^zutuan: costs.svg could not be drawn' "$work/err"

# A replication that fails
shim=$(dirname -- "$binary")/tests/libzutuan_faults.so
busy="-s demand.rate=5 -s demand.patience=1000 -s programme.horizon=200 -n 3 -j 1"

# without_memory NUMBER: the run, whose request for memory of that number is refused.
without_memory() {
    rm -rf "$work/now" "$work/log"
    # shellcheck disable=SC2086
    env FAULTS_KIND=memory FAULTS_AT="$1" FAULTS_LOG="$work/log" LD_PRELOAD="$shim" \
        "$binary" run solo $busy --store none --out "$work/now" >"$work/out" 2>"$work/err"
}

if [ ! -e "$shim" ] || grep -q __asan_init "$binary"; then
    echo "ok no request for memory is refused: there is no shim for this system, or a sanitizer takes its place"
    finish
fi
# shellcheck disable=SC2086
run_as "three replications" 0 run solo $busy --store none --out "$work/whole"
n=1
code=0
while [ $n -lt 1000 ] && [ $code -ne 5 ]; do
    without_memory $n
    code=$?
    [ -e "$work/log" ] || break
    n=$((n + 1))
done
check "one of them fails: exit code 5" test $code -eq 5
has "which is said" "$work/err" "zutuan: replication 1 of solo failed: memory ran out"
has "and what becomes of it" "$work/err" "zutuan: replications that failed are left out of every scenario"
check "the manifest lists it" grep -q '"text": "memory ran out"' "$work/now/manifest.json"
grep -v '^solo,1,' "$work/whole/replications.csv" >"$work/expected"
check "the others are kept as they are" cmp "$work/expected" "$work/now/replications.csv"
check "and counted" grep -q '^solo,people_served,[^,]*,2,' "$work/now/summary.csv"
finish
