#include "rules_change.h"

#include <stdlib.h>
#include <string.h>

/* Between a term and its boost; less than any character of a term, so that terms sort by their texts. */
#define UNIT '\x1f'

static void add_term(const struct term *term, struct buf *out)
{
    buf_addf(out, "\t%s%c%.3g", term->text, UNIT, term->sure ? 2.0 : term->boost);
}

void rules_write_terms(const struct topic *topics, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, topics[i].name);
        for (size_t k = 0; k < topics[i].terms.n; k++)
            add_term(&topics[i].terms.terms[k], out);
        buf_addc(out, '\n');
    }
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Cuts a text at each `delimiter`, in place. */
static char **cut(char *text, char delimiter, struct arena *arena, size_t *n)
{
    char **pieces = NULL;
    *n = 0;
    while (text != NULL && *text != '\0') {
        char *end = strchr(text, delimiter);
        if (end != NULL)
            *end++ = '\0';
        pieces = arena_grow(arena, pieces, *n, sizeof *pieces);
        pieces[(*n)++] = text;
        text = end;
    }
    return pieces;
}

/* What one line of the text of terms says, its terms sorted. */
struct terms_line {
    const char *topic;
    char **terms;
    size_t n;
};

static struct terms_line *read_lines(const char *text, struct arena *arena, size_t *n)
{
    char **lines = cut(arena_strdup(arena, text), '\n', arena, n);
    struct terms_line *out = arena_alloc(arena, (*n + 1) * sizeof *out);
    for (size_t i = 0; i < *n; i++) {
        size_t n_pieces;
        char **pieces = cut(lines[i], '\t', arena, &n_pieces);
        out[i] = (struct terms_line){pieces[0], pieces + 1, n_pieces - 1};
        qsort(out[i].terms, out[i].n, sizeof *out[i].terms, compare_texts);
    }
    return out;
}

static int compare_terms(const char *a, const char *b)
{
    size_t n_a = strcspn(a, "\x1f"), n_b = strcspn(b, "\x1f");
    int order = memcmp(a, b, n_a < n_b ? n_a : n_b);
    return order != 0 ? order : n_a < n_b ? -1 : n_a > n_b;
}

/* How many of `a` are not in `b`, and how many are with another boost; both are sorted. */
static size_t count_missing(const struct terms_line *a, const struct terms_line *b, size_t *n_reweighted)
{
    size_t n = 0, k = 0;
    *n_reweighted = 0;
    for (size_t i = 0; i < a->n; i++) {
        while (k < b->n && compare_terms(b->terms[k], a->terms[i]) < 0)
            k++;
        bool is_there = k < b->n && compare_terms(b->terms[k], a->terms[i]) == 0;
        n += !is_there;
        *n_reweighted += is_there && strcmp(b->terms[k], a->terms[i]) != 0;
    }
    return n;
}

static int compare_lines(const void *left, const void *right)
{
    const struct terms_line *a = left, *b = right;
    return strcmp(a->topic, b->topic);
}

void rules_compare(const char *before, const struct topic *topics, size_t n, struct arena *arena,
                   struct rules_change *out)
{
    struct buf text = BUF_INIT(BUF_LIMIT_OUTPUT);
    rules_write_terms(topics, n, &text);
    size_t n_old, n_new;
    struct terms_line *old = read_lines(before, arena, &n_old), *new = read_lines(text.data, arena, &n_new);
    buf_release(&text);
    qsort(old, n_old, sizeof *old, compare_lines);
    bool *stays = arena_alloc(arena, (n_old + 1) * sizeof *stays);
    *out = (struct rules_change){.topics = arena_alloc(arena, (n_new + n_old + 1) * sizeof *out->topics)};
    for (size_t i = 0; i < n_new; i++) {
        const struct terms_line *was = bsearch(&new[i], old, n_old, sizeof *old, compare_lines);
        struct topic_change *change = &out->topics[out->n++];
        *change = (struct topic_change){
            .topic = new[i].topic, .n_terms = new[i].n, .is_new = was == NULL &&*before != '\0'};
        if (was == NULL)
            continue;
        stays[was - old] = true;
        change->n_terms_added = count_missing(&new[i], was, &change->n_reweighted);
        change->n_terms_removed = count_missing(was, &new[i], &change->n_reweighted);
    }
    for (size_t i = 0; i < n_old; i++)
        if (!stays[i])
            out->topics[out->n++] = (struct topic_change){.topic = old[i].topic, .is_gone = true};
}

void rules_count_move(struct rules_change *change, const char *topic, bool gained)
{
    for (size_t i = 0; i < change->n; i++)
        if (strcmp(change->topics[i].topic, topic) == 0) {
            *(gained ? &change->topics[i].n_gained : &change->topics[i].n_lost) += 1;
            return;
        }
}

static const char *plural(size_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

/* Appends a phrase behind a comma. */
static const char *also(const char *text, const char *phrase, struct arena *arena)
{
    return arena_printf(arena, "%s%s%s", text, *text != '\0' ? ", " : "", phrase);
}

const char *rules_describe(const struct topic_change *c, struct arena *arena)
{
    const char *text = c->is_gone ? "gone" : "";
    size_t n_both = c->n_terms_added + c->n_terms_removed;
    if (c->is_new)
        text = arena_printf(arena, "new, %zu term%s", c->n_terms, plural(c->n_terms, "", "s"));
    else if (c->n_terms_added > 0 && c->n_terms_removed > 0)
        text = arena_printf(arena, "+%zu −%zu terms", c->n_terms_added, c->n_terms_removed);
    else if (n_both > 0)
        text = arena_printf(arena, "%s%zu term%s", c->n_terms_added > 0 ? "+" : "−", n_both,
                            plural(n_both, "", "s"));
    if (c->n_reweighted > 0)
        text = also(text, arena_printf(arena, "%zu reweighted", c->n_reweighted), arena);
    if (c->n_gained > 0)
        text = also(
            text, arena_printf(arena, "%zu %s gained", c->n_gained, plural(c->n_gained, "story", "stories")),
            arena);
    if (c->n_lost > 0 && c->n_gained > 0)
        text = also(text, arena_printf(arena, "%zu lost", c->n_lost), arena);
    else if (c->n_lost > 0)
        text =
            also(text, arena_printf(arena, "%zu %s lost", c->n_lost, plural(c->n_lost, "story", "stories")),
                 arena);
    return text;
}
