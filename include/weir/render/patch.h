#ifndef WEIR_RENDER_PATCH_H
#define WEIR_RENDER_PATCH_H
/*
 * patch — lines added to a text, as a unified diff that `patch -p0` and `git apply` take.
 */
#include <stddef.h>

#include "weir/text/buf.h"

/* Lines of context around an addition. */
#define PATCH_CONTEXT 3

/* Whole lines, each with its end, that come behind the text's line `after` (0: at its beginning). */
struct patch_addition {
    size_t after;
    const char *lines;
};

/* Appends the diff of the file `name`, whose text is given; nothing when there are no additions. They come in
 * the order of `after`, at most one a place. A last line without an end gets one before something is added.
 */
void patch_write(const char *name, const char *text, size_t n, const struct patch_addition *additions,
                 size_t n_additions, struct buf *out);

#endif
