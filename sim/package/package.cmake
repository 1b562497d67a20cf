# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` and `cpack -G DEB` leave: three parts, each a Debian package.
#     zutuan         the program, scenarios, scripts of the figures, pages
#     zutuan-mpi     the same program for MPI launchers, where it was built
#     libzutuan-dev  one static library of all floors, headers, and how pkg-config and CMake find them
set(ZUTUAN_DATADIR ${CMAKE_INSTALL_DATADIR}/zutuan)

install(TARGETS zutuan RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT zutuan)
install(DIRECTORY scenarios DESTINATION ${ZUTUAN_DATADIR} COMPONENT zutuan)
install(DIRECTORY analysis DESTINATION ${ZUTUAN_DATADIR} COMPONENT zutuan
    PATTERN quickstart.sh EXCLUDE PATTERN packages.sh EXCLUDE PATTERN plot.sh
    PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(FILES README.md README.zh-CN.md CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR}
    COMPONENT zutuan)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT zutuan PATTERN examples EXCLUDE)
install(FILES docs/examples/read.R docs/examples/read.py DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs/examples
    COMPONENT zutuan)

# Manual pages and completions are what the program says of itself.
find_program(GZIP gzip)
set(manual ${CMAKE_BINARY_DIR}/package/manual)
file(GLOB_RECURSE scenario_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scenarios/*.cfg)
add_custom_command(OUTPUT ${manual}/made
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:zutuan> -DFOLDER=${manual} -DGZIP=${GZIP}
        -P ${CMAKE_CURRENT_LIST_DIR}/manual.cmake
    DEPENDS zutuan ${scenario_files} ${CMAKE_CURRENT_LIST_DIR}/manual.cmake)
add_custom_target(zutuan_manual ALL DEPENDS ${manual}/made)
install(DIRECTORY ${manual}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT zutuan)
install(FILES ${manual}/zutuan.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME zutuan
    COMPONENT zutuan)
install(FILES ${manual}/_zutuan DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT zutuan)
install(FILES ${manual}/zutuan.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT zutuan)

if(TARGET zutuan-mpi)
    install(TARGETS zutuan-mpi RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT zutuan-mpi)
endif()

# The floors are put together as they are; what link-time optimisation left in them is of use to one version of one
# compiler only, and is taken out.
add_library(zutuan_library STATIC $<TARGET_OBJECTS:zutuan_core> $<TARGET_OBJECTS:zutuan_model>
    $<TARGET_OBJECTS:zutuan_experiment> $<TARGET_OBJECTS:zutuan_report>)
set_target_properties(zutuan_library PROPERTIES OUTPUT_NAME zutuan EXPORT_NAME zutuan LINKER_LANGUAGE C
    INTERPROCEDURAL_OPTIMIZATION OFF)
target_include_directories(zutuan_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(zutuan_library INTERFACE PkgConfig::GSL PkgConfig::LIBCONFIG PkgConfig::JANSSON PkgConfig::SQLITE
    PkgConfig::LIBMD OpenMP::OpenMP_C m)
if(CMAKE_INTERPROCEDURAL_OPTIMIZATION AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
    add_custom_command(TARGET zutuan_library POST_BUILD
        COMMAND ${CMAKE_OBJCOPY} -R .gnu.lto_* -R .gnu.debuglto_* -N __gnu_lto_v1 $<TARGET_FILE:zutuan_library>)
endif()

include(CMakePackageConfigHelpers)
set(ZUTUAN_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/zutuan)
set(ZUTUAN_PKGCONFIGDIR ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH ZUTUAN_PREFIX_FROM_PKGCONFIG ${CMAKE_INSTALL_PREFIX}/${ZUTUAN_PKGCONFIGDIR} ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" ZUTUAN_PREFIX_FROM_PKGCONFIG "${ZUTUAN_PREFIX_FROM_PKGCONFIG}")
configure_file(${CMAKE_CURRENT_LIST_DIR}/zutuan.pc.in ${CMAKE_BINARY_DIR}/package/zutuan.pc @ONLY)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/zutuanConfig.cmake.in
    ${CMAKE_BINARY_DIR}/package/zutuanConfig.cmake INSTALL_DESTINATION ${ZUTUAN_CMAKEDIR}
    PATH_VARS ZUTUAN_DATADIR NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/zutuanConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(TARGETS zutuan_library EXPORT zutuan ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libzutuan-dev)
install(EXPORT zutuan NAMESPACE zutuan:: FILE zutuanTargets.cmake DESTINATION ${ZUTUAN_CMAKEDIR}
    COMPONENT libzutuan-dev)
install(FILES ${CMAKE_BINARY_DIR}/package/zutuanConfig.cmake ${CMAKE_BINARY_DIR}/package/zutuanConfigVersion.cmake
    DESTINATION ${ZUTUAN_CMAKEDIR} COMPONENT libzutuan-dev)
install(FILES ${CMAKE_BINARY_DIR}/package/zutuan.pc DESTINATION ${ZUTUAN_PKGCONFIGDIR} COMPONENT libzutuan-dev)
install(DIRECTORY include/zutuan DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libzutuan-dev)
install(FILES docs/examples/one_world.c docs/examples/CMakeLists.txt
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libzutuan-dev/examples COMPONENT libzutuan-dev)

include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
