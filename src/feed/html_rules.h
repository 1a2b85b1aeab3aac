#ifndef WEIR_FEED_HTML_RULES_H
#define WEIR_FEED_HTML_RULES_H
/*
 * html_rules — the allow-lists of safe HTML: which elements may be written, how they nest, which attributes
 * they may carry and what kind of value each must have.
 *
 * No element here changes how a browser cuts what follows it into tokens (none holds raw text, none opens SVG
 * or MathML), so what weir writes is read as weir meant it. A row that broke this would break the safety of
 * all.
 */
#include <stddef.h>
#include <stdint.h>

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

#endif
