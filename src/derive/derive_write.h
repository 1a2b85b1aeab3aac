#ifndef WEIR_DERIVE_DERIVE_WRITE_H
#define WEIR_DERIVE_DERIVE_WRITE_H
/*
 * derive_write — a derived topic as a section of feeds.conf that a person can read, check and change.
 */
#include "weigh.h"

/* Appends the section. `under` is the name of the topic above, or "". */
void derive_write_topic(const struct corpus *corpus, const struct scope *scope,
                        const struct outline_topic *topic, const char *under,
                        const struct weighed_list *terms, struct buf *out);

#endif
