#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The page that `report` makes, in a real browser without a screen: in both languages, as wide as a phone and as a
# desk, with and without its script. Runs with tests/run.sh --full; without chromium there is nothing to do.
#     sh tests/long/browser.sh [BINARY [FOLDER]]    FOLDER: where to leave pictures to look at
. tests/cli/checks
pictures=${2-}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -z "$chromium" ]; then
    echo "ok skipped: there is no chromium (Debian: apt-get install chromium)"
    exit 0
fi

# browse OPTION... FILE: exits like the browser; its messages go to $work/console.
browse() {
    "$chromium" --headless=new --no-sandbox --disable-gpu --hide-scrollbars --no-first-run \
        --allow-file-access-from-files --user-data-dir="$work/profile" --enable-logging=stderr \
        --virtual-time-budget=5000 "$@" 2>"$work/console"
}

# clean NAME: nothing was said on the console of the page.
clean() {
    if grep 'CONSOLE' "$work/console" >"$work/said"; then
        echo "not ok $1"
        sed 's/^/    /' "$work/said"
        failed=1
    else
        echo "ok $1"
    fi
}

# framed FILE WIDTH HEIGHT: a page that shows FILE in a frame, since a window cannot be as narrow as a phone.
framed() {
    printf '<!DOCTYPE html><body style="margin:0"><iframe id="f" src="file://%s" style="border:0;width:%spx;height:%spx">' \
        "$1" "$2" "$3" >"$work/frame.html"
}

# A copy of the page with the probe in it; the page's own policy would not let it run.
with_probe() { # FILE OUT
    sed -e 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' -e '/<\/body>/d' -e '/<\/html>/d' "$1" >"$2"
    { echo '<script>'; cat tests/browser/probe.js; echo '</script></body></html>'; } >>"$2"
}

# shellcheck disable=SC2086
"$binary" compare solo 16+1 --equal-budget $small -s programme.horizon=200 -n 8 --out "$work/r" >/dev/null 2>&1
sh analysis/plot.sh "$work/r" svg >/dev/null 2>&1
run_as "report" 0 report "$work/r"
cp "$work/r/report.html" "$work/en.html"
run_as "in Chinese first" 0 report "$work/r" --lang zh
cp "$work/r/report.html" "$work/zh.html"

for first in en zh; do
    with_probe "$work/$first.html" "$work/probed.html"
    for width in 390 1200; do
        # what a frame holds is not in the dump: the page itself tells the window that holds it
        cat >"$work/frame.html" <<FRAME
<!DOCTYPE html><body style="margin:0"><iframe id="f" style="border:0;width:${width}px;height:900px" src="probed.html"></iframe>
<pre id="told"></pre><script>
document.getElementById('f').addEventListener('load', function () {
  var page = this;
  setTimeout(function () { document.getElementById('told').textContent = '\n' + page.contentDocument.getElementById('probe').textContent; }, 500);
});
</script></body>
FRAME
        browse --window-size=1300,1000 --dump-dom "file://$work/frame.html" >"$work/dom"
        sed -n '/^ok /p; /^not ok /p' "$work/dom" >"$work/told"
        check "$first first, $width wide: the probe ran" test "$(wc -l <"$work/told")" -ge 20
        sed "s/^\(ok\|not ok\) /\1 $first first, $width wide: /" "$work/told"
        ! grep -q '^not ok ' "$work/told" || failed=1
        clean "$first first, $width wide: nothing on the console"
    done
done

browse --dump-dom "file://$work/en.html" >"$work/dom"
clean "the page as it is says nothing on the console"
check "its script runs under its own policy" grep -q '<button type="button"' "$work/dom"
sed 's/<\/main>/<script>document.title = "broken in"<\/script><img src="http:\/\/127.0.0.1:9\/x"><\/main>/' \
    "$work/en.html" >"$work/broken.html"
browse --dump-dom "file://$work/broken.html" >"$work/dom"
check_not "another script does not run" grep -q '<title>broken in' "$work/dom"
check "and the console tells (so an empty console means something)" grep -q 'CONSOLE.*Content Security Policy' "$work/console"

# A frame whose scripts do not run.
cat >"$work/frame.html" <<'FRAME'
<!DOCTYPE html><body><iframe id="f" sandbox="allow-same-origin" style="width:390px;height:900px" src="zh.html"></iframe>
<pre id="told"></pre><script>
document.getElementById('f').addEventListener('load', function () {
  var page = this.contentDocument;
  function shown(what) {
    return Array.prototype.filter.call(page.querySelectorAll(what), function (e) { return e.getClientRects().length > 0; }).length;
  }
  var lines = ['', 'buttons ' + page.querySelectorAll('button').length, 'tables ' + (shown('table') > 2),
    'first ' + (shown('.zh') > 0) + ' ' + shown('.en')];
  page.querySelector('label[for="show-en"]').click();
  lines.push('then ' + (shown('.en') > 0) + ' ' + shown('.zh'), '');
  document.getElementById('told').textContent = lines.join('\n');
});
</script></body>
FRAME
browse --dump-dom "file://$work/frame.html" >"$work/dom"
check "without its script there is no button" grep -qx 'buttons 0' "$work/dom"
check "but the tables are there" grep -qx 'tables true' "$work/dom"
check "in the language chosen first" grep -qx 'first true 0' "$work/dom"
check "and the language can be switched" grep -qx 'then true 0' "$work/dom"
browse --no-pdf-header-footer --print-to-pdf="$work/page.pdf" "file://$work/en.html" >/dev/null
check "it is printed" grep -aq '^%PDF-' "$work/page.pdf"

for first in en zh; do
    rm -rf "$work/profile" # where the language chosen before is remembered
    for width in 390 1200; do
        framed "$work/$first.html" $width 4000
        browse --window-size=$((width < 600 ? 600 : width)),4000 --screenshot="$work/$first-$width.png" \
            "file://$work/frame.html" >/dev/null
        check "a picture of $first at $width" test "$(wc -c <"$work/$first-$width.png")" -gt 50000
        [ -z "$pictures" ] || { mkdir -p "$pictures" && cp "$work/$first-$width.png" "$pictures"; }
    done
done
finish
