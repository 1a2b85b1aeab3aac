#include "also.h"

int also_read(struct store *store, struct db_rows *row, int found, const char *rel, struct arena *arena,
              struct item *out, struct error *err)
{
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        out->also = arena_grow(arena, out->also, out->n_also, sizeof *out->also);
        out->also[out->n_also++] = (struct link){.rel = rel,
                                                 .href = db_text_at(row, 1, arena),
                                                 .type = "",
                                                 .title = db_text_at(row, 0, arena),
                                                 .language = "",
                                                 .length = -1,
                                                 .duration_s = -1};
    }
    return found;
}
