#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# On a bare Debian 12 (a root made by debootstrap): the package is installed with what it depends on and nothing else, and
# answers a question of five lines; then the sources get a measure more by CONTRIBUTING.md's steps, and a package of those
# is made and installed there, by the README's commands. Needs root, debootstrap and a network (Debian's packages).
# DEBIAN_ROOT=DIR: a bare root that is there already is copied.
. tests/cli/checks
build=$(dirname -- "$binary")

for tool in debootstrap dpkg-shlibdeps chroot; do
    check "$tool is here" command -v $tool
done
check "we are root" test "$(id -u)" -eq 0
[ $failed -eq 0 ] || finish
root=$work/root
if [ -n "${DEBIAN_ROOT-}" ]; then
    cp -a "$DEBIAN_ROOT" "$root" || exit 1
elif ! debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1; then
    echo "not ok debootstrap makes a root"
    tail -n 3 "$work/debootstrap.log" | sed 's/^/    /'
    exit 1
fi

check "cpack -G DEB" cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/package"
package=$(find "$work/package" -maxdepth 1 -name 'zutuan_*.deb')
check "a package" test -s "$package"
check "recommends gnuplot" sh -c "dpkg-deb -f '$package' Recommends | grep -q gnuplot"
check "depends on GSL" sh -c "dpkg-deb -f '$package' Depends | grep -q 'libgsl27'"
check "says under which licence it is" sh -c "dpkg-deb --fsys-tarfile '$package' | tar -xO ./usr/share/doc/zutuan/copyright |
    grep -q '^License: GPL-3+'"
for part in "$work/package"/*.deb; do
    check "lintian finds no error in $(basename "$part" | sed 's/_.*//')" lintian --fail-on error \
        --suppress-tags bogus-mail-host "$part"
done

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive sh -c "cd /root && $1"
}
cp "$package" "$root/root/zutuan.deb" || exit 1
cp /etc/resolv.conf "$root/etc/resolv.conf"
check_not "the root is bare" inside "command -v zutuan"
inside "apt-get update && apt-get install -y --no-install-recommends ./zutuan.deb" >"$work/apt.log" 2>&1 ||
    tail -n 5 "$work/apt.log"
check "installs" inside "dpkg -s zutuan | grep -q '^Status: install ok installed'"
five_lines >"$root/root/mine.cfg"
check "answers a question of five lines" inside "zutuan compare solo mine.cfg --equal-budget -n 50 --out answer >answer.txt"
check "with an interval" grep -Eq '^  qa_per_10k_yuan .*\[[-+][0-9.]+, [-+][0-9.]+\]' "$root/root/answer.txt"
(cd "$root/root" && "$binary" compare solo mine.cfg --equal-budget -n 50 --out "$work/here" --progress none >/dev/null 2>&1)
check "with the numbers of the program here" cmp "$work/here/replications.csv" "$root/root/answer/replications.csv"
check "every run as a row" inside "zutuan export answer --format csv >runs.csv && test \$(grep -c ',mine,' runs.csv) -eq 50"
check "makes a page of it" inside "zutuan report answer && test -s answer/report.html"
check "a manual" inside "test -s /usr/share/man/man1/zutuan.1.gz && test -s /usr/share/man/man1/zutuan-compare.1.gz"
check "goes" inside "apt-get remove -y zutuan && ! command -v zutuan && test ! -e /usr/share/zutuan"

# the sources, and nothing but the README and CONTRIBUTING
mkdir "$root/root/zutuan" && tar -c --exclude=./build --exclude=./out --exclude=./.git . | tar -x -C "$root/root/zutuan"
. analysis/packages.sh
inside "apt-get install -y --no-install-recommends $(echo $packages_build) dpkg-dev file" >"$work/apt.log" 2>&1 ||
    tail -n 5 "$work/apt.log"
inside "sh zutuan/tests/long/measure.sh /root/zutuan" || failed=1
check "a package of it, by the README" inside "cd zutuan && cpack -G DEB --config build/release/CPackConfig.cmake"
check "is installed, by the README" inside "cd zutuan && apt-get install -y --no-install-recommends ./build/release/package/zutuan_*.deb"
check "and knows the measure" inside "zutuan compare solo 16+1 -n 5 --out more && grep -q abandoned_share more/paired.csv"
finish
