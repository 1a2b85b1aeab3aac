#ifndef WEIR_FEED_GATHER_H
#define WEIR_FEED_GATHER_H
/*
 * gather — the elements of one item (or of the channel around it) sorted into fields.
 *
 * A table says which element may fill which field. The tables are the order of precedence: within a field the
 * row that stands higher wins, whatever the order of elements in the document; equal rows, the first element
 * (of dates the last). Only winners are read, so that a body which nobody needs costs nothing.
 */
#include "reading.h"
#include "weir/text/error.h"

enum field {
    FIELD_EACH, /* no competition: every such element is read by its row's function */
    FIELD_TITLE,
    FIELD_CONTENT,
    FIELD_SUMMARY,
    FIELD_ID,
    FIELD_LINK,
    FIELD_RIGHTS,
    FIELD_LANGUAGE,
    FIELD_COMMENTS,
    FIELD_IMAGE,
    FIELD_ICON,
    FIELD_GENERATOR,
    FIELD_PUBLISHED, /* from here on: moments, read at once since an impossible date is no candidate */
    FIELD_UPDATED,
    N_FIELDS
};

struct gathered {
    const struct node *winner[N_FIELDS];
    size_t rank[N_FIELDS];
    int64_t published_at, updated_at;
    size_t author_rank; /* of the authors so far: better ones replace them */
    struct person *authors, *contributors;
    size_t n_authors, n_contributors;
    struct category *categories;
    size_t n_categories;
    struct link *links;
    size_t n_links;
    struct origin origin;
    struct arxiv arxiv;
    int64_t duration_s; /* of what is enclosed (itunes:duration), -1 when unsaid */
};

/* Reads an element into `g`; `rank` is the place of its row. */
typedef void element_reader(struct reading *r, const struct node *node, struct gathered *g, size_t rank);

struct rule {
    enum vocabulary vocabulary;
    const char *name; /* in lower case */
    enum field field;
    element_reader *read; /* FIELD_EACH's */
};

/* The tables' places in struct kind. */
enum rules_place { RULES_OF_ITEM, RULES_OF_FEED, RULES_OF_SOURCE };

struct rules {
    enum rules_place place;
    const struct rule *rows;
    size_t n; /* at most 256 */
};

/* The tables: fields.c. */
extern const struct rules item_rules, feed_rules;

void gather_init(struct gathered *g);

/* Sorts the children of `node` into `g`; may be called for several nodes. */
void gather_children(struct reading *r, const struct node *node, const struct rules *rules,
                     struct gathered *g);

/* Adds to the lists, up to FEED_LIMIT_LIST of each; what is there already is not added again. */
void gather_author(struct reading *r, struct gathered *g, struct person person, size_t rank);
void gather_contributor(struct reading *r, struct gathered *g, struct person person);
void gather_category(struct reading *r, struct gathered *g, struct category category);
struct link *gather_link(struct reading *r, struct gathered *g, const char *rel, const char *href);

/* The winner of a field as text, HTML, or address; "" when there is none. */
const char *gathered_plain(struct reading *r, const struct gathered *g, enum field field);
const char *gathered_html(struct reading *r, const struct gathered *g, enum field field);
const char *gathered_string(struct reading *r, const struct gathered *g, enum field field);
const char *gathered_url(struct reading *r, const struct gathered *g, enum field field);

/* The number that an attribute begins with; −1 when it is absent, not positive, or more than anybody can
 * mean. */
int64_t gather_number(const char *s);

/* The functions that the tables of fields.c name: each reads one element that does not compete, and adds what
 * it says to the lists. elements.c: Atom's (RFC 4287 and its drafts), RSS's, the vocabularies that live in
 * other formats; arxiv.c. */
element_reader atom_author, atom_contributor, atom_category, atom_link, atom_source, atom_out_of_line;
element_reader rss_author, rss_contributor, rss_category, rss_enclosure, rss_source;
element_reader media_content, media_group, media_credit, keywords, itunes_category, itunes_owner,
    itunes_duration, license_link, comments_feed;
element_reader arxiv_field;

/* ---- assemble.c: what was gathered becomes an item or the feed around the items
 * ----------------------------
 */

/* Adds the item that the element holds. */
void assemble_item(struct reading *r, const struct node *node);

/* Fills the feed from the root element and, in RSS, its channel. */
void assemble_feed(struct reading *r, const struct node *root);

/* Gives each item what it inherits of the feed: called once, when both are complete. */
void assemble_inheritance(struct reading *r);

/* ---- arxiv.c: what arXiv says of a paper ------------------------------------------------------------------
 */

/*
 * Completes an item out of what was gathered: finds id and version in its id or address, and takes "arXiv:…
 * Announce Type: … Abstract:" off the summary. Leaves others alone.
 */
void arxiv_complete(struct arena *arena, struct item *item);

/* Of a paper's authors in one element, its own or the feed's, makes several: "Ann Ek (MIT), Bo Li" is two
 * people and a place. */
void arxiv_split_authors(struct arena *arena, struct item *item);

/* The text with the letters that arXiv has as TeX accents in names and titles ("Andr\'e", "G{\"o}del",
 * "\v{C}ech", "S\o ren"), in the arena, or itself when there are none. Formulas ($…$) stay as they are, and
 * so does every other command. */
const char *tex_letters(struct arena *arena, const char *text);

/* jsonfeed.c: fills r->feed; STATUS_NOT_A_FEED when it is no JSON, or JSON of another kind. */
int jsonfeed_read(struct reading *r, const char *json, size_t n, struct error *err);

#endif
