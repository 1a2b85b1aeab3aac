#include "weir/text/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An arena begins small, because most units of work are, and doubles, so that a large one takes few blocks.
 */
#define BLOCK_MIN ((size_t)4 << 10)
#define BLOCK_MAX ((size_t)256 << 10)

#define FIRST_ROOM 4 /* elements for which arena_grow makes room at once */

struct arena_block {
    struct arena_block *next;
    size_t used, size; /* of `bytes` */
    _Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    for (struct arena_block *block = arena->head, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    arena_init(arena);
}

void arena_clear(struct arena *arena)
{
    struct arena_block *head = arena->head;
    if (!head)
        return;
    arena->head = head->next;
    arena_release(arena);
    *head = (struct arena_block){.size = head->size};
    arena->head = head;
    arena->n_bytes = sizeof *head + head->size;
}

/* A block with room for `size` bytes. One made for a single large object goes behind the head, whose rest
 * stays in use. */
static struct arena_block *add_block(struct arena *arena, size_t size)
{
    size_t usual = arena->n_bytes < BLOCK_MIN   ? BLOCK_MIN
                   : arena->n_bytes > BLOCK_MAX ? BLOCK_MAX
                                                : arena->n_bytes;
    size_t room = size > usual / 2 ? size : usual;
    struct arena_block *block = malloc(sizeof *block + room);
    if (!block)
        abort();
    *block = (struct arena_block){.size = room};
    arena->n_bytes += sizeof *block + room;
    if (arena->head && room == size) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
    }
    return block;
}

/* Bytes as they come; all who take them write them. */
static void *take(struct arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        abort();
    size = (size + align - 1) / align * align;
    struct arena_block *block = arena->head;
    if (!block || block->size - block->used < size)
        block = add_block(arena, size);
    void *bytes = block->bytes + block->used;
    block->used += size;
    return bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t n)
{
    char *copy = take(arena, n + 1);
    if (n > 0)
        memcpy(copy, bytes, n);
    copy[n] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *s)
{
    return s ? arena_copy(arena, s, strlen(s)) : arena_copy(arena, "", 0);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        abort();
    char *text = arena_alloc(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}

void *arena_grow(struct arena *arena, void *array, size_t n, size_t size)
{
    if (n > 0 && (n < FIRST_ROOM || (n & (n - 1)) != 0))
        return array;
    size_t room = n == 0 ? FIRST_ROOM : 2 * n;
    if (room > SIZE_MAX / 2 / size)
        abort();
    void *moved = arena_alloc(arena, room * size);
    if (n > 0)
        memcpy(moved, array, n * size);
    return moved;
}
