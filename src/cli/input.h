#ifndef WEIR_CLI_INPUT_H
#define WEIR_CLI_INPUT_H
/*
 * input — the feed document that a command is given on its command line.
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

/* Reads the file ("-": standard input) and parses it; `url` and `content_type` may be "". All in `arena`. The
 * error names the file. */
int input_feed(const char *path, const char *url, const char *content_type, struct arena *arena,
               struct feed **out, struct error *err);

#endif
