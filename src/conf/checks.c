/* What no single line can be wrong about: names, references between sections, what must be there. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "weir/text/suggest.h"
#include "weir/text/utf8.h"

#define NAME_LIMIT 100 /* bytes; a topic's name becomes a file's */

#define NOT_FOUND SIZE_MAX

struct entry {
    const char *name;
    size_t position; /* in the configuration */
};

/* The names of all sections of a kind. */
struct index {
    const char **names;    /* by position */
    struct entry *entries; /* by name, then by position */
    size_t n;
};

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : a->position < b->position ? -1 : a->position > b->position;
}

static void index_sort(struct index *index, struct arena *arena)
{
    index->entries = arena_alloc(arena, index->n * sizeof *index->entries);
    for (size_t i = 0; i < index->n; i++)
        index->entries[i] = (struct entry){index->names[i], i};
    if (index->n > 0)
        qsort(index->entries, index->n, sizeof *index->entries, compare_entries);
}

static struct index index_topics(const struct reading *reading)
{
    const struct conf *conf = reading->conf;
    struct index index = {.names = arena_alloc(reading->arena, conf->n_topics * sizeof *index.names),
                          .n = conf->n_topics};
    for (size_t i = 0; i < conf->n_topics; i++)
        index.names[i] = conf->topics[i].name;
    index_sort(&index, reading->arena);
    return index;
}

static struct index index_sources(const struct reading *reading)
{
    const struct conf *conf = reading->conf;
    struct index index = {.names = arena_alloc(reading->arena, conf->n_sources * sizeof *index.names),
                          .n = conf->n_sources};
    for (size_t i = 0; i < conf->n_sources; i++)
        index.names[i] = conf->sources[i].name;
    index_sort(&index, reading->arena);
    return index;
}

static struct index index_deliveries(const struct reading *reading)
{
    const struct conf *conf = reading->conf;
    struct index index = {.names = arena_alloc(reading->arena, conf->n_deliveries * sizeof *index.names),
                          .n = conf->n_deliveries};
    for (size_t i = 0; i < conf->n_deliveries; i++)
        index.names[i] = conf->deliveries[i].name;
    index_sort(&index, reading->arena);
    return index;
}

/* The position of the first section of that name. */
static size_t index_find(const struct index *index, const char *name)
{
    size_t low = 0, high = index->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(index->entries[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < index->n && strcmp(index->entries[low].name, name) == 0;
    return is_there ? index->entries[low].position : NOT_FOUND;
}

static const char *hint(const struct reading *reading, const struct index *index, const char *name)
{
    const char *near = suggest(name, index->names, index->n);
    return near ? arena_printf(reading->arena, "; did you mean \"%s\"?", near) : "";
}

static struct place key_place(enum section_id id, const struct section_places *places, const char *name)
{
    return places->keys[key_find(&sections[id], name) - sections[id].keys];
}

/* Names become file names and elements of lists and addresses. */
static bool is_good_name(const char *name)
{
    size_t n = strlen(name);
    if (n > NAME_LIMIT || name[0] == '.' || name[0] == '-')
        return false;
    for (size_t i = 0; i < n;) {
        uint32_t c;
        i += utf8_next(name + i, n - i, &c);
        if (!utf8_is_word(c) && (c >= 0x80 || !strchr("._-+:@~", (int)c)))
            return false;
    }
    return true;
}

static void check_names(struct reading *reading, const char *kind, const struct index *index,
                        const struct section_places *places)
{
    for (size_t i = 0; i < index->n; i++)
        if (*index->names[i] && !is_good_name(index->names[i]))
            reading_complain(
                reading, places[i].head,
                "\"%s\" is no name for a %s: letters, digits and . _ - + : @ ~, at most %d bytes, no dot "
                "or hyphen first",
                index->names[i], kind, NAME_LIMIT);
    for (size_t i = 1; i < index->n; i++) {
        const struct entry *one = &index->entries[i - 1], *other = &index->entries[i];
        if (*one->name && strcmp(one->name, other->name) == 0) {
            struct place here = places[other->position].head, there = places[one->position].head;
            reading_complain(reading, here, "[%s %s] stands already in %s; a name has one section", kind,
                             other->name, reading_where(reading, there, here));
        }
    }
}

static void check_sources(struct reading *reading)
{
    for (size_t i = 0; i < reading->conf->n_sources; i++) {
        const struct source *source = &reading->conf->sources[i];
        const struct section_places *places = &reading->sources[i];
        bool has_url = key_place(SECTION_SOURCE, places, "url").line != 0;
        bool has_query = key_place(SECTION_SOURCE, places, "arxiv").line != 0;
        if (*source->name && !has_url && !has_query)
            reading_complain(reading, places->head, "[source %s] has no \"url\"", source->name);
        if (has_url && has_query)
            reading_complain(reading, key_place(SECTION_SOURCE, places, "arxiv"),
                             "\"arxiv\" stands instead of \"url\", not beside it");
        if (*source->user && !*source->password_file)
            reading_complain(reading, key_place(SECTION_SOURCE, places, "user"),
                             "\"user\" needs a \"password-file\" beside it");
        if (!*source->user && *source->password_file)
            reading_complain(reading, key_place(SECTION_SOURCE, places, "password-file"),
                             "\"password-file\" needs a \"user\" beside it");
    }
}

/* Two sections that ask the same address; the later is told of. */
static void check_twins(struct reading *reading)
{
    const struct conf *conf = reading->conf;
    struct index urls = {.names = arena_alloc(reading->arena, conf->n_sources * sizeof *urls.names)};
    size_t *source_of = arena_alloc(reading->arena, conf->n_sources * sizeof *source_of);
    for (size_t i = 0; i < conf->n_sources; i++)
        if (conf->sources[i].n_urls > 0) {
            source_of[urls.n] = i;
            urls.names[urls.n++] = conf->sources[i].urls[0];
        }
    index_sort(&urls, reading->arena);
    for (size_t i = 1; i < urls.n; i++)
        if (strcmp(urls.entries[i - 1].name, urls.entries[i].name) == 0 &&
            strcmp(conf->sources[source_of[urls.entries[i - 1].position]].name,
                   conf->sources[source_of[urls.entries[i].position]].name) != 0) {
            size_t one = source_of[urls.entries[i - 1].position], other = source_of[urls.entries[i].position];
            reading_warn(reading, key_place(SECTION_SOURCE, &reading->sources[other], "url"),
                         "[source %s] asks the address of [source %s]; its items come twice for nothing",
                         conf->sources[other].name, conf->sources[one].name);
        }
}

static bool names_a_source(const struct index *sources, const char *pattern)
{
    if (index_find(sources, pattern) != NOT_FOUND)
        return true;
    bool matches = false;
    for (size_t i = 0; i < sources->n && strpbrk(pattern, "*?[") && !matches; i++)
        matches = fnmatch(pattern, sources->names[i], 0) == 0;
    return matches;
}

/* A list changes without the configuration, which may name what is gone from it. */
static void complain_of_topic(struct reading *reading, const struct index *topics, const char *name,
                              struct place place)
{
    (reading->conf->n_lists > 0 ? reading_warn : reading_complain)(
        reading, place, "no topic is called \"%s\"%s", name, hint(reading, topics, name));
}

static void check_references(struct reading *reading, const struct index *sources, const struct index *topics)
{
    for (size_t i = 0; i < reading->n_references; i++) {
        const struct reference *reference = &reading->references[i];
        const char *name = reference->name;
        if (reference->from == SECTION_TOPIC && !names_a_source(sources, name))
            reading_complain(reading, reference->place, "no source is called \"%s\"%s", name,
                             hint(reading, sources, name));
        if (reference->from != SECTION_TOPIC && index_find(topics, name) == NOT_FOUND)
            complain_of_topic(reading, topics, name, reference->place);
    }
}

static void mark_used(const struct index *topics, const char *name, bool *in_use)
{
    size_t position = index_find(topics, name);
    if (position != NOT_FOUND)
        in_use[position] = true;
}

/* Which topics need no terms of their own, since others stand under them or sources give them. */
static const bool *topics_in_use(const struct reading *reading, const struct index *topics)
{
    bool *in_use = arena_alloc(reading->arena, topics->n * sizeof *in_use);
    for (size_t i = 0; i < topics->n; i++)
        mark_used(topics, reading->conf->topics[i].under, in_use);
    for (size_t i = 0; i < reading->n_references; i++)
        if (reading->references[i].from == SECTION_SOURCE)
            mark_used(topics, reading->references[i].name, in_use);
    return in_use;
}

/*
 * Each topic is visited once: `seen` holds the number of the walk that came by. A walk that meets itself has
 * found a circle, which is told of once.
 */
static void check_circles(struct reading *reading, const struct index *topics)
{
    size_t *seen = arena_alloc(reading->arena, topics->n * sizeof *seen);
    for (size_t start = 0; start < topics->n; start++) {
        size_t i = start;
        while (i != NOT_FOUND && seen[i] == 0) {
            seen[i] = start + 1;
            i = index_find(topics, reading->conf->topics[i].under);
        }
        if (i != NOT_FOUND && seen[i] == start + 1)
            reading_complain(reading, key_place(SECTION_TOPIC, &reading->topics[i], "under"),
                             "[topic %s] stands under itself", topics->names[i]);
    }
}

static void check_topics(struct reading *reading, const struct index *topics)
{
    const bool *in_use = topics_in_use(reading, topics);
    for (size_t i = 0; i < topics->n; i++) {
        const struct topic *topic = &reading->conf->topics[i];
        const struct section_places *places = &reading->topics[i];
        if (key_place(SECTION_TOPIC, places, "terms").line == 0 && *topic->name && !in_use[i])
            (reading->conf->n_lists > 0 ? reading_warn : reading_complain)(
                reading, places->head,
                "[topic %s] has no \"terms\", and neither a topic under it nor a source that gives it",
                topic->name);
        if (*topic->under && index_find(topics, topic->under) == NOT_FOUND)
            complain_of_topic(reading, topics, topic->under, key_place(SECTION_TOPIC, places, "under"));
        size_t field = *topic->field ? index_find(topics, topic->field) : NOT_FOUND;
        if (*topic->field && field == NOT_FOUND)
            complain_of_topic(reading, topics, topic->field, key_place(SECTION_TOPIC, places, "field"));
        if (field != NOT_FOUND && *reading->conf->topics[field].field)
            reading_complain(reading, key_place(SECTION_TOPIC, places, "field"),
                             "[topic %s] is no field, since it has one itself", topic->field);
    }
    check_circles(reading, topics);
}

/* Does the section have the key, with whatever value? A wrong one has been told of. */
static bool has_key(const struct section_places *places, const char *name)
{
    return key_place(SECTION_DELIVER, places, name).line != 0;
}

static void check_deliveries(struct reading *reading)
{
    for (size_t i = 0; i < reading->conf->n_deliveries; i++) {
        const struct delivery *delivery = &reading->conf->deliveries[i];
        const struct section_places *places = &reading->deliveries[i];
        const char *fault = NULL;
        bool is_mail = has_key(places, "to") && strstr(delivery->to, "://") == NULL;
        if (has_key(places, "to") == has_key(places, "to-file"))
            fault = "needs either \"to\" or \"to-file\"";
        else if (!is_mail && !has_key(places, "format"))
            fault = "needs a \"format\": json, slack, telegram, …";
        else if (is_mail && has_key(places, "format"))
            fault = "goes to a mail address, and mail has no \"format\"";
        else if (is_mail && (!has_key(places, "server") || !has_key(places, "from")))
            fault = "needs \"server\" and \"from\" to send mail";
        else if (is_mail && has_key(places, "user") != has_key(places, "password-file"))
            fault = "has one of \"user\" and \"password-file\", which go together";
        if (fault != NULL && *delivery->name != '\0')
            reading_complain(reading, places->head, "[deliver %s] %s", delivery->name, fault);
    }
}

/* Does the server listen where only this machine reaches it? */
static bool is_local(const char *listen)
{
    static const char *const starts[] = {"127.", "localhost:", "[::1]:", "/", "unix:"};
    bool is_it = *listen == '\0';
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        is_it = is_it || strncmp(listen, starts[i], strlen(starts[i])) == 0;
    return is_it;
}

static void check_weir(struct reading *reading)
{
    const struct conf *conf = reading->conf;
    if (!is_local(conf->listen) && !*conf->base_url)
        reading_warn(reading, key_place(SECTION_WEIR, &reading->weir, "listen"),
                     "\"listen\" without \"base-url\": links and ids in the feeds name this machine as "
                     "localhost, which no other one understands");
    if (*reading->conf->hub && !*reading->conf->base_url)
        reading_complain(reading, key_place(SECTION_WEIR, &reading->weir, "hub"),
                         "\"hub\" needs a \"base-url\" beside it: by that the hub knows the feeds");
}

void reading_check(struct reading *reading)
{
    struct index sources = index_sources(reading), topics = index_topics(reading),
                 deliveries = index_deliveries(reading);
    check_names(reading, "source", &sources, reading->sources);
    check_names(reading, "topic", &topics, reading->topics);
    check_names(reading, "deliver", &deliveries, reading->deliveries);
    check_weir(reading);
    check_deliveries(reading);
    check_sources(reading);
    check_twins(reading);
    check_references(reading, &sources, &topics);
    check_topics(reading, &topics);
}
