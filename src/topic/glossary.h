#ifndef WEIR_TOPIC_GLOSSARY_H
#define WEIR_TOPIC_GLOSSARY_H
/*
 * glossary — the field's words in English and Chinese, and what else a thing is called.
 *
 * A line of it: English names, Chinese names, related terms, parted by tabs; several names by commas. A
 * related term may be marked as terms are: distill*, =NMT. The table that weir carries is data/glossary.tsv.
 */
#include <stdbool.h>

#include "vocabulary.h"

struct glossary_name {
    const char *text; /* as a term is written: distill*, =NMT, 知识蒸馏 */
    bool is_related;  /* not quite the same thing */
};

/* What one phrase is also called. */
struct glossary_names {
    struct glossary_name *names;
    size_t n;
};

struct glossary {
    struct arena *arena;
    struct vocabulary keys;         /* folded phrases of either language, acronyms too */
    struct glossary_names *entries; /* by the number of the key */
};

/* An empty one; everything lives in `arena`. */
void glossary_init(struct glossary *glossary, struct arena *arena);

/* Adds the lines of a text; what is no such line is passed over. */
void glossary_add(struct glossary *glossary, const char *text, size_t n);

/* What the folded phrase is also called; NULL when it is not known. */
const struct glossary_names *glossary_find(const struct glossary *glossary, const char *key, size_t n);

#endif
