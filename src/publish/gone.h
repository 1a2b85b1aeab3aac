#ifndef WEIR_PUBLISH_GONE_H
#define WEIR_PUBLISH_GONE_H
/*
 * gone — topics that were published once and that the configuration no longer has. Whoever still asks for one
 * is told so, and by a feed that goes on: a reader would take a missing file for a fault of the server.
 */
#include "weir/publish/site.h"

#define GONE_LIMIT 500 /* that are remembered, the latest */

struct gone {
    struct topic topic; /* name and title */
    int64_t gone_at;    /* when it was missed first */
};

/* Notes the topics of the site as published, and finds those noted before that it lacks. Both arrays in
 * the arena. */
int gone_find(const struct site *site, int64_t now, struct arena *arena, struct gone **out, size_t *n,
              struct error *err);

/* The one entry that its feed has from then on. */
struct item gone_entry(const struct site *site, const struct site_feed *spec, const struct gone *gone,
                       struct arena *arena);

#endif
