#ifndef WEIR_DERIVE_OUTLINE_H
#define WEIR_DERIVE_OUTLINE_H
/*
 * outline — which headings of a reading list are topics, and which entries are theirs.
 *
 * Which headings name a topic, headings.h says; an entry is of the topics of all headings above it. Headings
 * of one name in several lists are one topic, and so are those under the same heading of one list.
 */
#include <stdbool.h>

#include "vocabulary.h"
#include "weir/list/reading.h"

struct outline_topic {
    const char *name;  /* for the section: "knowledge-distillation", 知识蒸馏; unique */
    const char *title; /* as the first of its headings is written */
    size_t parent;     /* the topic above, or READING_TOP */
    uint32_t *entries; /* indices, ascending */
    size_t n_entries;
    size_t *headings;
    size_t n_headings;
};

struct outline {
    struct outline_topic *topics; /* in the lists' order */
    size_t n_topics;
    struct vocabulary names;
};

/* A name that no topic has, for a section of the title's; "topic" when it has no word. */
const char *outline_name(struct outline *outline, const char *title, struct arena *arena);

void outline_make(const struct reading *reading, struct arena *arena, struct outline *out);

#endif
