#ifndef WEIR_LIST_DIALECT_LINE_H
#define WEIR_LIST_DIALECT_LINE_H
/*
 * dialect_line — the parts of one line as people write it: what begins it (a heading's marks, a bullet, the
 * state of a task, the key of a citation, a property), what stands inside (wikilinks, footnotes), what hangs
 * on its end (tags, anchors).
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"

/* A stretch of one line. */
struct stretch {
    const char *s;
    size_t n;
};

struct stretch stretch_from(struct stretch t, size_t i);
bool stretch_begins(struct stretch t, const char *with);
struct stretch stretch_trim(struct stretch t);

/* "##标题", "＃＃ 标题": how many marks, and `*n` bytes of them; 0 for no heading. */
size_t dialect_heading(struct stretch t, size_t *n, bool *spaced);

/* A bullet of any shape, or a number; how many bytes, with the blanks behind. 0: none. */
size_t dialect_bullet(struct stretch t, bool in_list);

/* "[x] ", "TODO ": without the state of a task, which is none of its words. */
struct stretch dialect_without_state(struct stretch t);

/* "@smith2020: Title": what follows the key of a citation, which is written when nothing does. */
struct stretch dialect_write_citation(struct stretch t, struct buf *out);

/* "url:: https://…", "tags:: a, b": a property of the item above. */
bool dialect_is_property(struct stretch t, struct stretch *value);

/* Without tags, the dates of tasks, and anchors at its end. */
struct stretch dialect_without_tail(struct stretch t);

/* The words with their wikilinks as links, and without footnotes. */
void dialect_write_inline(struct stretch t, struct buf *out);

#endif
