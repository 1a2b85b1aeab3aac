#ifndef WEIR_TOPIC_EXPRESSION_H
#define WEIR_TOPIC_EXPRESSION_H
/*
 * expression — the /…/ of a term. The one place for PCRE2.
 *
 * Compiled with UTF and Unicode properties, so that \w and \b know Chinese letters; what a document can make
 * an expression cost is bounded, and one that passes the bound has not matched.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/error.h"

#define EXPRESSION_LIMIT_TEXT  ((size_t)64 << 10) /* bytes of a text that are searched */
#define EXPRESSION_LIMIT_STEPS 2000               /* backtracking steps from one place */

struct expression;

/* NULL with `err` filled, the offset of the fault included. */
struct expression *expression_new(const char *pattern, struct error *err);
void expression_free(struct expression *expression);

/* Finds the first place behind byte `*to` where it matches, and sets both ends of it. */
bool expression_find(const struct expression *expression, const char *text, size_t n, size_t *from,
                     size_t *to);

#endif
