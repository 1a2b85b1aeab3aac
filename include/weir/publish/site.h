#ifndef WEIR_PUBLISH_SITE_H
#define WEIR_PUBLISH_SITE_H
/*
 * site — the published folder as its readers see it: its address, its topics in the list's order, its
 * sources by their titles. Whoever publishes or answers a request opens one, and asks it for addresses and
 * ids.
 *
 *     struct site site;
 *     if (site_open(store, conf, &arena, &site, err) < 0) …
 *     struct site_feed spec = {.path = "feed", .page = "index.html", .title = conf->title, …};
 *     if (store_select(store, &spec.query, &arena, &feed, err) < 0) …
 *     site_finish(&site, &spec, &arena, &feed);
 *     atom_write(&feed, &out);
 */
#include "weir/conf/conf.h"
#include "weir/render/words.h"
#include "weir/store/store.h"

/* How many stories a feed shows. */
#define SITE_FEED_STORIES 200

/* Topics under topics under topics …: deeper ones stand at this depth. */
#define SITE_LIMIT_DEPTH 8

/* A topic in the list's order, children behind their parent. */
struct site_topic {
    const struct topic *topic;
    int depth; /* 0 for a top topic */
};

/* Lives in the arena that it was opened with. */
struct site {
    struct store *store;
    const struct conf *conf;
    const char *base;             /* address of the published root, with its slash; "" when there is none */
    enum language language;       /* of its fixed words: the configuration's, else the topics' own */
    bool has_buttons;             /* … to this machine alone: whoever sees a page may keep and dismiss */
    bool has_search;              /* weir serves the pages itself, and knows /search */
    struct source_state *sources; /* of conf->sources, in their order; uncounted */
    struct site_topic *topics;
    size_t n_topics;
    struct category *categories; /* topic name → title, with the scheme of weir's topics */
};

/* Says whether the daemon was handed a socket to serve on, which stands in no configuration: sites that
 * are opened later have the search then, in other processes that publish from the store too. */
int site_note_socket(struct store *store, bool has_socket, struct error *err);

/* Looks up what is known of the sources, but for what is counted: it costs the same in a store of any size.
 */
int site_open(struct store *store, const struct conf *conf, struct arena *arena, struct site *out,
              struct error *err);

/* Where in the published folder a feed stands and what it holds. */
struct site_feed {
    const char *path; /* of the feed, without extension: "feed", "topics/kd" */
    const char *page; /* the page of the same stories: "index.html", "topics/kd.html" */
    const char *title;
    const char
        *part_of; /* the path of the feed of which this is an archive, whose id it has; NULL for none */
    struct store_query query;
};

/* Makes the stories of `feed` ready to be written: id, links and titles set, sources by their shown names. In
 * a topic's feed that topic comes first. `feed_url` is the address of PATH.atom. */
void site_finish(const struct site *site, const struct site_feed *spec, struct arena *arena,
                 struct feed *feed);

/* Adds the link to the hub that is told when the feed changes, if there is one (W3C WebSub §4). */
void site_link_hub(const struct site *site, struct arena *arena, struct feed *feed);

/* The title of a source: the configuration's, the feed's own, or the section's name. */
const char *site_source_title(const struct site *site, const char *name);

/* Gives the feed one more link. */
void site_link(struct feed *feed, const char *rel, const char *href, struct arena *arena);

/* The relative address of `name` at the published root, as seen from the file at `path`. */
char *site_to_root(const char *path, const char *name, struct arena *arena);

/* An address below the published root, and what stands for it in ids where there is no base. */
char *site_address(const struct site *site, const char *path, struct arena *arena);
char *site_id(const struct site *site, const char *path, struct arena *arena);

#endif
