#include "weir/render/patch.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/arena.h"

/* The text cut into lines; from[i] is where line i + 1 begins, from[n] the text's end. */
struct lines {
    const char *text;
    size_t *from;
    size_t n;
    bool has_end; /* the last line ends in a newline */
};

static struct lines cut_lines(const char *text, size_t n, struct arena *arena)
{
    struct lines lines = {.text = text, .has_end = n == 0 || text[n - 1] == '\n'};
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && text[i - 1] != '\n')
            continue;
        lines.from = arena_grow(arena, lines.from, lines.n, sizeof *lines.from);
        lines.from[lines.n++] = i;
    }
    lines.from = arena_grow(arena, lines.from, lines.n, sizeof *lines.from);
    lines.from[lines.n] = n;
    return lines;
}

static size_t count_lines(const char *s)
{
    size_t n = 0;
    for (; (s = strchr(s, '\n')) != NULL; s++)
        n++;
    return n;
}

/* A line of the text as it stands, or, where something comes behind an unended last one, mended. */
static void write_line(const struct lines *lines, size_t line, bool is_followed, struct buf *out)
{
    const char *bytes = lines->text + lines->from[line - 1];
    size_t n = lines->from[line] - lines->from[line - 1];
    bool is_unended = line == lines->n && !lines->has_end;
    buf_addc(out, is_unended && is_followed ? '-' : ' ');
    buf_add(out, bytes, n);
    if (!is_unended)
        return;
    buf_adds(out, "\n\\ No newline at end of file\n");
    if (!is_followed)
        return;
    buf_addc(out, '+');
    buf_add(out, bytes, n);
    buf_addc(out, '\n');
}

static void write_added(const char *added, struct buf *out)
{
    while (*added != '\0') {
        size_t n = (size_t)(strchr(added, '\n') - added) + 1;
        buf_addc(out, '+');
        buf_add(out, added, n);
        added += n;
    }
}

/* The additions from `first` up to `end`, whose contexts touch. `n_before` lines were added by earlier hunks.
 */
static void write_hunk(const struct lines *lines, const struct patch_addition *first,
                       const struct patch_addition *end, size_t n_before, struct buf *out)
{
    size_t after = end[-1].after, n_added = 0;
    size_t from = first->after > PATCH_CONTEXT ? first->after - PATCH_CONTEXT + 1 : 1;
    size_t to = after + PATCH_CONTEXT < lines->n ? after + PATCH_CONTEXT : lines->n;
    size_t n = to + 1 - from;
    for (const struct patch_addition *a = first; a < end; a++)
        n_added += count_lines(a->lines);
    buf_addf(out, "@@ -%zu,%zu +%zu,%zu @@\n", n > 0 ? from : 0, n, from + n_before, n + n_added);
    for (size_t line = from; line <= to; line++) {
        if (line == 1 && first->after == 0)
            write_added(first++->lines, out);
        bool is_followed = first < end && first->after == line;
        write_line(lines, line, is_followed, out);
        if (is_followed)
            write_added(first++->lines, out);
    }
    if (first < end)
        write_added(first->lines, out);
}

/* A TAB ends the name, lest a space does; one that begins with a quote is quoted as C has it (GNU patch,
 * git). */
static void write_name(const char *mark, const char *name, struct buf *out)
{
    bool is_quoted = *name == '"';
    buf_addf(out, "%s %s", mark, is_quoted ? "\"" : "");
    for (const char *s = name; *s != '\0'; s++) {
        if (is_quoted && (*s == '"' || *s == '\\'))
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
    buf_adds(out, is_quoted ? "\"\n" : strchr(name, ' ') != NULL ? "\t\n" : "\n");
}

void patch_write(const char *name, const char *text, size_t n, const struct patch_addition *additions,
                 size_t n_additions, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    struct lines lines = cut_lines(text, n, &arena);
    const struct patch_addition *end = additions + n_additions;
    size_t n_before = 0;
    if (n_additions > 0) {
        write_name("---", name, out);
        write_name("+++", name, out);
    }
    for (const struct patch_addition *first = additions, *last; first < end; first = last) {
        for (last = first + 1; last < end && last->after <= last[-1].after + 2 * PATCH_CONTEXT; last++)
            ;
        write_hunk(&lines, first, last, n_before, out);
        for (const struct patch_addition *a = first; a < last; a++)
            n_before += count_lines(a->lines);
    }
    arena_release(&arena);
}
