#ifndef WEIR_LIST_BIBTEX_H
#define WEIR_LIST_BIBTEX_H
/*
 * bibtex — the works of a BibTeX file, or of a block of BibTeX inside a list: title and address of each.
 */
#include "weir/text/arena.h"

struct bibtex_work {
    const char *key;     /* smith2020 */
    const char *title;   /* without braces and commands; "" when it has none */
    const char *address; /* url, else by doi or eprint; "" when it has none */
    size_t line, last;   /* from 0 */
};

/* The works in `text`, in its order; what is broken is passed over. In the arena. */
struct bibtex_work *bibtex_read(const char *text, size_t n, struct arena *arena, size_t *n_works);

#endif
