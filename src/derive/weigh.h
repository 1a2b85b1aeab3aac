#ifndef WEIR_DERIVE_WEIGH_H
#define WEIR_DERIVE_WEIGH_H
/*
 * weigh — how sure a phrase makes us of a topic.
 *
 * A boost is a share: of the times that the phrase was seen, how often it was in this topic,
 *
 *     boost = (in + mark) / (in + mark + out + common + doubt)
 *
 * with `in` the topic's entries that hold it, `mark` what its heading says, `out` the other entries that hold
 * it, as if their topics were as large as this one (and other headings that say it), `common` the ordinary
 * items that hold it, and `doubt` against single finds. A lone word never suffices, unless it is the
 * heading's own and rare; the heading's own phrase always does, unless the entries of other topics say it
 * more ("NMT" in "Interactive NMT", of a list about NMT). Within a field (field.h), `common` counts the
 * field's items alone, and a lone word may suffice: "Datasets" means those of the field. Where a topic has
 * entries enough, weigh_learn.h makes the boosts fit each other. Of many phrases those are kept that bring
 * most: what each says, times the entries that hold it, so that phrases of two entries do not crowd out those
 * of forty.
 */
#include "corpus.h"
#include "field.h"

#define WEIGH_LIMIT_TERMS 60 /* of one topic */

struct weighed {
    uint32_t phrase;
    double boost;            /* in steps of 0.05 */
    unsigned n_entries;      /* of the topic that hold it */
    const struct mark *mark; /* of the heading, or NULL */
};

struct weighed_list {
    struct weighed *terms; /* by falling boost */
    size_t n;
    bool in_field; /* what its terms say, they say only in the list's field */
};

void weigh_topic(const struct corpus *corpus, const struct field *field, const struct outline_topic *topic,
                 const struct mark_list *marks, struct arena *arena, struct weighed_list *out);

#endif
