#ifndef WEIR_STORY_DEFECT_H
#define WEIR_STORY_DEFECT_H
/*
 * defect — what texts say about themselves that readers must know, or should not see.
 */
#include <stdbool.h>

#include "weir/feed/feed.h"

/* Is the body only a mirror's word that it could not fetch the article, or a page that asks for a captcha?
 * Such a text never replaces a good one. */
bool defect_is_failed_body(const char *html);

/* Has the arXiv paper been withdrawn, by its comment or the first words of its abstract? */
bool defect_is_withdrawn(const struct item *item);

#endif
