#ifndef WEIR_CONF_ARXIV_H
#define WEIR_CONF_ARXIV_H
/*
 * arxiv — `arxiv = cs.CL AND ti:distillation` becomes the address that asks arXiv's API for it, newest first.
 *
 * A bare category means cat:, another bare word all:; fields are arXiv's (ti au abs co jr cat rn id all),
 * operators AND, OR and ANDNOT in capitals, with parentheses and "phrases":
 * info.arxiv.org/help/api/user-manual.html
 */
#include "weir/text/arena.h"
#include "weir/text/error.h"

#define ARXIV_RESULTS 100 /* of an answer: a day of the largest category */

/* NULL with `err` filled for what arXiv would not understand. */
char *arxiv_query_url(const char *query, struct arena *arena, struct error *err);

#endif
