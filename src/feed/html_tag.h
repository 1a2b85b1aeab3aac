#ifndef WEIR_FEED_HTML_TAG_H
#define WEIR_FEED_HTML_TAG_H
/*
 * html_tag — a start tag as far as the allow-lists know its attributes.
 */
#include <stdbool.h>

#include "html_rules.h"
#include "html_scan.h"
#include "weir/text/arena.h"

/* The tag at hand: the value of each attribute that a rule knows, by the rule's place. */
struct html_tag {
    const struct html_element *element;
    struct html_attribute values[HTML_N_RULES_MAX];
    uint64_t present;
    const char *image; /* the resolved src of an image; NULL when it has none */
};

/* Reads the attributes that the element, which is set, may carry; the first of equal names counts (HTML
 * standard §13.2.5.33). */
void html_tag_read(struct html_scan *scan, struct html_tag *tag);

bool html_tag_has(const struct html_tag *tag, const struct html_rule *rule);
struct html_attribute *html_tag_value(struct html_tag *tag, const struct html_rule *rule);

/* Finds where an image really is; false when the image is better left out: it shows nothing, or counts
 * readers. */
bool html_tag_prepare_image(struct html_tag *tag, const char *base, struct arena *scratch);

#endif
