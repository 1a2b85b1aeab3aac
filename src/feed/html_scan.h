#ifndef WEIR_FEED_HTML_SCAN_H
#define WEIR_FEED_HTML_SCAN_H
/*
 * html_scan — HTML as a browser's tokeniser cuts it (HTML standard §13.2.5): text, start tags, end tags.
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
#include <stdbool.h>
#include <stddef.h>

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

#endif
