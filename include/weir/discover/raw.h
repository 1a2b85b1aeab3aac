#ifndef WEIR_DISCOVER_RAW_H
#define WEIR_DISCOVER_RAW_H
/*
 * raw — the document behind a page of a git host: a project's page stands for its README, a file's page for
 * the file. Pure; the rules are a table (discover/raw.c).
 *
 *     https://github.com/a/b                     https://raw.githubusercontent.com/a/b/HEAD/README.md
 *     https://github.com/a/b/blob/main/list.md   https://raw.githubusercontent.com/a/b/main/list.md
 */
#include "weir/text/arena.h"

/* The address to ask for instead of `url`; `url` itself where no rule says otherwise. In `arena`. */
const char *raw_address(const char *url, struct arena *arena);

#endif
