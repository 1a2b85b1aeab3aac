#ifndef WEIR_TEXT_ARENA_H
#define WEIR_TEXT_ARENA_H
/*
 * arena — memory for one unit of work (a document, a query, a command), given back all at once.
 *
 * Who makes the arena releases it; everyone else borrows from it. Nothing is ever freed singly, so a pointer
 * into an arena lives exactly as long as the unit of work. When memory is gone the process aborts: sizes are
 * capped at the edges, the state is safe in SQLite, and the service manager starts weir again.
 *
 *     struct arena arena;
 *     arena_init(&arena);
 *     struct feed *feed = arena_alloc(&arena, sizeof *feed);
 *     feed->title = arena_strdup(&arena, "weir");
 *     arena_release(&arena);
 */
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *head; /* the newest block; blocks form a list */
    size_t n_bytes;           /* bytes held from the system, for limits and measurements */
};

/* An empty arena; takes no memory yet. */
void arena_init(struct arena *arena);

/* Gives all memory back; the arena is empty and may be used again. */
void arena_release(struct arena *arena);

/* Empty, but keeps a block for what comes next: for many small units of work, one after the other. */
void arena_clear(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of `n` bytes. */
char *arena_copy(struct arena *arena, const char *bytes, size_t n);

/* A copy of a NUL-terminated string; NULL becomes "". */
char *arena_strdup(struct arena *arena, const char *s);

/* What printf would print. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Room for one more element of `size` bytes in an array that now holds `n` (NULL when 0) and grew by this
 * function alone: returns the array, moved to twice its room when `n` has filled it. The new element is
 * zeroed.
 *
 *     feed->items = arena_grow(arena, feed->items, feed->n_items, sizeof *feed->items);
 *     struct item *item = &feed->items[feed->n_items++];
 */
void *arena_grow(struct arena *arena, void *array, size_t n, size_t size);

#endif
