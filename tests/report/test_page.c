/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "fixture.h"
#include "manifest.h"
#include "zutuan/report/page.h"

/* The fixture with a description that would like to be markup. */
static const char evil[] = "\"><script>alert('组团')</script><img src=x onerror=\"y\">&";

static void write_folder(struct fixture *self, const char *description)
{
    struct diag diag;
    fixture_make(self);
    free(self->scenarios[1].description);
    self->scenarios[1].description = strdup(description);
    diag_init(&diag);
    assert_int_equal(results_write(&self->results, self->folder, &diag), DIAG_OK);
    diag_free(&diag);
}

static char *read_file(const char *folder, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    char *text = calloc(1, 4 << 20);
    assert_true(fread(text, 1, (4 << 20) - 1, stream) > 0);
    fclose(stream);
    return text;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    fputs(text, stream);
    fclose(stream);
}

static char *make_page(const char *folder, enum page_language first)
{
    struct diag diag;
    size_t figures;
    diag_init(&diag);
    const int code = page_write(folder, first, &figures, &diag);
    if (code != DIAG_OK) {
        fail_msg("%d: %s", code, diag.count > 0 ? diag.items[0].text : "");
    }
    diag_free(&diag);
    return read_file(folder, PAGE_NAME);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what)) {
        count++;
    }
    return count;
}

static void the_page_has_its_parts_in_both_languages(void **unused)
{
    (void)unused;
    static const char *const parts[] = {"Is 16+1 better than solo?",
                                        "16+1 是否优于 solo？",
                                        "id=\"answer\"",
                                        "id=\"scenarios\"",
                                        "id=\"differences\"",
                                        "id=\"assumptions\"",
                                        "id=\"again\"",
                                        "id=\"tables\"",
                                        "质量调整后产出",
                                        "quality-adjusted output",
                                        "service.pooled",
                                        "SHA-256",
                                        "1 replications failed",
                                        "有 1 次模拟失败"};
    struct fixture fixture;
    write_folder(&fixture, "by hand");
    char *page = make_page(fixture.folder, PAGE_ENGLISH);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strstr(page, parts[i]) == NULL) {
            fail_msg("the page lacks %s", parts[i]);
        }
    }
    assert_null(strstr(page, "id=\"figures\"")); /* there are none */
    assert_int_equal(count_of(page, "class=\"en\""), count_of(page, "class=\"zh\""));
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void what_the_folder_says_stays_text(void **unused)
{
    (void)unused;
    struct fixture fixture;
    write_folder(&fixture, evil);
    char *page = make_page(fixture.folder, PAGE_ENGLISH);
    assert_int_equal(count_of(page, "<script"), 1); /* the page's own */
    assert_null(strstr(page, "<img"));
    assert_non_null(strstr(page, "&quot;&gt;&lt;script&gt;alert(&#39;组团&#39;)&lt;/script&gt;&lt;img src=x "
                                 "onerror=&quot;y&quot;&gt;&amp;"));
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

/* Replaces `from` by `to` everywhere in a file of the folder. */
static void tamper(const char *folder, const char *name, const char *from, const char *to)
{
    char *text = read_file(folder, name), *changed = calloc(1, 8 << 20);
    assert_non_null(strstr(text, from));
    const char *rest = text;
    for (const char *at = strstr(rest, from); at != NULL; at = strstr(rest, from)) {
        strncat(changed, rest, (size_t)(at - rest));
        strcat(changed, to);
        rest = at + strlen(from);
    }
    strcat(changed, rest);
    write_file(folder, name, changed);
    free(changed);
    free(text);
}

static void a_folder_that_was_tampered_with_cannot_break_out(void **unused)
{
    (void)unused;
    struct fixture fixture;
    write_folder(&fixture, "by hand");
    tamper(fixture.folder, "manifest.json", "\"16+1\"", "\"<b onclick=x>../../etc/passwd\"");
    tamper(fixture.folder, "paired.csv", ",16+1,", ",<b onclick=x>,");
    tamper(fixture.folder, "summary.csv", "\n16+1,", "\n<i>,");
    char *page = make_page(fixture.folder, PAGE_CHINESE);
    assert_null(strstr(page, "<b onclick"));
    assert_null(strstr(page, "<i>"));
    assert_non_null(strstr(page, "&lt;b onclick=x&gt;"));
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void it_loads_nothing_and_runs_only_its_own_script(void **unused)
{
    (void)unused;
    struct fixture fixture;
    write_folder(&fixture, "by hand");
    char *page = make_page(fixture.folder, PAGE_ENGLISH);
    assert_null(strstr(page, " src="));
    assert_null(strstr(page, "@import"));
    assert_null(strstr(page, "url("));
    assert_null(strstr(page, "<link"));
    assert_null(strstr(page, "http://"));
    assert_null(strstr(page, "https://"));
    assert_non_null(strstr(page, "default-src 'none'"));
    assert_non_null(strstr(page, "script-src 'sha256-"));
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void the_same_folder_gives_the_same_bytes(void **unused)
{
    (void)unused;
    struct fixture fixture;
    write_folder(&fixture, "by hand");
    char *first = make_page(fixture.folder, PAGE_ENGLISH), *again = make_page(fixture.folder, PAGE_ENGLISH);
    char *chinese = make_page(fixture.folder, PAGE_CHINESE);
    assert_string_equal(first, again);
    assert_string_not_equal(first, chinese);
    assert_non_null(strstr(chinese, "<html lang=\"zh-CN\">"));
    assert_non_null(strstr(chinese, "id=\"show-zh\" aria-label=\"中文\" checked>"));
    assert_non_null(strstr(first, "id=\"show-en\" aria-label=\"English\" checked>"));
    free(first);
    free(again);
    free(chinese);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void figures_are_put_in(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct diag diag;
    size_t figures = 0;
    char path[96];
    write_folder(&fixture, "by hand");
    snprintf(path, sizeof path, "%s/figures", fixture.folder);
    assert_int_equal(mkdir(path, 0777), 0);
    write_file(path, "zebra.svg", "<svg><path id='a'/></svg>");
    write_file(path, "costs.svg", "<svg><path id='a'/><script>1</script></svg>");
    write_file(path, "broken.svg", "no figure");
    write_file(path, "other.png", "png");
    diag_init(&diag);
    assert_int_equal(page_write(fixture.folder, PAGE_ENGLISH, &figures, &diag), DIAG_OK);
    assert_int_equal(figures, 3);
    char *page = read_file(fixture.folder, PAGE_NAME);
    const char *known = strstr(page, "id=\"f0-a\""), *unknown = strstr(page, "id=\"f2-a\"");
    assert_non_null(known);
    assert_non_null(unknown); /* those that are known come first, the others by name */
    assert_true(known < unknown);
    assert_int_equal(count_of(page, "This figure is damaged."), 1);
    assert_non_null(strstr(page, "aria-labelledby=\"figure-0\""));
    assert_non_null(strstr(page, "<figcaption id=\"figure-0\">"));
    assert_int_equal(count_of(page, "<script"), 1);
    diag_free(&diag);
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void a_table_that_the_manifest_does_not_list_is_not_believed(void **unused)
{
    (void)unused;
    struct fixture fixture;
    write_folder(&fixture, "by hand");
    tamper(fixture.folder, "manifest.json", "\"paired.csv\"", "\"pared.csv\"");
    char *page = make_page(fixture.folder, PAGE_ENGLISH);
    assert_null(strstr(page, "id=\"differences\""));
    free(page);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void what_is_no_results_folder_is_refused(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct diag diag;
    size_t figures;
    fixture_make(&fixture);
    diag_init(&diag);
    assert_int_equal(page_write(fixture.folder, PAGE_ENGLISH, &figures, &diag), DIAG_IO);
    assert_int_equal(diag.count, 1);
    assert_non_null(strstr(diag.items[0].text, "holds no results"));
    diag_free(&diag);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void a_broken_table_leaves_the_earlier_page(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct diag diag;
    size_t figures;
    write_folder(&fixture, "by hand");
    char *first = make_page(fixture.folder, PAGE_ENGLISH);
    write_file(fixture.folder, "summary.csv", "a,b\n1\n");
    diag_init(&diag);
    assert_int_equal(page_write(fixture.folder, PAGE_ENGLISH, &figures, &diag), DIAG_INVALID);
    char *still = read_file(fixture.folder, PAGE_NAME);
    assert_string_equal(first, still);
    diag_free(&diag);
    free(first);
    free(still);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

static void a_manifest_is_read_by_paths(void **unused)
{
    (void)unused;
    struct fixture fixture;
    struct diag diag;
    write_folder(&fixture, "by hand");
    diag_init(&diag);
    struct manifest *manifest = manifest_open(fixture.folder, &diag);
    assert_non_null(manifest);
    assert_string_equal(manifest_string(manifest, "scenarios/1/name"), "16+1");
    assert_string_equal(manifest_string(manifest, "scenarios/2/name"), "");
    assert_string_equal(manifest_string(manifest, "confidence"), "");
    assert_true(manifest_number(manifest, "confidence") == 0.95);
    assert_true(isnan(manifest_number(manifest, "nothing/there")));
    assert_int_equal(manifest_count(manifest, "scenarios"), 2);
    assert_int_equal(manifest_count(manifest, "command"), 0);
    assert_false(manifest_truth(manifest, "interrupted"));
    manifest_shut(manifest);
    diag_free(&diag);
    fixture_remove(fixture.folder);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_has_its_parts_in_both_languages),
        cmocka_unit_test(what_the_folder_says_stays_text),
        cmocka_unit_test(a_folder_that_was_tampered_with_cannot_break_out),
        cmocka_unit_test(it_loads_nothing_and_runs_only_its_own_script),
        cmocka_unit_test(the_same_folder_gives_the_same_bytes),
        cmocka_unit_test(figures_are_put_in),
        cmocka_unit_test(a_table_that_the_manifest_does_not_list_is_not_believed),
        cmocka_unit_test(what_is_no_results_folder_is_refused),
        cmocka_unit_test(a_broken_table_leaves_the_earlier_page),
        cmocka_unit_test(a_manifest_is_read_by_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
