#ifndef WEIR_CONF_INI_H
#define WEIR_CONF_INI_H
/*
 * ini — the lines of feeds.conf: sections, keys, values, with their numbers; it knows no key.
 *
 * `[section]`, `key = value`, `key += value`; `#` and `;` begin a comment at the start of a line or after
 * white space, so addresses keep their fragments; a value goes on over indented lines (joined by one space);
 * UTF-8, a BOM is skipped, CRLF is fine.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"

enum ini_kind { INI_SECTION, INI_PAIR, INI_WRONG };

struct ini_line {
    enum ini_kind kind;
    int line;          /* number of its first line */
    const char *key;   /* section: the word, "source"; wrong: what is wrong with the line */
    const char *value; /* section: the rest, "arxiv-cs.CL" */
    bool adds;         /* += */
};

/* All lines of the text, in order; `*n` says how many. In the arena. */
struct ini_line *ini_read(const char *text, size_t size, struct arena *arena, size_t *n);

#endif
