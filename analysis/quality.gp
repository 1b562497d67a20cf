# SPDX-License-Identifier: GPL-3.0-or-later
# Capability and quality through time.
load "style.gp"
name = "quality"
heading = "What providers can do, and how good their sessions are"
panels = "capability quality"
array label[2] = ["capability (0 to 1)", "quality (0 to 1)"]
load "series.gp"
