# SPDX-License-Identifier: GPL-3.0-or-later
# hypotheses.csv -> rows of a forest plot: a head for each contrast of a claim (kind 0), then its measures (kind 1)
# with the relative difference and its interval in per cent. `verdict`: 1 supported, 2 refuted, 3 undecided; `holds`:
# 1 at the ends of all assumptions, 2 not at some, 3 not looked at; `margin` in per cent, where the claim is that
# there is no difference.
BEGIN {
    label["unmet_share"] = "share of requests unmet"
    label["wait_mean"] = "mean wait"
    label["qa_output"] = "quality-adjusted output"
    label["cost_per_qa"] = "cost per adjusted person"
    label["government_hours"] = "government hours"
    label["detection_share"] = "deficiencies detected"
    label["quality_mean"] = "quality of sessions"
    label["joiners"] = "providers that join"
    label["quality_after_exit"] = "quality afterwards"
    label["served_share_after_exit"] = "share served afterwards"
    label["external_yuan"] = "external money"
    label["capability_mean"] = "capability at the end"
    label["qa_per_purchased_day"] = "output per purchased day"
    arrow["more"] = "↑"
    arrow["less"] = "↓"
    arrow["within"] = "≈"
    verdict["supported"] = 1
    verdict["refuted"] = 2
    verdict["undecided"] = 3
    print "row,kind,label,relative,low,high,verdict,holds,margin,confidence"
}
function percent(value) {
    return value == "" ? "" : sprintf("%.10g", 100 * value)
}
csv_line() {
    contrast = field[column["hypothesis"]] " " field[column["other"]] " vs " field[column["base"]]
    if (contrast != present)
        printf "%d,0,\"%s\",,,,,,,\n", ++row, contrast
    present = contrast
    measure = field[column["measure"]]
    robustness = field[column["robustness"]]
    printf "%d,1,\"%s %s\",%s,%s,%s,%d,%d,%s,%s\n", ++row, measure in label ? label[measure] : measure,
        arrow[field[column["claimed"]]], percent(field[column["relative"]]), percent(field[column["relative_low"]]),
        percent(field[column["relative_high"]]), verdict[field[column["verdict"]]],
        robustness == "" ? 3 : robustness == "robust" ? 1 : 2, percent(field[column["margin"]]),
        field[column["confidence"]]
}
