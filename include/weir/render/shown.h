#ifndef WEIR_RENDER_SHOWN_H
#define WEIR_RENDER_SHOWN_H
/*
 * shown — what every publisher says of a story in the same words: its dates, its address, its title in one
 * line, who wrote it, why it is here. Plain text; escaping is the publisher's.
 */
#include <stdint.h>

#include "weir/feed/feed.h"
#include "weir/text/arena.h"

/* Never later than weir first saw it; first seen when the item has no date; 0 when nothing is known. */
int64_t shown_published_at(const struct item *item);

/* The item's own change, never before it was published. */
int64_t shown_updated_at(const struct item *item);

/* The address, when a reader may follow it (http, https, ftp, mailto) and percent-encoded where RFC 3987
 * wants it;
 * "" for any other, such as javascript:. */
char *shown_href(struct arena *arena, const char *url);

/* `text` in one line: white space squashed, characters that reorder or hide what follows them dropped. */
char *shown_line(struct arena *arena, const char *text);

/* The language that the script of a text tells: "zh", "ja", "ko", else "en" where it is written in Latin
 * letters; "" when it says nothing. */
const char *shown_language(const char *text);

/* The title in one line, behind "[withdrawn] " when the paper is; without one, the address; never "". */
char *shown_title(struct arena *arena, const struct item *item);

/* The same for a digest's line: a long one ends with its first sentence that is long enough to be one, or is
 * cut at SHOWN_TITLE_COLUMNS. */
#define SHOWN_TITLE_COLUMNS 240
char *shown_short_title(struct arena *arena, const struct item *item);

/* "A, B, C et al.": at most SHOWN_AUTHORS names, without one that is the source's own: a blog named after who
 * writes it. */
#define SHOWN_AUTHORS 4
char *shown_authors(struct arena *arena, const struct item *item);

/* The address of the story's image: its own, an enclosed one, or the first in its text; "" when there is
 * none. */
char *shown_image(struct arena *arena, const struct item *item);

/* The source's title: where the item was first published, else the source that brought it. */
char *shown_source(struct arena *arena, const struct item *item);

/* The matched terms, without the mark of case: "knowledge distillation, 知识蒸馏, KD"; "" when the topic came
 * with the source. */
char *shown_terms(struct arena *arena, const struct hit *hit);

/* A topic's title. Where it is none of `topics` (term → label), its name. */
const char *shown_topic(const struct category *topics, size_t n, const char *name);

/* The beginning of the text without bare addresses, and without the title where it begins with that, at most
 * `columns` wide (utf8_width), cut behind a sentence where one ends in the last third, else between words or
 * CJK characters, with "…". */
char *shown_abstract(struct arena *arena, const struct item *item, size_t columns);

#endif
