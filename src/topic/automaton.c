#include "automaton.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ROOT 0
#define NONE UINT32_MAX

/* A state, as every byte of the text needs it: its child by byte c stands at base + c and names it as parent.
 */
struct cell {
    uint32_t base;   /* and, in its two highest bits, the flags */
    uint32_t parent; /* NONE: the cell is free */
};

#define HAS_OUTPUT (UINT32_C(1) << 31)
#define HAS_FAIL   (UINT32_C(1) << 30) /* the failure link leads elsewhere than to the root */
#define BASE       (HAS_FAIL - 1)

/* What is needed of a state now and then. */
struct more {
    uint32_t fail;   /* the state of the longest proper suffix that is a path from the root */
    uint32_t output; /* index + 1 into outputs; 0: nothing ends here */
};

/* What ends in a state: a pattern, and what else ends there, being a suffix of it. */
struct output {
    uint32_t pattern;
    uint32_t next; /* index + 1 */
};

struct automaton {
    struct cell *cells;
    struct more *more; /* of each cell */
    uint32_t n_cells;
    struct output *outputs; /* the one of pattern p is outputs[p] */
    uint32_t root[256];     /* where each byte leads from the root: no failure link is followed there */
};

/* A state whose children are still to be placed: the patterns [from, to) begin with its `depth` bytes. */
struct pending {
    uint32_t state, from, to;
    size_t depth;
};

struct builder {
    struct automaton *automaton;
    const struct pattern *patterns;
    struct pending *queue; /* breadth first, so that every shorter path exists when a failure link needs it */
    size_t n_queued, head, room;
    uint32_t first_free;
};

static void *must(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

static void reserve(struct automaton *a, uint32_t n)
{
    if (n <= a->n_cells)
        return;
    uint32_t room = a->n_cells ? a->n_cells : 1024;
    while (room < n)
        room *= 2;
    a->cells = must(reallocarray(a->cells, room, sizeof *a->cells));
    a->more = must(reallocarray(a->more, room, sizeof *a->more));
    for (uint32_t i = a->n_cells; i < room; i++) {
        a->cells[i] = (struct cell){.parent = NONE};
        a->more[i] = (struct more){0};
    }
    a->n_cells = room;
}

static uint32_t child(const struct automaton *a, uint32_t state, unsigned char c)
{
    uint32_t next = (a->cells[state].base & BASE) + c;
    return next < a->n_cells && a->cells[next].parent == state && next != ROOT ? next : NONE;
}

static void enqueue(struct builder *b, struct pending pending)
{
    if (b->n_queued == b->room) {
        b->room = b->room ? b->room * 2 : 1024;
        b->queue = must(reallocarray(b->queue, b->room, sizeof *b->queue));
    }
    b->queue[b->n_queued++] = pending;
}

/* A base at which all these bytes fall on free cells. */
static uint32_t find_base(struct builder *b, const unsigned char *bytes, size_t n)
{
    struct automaton *a = b->automaton;
    uint32_t taken = 0;
    for (uint32_t at = b->first_free;; at++) {
        reserve(a, at + 257);
        if (a->cells[at].parent != NONE) {
            taken++;
            continue;
        }
        if (at < bytes[0])
            continue;
        uint32_t base = at - bytes[0];
        size_t i = 1;
        while (i < n && a->cells[base + bytes[i]].parent == NONE)
            i++;
        if (i < n)
            continue;
        /* Nearly full stretches are not searched again: building stays linear in practice. */
        if (at - b->first_free > 64 && taken * 20 > (at - b->first_free) * 19)
            b->first_free = at;
        while (a->cells[b->first_free].parent != NONE)
            b->first_free++;
        return base;
    }
}

/* Where the path of `parent` and then c leads when its first bytes are dropped. */
static uint32_t failure(const struct automaton *a, uint32_t parent, unsigned char c)
{
    for (uint32_t state = parent; state != ROOT;) {
        state = a->more[state].fail;
        uint32_t next = child(a, state, c);
        if (next != NONE)
            return next;
    }
    return ROOT;
}

/* Ends [from, to) of the patterns that have `c` as their next byte. */
static uint32_t group_end(const struct builder *b, const struct pending *p, uint32_t from)
{
    unsigned char c = (unsigned char)b->patterns[from].bytes[p->depth];
    uint32_t end = from + 1;
    while (end < p->to && (unsigned char)b->patterns[end].bytes[p->depth] == c)
        end++;
    return end;
}

static void add_child(struct builder *b, const struct pending *p, uint32_t from, uint32_t to)
{
    struct automaton *a = b->automaton;
    unsigned char c = (unsigned char)b->patterns[from].bytes[p->depth];
    uint32_t state = (a->cells[p->state].base & BASE) + c, fail = failure(a, p->state, c);
    uint32_t output = a->more[fail].output;
    bool ends_here = b->patterns[from].n == p->depth + 1;
    if (ends_here) {
        a->outputs[from] = (struct output){.pattern = from, .next = output};
        output = from + 1;
        from++;
    }
    a->more[state] = (struct more){.fail = fail, .output = output};
    a->cells[state] =
        (struct cell){.parent = p->state, .base = (output ? HAS_OUTPUT : 0) | (fail != ROOT ? HAS_FAIL : 0)};
    if (from < to)
        enqueue(b, (struct pending){.state = state, .from = from, .to = to, .depth = p->depth + 1});
}

static void place_children(struct builder *b, struct pending p)
{
    unsigned char bytes[256];
    size_t n = 0;
    for (uint32_t i = p.from; i < p.to; i = group_end(b, &p, i))
        bytes[n++] = (unsigned char)b->patterns[i].bytes[p.depth];
    uint32_t base = find_base(b, bytes, n);
    b->automaton->cells[p.state].base |= base;
    /* All cells are claimed before any failure link is looked up. */
    for (size_t i = 0; i < n; i++)
        b->automaton->cells[base + bytes[i]].parent = p.state;
    for (uint32_t from = p.from, to; from < p.to; from = to) {
        to = group_end(b, &p, from);
        add_child(b, &p, from, to);
    }
}

struct automaton *automaton_new(const struct pattern *patterns, uint32_t n)
{
    struct automaton *a = must(calloc(1, sizeof *a));
    struct builder b = {.automaton = a, .patterns = patterns, .first_free = 1};
    a->outputs = must(calloc(n ? n : 1, sizeof *a->outputs));
    reserve(a, 512);
    a->cells[ROOT].parent = ROOT;
    if (n > 0)
        enqueue(&b, (struct pending){.state = ROOT, .from = 0, .to = n});
    while (b.head < b.n_queued)
        place_children(&b, b.queue[b.head++]);
    free(b.queue);
    for (unsigned c = 0; c < 256; c++) {
        uint32_t next = n > 0 ? child(a, ROOT, (unsigned char)c) : NONE;
        a->root[c] = next == NONE ? ROOT : next;
    }
    return a;
}

void automaton_free(struct automaton *automaton)
{
    if (!automaton)
        return;
    free(automaton->cells);
    free(automaton->more);
    free(automaton->outputs);
    free(automaton);
}

/* The next state when `state`, which is not the root, has no child by `c`. */
static uint32_t fall_back(const struct automaton *a, uint32_t state, unsigned char c)
{
    while (a->cells[state].base & HAS_FAIL) {
        state = a->more[state].fail;
        uint32_t next = child(a, state, c);
        if (next != NONE)
            return next;
    }
    return a->root[c];
}

void automaton_scan(const struct automaton *a, const char *text, size_t n, automaton_found *found, void *arg)
{
    const unsigned char *bytes = (const unsigned char *)text;
    uint32_t state = ROOT;
    for (size_t i = 0; i < n; i++) {
        if (state == ROOT) {
            while (i < n && a->root[bytes[i]] == ROOT) /* most of a text begins no pattern */
                i++;
            if (i == n)
                return;
            state = a->root[bytes[i]];
        } else {
            uint32_t next = child(a, state, bytes[i]);
            state = next != NONE ? next : fall_back(a, state, bytes[i]);
        }
        if (!(a->cells[state].base & HAS_OUTPUT))
            continue;
        for (uint32_t o = a->more[state].output; o != 0; o = a->outputs[o - 1].next)
            found(a->outputs[o - 1].pattern, i + 1, arg);
    }
}
