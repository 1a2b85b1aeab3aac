#ifndef WEIR_FLOW_TROUBLE_H
#define WEIR_FLOW_TROUBLE_H
/*
 * trouble — what is wrong with a source at a moment, in one line, for the digests and the page of the
 * sources.
 */
#include "weir/flow/edition.h"

/* The source at that index of conf->sources; kind and text are "" when all is well. */
struct digest_trouble trouble_of(const struct edition *edition, size_t source, int64_t at,
                                 struct arena *arena);

#endif
