# SPDX-License-Identifier: GPL-3.0-or-later
# Writes build_facts.h: version, commit, whether the work tree was dirty, compiler, kind of build, and the
# versions of the libraries' headers that the build found.
set(COMMIT "")
set(DIRTY 0)
find_package(Git QUIET)
if(GIT_FOUND AND EXISTS ${SOURCE}/.git)
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} rev-parse --verify HEAD
        OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(failed)
        set(COMMIT "")
    endif()
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} status --porcelain
        OUTPUT_VARIABLE changes ERROR_QUIET)
    if(NOT "${changes}" STREQUAL "")
        set(DIRTY 1)
    endif()
endif()

find_program(PKG_CONFIG NAMES pkg-config pkgconf)
function(library_version name package)
    set(version "")
    if(PKG_CONFIG)
        execute_process(COMMAND ${PKG_CONFIG} --modversion ${package}
            OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    endif()
    set(${name} "${version}" PARENT_SCOPE)
endfunction()
library_version(GSL gsl)
library_version(LIBCONFIG libconfig)
library_version(JANSSON jansson)
library_version(LIBMD libmd)
library_version(SQLITE sqlite3)
library_version(POPT popt)
string(REGEX REPLACE " +" " " FLAGS "${FLAGS}")
string(STRIP "${FLAGS}" FLAGS)
string(REPLACE "\"" "'" FLAGS "${FLAGS}")

set(text "/* Written by the build. */
#define BUILD_FACTS_VERSION \"${VERSION}\"
#define BUILD_FACTS_COMMIT \"${COMMIT}\"
#define BUILD_FACTS_DIRTY ${DIRTY}
#define BUILD_FACTS_COMPILER \"${COMPILER}\"
#define BUILD_FACTS_TYPE \"${BUILD_TYPE}\"
#define BUILD_FACTS_SANITIZE \"${SANITIZE}\"
#define BUILD_FACTS_VERIFY \"${VERIFY}\"
#define BUILD_FACTS_GSL \"${GSL}\"
#define BUILD_FACTS_LIBCONFIG \"${LIBCONFIG}\"
#define BUILD_FACTS_JANSSON \"${JANSSON}\"
#define BUILD_FACTS_LIBMD \"${LIBMD}\"
#define BUILD_FACTS_SQLITE \"${SQLITE}\"
#define BUILD_FACTS_POPT \"${POPT}\"
#define BUILD_FACTS_MPI \"${MPI}\"
#define BUILD_FACTS_FLAGS \"${FLAGS}\"
")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${text}" @ONLY) # touches it only when it changes
