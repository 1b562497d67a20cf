# SPDX-License-Identifier: GPL-3.0-or-later
# Puts the style and the script of the page into the program: cmake -DSOURCE=DIR -DOUTPUT=FILE -P page_assets.cmake
set(text "/* Made by page_assets.cmake. */\n")
foreach(name css js)
    file(READ ${SOURCE}/page.${name} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND text "static const char page_assets_${name}[] = {${bytes}0};\n")
endforeach()
file(WRITE ${OUTPUT} "${text}")
