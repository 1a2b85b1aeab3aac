#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "weir/cli/command.h"
#include "weir/derive/derive.h"
#include "weir/derive/headings.h"
#include "weir/discover/verify.h"
#include "weir/list/reading.h"
#include "weir/rules/lists.h"
#include "weir/system/file.h"

/* What is wrong in a line of it is said, and the other lines serve. */
static int add_glossary(const char *path, struct arena *arena, struct derive_input *input, struct error *err)
{
    struct problem_list problems = {0};
    struct derive_list *glossaries =
        arena_grow(arena, (struct derive_list *)input->glossaries, input->n_glossaries, sizeof *glossaries);
    input->glossaries = glossaries;
    if (lists_read_glossary(path, arena, &glossaries[input->n_glossaries++], &problems, err) < 0)
        return -1;
    command_print_problems(&problems);
    return 0;
}

static int add_background(const char *path, struct arena *arena, struct derive_input *input,
                          struct error *err)
{
    struct feed *feed;
    const struct feed **background =
        arena_grow(arena, (const struct feed **)input->background, input->n_background, sizeof *background);
    input->background = background;
    if (input_feed(path, "", "", arena, &feed, err) < 0)
        return -1;
    background[input->n_background++] = feed;
    return 0;
}

/* An option that brings a file. Returns 1 when it was one, 0 when not, -1 when
 * it failed. */
static int read_file_option(int argc, char **argv, int *i, struct arena *arena, struct derive_input *input,
                            struct error *err)
{
    static const struct {
        const char *name;
        int (*add)(const char *, struct arena *, struct derive_input *, struct error *);
    } options[] = {{"--background", add_background}, {"--glossary", add_glossary}};
    for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
        const char *value = command_option(argc, argv, i, options[k].name, err);
        if (value != NULL)
            return options[k].add(value, arena, input, err) < 0 ? -1 : 1;
        if (err->text[0] != '\0')
            return -1;
    }
    return 0;
}

/* Its bytes: which encoding they are in, the reading finds out. */
static int add_list(const char *path, struct arena *arena, struct derive_list *list, struct error *err)
{
    struct buf bytes = BUF_INIT(READING_LIMIT_BYTES);
    int rc = file_read(path, &bytes, err);
    *list = (struct derive_list){.name = path, .text = arena_copy(arena, bytes.data, bytes.n), .n = bytes.n};
    buf_release(&bytes);
    return rc;
}

struct wishes {
    bool topics, sources, online, entries, allow_private;
};

static int read_arguments(int argc, char **argv, struct arena *arena, struct derive_input *input,
                          struct wishes *wishes, struct error *err)
{
    struct derive_list *lists = NULL;
    for (int i = 1; i < argc; i++) {
        int taken = read_file_option(argc, argv, &i, arena, input, err);
        if (taken < 0)
            return -1;
        if (taken > 0)
            continue;
        if (strcmp(argv[i], "--topics") == 0) {
            wishes->topics = true;
        } else if (strcmp(argv[i], "--entries") == 0) {
            wishes->entries = true;
        } else if (strcmp(argv[i], "--sources") == 0) {
            wishes->sources = true;
        } else if (strcmp(argv[i], "--online") == 0) {
            wishes->sources = wishes->online = true;
        } else if (strcmp(argv[i], "--allow-private") == 0) {
            wishes->allow_private = true;
        } else if (argv[i][0] == '-' && argv[i][1] != '\0') {
            return command_usage_error("derive", argv[i], err);
        } else {
            lists = arena_grow(arena, lists, input->n_lists, sizeof *lists);
            struct derive_list *list = &lists[input->n_lists++];
            if (add_list(argv[i], arena, list, err) < 0)
                return -1;
        }
    }
    input->lists = lists;
    return input->n_lists > 0 ? 0 : command_usage_error("derive", NULL, err);
}

static void read_lists(const struct derive_input *input, struct arena *arena, struct reading *reading)
{
    for (size_t i = 0; i < input->n_lists; i++)
        reading_add(reading, input->lists[i].name, input->lists[i].text, input->lists[i].n, arena);
}

static void print_line(json_t *line)
{
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

/* What was read, a line each: headings and entries in the lists' order. */
static void print_reading(const struct reading *reading)
{
    size_t h = 0;
    for (size_t i = 0; i <= reading->n_entries; i++) {
        const struct list_entry *entry = i < reading->n_entries ? &reading->entries[i] : NULL;
        for (; h < reading->n_headings; h++) {
            const struct list_heading *heading = &reading->headings[h];
            if (entry != NULL && (heading->list > entry->list ||
                                  (heading->list == entry->list && heading->line >= entry->line)))
                break;
            print_line(json_pack("{s:s, s:s, s:I}", "kind", "heading", "title", heading->title, "line",
                                 (json_int_t)heading->line));
        }
        if (entry == NULL)
            break;
        const char *above = entry->heading == READING_TOP ? "" : reading->headings[entry->heading].title;
        print_line(json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "kind", "entry", "title", entry->title, "url",
                             entry->url, "heading", above, "line", (json_int_t)entry->line, "last",
                             (json_int_t)entry->last_line));
    }
}

static int derive_sources(const struct reading *reading, const struct wishes *wishes, struct arena *arena,
                          struct buf *out, struct error *err)
{
    const struct discover_manner manner = {
        .user_agent = "weir/" WEIR_VERSION, .is_hearsay = true, .allow_private = wishes->allow_private};
    struct proposal_list list;
    proposals_gather(reading, arena, &list);
    if (wishes->online && proposals_verify(&list, &manner, arena, err) < 0)
        return -1;
    proposals_write(&list, arena, out);
    return 0;
}

/* With -c, what is stored says how common words are, and the configuration's
 * glossaries serve. */
static int learn_from_store(const struct command_context *context, struct derive_input *input,
                            struct error *err)
{
    struct problem_list problems = {0};
    if (context->conf_option == NULL)
        return 0;
    struct config *config = config_load(context->conf_option, context->arena, &problems);
    if (config == NULL) {
        command_print_problems(&problems);
        return error_set(err, STATUS_CONFIG, "%s: %zu problems", context->conf_option, problems.n);
    }
    const struct feed **background = (const struct feed **)input->background;
    background = arena_grow(context->arena, background, input->n_background, sizeof *background);
    background[input->n_background++] = lists_learn(&config->conf, context->arena);
    input->background = background;
    int rc = 0;
    for (size_t i = 0; i < config->conf.n_glossaries && rc == 0; i++)
        rc = add_glossary(config->conf.glossaries[i].place, context->arena, input, err);
    config_free(config);
    return rc;
}

/* What else there is to say of the lists, so that nothing is lost silently:
 * limits that were met, which headings are no topics and why, and counts. */
static void tell(const struct derive_input *input, const struct reading *reading, const char *topics,
                 struct arena *arena)
{
    struct heading_told *told;
    size_t n = headings_told(reading, headings_judge(reading, arena), arena, &told), n_addresses = 0,
           n_topics = 0, n_without = 0;
    for (size_t i = 0; i < reading->n_remarks; i++)
        fprintf(stderr, "%s:%zu: %s\n", input->lists[reading->remarks[i].list].name, reading->remarks[i].line,
                reading->remarks[i].text);
    for (size_t i = 0; i < n; i++) {
        fprintf(stderr, "%s:%zu: %s\n", input->lists[told[i].list].name, told[i].line, told[i].text);
        n_without += told[i].n;
    }
    for (size_t i = 0; i < reading->n_entries; i++)
        n_addresses += *reading->entries[i].url != '\0';
    for (const char *s = topics; (s = strstr(s, "[topic ")) != NULL; s++)
        n_topics += s == topics || s[-1] == '\n';
    fprintf(stderr,
            "%zu entries, %zu with an address; %zu topics, %zu headings without "
            "one\n",
            reading->n_entries, n_addresses, n_topics, n_without);
}

int cmd_derive(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct derive_input input = {0};
    struct wishes wishes = {0};
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    int rc = read_arguments(argc, argv, context->arena, &input, &wishes, err);
    struct reading reading = {0};
    if (rc == 0)
        read_lists(&input, context->arena, &reading);
    if (rc == 0 && wishes.entries)
        print_reading(&reading);
    if (rc == 0 && wishes.sources)
        rc = derive_sources(&reading, &wishes, context->arena, &out, err);
    if (rc == 0 && (wishes.topics || !(wishes.sources || wishes.entries))) {
        rc = learn_from_store(context, &input, err);
        if (rc == 0)
            rc = derive_topics(&input, context->arena, &out, err);
    }
    if (reading.n_lists > 0)
        tell(&input, &reading, out.data, context->arena);
    if (rc == 0)
        fwrite(out.data, 1, out.n, stdout);
    buf_release(&out);
    return rc;
}
