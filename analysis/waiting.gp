# SPDX-License-Identifier: GPL-3.0-or-later
# The queue, the wait and what share of requests is met, through time.
load "style.gp"
name = "waiting"
heading = "How long people wait, and whether they are served"
panels = "queue wait served_share"
array label[3] = ["requests waiting\nper provider", "wait, days", "sessions held\nper request"]
load "series.gp"
