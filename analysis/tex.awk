# SPDX-License-Identifier: GPL-3.0-or-later
# NAME.tex as gnuplot's epslatex writes it -> the same with its texts as TeX needs them: characters that TeX takes for
# commands, signs that its usual fonts lack, minus signs. gnuplot puts each text on a line, after \strut{}; its own
# numbers stand between dollars and stay.
BEGIN {
    sign("↑", "$\\uparrow$")
    sign("↓", "$\\downarrow$")
    sign("▲", "$\\triangle$")
    sign("≈", "$\\approx$")
    sign("≤", "$\\leq$")
    sign("≥", "$\\geq$")
    sign("×", "$\\times$")
    sign("±", "$\\pm$")
    sign("•", "\\textbullet{}")
    sign("●", "\\textbullet{}")
    sign("○", "$\\circ$")
    sign("◇", "$\\diamond$")
    sign("◆", "\\rotatebox[origin=c]{45}{\\rule{0.8ex}{0.8ex}}")
    sign("…", "\\ldots{}")
    sign("–", "--")
    sign("—", "---")
    sign("\342\200\211", "\\,") # narrow spaces
    sign("\342\200\257", "\\,")
}
function sign(from, to) {
    signs[++count] = from
    into[count] = to
}
function replace(text, from, to,    at, done) {
    while ((at = index(text, from)) > 0) {
        done = done substr(text, 1, at - 1) to
        text = substr(text, at + length(from))
    }
    return done text
}
function escape(text,    i, letter, at, done) {
    if (text ~ /^\$[-+0-9.eE]*\$$/)
        return text
    for (i = 1; i <= length(text); i++) {
        letter = substr(text, i, 1)
        at = i == 1 ? "" : substr(text, i - 1, 1)
        if (letter == "\\")
            done = done "\\textbackslash{}"
        else if (letter == "~")
            done = done "\\textasciitilde{}"
        else if (letter == "^")
            done = done "\\textasciicircum{}"
        else if (letter == "<" || letter == ">" || letter == "|")
            done = done "$" letter "$"
        else if (index("{}$&#%_", letter) > 0)
            done = done "\\" letter
        else if (letter == "-" && (at == "" || at == " " || at == "[") && substr(text, i + 1, 1) ~ /[0-9]/)
            done = done "$-$"
        else
            done = done letter
    }
    for (i = 1; i <= count; i++)
        done = replace(done, signs[i], into[i])
    return done
}
function braces(text,    i, depth) { # how many are open
    for (i = 1; i <= length(text); i++)
        depth += (substr(text, i, 1) == "{") - (substr(text, i, 1) == "}")
    return depth
}
{
    at = index($0, "\\strut{}")
    if (at == 0 || index($0, "\\put(") == 0) {
        print
        next
    }
    before = substr($0, 1, at + 7)
    after = substr($0, at + 8)
    shut = braces(before) + 1 # and the % at the end
    print before escape(substr(after, 1, length(after) - shut)) substr(after, length(after) - shut + 1)
}
