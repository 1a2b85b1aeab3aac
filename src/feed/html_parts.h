#ifndef WEIR_FEED_HTML_PARTS_H
#define WEIR_FEED_HTML_PARTS_H
/*
 * html_parts — what html.c rebuilds safe HTML with: allow-lists, tokens, values.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* ---- html_rules.c
 * ------------------------------------------------------------------------------------------
 */

/*
 * The allow-lists of safe HTML: which elements may be written, how they nest, which attributes
 * they may carry and what kind of value each must have.
 *
 * No element here changes how a browser cuts what follows it into tokens (none holds raw text, none opens SVG
 * or MathML), so what weir writes is read as weir meant it. A row that broke this would break the safety of
 * all.
 */
enum html_element_flag {
    HTML_KEEP = 1,   /* written; else its tags go and what it holds stays */
    HTML_VOID = 2,   /* has no content and no end tag */
    HTML_RAW = 4,    /* holds no markup; goes with its content */
    HTML_DROP = 8,   /* goes with all that it holds */
    HTML_BLOCK = 16, /* stands on lines of its own: parts text, ends an open paragraph */
};

/* Kinds of elements that end or fence each other (HTML standard §13.1.2.4, §13.2.4.2). */
enum html_nesting {
    NEST_OTHER = 1,
    NEST_P = 2,
    NEST_HEADING = 4,
    NEST_LI = 8,
    NEST_DD = 16,
    NEST_A = 32,
    NEST_CELL = 64,
    NEST_ROW = 128,
    NEST_GROUP = 256, /* tbody, thead, tfoot, caption, colgroup */
    NEST_TABLE = 512,
};
#define NEST_IN_CELL (NEST_OTHER | NEST_P | NEST_HEADING | NEST_LI | NEST_DD | NEST_A)

/* Families of elements that share attributes. */
enum html_family {
    FAMILY_ANY = 1,
    FAMILY_LINK = 2,
    FAMILY_IMAGE = 4,
    FAMILY_MEDIA = 8,
    FAMILY_SOURCE = 16,
    FAMILY_CELL = 32,
    FAMILY_TABLE = 64,
    FAMILY_COLUMN = 128,
    FAMILY_LIST = 256,
    FAMILY_LI = 512,
    FAMILY_QUOTE = 1024,
    FAMILY_TIME = 2048,
    FAMILY_FONT = 4096,
    FAMILY_CODE = 8192,
    FAMILY_ALIGN = 16384,
};

#define HTML_NAME_SIZE 16 /* names are padded with NULs, so that they compare as a whole */

struct html_element {
    char name[HTML_NAME_SIZE];
    unsigned flags;    /* of enum html_element_flag */
    unsigned families; /* whose attributes it may carry */
    unsigned nest;     /* what it is */
    unsigned ends;     /* the open kinds that its start tag ends */
    unsigned fences;   /* the kinds of which it hides those outside */
};

enum html_value {
    VALUE_TEXT,
    VALUE_FLAG,   /* boolean: written empty */
    VALUE_NUMBER, /* digits, perhaps with decimals, % or px */
    VALUE_WORD,   /* letters, digits and a few marks */
    VALUE_LINK,   /* an address to go to */
    VALUE_MEDIA,  /* an address that is loaded; data: within limits for images */
    VALUE_SRCSET,
    VALUE_STYLE,
    VALUE_LAZY_IMAGE,  /* the true src of an image that a script would load */
    VALUE_LAZY_SRCSET, /* its srcset */
};

struct html_rule {
    char name[HTML_NAME_SIZE];
    unsigned families;
    enum html_value value;
};

#define HTML_N_RULES_MAX 64
extern const struct html_rule html_rules[];
extern const size_t html_n_rules;

/* Finds by a name in any case; NULL when no table knows it. */
const struct html_element *html_element_find(const char *name, size_t n);
const struct html_rule *html_rule_find(const char *name, size_t n);

/* ---- html_read.c
 * -------------------------------------------------------------------------------------------
 */

/*
 * HTML as a browser's tokeniser cuts it (HTML standard §13.2.5): text, start tags, end tags.
 * Comments, declarations and processing instructions are passed over. Allocates nothing, decodes nothing, and
 * takes time linear in the input, whatever is left unclosed.
 *
 *     while (html_next(&scan, &token))
 *         if (token.kind != HTML_TEXT)
 *             while (html_attribute(&scan, &attribute)) …
 *
 * Where a browser swallows text that looks like a broken comment or declaration ("<!' see below"), it stays
 * text. The attributes of a tag must be read to their end before the next token; a tag that the end of the
 * input cuts off leaves `scan.cut` set and is no tag.
 */
struct html_scan {
    const char *p, *end;
    bool self_closing; /* the tag just read ended in "/>" */
    bool cut;          /* the input ended within a tag */
    bool no_end;       /* no '>' is left: what would be a declaration is text */
};

enum html_kind { HTML_TEXT, HTML_START, HTML_END };

struct html_token {
    enum html_kind kind;
    const char *p; /* the text, undecoded; or the tag's name, in any case */
    size_t n;
};

struct html_attribute {
    const char *name, *value; /* the value undecoded, without quotes */
    size_t n_name, n_value;
};

/* The next token; false at the end. */
bool html_next(struct html_scan *scan, struct html_token *token);

/* The next attribute of the tag; false when the tag is complete (or cut). */
bool html_attribute(struct html_scan *scan, struct html_attribute *attribute);

/* Passes over the raw text of an element that holds no markup, up to its end tag or the end of the input. */
void html_skip_raw(struct html_scan *scan, const char *name, size_t n);

/* ---- html_math.c
 * -------------------------------------------------------------------------------------------
 */

/* Appends the HTML with its formulas (MathML, what KaTeX and MathJax make) as text; false, and nothing, when
 * it has none. */
bool html_math(const char *html, size_t n, struct buf *out);

/* ---- html_value.c, html_url.c
 * ------------------------------------------------------------------------------
 */

/*
 * Text and the values of attributes, made safe. All take what stands in the document, undecoded,
 * and write what may stand in the content or between double quotes, escaped.
 */

#define HTML_LIMIT_URL        ((size_t)8 << 10)   /* an address when it is resolved, and the base for it */
#define HTML_LIMIT_DATA_IMAGE ((size_t)256 << 10) /* a data: image */
#define HTML_LIMIT_SRCSET     32                  /* candidates of one srcset */
#define HTML_LIMIT_ATTRIBUTE  ((size_t)8 << 10)   /* any other attribute */
#define HTML_LIMIT_STYLE      ((size_t)4 << 10)   /* a style attribute */

/* Text for content, text for an attribute; characters that XML forbids go. */
void html_write_text(const char *s, size_t n, struct buf *out);
void html_write_attribute(const char *s, size_t n, struct buf *out);

/* The same for an attribute whose references are decoded already. */
void html_write_decoded(const char *s, size_t n, struct buf *out);

/* Appends the value when it is a number (with decimals, % or px), or made of letters, digits and a few marks.
 */
bool html_write_number(const char *s, size_t n, struct buf *out);
bool html_write_word(const char *s, size_t n, struct buf *out);

/* The value decoded, without NULs, as a string in the arena. */
char *html_value_decode(const char *s, size_t n, struct arena *arena);

/* What an address may be used for decides its schemes. */
enum html_url_use { HTML_URL_LINK, HTML_URL_MEDIA, HTML_URL_IMAGE };

/* The address resolved against `base`, in the arena; NULL when its scheme is not allowed or it is too long.
 */
const char *html_url(const char *s, size_t n, const char *base, enum html_url_use use, struct arena *arena);

/* Does the image at this address count readers rather than show them something? */
bool html_is_tracker(const char *url);

/* Does the host of this image answer only those who come without a Referer? */
bool html_refuses_referrers(const char *url);

/* Appends a list of images (HTML standard §4.8.4.2.1) without those whose scheme is not http or https; false,
 * with nothing appended, when none is left. */
bool html_write_srcset(const char *s, size_t n, const char *base, struct arena *arena, struct buf *out);

/* Appends the declarations of allowed properties with plain values; false when there is none. */
bool html_write_style(const char *s, size_t n, struct arena *arena, struct buf *out);

/* Would nothing be seen of an image of that style: display:none, or a width and height of at most a pixel? */
bool html_style_hides(const char *s, size_t n, struct arena *arena);

#endif
