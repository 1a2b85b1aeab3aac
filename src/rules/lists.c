#include "weir/rules/lists.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "glossaries.h"
#include "lists_text.h"
#include "weir/derive/derive.h"
#include "weir/installation/installation.h"
#include "weir/list/reading.h"
#include "weir/store/listed.h"
#include "weir/story/identity.h"
#include "weir/system/file.h"
#include "weir/text/hash.h"

static void add_problem(struct problem_list *problems, const struct named_place *list, const char *text,
                        bool is_warning, struct arena *arena)
{
    struct problem problem = {.file = list->file, .line = list->line, .text = text, .is_warning = is_warning};
    problem_add(problems, problem, arena);
}

/* A file that never was is a mistake of the configuration's; what else is wrong with a list will pass. */
static bool is_mistake(const char *place, bool can_be_had)
{
    return !can_be_had && !conf_is_address(place) && access(place, R_OK) != 0;
}

static void read_texts(const struct conf *conf, struct arena *arena, struct lists *lists,
                       struct problem_list *problems)
{
    lists->texts = arena_alloc(arena, (conf->n_lists + 1) * sizeof *lists->texts);
    for (size_t i = 0; i < conf->n_lists; i++) {
        const char *why, *place = conf->lists[i].place;
        bool can_be_had = lists_read_text(conf, place, arena, &lists->texts[lists->n], &why);
        const char *then = can_be_had ? "its last good copy stands for it" : "it gives no topics";
        if (*why != '\0')
            add_problem(problems, &conf->lists[i], arena_printf(arena, "list: %s; %s", why, then),
                        !is_mistake(place, can_be_had), arena);
        lists->n += can_be_had;
    }
}

/* The first lines of what is kept: which lists it is of, with which glossaries, whether the store had enough
 * to learn from, and by which weir, since another may derive otherwise. */
static const char *head(const struct lists *lists, bool has_learnt, struct arena *arena)
{
    uint64_t hash = HASH_START;
    for (size_t i = 0; i < lists->n; i++)
        hash = hash_more(hash, lists->texts[i].text, lists->texts[i].n + 1);
    for (size_t i = 0; i < lists->n_glossaries; i++)
        hash = hash_more(hash, lists->glossaries[i].text, lists->glossaries[i].n + 1);
    return arena_printf(
        arena,
        "# What the reading lists say, derived by weir %s (%016" PRIx64 "), %s.\n"
        "# It is made anew when a list or a glossary changes; a [topic …] section of the same "
        "name in feeds.conf\n"
        "# overrides it, key by key.\n\n",
        WEIR_VERSION, hash,
        has_learnt ? "knowing what is stored"
                   : "with little stored as yet, hence once more when there is enough");
}

/* What was derived of these lists before, so that it stays the same. */
static bool read_kept(const char *file, const char *wanted_head, struct arena *arena, struct lists *lists)
{
    struct error err;
    struct buf text = BUF_INIT(CONF_LIMIT_BYTES);
    bool is_it =
        file_read(file, &text, &err) == 0 && strncmp(text.data, wanted_head, strlen(wanted_head)) == 0;
    if (is_it) {
        lists->derived = arena_copy(arena, text.data, text.n);
        lists->n_derived = text.n;
    }
    buf_release(&text);
    return is_it;
}

const struct feed *lists_learn(const struct conf *conf, struct arena *arena)
{
    struct store *store;
    struct error err;
    struct feed *feed = arena_alloc(arena, sizeof *feed);
    const struct store_query newest = {.limit = LISTS_LIMIT_BACKGROUND};
    const char *file = installation_database(conf, arena);
    if (store_open_readonly(file, &store, &err) < 0)
        return feed;
    if (store_select(store, &newest, arena, feed, &err) < 0)
        *feed = (struct feed){0};
    store_close(store);
    return feed;
}

static int derive_anew(const struct feed *stored, const char *with_head, struct arena *arena,
                       struct lists *lists, struct error *err)
{
    struct arena work;
    struct buf text = BUF_INIT(CONF_LIMIT_BYTES), topics = BUF_INIT(CONF_LIMIT_BYTES);
    arena_init(&work);
    struct derive_list *texts = arena_alloc(&work, (lists->n + 1) * sizeof *texts);
    for (size_t i = 0; i < lists->n; i++)
        texts[i] = (struct derive_list){
            .name = lists->texts[i].place, .text = lists->texts[i].text, .n = lists->texts[i].n};
    const struct feed *const background[] = {stored};
    struct derive_input input = {.lists = texts,
                                 .n_lists = lists->n,
                                 .glossaries = lists->glossaries,
                                 .n_glossaries = lists->n_glossaries,
                                 .background = background,
                                 .n_background = 1};
    int rc = derive_topics(&input, &work, &topics, err);
    if (rc == 0) {
        buf_adds(&text, with_head);
        buf_add(&text, topics.data, topics.n);
        lists->derived = arena_copy(arena, text.data, text.n);
        lists->n_derived = text.n;
    }
    buf_release(&topics);
    buf_release(&text);
    arena_release(&work);
    return rc;
}

/* What is kept, as long as it is of these lists and a first run's poor knowledge is not outgrown. */
static int find_topics(const struct conf *conf, const char *file, struct arena *arena, struct lists *lists,
                       struct error *err)
{
    struct arena work;
    int rc = 0;
    if (read_kept(file, head(lists, true, arena), arena, lists))
        return 0;
    arena_init(&work);
    const struct feed *stored = lists_learn(conf, &work);
    bool has_learnt = stored->n_items >= LISTS_ENOUGH_BACKGROUND;
    const char *wanted = head(lists, has_learnt, arena);
    if (has_learnt || !read_kept(file, wanted, arena, lists))
        rc = derive_anew(stored, wanted, arena, lists, err);
    arena_release(&work);
    return rc;
}

void lists_derive(const struct conf *conf, struct arena *arena, struct conf_derived *out, void *arg)
{
    struct lists *lists = arg;
    struct error err;
    *lists = (struct lists){.derived = ""};
    *out = (struct conf_derived){.name = installation_topics(conf, arena), .text = ""};
    read_texts(conf, arena, lists, &out->problems);
    glossaries_read(conf, arena, lists, &out->problems);
    if (lists->n == 0)
        return;
    if (find_topics(conf, out->name, arena, lists, &err) < 0)
        add_problem(&out->problems, &conf->lists[0], arena_printf(arena, "list: %s", err.text), true, arena);
    out->text = lists->derived;
    out->n = lists->n_derived;
}

static int keep_files(const struct lists *lists, const struct conf *conf, struct arena *arena,
                      struct error *err)
{
    for (size_t i = 0; i < lists->n; i++) {
        const struct list_text *list = &lists->texts[i];
        const char *good = installation_list_copy(conf, list->place, arena);
        if (!list->is_copy && file_replace(good, list->text, list->n, NULL, err) < 0)
            return -1;
    }
    if (lists->n_derived == 0)
        return 0;
    return file_replace(installation_topics(conf, arena), lists->derived, lists->n_derived, NULL, err);
}

static int put_listed(const struct lists *lists, struct store *store, struct arena *arena, struct error *err)
{
    struct reading reading = {0};
    size_t n_changed;
    for (size_t i = 0; i < lists->n; i++)
        reading_add(&reading, lists->texts[i].place, lists->texts[i].text, lists->texts[i].n, arena);
    const char **keys = arena_alloc(arena, (reading.n_entries + 1) * sizeof *keys);
    for (size_t i = 0; i < reading.n_entries; i++)
        keys[i] = identity_of_url(arena, reading.entries[i].url);
    return store_put_listed(store, keys, reading.n_entries, &n_changed, err);
}

int lists_settle(const struct lists *lists, const struct conf *conf, struct store *store, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    int rc = keep_files(lists, conf, &arena, err);
    /* while a list cannot be had at all, what it named stays named */
    if (rc == 0 && lists->n == conf->n_lists)
        rc = put_listed(lists, store, &arena, err);
    arena_release(&arena);
    return rc;
}
