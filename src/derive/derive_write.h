#ifndef WEIR_DERIVE_DERIVE_WRITE_H
#define WEIR_DERIVE_DERIVE_WRITE_H
/*
 * derive_write — a derived topic as a section of feeds.conf that a person can read, check and change.
 */
#include "weigh.h"

/* Appends the section. `under` and `field` are names of other topics, or "". */
void derive_write_topic(const struct corpus *corpus, const struct outline_topic *topic, const char *under,
                        const char *field, const struct weighed_list *terms, struct buf *out);

/* The section of the topic that is the field of others. */
void derive_write_field(const struct corpus *corpus, const struct field *field, struct buf *out);

#endif
