# SPDX-License-Identifier: GPL-3.0-or-later
# `cpack -G DEB --config BUILD/CPackConfig.cmake`: the Debian packages, with the dependencies that dpkg-shlibdeps
# finds. What a Debian package must have beside the program: copyright and changelog.
set(ZUTUAN_PARTS zutuan libzutuan-dev)
if(TARGET zutuan-mpi)
    list(APPEND ZUTUAN_PARTS zutuan-mpi)
endif()
if(NOT CPACK_PACKAGE_CONTACT) # whoever hands the packages on gives an address
    set(CPACK_PACKAGE_CONTACT "zutuan maintainers <maintainers@zutuan.invalid>")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in ${CMAKE_BINARY_DIR}/package/changelog @ONLY)
set(changelogs ${CMAKE_BINARY_DIR}/package/changelog.gz ${CMAKE_BINARY_DIR}/package/changelog.Debian.gz)
if(GZIP)
    add_custom_command(OUTPUT ${changelogs}
        COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md > ${CMAKE_BINARY_DIR}/package/changelog.gz
        COMMAND ${GZIP} -9nc ${CMAKE_BINARY_DIR}/package/changelog > ${CMAKE_BINARY_DIR}/package/changelog.Debian.gz
        DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${CMAKE_BINARY_DIR}/package/changelog)
    add_custom_target(zutuan_changelog ALL DEPENDS ${changelogs})
endif()
foreach(part ${ZUTUAN_PARTS})
    set(folder ${CMAKE_INSTALL_DATADIR}/doc/${part})
    install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${folder} COMPONENT ${part})
    if(GZIP)
        install(FILES ${changelogs} DESTINATION ${folder} COMPONENT ${part})
    endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "zutuan")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL ${ZUTUAN_PARTS})
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_DEBIAN_ZUTUAN_PACKAGE_NAME zutuan)
set(CPACK_DEBIAN_ZUTUAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_ZUTUAN_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, fonts-dejavu-core")
set(CPACK_DEBIAN_ZUTUAN_PACKAGE_SUGGESTS "zutuan-mpi, libzutuan-dev")
string(CONCAT ZUTUAN_LONG "Simulates a city that buys social services from small non-profits: when does\n"
    "buying from a cluster with a support organisation beat buying from each one\n"
    "alone, by how much, and through which mechanism? With intervals, a trace,\n"
    "sweeps, sensitivities and a page of the results in English and Chinese.")
set(CPACK_COMPONENT_ZUTUAN_DESCRIPTION "${ZUTUAN_LONG}")

set(CPACK_DEBIAN_ZUTUAN-MPI_PACKAGE_NAME zutuan-mpi)
set(CPACK_DEBIAN_ZUTUAN-MPI_PACKAGE_SECTION science)
set(CPACK_DEBIAN_ZUTUAN-MPI_PACKAGE_DEPENDS "zutuan (= ${PROJECT_VERSION}-1)")
set(CPACK_COMPONENT_ZUTUAN-MPI_DESCRIPTION
    "What zutuan turns into when an MPI launcher starts it.")

set(CPACK_DEBIAN_LIBZUTUAN-DEV_PACKAGE_NAME libzutuan-dev)
set(CPACK_DEBIAN_LIBZUTUAN-DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBZUTUAN-DEV_PACKAGE_DEPENDS
    "libc6-dev, libgsl-dev, libconfig-dev, libjansson-dev, libsqlite3-dev, libmd-dev")
set(CPACK_COMPONENT_LIBZUTUAN-DEV_DESCRIPTION
    "The simulation as a static library for C programs, with headers and an\nexample.")
include(CPack)
