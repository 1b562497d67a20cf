/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "page_svg.h"

struct sheet {
    char *text;
    size_t size;
    struct html html;
};

static void sheet_open(struct sheet *self)
{
    *self = (struct sheet){.text = NULL};
    html_begin(&self->html, open_memstream(&self->text, &self->size));
}

static void sheet_holds(struct sheet *self, const char *expected)
{
    assert_int_equal(self->html.error, 0);
    assert_int_equal(fclose(self->html.stream), 0);
    assert_string_equal(self->text, expected);
    free(self->text);
}

static void markup_in_a_text_stays_text(void **unused)
{
    (void)unused;
    struct sheet sheet;
    sheet_open(&sheet);
    html_put(&sheet.html, "<b title=\"%s\">%s %zu %%</b>", "\" onload='x' &", "</b><script>", (size_t)7);
    sheet_holds(&sheet, "<b title=\"&quot; onload=&#39;x&#39; &amp;\">&lt;/b&gt;&lt;script&gt; 7 %</b>");
}

static void what_is_not_utf8_is_replaced(void **unused)
{
    (void)unused;
    struct sheet sheet;
    sheet_open(&sheet);
    html_text(&sheet.html, "组团\xC0\xAF|\xED\xA0\x80|\xF5|\xE7\xBB|\x01|\xF0\x9F\x98\x80");
    sheet_holds(&sheet, "组团\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD|"
                        "\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD|\xF0\x9F\x98\x80");
}

static void both_languages_are_marked_and_percent_stays_with_its_number(void **unused)
{
    (void)unused;
    struct sheet sheet;
    sheet_open(&sheet);
    html_both(&sheet.html, "5 % <", "百分之五");
    html_both(&sheet.html, "solo", NULL);
    html_both_data(&sheet.html, "a\"", NULL);
    sheet_holds(&sheet, "<span class=\"en\" lang=\"en\">5\xC2\xA0% &lt;</span><span class=\"zh\" "
                        "lang=\"zh-CN\">百分之五</span><span lang=\"en\">solo</span> data-en=\"a&quot;\" "
                        "data-zh=\"a&quot;\"");
}

static void a_failed_write_is_remembered(void **unused)
{
    (void)unused;
    struct html html;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    setvbuf(full, NULL, _IONBF, 0);
    html_begin(&html, full);
    html_text(&html, "text");
    assert_int_not_equal(html.error, 0);
    fclose(full);
}

/* What a figure becomes, between its `<svg ...>` and the end. */
static void drawn(const char *svg, bool sound, const char *expected)
{
    struct sheet sheet;
    sheet_open(&sheet);
    assert_int_equal(page_svg_copy(&sheet.html, svg, strlen(svg), "f1", "cap"), sound);
    sheet_holds(&sheet, expected);
}

#define ROOT "<svg role=\"img\" aria-labelledby=\"cap\" focusable=\"false\">"

static void a_figure_keeps_what_draws(void **unused)
{
    (void)unused;
    drawn(
        "<?xml version=\"1.0\"?>\n<!-- <a> -->\n<svg \n viewBox=\"0 0 4 4\" xmlns=\"http://x\">\n"
        "<title>Gnuplot</title><g fill = 'none' stroke='rgb( 1,  2,3)'><path d='M1,2 L3,4'/></g></svg>\nrest",
        true,
        "<svg role=\"img\" aria-labelledby=\"cap\" focusable=\"false\" viewBox=\"0 0 4 4\"><g fill=\"none\" "
        "stroke=\"rgb( 1,  2,3)\"><path d=\"M1,2 L3,4\"/></g></svg>");
}

static void references_lead_into_the_same_figure(void **unused)
{
    (void)unused;
    drawn("<svg><path id='a' fill='url(#b)'/><use xlink:href='#a'/><use href='http://x/#a'/>"
          "<path fill='url(http://x)'/></svg>",
          true, ROOT "<path id=\"f1-a\" fill=\"url(#f1-b)\"/><use xlink:href=\"#f1-a\"/><use/><path/></svg>");
}

static void nothing_that_acts_gets_through(void **unused)
{
    (void)unused;
    drawn("<svg onload='x()'><script>alert(1)</script><g onclick=\"x\" style=\"fill:url(http://x)\">"
          "<foreignObject><svg><text>deep</text></svg></foreignObject><a href='javascript:x'><path/></a>"
          "<image href='http://x'/><style>*{}</style><animate/></g></svg>",
          true, ROOT "<g></g></svg>");
    drawn("<svg><path style='fill:none; stroke:rgb(0,1,2)' d='M0\"&lt;'/></svg>", true,
          ROOT "<path style=\"fill:none; stroke:rgb(0,1,2)\"/></svg>");
}

static void texts_are_escaped_and_translated(void **unused)
{
    (void)unused;
    drawn("<svg><text>a &lt; b &amp;lt; &#x3c;</text><text>training</text>stray</svg>", true,
          ROOT "<text>a &lt; b &amp;lt; &amp;#x3c;</text><text><tspan class=\"en\">training</tspan>"
               "<tspan class=\"zh\">培训</tspan></text></svg>");
    drawn("<svg><text>Where a beats b, and where it does not</text></svg>", true,
          ROOT "<text><tspan class=\"en\">Where a beats b, and where it does not</tspan>"
               "<tspan class=\"zh\">a 何处优于 b，何处不然</tspan></text></svg>");
}

static void a_damaged_figure_is_closed(void **unused)
{
    (void)unused;
    drawn("", false, "");
    drawn("<html><body>", false, "");
    drawn("<svg><g><path d=\"M", false, ROOT "<g><path></path></g></svg>");
    drawn("<svg><g></svg>", false, ROOT "<g></g></svg>");
    drawn("<svg><g", false, ROOT "<g></g></svg>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_in_a_text_stays_text),
        cmocka_unit_test(what_is_not_utf8_is_replaced),
        cmocka_unit_test(both_languages_are_marked_and_percent_stays_with_its_number),
        cmocka_unit_test(a_failed_write_is_remembered),
        cmocka_unit_test(a_figure_keeps_what_draws),
        cmocka_unit_test(references_lead_into_the_same_figure),
        cmocka_unit_test(nothing_that_acts_gets_through),
        cmocka_unit_test(texts_are_escaped_and_translated),
        cmocka_unit_test(a_damaged_figure_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
