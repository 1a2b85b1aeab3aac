#ifndef WEIR_FEED_FEED_H
#define WEIR_FEED_FEED_H
/*
 * feed — the one value that travels through weir: a document becomes a struct feed, the matcher adds its
 * hits, the store keeps it, publishers turn a struct feed back into bytes.
 *
 * Every string is valid UTF-8, lives in the arena of its unit of work, and is "" rather than NULL when
 * absent. Titles, names and tags are plain text; members ending in `_html` are safe HTML (feed/html.h); URLs
 * are absolute where a base was known. Moments are seconds since 1970 UTC or DATE_NONE. The names are those
 * of RFC 4287 where formats differ.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct person {
    const char *name, *email, *url;
};

struct link {
    const char *rel; /* "alternate", "enclosure", "hub", …; never "" */
    const char *href, *type, *title, *language;
    int64_t length;     /* bytes, -1 when unknown (RSS <enclosure length>, RFC 4287 §4.2.7.6) */
    int64_t duration_s; /* of media, -1 when unknown */
};

struct category {
    const char *term, *scheme, *label;
};

/* The feed from which an aggregated item was copied (RFC 4287 §4.2.11, RSS 2.0 <source>). */
struct origin {
    const char *id, *title, *url; /* url: the feed document's address, else its page's */
    int64_t updated_at;
};

/* What arXiv says of a paper, in its feeds and its API. `id` is "" when the item is no arXiv paper. */
struct arxiv {
    const char *id;               /* without version: "2604.22002", "hep-th/9901001" */
    int version;                  /* 0 when not said */
    const char *announce_type;    /* new, cross, replace, replace-cross */
    const char *primary_category; /* "cs.CL" */
    const char *doi, *journal_ref, *comment;
    bool withdrawn; /* by its authors; known of stories that come out of the store */
};

/* One matched term of a topic. */
struct term_hit {
    const char *term;   /* as written in the configuration, without boost */
    const char *field;  /* where it stood: title, text, author, category, source */
    double boost;       /* what it counted; below 0: against the topic */
    const char **words; /* what stood there for it, as it was written: what pages mark */
    size_t n_words;
};

/* A topic that an item has, filled by topic/matcher. */
struct hit {
    const char *topic; /* the section's name */
    double score;      /* (0, 1] */
    struct term_hit *terms;
    size_t n_terms;
};

struct item {
    const char *id; /* guid, atom:id, rdf:about, as given; "" when the document has none */
    bool id_is_permalink;
    const char *url; /* the page to read: rel=alternate, <link>, or the guid that is a permalink */
    const char *title;
    const char
        *summary_html; /* description beside a content; "" when it is all there is, then it is the content */
    const char *content_html;
    const char *language; /* BCP 47, of the item or inherited */
    const char *rights, *comments_url, *image;
    int64_t published_at, updated_at;
    struct person *authors, *contributors;
    size_t n_authors, n_contributors;
    struct category *categories;
    size_t n_categories;
    struct link *links; /* all but `url`: enclosures, related, via, … */
    size_t n_links;
    struct origin origin; /* all "" when the item was not copied from elsewhere */
    struct arxiv arxiv;
    bool quiet; /* may bring a story up to date, but never make one: an arXiv replacement nobody asked for */

    struct hit *hits; /* by falling score; filled after parsing */
    size_t n_hits;

    /* Filled when the item comes out of the store, where it is a story. */
    const char *key;       /* the story's identity (story/identity.h) */
    const char *uid;       /* its entry id in what weir publishes: never changes */
    const char *source;    /* the source that shows it, by section name */
    int64_t first_seen_at; /* when weir first stored it */
    int64_t order; /* a number of its own, rising in the order in which weir met the stories; never changes */
    bool listed;   /* the reader's own lists name it (store/listed.h) */
    int version;   /* the newest version of the paper that it is; 0 when not known */
    int64_t version_at; /* when that came, after an older one; DATE_NONE when it did not */
    /* Where else it stands; title = the source, href = the item there. rel "via": the same story from another
     * source; "related": a post that explains the paper and is a story of its own. */
    struct link *also;
    size_t n_also;
};

/* The publisher's wishes about polling (RSS 2.0 <ttl>, <skipHours>, <skipDays>; mod_syndication). */
struct feed_hints {
    int64_t ttl_s;       /* 0 when not said */
    int64_t sy_period_s; /* period ÷ frequency; 0 when not said */
    uint32_t skip_hours; /* bit h: hour h of the day, GMT */
    uint8_t skip_days;   /* bit d: 0 Monday … 6 Sunday */
};

struct feed {
    const char *format; /* "RSS 2.0", "Atom 1.0", "JSON Feed 1.1", … */
    const char *id, *title, *subtitle_html, *language, *rights, *generator;
    const char *home_page_url; /* the page that the feed is about */
    const char *feed_url;      /* what it calls its own address; a hint, never a replacement */
    const char *icon, *logo;
    int64_t updated_at, published_at;
    struct person *authors;
    size_t n_authors;
    struct category *categories;
    size_t n_categories;
    struct link *links; /* all: self, alternate, hub, next, prev-archive, … */
    size_t n_links;
    struct feed_hints hints;
    struct item *items; /* in the document's order */
    size_t n_items;

    /* What was wrong with the document; bozo_line is 0 and bozo "" for a clean one. */
    int bozo_line;
    const char *bozo;
    size_t n_replaced; /* bytes and characters that had to be replaced or dropped */
    bool last_is_cut;  /* the document ends within its last item, of which a part is here */
};

/* Where nothing is said yet: strings are "", moments DATE_NONE, lengths -1. What is made by hand starts here.
 */
extern const struct feed feed_blank;
extern const struct item item_blank;

#endif
