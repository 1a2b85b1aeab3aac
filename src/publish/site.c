#include "weir/publish/site.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "weir/render/place.h"
#include "weir/render/shown.h"
#include "weir/store/note.h"
#include "weir/text/url.h"

/* Ids and schemes of an installation that has no address: tag: URIs (RFC 4151),
 * as the stories have. */
#define TAG "tag:weir,2026:"

/* Addresses at which a server listens, but nobody asks. */
static bool is_everywhere(const char *listen)
{
    static const char *const hosts[] = {":", "0.0.0.0:", "[::]:"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        if (strncmp(listen, hosts[i], strlen(hosts[i])) == 0)
            return true;
    }
    return false;
}

/* `base-url`, else where weir itself serves, else "": a socket in the file
 * system is no address. */
static char *find_base(const struct conf *conf, struct arena *arena)
{
    if (*conf->base_url != '\0') {
        size_t n = strlen(conf->base_url);
        return arena_printf(arena, "%s%s", conf->base_url, conf->base_url[n - 1] == '/' ? "" : "/");
    }
    if (*conf->listen == '\0' || strchr(conf->listen, '/') != NULL)
        return arena_strdup(arena, "");
    if (is_everywhere(conf->listen))
        return arena_printf(arena, "http://localhost%s/", strrchr(conf->listen, ':'));
    return arena_printf(arena, "http://%s/", conf->listen);
}

int site_note_socket(struct store *store, bool has_socket, struct error *err)
{
    return store_put_note(store, NOTE_SOCKET, has_socket ? "yes" : "", err);
}

/* The topics of a configuration as a tree, so that ordering takes no longer
 * than sorting their names. */
struct tree {
    const struct conf *conf;
    size_t *by_name;             /* topics, sorted by name */
    size_t *first, *last, *next; /* the children of each topic, and the next child
                                    of the same; NO_TOPIC: none */
};

#define NO_TOPIC SIZE_MAX

static int compare_names(const void *a, const void *b, void *conf)
{
    const struct topic *topics = ((const struct conf *)conf)->topics;
    return strcmp(topics[*(const size_t *)a].name, topics[*(const size_t *)b].name);
}

static size_t find_topic(const struct tree *tree, const char *name)
{
    size_t from = 0, to = tree->conf->n_topics;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(name, tree->conf->topics[tree->by_name[middle]].name);
        if (order == 0)
            return tree->by_name[middle];
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NO_TOPIC;
}

static size_t *new_links(size_t n, struct arena *arena)
{
    size_t *links = arena_alloc(arena, (n + 1) * sizeof *links);
    for (size_t i = 0; i <= n; i++)
        links[i] = NO_TOPIC;
    return links;
}

/* The topics that stand under none are the children of index n. */
static void grow_tree(struct tree *tree, struct arena *arena)
{
    size_t n = tree->conf->n_topics;
    tree->by_name = arena_alloc(arena, (n + 1) * sizeof *tree->by_name);
    for (size_t i = 0; i < n; i++)
        tree->by_name[i] = i;
    qsort_r(tree->by_name, n, sizeof *tree->by_name, compare_names, (void *)(uintptr_t)tree->conf);
    tree->first = new_links(n, arena);
    tree->last = new_links(n, arena);
    tree->next = new_links(n, arena);
    for (size_t i = 0; i < n; i++) {
        const char *under = tree->conf->topics[i].under;
        size_t parent = *under != '\0' ? find_topic(tree, under) : NO_TOPIC;
        parent = parent == NO_TOPIC ? n : parent;
        if (tree->last[parent] == NO_TOPIC)
            tree->first[parent] = i;
        else
            tree->next[tree->last[parent]] = i;
        tree->last[parent] = i;
    }
}

static void add_topics(struct site *site, const struct tree *tree, size_t parent, int depth)
{
    for (size_t i = tree->first[parent]; i != NO_TOPIC && depth < SITE_LIMIT_DEPTH; i = tree->next[i]) {
        site->topics[site->n_topics++] = (struct site_topic){.topic = &site->conf->topics[i], .depth = depth};
        add_topics(site, tree, i, depth + 1);
    }
}

static void order_topics(struct site *site, struct arena *arena)
{
    const struct conf *conf = site->conf;
    const char *scheme = *site->base != '\0' ? arena_printf(arena, "%stopics/", site->base) : TAG "topics";
    site->topics = arena_alloc(arena, (conf->n_topics + 1) * sizeof *site->topics);
    site->categories = arena_alloc(arena, (conf->n_topics + 1) * sizeof *site->categories);
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        site->categories[i] = (struct category){.term = topic->name, .scheme = scheme, .label = topic->title};
    }
    struct tree tree = {.conf = conf};
    grow_tree(&tree, arena);
    add_topics(site, &tree, conf->n_topics, 0);
}

/* Chinese, where most topics have a Chinese title. */
static enum language find_language(const struct conf *conf)
{
    size_t n_chinese = 0;
    if (conf->language != NULL && *conf->language != '\0')
        return language_of(conf->language);
    for (size_t i = 0; i < conf->n_topics; i++)
        n_chinese += strcmp(shown_language(conf->topics[i].title), "zh") == 0;
    return 2 * n_chinese > conf->n_topics ? LANGUAGE_ZH : LANGUAGE_EN;
}

/* Is it served to this machine alone, under its own names? Then whoever asks is its reader. Behind a web
 * server in front (`base-url`) anybody would be. */
static bool is_local(const struct conf *conf)
{
    bool is_loopback = strncmp(conf->listen, "127.", 4) == 0 ||
                       strncmp(conf->listen, "localhost:", 10) == 0 ||
                       strncmp(conf->listen, "[::1]:", 6) == 0;
    return is_loopback && *conf->base_url == '\0';
}

int site_open(struct store *store, const struct conf *conf, struct arena *arena, struct site *out,
              struct error *err)
{
    const char *socket;
    if (store_get_note(store, NOTE_SOCKET, arena, &socket, err) < 0)
        return -1;
    *out = (struct site){.store = store,
                         .conf = conf,
                         .base = find_base(conf, arena),
                         .language = find_language(conf),
                         .has_buttons = is_local(conf),
                         .has_search = *conf->listen != '\0' || *socket != '\0'};
    out->sources = arena_alloc(arena, (conf->n_sources + 1) * sizeof *out->sources);
    for (size_t i = 0; i < conf->n_sources; i++) {
        if (store_get_source_uncounted(store, conf->sources[i].name, arena, &out->sources[i], err) < 0)
            return -1;
    }
    order_topics(out, arena);
    return 0;
}

char *site_address(const struct site *site, const char *path, struct arena *arena)
{
    return *site->base != '\0' ? place_address(arena, site->base, path) : arena_strdup(arena, "");
}

void site_link(struct feed *feed, const char *rel, const char *href, struct arena *arena)
{
    feed->links = arena_grow(arena, feed->links, feed->n_links, sizeof *feed->links);
    feed->links[feed->n_links++] = (struct link){
        .rel = rel, .href = href, .type = "", .title = "", .language = "", .length = -1, .duration_s = -1};
}

char *site_to_root(const char *path, const char *name, struct arena *arena)
{
    char *address = arena_strdup(arena, name);
    for (const char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++)
        address = arena_printf(arena, "../%s", address);
    return address;
}

char *site_id(const struct site *site, const char *path, struct arena *arena)
{
    return place_address(arena, *site->base != '\0' ? site->base : TAG, path);
}

static const struct source_state *find_state(const struct site *site, const char *name)
{
    for (size_t i = 0; i < site->conf->n_sources; i++) {
        if (strcmp(site->conf->sources[i].name, name) == 0)
            return &site->sources[i];
    }
    return NULL;
}

const char *site_source_title(const struct site *site, const char *name)
{
    const struct source *source = conf_source(site->conf, name);
    const struct source_state *state = find_state(site, name);
    if (source != NULL && *source->title != '\0')
        return source->title;
    return state != NULL && *state->title != '\0' ? state->title : name;
}

/* What readers are told of where a story came from; an origin that the document itself named stands. */
static void show_sources(const struct site *site, struct item *item, struct arena *arena)
{
    const struct source *source = conf_source(site->conf, item->source);
    if (*item->origin.title == '\0') {
        item->origin.title = site_source_title(site, item->source);
        if (source != NULL && *item->origin.id == '\0' && conf_is_private(source))
            item->origin.id = arena_printf(arena, "urn:weir:source:%s", url_escape(arena, source->name));
        else if (source != NULL && *item->origin.id == '\0')
            item->origin.id = item->origin.url = source->urls[0];
    }
    for (size_t i = 0; i < item->n_also; i++)
        item->also[i].title = site_source_title(site, item->also[i].title);
}

/* Brings the hit of the topic to the front. */
static void put_topic_first(struct item *item, const char *topic)
{
    for (size_t i = 1; i < item->n_hits; i++) {
        if (strcmp(item->hits[i].topic, topic) != 0)
            continue;
        struct hit hit = item->hits[i];
        memmove(&item->hits[1], &item->hits[0], i * sizeof hit);
        item->hits[0] = hit;
        return;
    }
}

void site_link_hub(const struct site *site, struct arena *arena, struct feed *feed)
{
    if (*site->conf->hub != '\0')
        site_link(feed, "hub", site->conf->hub, arena);
}

void site_finish(const struct site *site, const struct site_feed *spec, struct arena *arena,
                 struct feed *feed)
{
    const char *document = arena_printf(arena, "%s.atom", spec->path);
    const char *whole = spec->part_of != NULL ? arena_printf(arena, "%s.atom", spec->part_of) : document;
    feed->id = site_id(site, whole, arena);
    feed->feed_url = site_address(site, document, arena);
    feed->home_page_url = site_address(site, spec->page, arena);
    feed->title = spec->title;
    feed->generator = "weir";
    feed->categories = site->categories;
    feed->n_categories = site->conf->n_topics;
    for (size_t i = 0; i < feed->n_items; i++) {
        show_sources(site, &feed->items[i], arena);
        if (spec->query.topic != NULL)
            put_topic_first(&feed->items[i], spec->query.topic);
    }
}
