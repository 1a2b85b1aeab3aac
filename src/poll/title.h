#ifndef WEIR_POLL_TITLE_H
#define WEIR_POLL_TITLE_H
/*
 * title — what a source is called, for a reader: its own title, but for arXiv's interface, which calls itself
 * after all the parameters of the question, where what was asked for is enough. Pure.
 */
#include "weir/text/arena.h"

/* `title` itself, or in the arena. */
const char *title_of_source(const char *title, struct arena *arena);

#endif
