#ifndef WEIR_STORY_WORK_H
#define WEIR_STORY_WORK_H
/*
 * work — the table of rules that say which work an address or an identifier names: one paper, video, post,
 * whatever site, file format or spelling shows it. To add a site is a row here and its cases in
 * tests/golden/identity.tsv.
 */
#include "address.h"

struct work {
    const char *key; /* "arxiv:1911.03588"; NULL when no rule knows it; "" when it names nothing that lasts */
    int version;     /* of an arXiv id; 0 when none is named */
};

/* What an address names. */
struct work work_of_address(struct arena *arena, const struct address *address);

/* What an identifier that is no web address names: "oai:arXiv.org:1911.03588v2", "doi:10.1145/1", … */
struct work work_of_identifier(struct arena *arena, const char *identifier);

#endif
