#ifndef WEIR_RENDER_DIGEST_H
#define WEIR_RENDER_DIGEST_H
/*
 * digest — a day or a week, grouped by topic, as CommonMark and as a page. A function of the struct: the same
 * struct, the same bytes. No title, name or address can break the Markdown or reach out of its line.
 */
#include "weir/feed/feed.h"
#include "weir/render/words.h"
#include "weir/text/buf.h"
#include "weir/text/civil.h"

/* A topic's stories; each story stands once, under its best topic. */
struct digest_section {
    const char *topic, *title;
    int depth;           /* 0 for a top topic, 1 under it, … */
    struct item **items; /* best first */
    size_t n_items;
    size_t n_full, n_shown; /* of them: in full, and at all; set by digest_limit */
};

/* A source that fails, is silent or was switched to a mirror. */
struct digest_trouble {
    const char *source; /* shown name */
    const char *kind;   /* "failing", "silent", "mirror" */
    const char *text;   /* why and since when, one line */
};

/* A topic or a term that is met far more often than in the weeks before. */
#define DIGEST_TREND_WEEKS 5
struct digest_trend {
    const char *label;
    size_t counts[DIGEST_TREND_WEEKS]; /* stories a week, oldest first; the last is the digest's own */
};

struct digest {
    enum language language;
    const char *title;    /* of the list */
    const char *base;     /* address of the published root, for the Markdown; NULL or "" for none */
    const char *previous; /* name of the span before that has a digest; NULL for none */
    struct span span;
    const char *timezone;
    bool has_buttons; /* on the page: to keep and dismiss stories */
    bool images;      /* on the page: shown, from other hosts; else they are links */
    char bullet;      /* of the lists that the reader keeps: '-', '*' or '+'; 0 stands for '-' */
    size_t n_items, n_stories, n_matched; /* the funnel */
    size_t n_listed;                      /* of the matched ones, in the reader's own lists: left out */
    size_t n_failing, n_silent;
    struct digest_section *sections; /* in the list's order */
    size_t n_sections;
    struct item **posts; /* about a paper that a section holds: they stand under it */
    size_t n_posts;
    struct item **renewed; /* papers of the reader's own lists of which a new version came, newest first */
    size_t n_renewed;
    struct digest_trouble *troubles;
    size_t n_troubles;
    const struct digest_trend *trends; /* strongest first; of weeks alone */
    size_t n_trends;
    /* topic name → title, for "also: …" */
    const struct category *topics; /* term = name, label = title */
    size_t n_topics;
};

/* How wide an abstract may be, in terminal columns: two lines of a page. */
#define DIGEST_ABSTRACT_COLUMNS 200

/* Of a section, whatever its share. */
#define DIGEST_LEAST_SHOWN 2
#define DIGEST_LEAST_FULL  1

/* Of the stories of a field that none of its headings takes. */
#define DIGEST_FIELD_SHOWN 5

/* Gives each section its share of about `n_stories`, so that the digest is read to its end: sections with few
 * stories show all, those with many as many as one another; a third stands in full. The best of two topics
 * are comparable so, whatever their terms' boosts. */
void digest_limit(struct digest *digest, size_t n_stories);

/*
 * Markdown that a curator can paste from:
 *
 *     # What is new — Friday, 20 November 2026
 *
 *     612 items fetched → 418 stories → 37 with a topic; 2 sources failing, 1 silent
 *
 *     ## Rising
 *
 *     - Knowledge Distillation ▁▃▂▁█ 12 stories, after 3, 5, 4, 3
 *
 *     ## Knowledge Distillation
 *
 *     - [Title](link) — authors · source · date · why: matched terms · also: other topics
 *       · seen at: other sources · explained by: posts about it
 *       > abstract
 *       - [A post about it](link) — source
 *     - and 34 more: [Knowledge Distillation](link to the topic's page)
 *
 *     ## Already in your list: new version
 *
 *     - [Title](link) — v3, 2026-11-20
 *
 *     ## Sources
 *
 *     - arXiv cs.CL — failing: since 2026-11-19: 503
 */
void digest_write_markdown(const struct digest *digest, struct buf *out);

/* The same as a page. `root` is the relative path to the published root: "../../"; weir serves the
 * pages and knows /search when `has_search`. */
void digest_write_html(const struct digest *digest, const char *root, bool has_search, struct buf *out);

/* A page is made before the one that follows it: adds the link to `next` to the bytes of a page of the same
 * kind. False when the page has one, or no room for it. */
bool digest_link_next(const char *html, size_t n, enum language language, const char *next, struct buf *out);

/* The sections alone, an entry a line, as a list that grows: the Markdown of what was kept. */
void digest_write_kept(const struct digest *digest, struct buf *out);

#endif
