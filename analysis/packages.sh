# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages that zutuan needs, and how they get installed. Sourced, by POSIX sh.

# To build the program and its tests.
packages_build="gcc libc6-dev cmake ninja-build pkg-config libgsl-dev libconfig-dev libjansson-dev libpopt-dev
    libmd-dev libsqlite3-dev librandom123-dev libcmocka-dev sqlite3"
# To draw the figures.
packages_figures="gnuplot-nox fonts-dejavu-core"
# To run on many machines; the build does without.
packages_mpi="mpich libmpich-dev"
# To check the code in depth.
packages_checks="valgrind clang clang-tidy libomp-dev cppcheck gcovr dieharder texlive-latex-recommended lmodern latexmk"
# To make the Debian packages and a bare Debian to try them in, and to read manuals and completions.
packages_packages="dpkg-dev file debootstrap lintian mandoc zsh fish"
# To read the results with what others read them with, and to run what others simulate with.
packages_readers="r-base-core r-cran-jsonlite python3-pandas gnumeric python3-simpy3 pypy3"

# packages_missing PACKAGE...: those that are not installed. Any gnuplot will do.
packages_missing() {
    for package; do
        case $package in
        gnuplot-nox) ! command -v gnuplot >/dev/null 2>&1 || continue ;;
        esac
        case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
        *' installed') ;;
        *) printf ' %s' "$package" ;;
        esac
    done
}

packages_apt() {
    if [ "$(id -u)" -eq 0 ]; then
        DEBIAN_FRONTEND=noninteractive apt-get "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive apt-get "$@"
    fi
}

# packages_need PACKAGE...: installs what is missing; touches nothing when all is there. 1 when it cannot.
packages_need() {
    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        echo "this is not a Debian system: the following (Debian's names) must be there already:" "$@" >&2
        return 0
    fi
    missing=$(packages_missing "$@")
    [ -n "$missing" ] || return 0
    echo "installing:$missing" >&2
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        echo "neither root nor sudo; as root run: apt-get install$missing" >&2
        return 1
    fi
    # the lists of packages are fetched only when those at hand do not do
    # shellcheck disable=SC2086
    packages_apt install -y -q --no-install-recommends $missing >&2 2>/dev/null ||
        { packages_apt update -q >&2 && packages_apt install -y -q --no-install-recommends $missing >&2; } || {
        echo "could not install:$missing" >&2
        return 1
    }
}
