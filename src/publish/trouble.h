#ifndef WEIR_PUBLISH_TROUBLE_H
#define WEIR_PUBLISH_TROUBLE_H
/*
 * trouble — what is wrong with a source at a moment, in one line, for the digests and the page of the
 * sources.
 */
#include "weir/publish/site.h"
#include "weir/render/digest.h"

/* The source at that index of conf->sources; kind and text are "" when all is well. */
struct digest_trouble trouble_of(const struct site *site, size_t source, int64_t at, struct arena *arena);

/* All that are in trouble at a moment, into the digest. */
void trouble_find(const struct site *site, int64_t at, struct arena *arena, struct digest *digest);

/* Sources recover, and a digest that is made again should not tell so: what it told is kept in the store
 * when it is made. `*known` says whether it is known; then the digest has its troubles from there. */
int trouble_save(struct store *store, const struct digest *digest, struct error *err);
int trouble_restore(struct store *store, struct arena *arena, struct digest *digest, bool *known,
                    struct error *err);

#endif
