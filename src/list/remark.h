#ifndef WEIR_LIST_REMARK_H
#define WEIR_LIST_REMARK_H
/* remark — what a reader would tell the keeper of the list: a limit that was met, a heading without a space.
 */
#include "weir/list/reading.h"

void remark_add(struct reading *reading, struct arena *arena, size_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same, unless this list has been told the same before. */
void remark_once(struct reading *reading, struct arena *arena, size_t line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
