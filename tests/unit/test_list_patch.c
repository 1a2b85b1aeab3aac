/* Additions to a reading list: the right place, the list's own style, nothing twice. */
#include "store_fixture.h"

#include "weir/list/reading.h"
#include "weir/publish/list_patch.h"
#include "weir/story/identity.h"
#include "weir/system/file.h"

struct story_of_a_topic {
    const char *topic, *title, *url;
};

/* A digest of one section a story; stories of one topic stand together. */
static struct digest digest_of(const struct story_of_a_topic *stories, size_t n, struct arena *arena)
{
    struct digest digest = {.title = "List", .timezone = "UTC"};
    digest.sections = arena_alloc(arena, (n + 1) * sizeof *digest.sections);
    for (size_t i = 0; i < n; i++) {
        struct item *item = arena_alloc(arena, sizeof *item);
        *item = item_of(stories[i].url, stories[i].url, stories[i].title, TODAY);
        item->key = identity_of_url(arena, stories[i].url);
        struct digest_section *section = &digest.sections[digest.n_sections];
        if (digest.n_sections > 0 && strcmp(section[-1].title, stories[i].topic) == 0)
            section--;
        else
            digest.n_sections++;
        section->topic = section->title = stories[i].topic;
        section->items = section->items ? section->items : arena_alloc(arena, n * sizeof *section->items);
        section->items[section->n_items++] = item;
    }
    return digest;
}

static const struct story_of_a_topic stories[] = {
    {"Attacks", "New *attack*", "https://example.org/new"},
    {"知识蒸馏", "蒸馏新法", "https://example.org/zh"},
};

/* What follows the list's own lines, by list: the added lines alone. */
static const struct {
    const char *what, *list, *added;
} cases[] = {
    {"a bullet and a link",
     "# L\n\n## Attacks\n\n- [Old](https://example.org/old)\n\n## Other\n\n- [O](https://o.org/)\n",
     "+- [New \\*attack\\*](https://example.org/new)\n"},
    {"a star, indented, and an address behind bold words",
     "## Attacks\n\n  *  **Old work**: https://example.org/old\n",
     "+  *  **New \\*attack\\***: https://example.org/new\n"},
    {"a plus and a label in two brackets", "## Attacks\n+ **Old work** [[pdf](https://example.org/old)]\n",
     "++ **New \\*attack\\*** [[pdf](https://example.org/new)]\n"},
    {"numbers go on", "## Attacks\n\n1. [Old](https://example.org/a)\n2. [Older](https://example.org/b)\n",
     "+3. [New \\*attack\\*](https://example.org/new)\n"},
    {"a bold link", "## Attacks\n\n- **[Old](https://example.org/a)**\n",
     "+- **[New \\*attack\\*](https://example.org/new)**\n"},
    {"a line of its own, parted by blank ones",
     "## Attacks\n\n[Old](https://example.org/a)\n\n[Older](https://example.org/b)\n",
     "+\n+[New \\*attack\\*](https://example.org/new)\n"},
    {"a row of a table",
     "## Attacks\n\n| Year | Paper | Code |\n| --- | --- | --- |\n| 2019 | [An old work of "
     "ours](https://example.org/a) | x |\n",
     "+| | [New \\*attack\\*](https://example.org/new) | |\n"},
    {"a row whose link is a label",
     "## Attacks\n\n| Paper | Where |\n| --- | --- |\n| An old work of ours | [pdf](https://example.org/a) "
     "|\n",
     "+| New \\*attack\\* | [pdf](https://example.org/new) |\n"},
    {"behind what is nested in the last entry",
     "## Attacks\n\n- [Old](https://example.org/a)\n  - a note\n\nProse.\n",
     "+- [New \\*attack\\*](https://example.org/new)\n"},
    {"a heading without entries",
     "## Other\n\n* [O](https://o.org/)\n\n## Attacks\n\n## More\n\n* [P](https://p.org/)\n",
     "+\n+* [New \\*attack\\*](https://example.org/new)\n"},
    {"a Setext heading", "Attacks\n-------\n\n* [Old](https://example.org/a)\n",
     "+* [New \\*attack\\*](https://example.org/new)\n"},
    {"an HTML heading, and a number before its words",
     "<h2>2. Attacks</h2>\n* [Old](https://example.org/a)\n",
     "+* [New \\*attack\\*](https://example.org/new)\n"},
    {"a Chinese heading", "## 知识蒸馏\n\n* [旧法](https://example.org/a)\n",
     "+* [蒸馏新法](https://example.org/zh)\n"},
    {"line ends of Windows", "## Attacks\r\n\r\n- [Old](https://example.org/a)\r\n",
     "+- [New \\*attack\\*](https://example.org/new)\r\n"},
    {"a last line without an end", "## Attacks\n- [Old](https://example.org/a)",
     "+- [Old](https://example.org/a)\n+- [New \\*attack\\*](https://example.org/new)\n"},
    {"no heading of that name", "## Defences\n\n- [Old](https://example.org/a)\n", ""},
    {"listed, by another form of its address",
     "## Attacks\n\n- [x](http://www.example.org/new?utm_source=x#top)\n", ""},
    {"listed under another heading, behind a label",
     "## Attacks\n\n## Z\n\n- Y [pdf](https://example.org/new)\n", ""},
    {"listed by its title alone", "## Attacks\n\n- **new *attack***, ACL 2019\n", ""},
    {"an empty list", "", ""},
};

/* The lines of a diff that begin with a plus, but for its head. */
static char *added_lines(const char *diff, struct arena *arena)
{
    char *added = arena_strdup(arena, "");
    for (const char *line = diff; *line != '\0'; line += strcspn(line, "\n") + 1)
        if (*line == '+' && strncmp(line, "+++ ", 4) != 0)
            added = arena_printf(arena, "%s%.*s", added, (int)strcspn(line, "\n") + 1, line);
    return added;
}

static void test_additions_look_like_the_list(void **state)
{
    struct fixture *fixture = *state;
    struct digest digest = digest_of(stories, 2, &fixture->arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf diff = BUF_INIT(1 << 20);
        list_patch_write(&digest, "LIST.md", cases[i].list, strlen(cases[i].list), &diff);
        check_string(cases[i].what, added_lines(diff.data, &fixture->arena), cases[i].added);
        buf_release(&diff);
    }
}

static void run(const char *command)
{
    if (system(command) != 0) /* a shell of the test's own words */
        fail_msg("%s", command);
}

static void write_file(const char *folder, const char *name, const char *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static void test_the_diff_applies(void **state)
{
    struct fixture *fixture = *state;
    char command[400], remove[400];
    if (system("command -v patch >/dev/null && command -v git >/dev/null") != 0)
        skip();
    struct digest digest = digest_of(stories, 2, &fixture->arena);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf diff = BUF_INIT(1 << 20), again = BUF_INIT(1 << 20);
        list_patch_write(&digest, "LIST.md", cases[i].list, strlen(cases[i].list), &diff);
        if (diff.n > 0) {
            write_file(fixture->folder, "LIST.md", cases[i].list, strlen(cases[i].list));
            write_file(fixture->folder, "diff", diff.data, diff.n);
            snprintf(command, sizeof command,
                     "cd %s && cp LIST.md was && patch -s --binary -p0 < diff && mv LIST.md now && mv was "
                     "LIST.md &&"
                     " git apply --whitespace=nowarn diff && cmp LIST.md now",
                     fixture->folder);
            run(command);
        }
        buf_release(&diff);
        buf_release(&again);
    }
    snprintf(remove, sizeof remove, "rm -f %s/LIST.md %s/now %s/diff %s/LIST.md.orig", fixture->folder,
             fixture->folder, fixture->folder, fixture->folder);
    run(remove);
}

/* Two headings far apart, so that there are two hunks, and the second counts the first's lines. */
static void test_what_was_applied_is_not_added_again(void **state)
{
    struct fixture *fixture = *state;
    const char *list =
        "# L\n\n## Attacks\n\n- [Old](https://example.org/a)\n- [B](https://example.org/b)\n\n"
        "Some\n\nprose\n\nbetween\n\nthem.\n\n## 知识蒸馏\n\n- [旧法](https://example.org/c)\n";
    static const struct story_of_a_topic three[] = {
        {"Attacks", "One", "https://example.org/1"},
        {"Attacks", "Two", "https://example.org/2"},
        {"知识蒸馏", "三", "https://example.org/3"},
    };
    struct digest digest = digest_of(three, 3, &fixture->arena);
    struct buf diff = BUF_INIT(1 << 20);
    struct list_patch first = list_patch_write(&digest, "LIST.md", list, strlen(list), &diff);
    check_number("added", first.n_added, 3);
    check_string("the diff", diff.data,
                 "--- LIST.md\n+++ LIST.md\n"
                 "@@ -4,6 +4,8 @@\n \n - [Old](https://example.org/a)\n - [B](https://example.org/b)\n"
                 "+- [One](https://example.org/1)\n+- [Two](https://example.org/2)\n \n Some\n \n"
                 "@@ -16,3 +18,4 @@\n ## 知识蒸馏\n \n - [旧法](https://example.org/c)\n"
                 "+- [三](https://example.org/3)\n");
    const char *applied =
        "# L\n\n## Attacks\n\n- [Old](https://example.org/a)\n- [B](https://example.org/b)\n"
        "- [One](https://example.org/1)\n- [Two](https://example.org/2)\n\n## 知识蒸馏\n\n- "
        "[三](https://example.org/3)\n";
    buf_clear(&diff);
    struct list_patch second = list_patch_write(&digest, "LIST.md", applied, strlen(applied), &diff);
    check_number("none again", second.n_added, 0);
    check_number("all are listed", second.n_listed, 3);
    check_string("no diff", diff.data, "");
    buf_release(&diff);
}

/* Every heading of a list gets a story of its own; what comes of it takes none of them again. */
static void check_real_list(struct fixture *fixture, const char *path)
{
    struct arena *arena = &fixture->arena;
    struct reading reading = {0};
    struct error err = {0};
    struct buf list = BUF_INIT(READING_LIMIT_BYTES), diff = BUF_INIT(1 << 24), again = BUF_INIT(1 << 24);
    char command[400], file[128];
    check_done(file_read(path, &list, &err), &err);
    reading_add(&reading, "list.md", list.data, list.n, arena);
    struct story_of_a_topic *all = arena_alloc(arena, (reading.n_headings + 1) * sizeof *all);
    for (size_t i = 0; i < reading.n_headings; i++)
        all[i] = (struct story_of_a_topic){reading.headings[i].title,
                                           arena_printf(arena, "A new work, the %zuth", i),
                                           arena_printf(arena, "https://new.example/%zu", i)};
    struct digest digest = digest_of(all, reading.n_headings, arena);
    struct list_patch first = list_patch_write(&digest, "LIST.md", list.data, list.n, &diff);
    check_number(path, first.n_added, reading.n_headings);
    write_file(fixture->folder, "LIST.md", list.data, list.n);
    write_file(fixture->folder, "diff", diff.data, diff.n);
    snprintf(command, sizeof command, "cd %s && patch -s --binary -p0 < diff", fixture->folder);
    run(command);
    snprintf(file, sizeof file, "%s/LIST.md", fixture->folder);
    buf_clear(&list);
    check_done(file_read(file, &list, &err), &err);
    struct list_patch second = list_patch_write(&digest, "LIST.md", list.data, list.n, &again);
    check_number(path, second.n_added, 0);
    check_number(path, second.n_listed, reading.n_headings);
    buf_release(&list);
    buf_release(&diff);
    buf_release(&again);
    snprintf(command, sizeof command, "cd %s && rm -f LIST.md LIST.md.orig diff", fixture->folder);
    run(command);
}

static void test_real_lists_take_their_additions(void **state)
{
    struct fixture *fixture = *state;
    struct error err = {0};
    const char *shared = getenv("WEIR_SHARED"), **names;
    size_t n = 0;
    if (shared == NULL || system("command -v patch >/dev/null") != 0)
        skip();
    check_done(
        file_list(arena_printf(&fixture->arena, "%s/lists/*.md", shared), &fixture->arena, &names, &n, &err),
        &err);
    if (n == 0)
        skip();
    for (size_t i = 0; i < n; i++)
        check_real_list(fixture, names[i]);
}

int main(void)
{
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        WITH_STORE(test_additions_look_like_the_list),
        WITH_STORE(test_the_diff_applies),
        WITH_STORE(test_what_was_applied_is_not_added_again),
        WITH_STORE(test_real_lists_take_their_additions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
