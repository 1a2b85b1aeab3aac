#ifndef WEIR_PUBLISH_EDITION_H
#define WEIR_PUBLISH_EDITION_H
/*
 * edition — gathers out of the store what is published: the stories of a feed, the sections of a digest.
 * Publishers write what an edition gathered; neither knows the other.
 *
 *     struct edition edition;
 *     if (edition_open(store, conf, now, &arena, &edition, err) < 0) …
 *     struct edition_shelf shelf = {.path = "feed", .page = "index.html", .title = conf->title, …};
 *     if (edition_feed(&edition, &shelf, &arena, &feed, err) < 0) …
 *     atom_write(&feed, &out);
 */
#include "weir/conf/conf.h"
#include "weir/render/digest.h"
#include "weir/store/store.h"

/* How many stories a feed shows. */
#define EDITION_FEED_STORIES 200

/* Topics under topics under topics …: deeper ones stand at this depth. */
#define EDITION_LIMIT_DEPTH 8

/* A topic in the list's order, children behind their parent. */
struct edition_topic {
    const struct topic *topic;
    int depth; /* 0 for a top topic */
};

/* What all editions of one moment share. Lives in the arena that it was opened with. */
struct edition {
    struct store *store;
    const struct conf *conf;
    const char *base;             /* address of the published root, with its slash; "" when there is none */
    bool has_search;              /* weir serves the pages itself, and knows /search */
    struct source_state *sources; /* of conf->sources, in their order; uncounted */
    struct edition_topic *topics;
    size_t n_topics;
    struct category *categories; /* topic name → title, with the scheme of weir's topics */
};

/* Says whether the daemon was handed a socket to serve on, which stands in no configuration: editions to come
 * have the search then, in other processes that publish from the store too. */
int edition_note_socket(struct store *store, bool has_socket, struct error *err);

/* Looks up what is known of the sources, but for what is counted: it costs the same in a store of any size.
 */
int edition_open(struct store *store, const struct conf *conf, struct arena *arena, struct edition *out,
                 struct error *err);

/* Where in the published folder a feed stands and what it holds. */
struct edition_shelf {
    const char *path; /* of the feed, without extension: "feed", "topics/kd" */
    const char *page; /* the page of the same stories: "index.html", "topics/kd.html" */
    const char *title;
    const char
        *part_of; /* the path of the feed of which this is an archive, whose id it has; NULL for none */
    struct store_query query;
};

/* The stories of a shelf as a feed, ready to be written: id, links and titles set, sources by their shown
 * names. In a topic's feed that topic comes first. `feed_url` is the address of PATH.atom. */
int edition_feed(const struct edition *edition, const struct edition_shelf *shelf, struct arena *arena,
                 struct feed *out, struct error *err);

/* The same for stories that were found otherwise: gives `feed` its id, links, titles and topics. */
void edition_dress(const struct edition *edition, const struct edition_shelf *shelf, struct arena *arena,
                   struct feed *feed);

/* Adds the link to the hub that is told when the feed changes, if there is one (W3C WebSub §4). */
void edition_name_hub(const struct edition *edition, struct arena *arena, struct feed *feed);

/* The digest of a day or a week: stories first seen in it, each under its best topic, without what the
 * reader's lists name; new versions of that; sources as they stood when it was made. It depends on store,
 * conf and span alone: `now` only bounds a span that is under way. */
int edition_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err);

/* The same in two steps, so that the stories are read a few at a time: which ones it is made of, in the order
 * of store_list, and the digest of all that were read, to which it points. */
struct store_query edition_digest_query(const struct conf *conf, const struct span *span);
int edition_digest_of(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                      const struct feed *read, struct arena *arena, struct digest *out, struct error *err);

/* The title of a source: the configuration's, the feed's own, or the section's name. */
const char *edition_source_title(const struct edition *edition, const char *name);

/* Gives the feed one more link. */
void edition_link(struct feed *feed, const char *rel, const char *href, struct arena *arena);

/* The relative address of `name` at the published root, as seen from the file at `path`. */
char *edition_to_root(const char *path, const char *name, struct arena *arena);

/* An address below the published root, and what stands for it in ids where there is no base. */
char *edition_address(const struct edition *edition, const char *path, struct arena *arena);
char *edition_id(const struct edition *edition, const char *path, struct arena *arena);

#endif
