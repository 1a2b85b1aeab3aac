#ifndef WEIR_DERIVE_GLOSSARY_CHECK_H
#define WEIR_DERIVE_GLOSSARY_CHECK_H
/*
 * glossary_check — what is wrong with a user's glossary, line by line.
 *
 * A glossary says what else the field's things are called: a line an item, English names, Chinese names,
 * related terms, tabs between them, commas between names; "#" begins a comment. derive passes over what this
 * finds wrong, or takes of it what it can.
 */
#include <stddef.h>

#include "weir/text/arena.h"

struct glossary_fault {
    size_t line;      /* from 1 */
    const char *text; /* what is wrong, and what to do */
};

#define GLOSSARY_LIMIT_BYTES  ((size_t)4 << 20) /* one file */
#define GLOSSARY_LIMIT_FAULTS 50                /* of one file are told */

/* The faults in the order of their lines, how many in `*n`. All in `arena`. */
const struct glossary_fault *glossary_check(const char *text, size_t n_text, struct arena *arena, size_t *n);

#endif
