# SPDX-License-Identifier: GPL-3.0-or-later
# Writes model_facts.h: the SHA-256 of the sources of core and model, and of what they were compiled with.
file(GLOB sources RELATIVE ${SOURCE} ${SOURCE}/sim/core/*.[ch] ${SOURCE}/sim/model/*.[ch]
    ${SOURCE}/include/zutuan/core/*.h ${SOURCE}/include/zutuan/model/*.h)
list(SORT sources)
set(all "${MADE_WITH}\n")
foreach(source ${sources})
    file(SHA256 ${SOURCE}/${source} hash)
    string(APPEND all "${hash} ${source}\n")
endforeach()
string(SHA256 fingerprint "${all}")
set(text "/* Written by the build. */\n#define MODEL_FACTS_FINGERPRINT \"${fingerprint}\"\n")
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "${text}" @ONLY) # touches it only when it changes
