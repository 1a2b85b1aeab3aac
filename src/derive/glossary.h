#ifndef WEIR_DERIVE_GLOSSARY_H
#define WEIR_DERIVE_GLOSSARY_H
/*
 * glossary — the field's words in English and Chinese, and what else a thing is called.
 *
 * A line of it: English names, Chinese names, related terms, parted by tabs; several names by commas, of
 * either width. A related term may be marked as terms are: distill*, =NMT. The table that weir carries is
 * data/glossary.tsv; the user's files read alike, and what is wrong with them tells glossary_check.h.
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

/* Adds the lines of a text to what is there, whose word on a name it replaces; what is no such line is passed
 * over. */
void glossary_add(struct glossary *glossary, const char *text, size_t n);

#define GLOSSARY_COLUMNS      3
#define GLOSSARY_LIMIT_NAMES  16   /* of one column in one line */
#define GLOSSARY_LIMIT_NAME   1000 /* one name */
#define GLOSSARY_LIMIT_OTHERS 100  /* what one thing may be called besides; the first count */

/* A line taken apart. */
struct glossary_line {
    const char *names[GLOSSARY_COLUMNS][GLOSSARY_LIMIT_NAMES];
    size_t n_names[GLOSSARY_COLUMNS];
    size_t n_columns; /* that are written, more than there may be included */
    bool is_too_long; /* a column has more names than are read, or one that is too long to be read */
};

/* Takes the next line of a text from `*at`, which it moves on; false behind the last. Comments and empty
 * lines have no columns. In `arena`. */
bool glossary_next_line(const char *text, size_t n, size_t *at, struct arena *arena,
                        struct glossary_line *out);

/* What the folded phrase is also called; NULL when it is not known. */
const struct glossary_names *glossary_find(const struct glossary *glossary, const char *key, size_t n);

#endif
