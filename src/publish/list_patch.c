#include "weir/publish/list_patch.h"

#include <stdlib.h>
#include <string.h>

#include "weir/list/reading.h"
#include "weir/render/entry_style.h"
#include "weir/render/patch.h"
#include "weir/story/identity.h"
#include "weir/text/utf8.h"

/* A list while additions to it are gathered. */
struct patching {
    struct arena arena;
    const char *text;
    size_t n;
    const char **lines; /* from 1; the last is the end */
    size_t n_lines;
    const char *line_end; /* as the list ends its lines */
    struct reading reading;
    const char **keys; /* of what is listed, sorted: addresses' identities and folded titles */
    size_t n_keys;
    struct patch_addition *additions;
    size_t n_additions;
    struct list_patch result;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_place(const void *a, const void *b)
{
    const struct patch_addition *x = a, *y = b;
    return x->after < y->after ? -1 : x->after > y->after;
}

/* A title's letters and digits, folded: two people write the rest of it in two ways. */
static char *title_key(struct arena *arena, const char *title)
{
    struct buf folded = BUF_INIT(BUF_LIMIT_OUTPUT), key = BUF_INIT(BUF_LIMIT_OUTPUT);
    utf8_fold(title, strlen(title), &folded);
    for (size_t i = 0, step; i < folded.n; i += step) {
        uint32_t c;
        step = utf8_next(folded.data + i, folded.n - i, &c);
        if (step == 0)
            break;
        if (utf8_is_word(c))
            buf_add(&key, folded.data + i, step);
    }
    char *kept = arena_copy(arena, key.data, key.n);
    buf_release(&folded);
    buf_release(&key);
    return kept;
}

static void add_key(struct patching *p, const char *key)
{
    if (*key == '\0')
        return;
    p->keys = arena_grow(&p->arena, p->keys, p->n_keys, sizeof *p->keys);
    p->keys[p->n_keys++] = key;
}

static bool has_key(const struct patching *p, const char *key)
{
    return p->n_keys > 0 && bsearch(&key, p->keys, p->n_keys, sizeof *p->keys, by_text) != NULL;
}

static void cut_lines(struct patching *p)
{
    const char *end = p->text + p->n;
    p->line_end = "\n";
    p->lines = arena_grow(&p->arena, p->lines, 0, sizeof *p->lines);
    for (const char *line = p->text; line < end; p->n_lines++) {
        p->lines = arena_grow(&p->arena, p->lines, p->n_lines + 1, sizeof *p->lines);
        p->lines[p->n_lines + 1] = line;
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        if (newline > line && newline[-1] == '\r')
            p->line_end = "\r\n";
        line = newline != NULL ? newline + 1 : end;
    }
    p->lines = arena_grow(&p->arena, p->lines, p->n_lines + 1, sizeof *p->lines);
    p->lines[p->n_lines + 1] = end;
}

/* Bytes of a line without its end. */
static size_t line_length(const struct patching *p, size_t line)
{
    size_t n = (size_t)(p->lines[line + 1] - p->lines[line]);
    while (n > 0 && strchr("\r\n", p->lines[line][n - 1]) != NULL)
        n--;
    return n;
}

static bool is_blank(const struct patching *p, size_t line)
{
    return strspn(p->lines[line], " \t") >= line_length(p, line);
}

/* Every address in the text, whatever it is behind, and every title. */
static void gather_keys(struct patching *p)
{
    const char *end = p->text + p->n;
    for (const char *s = p->text; (s = memmem(s, (size_t)(end - s), "http", 4)) != NULL;) {
        size_t n = 0;
        while (s + n < end && (unsigned char)s[n] > 0x20 && strchr("<>\"`|", s[n]) == NULL)
            n++;
        /* The address may hold a parenthesis or end before it. */
        size_t n_short = strcspn(arena_copy(&p->arena, s, n), ")]");
        add_key(p, identity_of_url(&p->arena, arena_copy(&p->arena, s, n)));
        add_key(p, identity_of_url(&p->arena, arena_copy(&p->arena, s, n_short)));
        s += n > 4 ? n_short > 4 ? n_short : 4 : 4;
    }
    for (size_t i = 0; i < p->reading.n_entries; i++) {
        add_key(p, identity_of_url(&p->arena, p->reading.entries[i].url));
        add_key(p, title_key(&p->arena, p->reading.entries[i].title));
    }
    if (p->n_keys > 0)
        qsort(p->keys, p->n_keys, sizeof *p->keys, by_text);
}

static bool is_listed(struct patching *p, const struct item *item)
{
    const char *others[IDENTITY_LIMIT_OTHERS];
    int n_others = identity_others_of_item(&p->arena, item, item->key, others);
    bool found = item->listed || has_key(p, item->key) || has_key(p, title_key(&p->arena, item->title)) ||
                 has_key(p, identity_of_url(&p->arena, item->url));
    for (int i = 0; i < n_others; i++)
        found = found || has_key(p, others[i]);
    for (size_t i = 0; i < item->n_also; i++)
        found = found || has_key(p, identity_of_url(&p->arena, item->also[i].href));
    return found;
}

/* The heading that the topic is named after; of several that which has entries. READING_TOP when none is. */
static size_t find_heading(struct patching *p, const char *title)
{
    const char *wanted = title_key(&p->arena, title);
    size_t found = READING_TOP;
    for (size_t i = p->reading.n_headings; i-- > 0;) {
        bool has_entry = false;
        if (strcmp(title_key(&p->arena, p->reading.headings[i].title), wanted) != 0)
            continue;
        for (size_t e = 0; e < p->reading.n_entries; e++)
            has_entry = has_entry || p->reading.entries[e].heading == i;
        if (has_entry || found == READING_TOP)
            found = i;
    }
    return found;
}

/* The entry after whose manner a heading's additions are written: the last one that is nested least, under it
 * or, where it has none, anywhere in the list. NULL for a list without any. */
static const struct list_entry *find_model(const struct patching *p, size_t heading)
{
    const struct list_entry *model = NULL;
    size_t indent = SIZE_MAX;
    for (size_t i = 0; i < p->reading.n_entries; i++) {
        const struct list_entry *entry = &p->reading.entries[i];
        size_t here = strspn(p->lines[entry->line], " \t");
        if ((heading != READING_TOP && entry->heading != heading) || here > indent)
            continue;
        model = entry;
        indent = here;
    }
    return model != NULL || heading == READING_TOP ? model : find_model(p, READING_TOP);
}

/* Where the heading's own entries end, or where it stands itself. */
static size_t find_place(const struct patching *p, size_t heading)
{
    size_t after = 0;
    for (size_t i = 0; i < p->reading.n_entries; i++) {
        if (p->reading.entries[i].heading == heading && p->reading.entries[i].last_line > after)
            after = p->reading.entries[i].last_line;
    }
    after = after > 0 ? after : p->reading.headings[heading].line;
    while (after > p->reading.headings[heading].line && is_blank(p, after))
        after--;
    return after;
}

/* Are the entries parted by blank lines? */
static bool is_loose(const struct patching *p, const struct list_entry *model)
{
    return model->line > 2 && is_blank(p, model->line - 1) && !is_blank(p, model->line - 2) &&
           model > p->reading.entries && model[-1].heading == model->heading;
}

/* One addition a place, even when two topics are named after one heading. */
static void add_lines(struct patching *p, size_t after, const char *lines)
{
    for (size_t i = 0; i < p->n_additions; i++) {
        struct patch_addition *addition = &p->additions[i];
        if (addition->after != after)
            continue;
        addition->lines = arena_printf(&p->arena, "%s%s", addition->lines, lines);
        return;
    }
    p->additions = arena_grow(&p->arena, p->additions, p->n_additions, sizeof *p->additions);
    p->additions[p->n_additions++] =
        (struct patch_addition){.after = after, .lines = arena_strdup(&p->arena, lines)};
}

/* Without tracking, and of a paper whatever version comes next. */
static const char *clean_address(struct arena *arena, const char *url)
{
    int version;
    const char *clean = identity_clean_url(arena, url);
    if (*identity_arxiv(arena, clean, &version) == '\0' || version <= 0)
        return clean;
    const char *mark = arena_printf(arena, "v%d", version), *at = strstr(clean, mark), *last = at;
    while (at != NULL && (at = strstr(at + 1, mark)) != NULL)
        last = at;
    return last == NULL ? clean
                        : arena_printf(arena, "%.*s%s", (int)(last - clean), clean, last + strlen(mark));
}

/* The section's stories that are not listed, behind the heading's last entry. */
static void add_section(struct patching *p, const struct digest_section *section)
{
    size_t heading = find_heading(p, section->title);
    if (heading == READING_TOP) {
        p->result.n_homeless += section->n_items;
        return;
    }
    const struct list_entry *model = find_model(p, heading);
    bool is_first = model != NULL && model->heading != heading;
    struct entry_style style = entry_style_plain;
    if (model != NULL)
        style = entry_style_learn(p->lines[model->line], line_length(p, model->line), &p->arena);
    if (is_first && style.number >= 0)
        style.number = 0;
    if (is_first && style.cells != NULL)
        style = entry_style_plain;
    const char *gap = model != NULL && !is_first && is_loose(p, model) ? p->line_end : "";
    size_t after = find_place(p, heading);
    struct buf lines = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; i < section->n_items; i++) {
        const struct item *item = section->items[i];
        if (item->arxiv.withdrawn || is_listed(p, item)) {
            p->result.n_listed += !item->arxiv.withdrawn;
            continue;
        }
        buf_adds(&lines, after == p->reading.headings[heading].line && lines.n == 0 ? p->line_end : gap);
        struct item clean = *item;
        clean.url = clean_address(&p->arena, item->url);
        entry_style_write(&style, &clean, &lines);
        buf_adds(&lines, p->line_end);
        p->result.n_added++;
    }
    if (lines.n > 0)
        add_lines(p, after, lines.data);
    buf_release(&lines);
}

struct list_patch list_patch_write(const struct digest *digest, const char *name, const char *markdown,
                                   size_t n, struct buf *out)
{
    struct patching p = {.text = markdown, .n = n};
    arena_init(&p.arena);
    cut_lines(&p);
    reading_add(&p.reading, name, markdown, n, &p.arena);
    gather_keys(&p);
    for (size_t i = 0; i < digest->n_sections; i++)
        add_section(&p, &digest->sections[i]);
    if (p.n_additions > 0) {
        qsort(p.additions, p.n_additions, sizeof *p.additions, by_place);
        patch_write(name, markdown, n, p.additions, p.n_additions, out);
    }
    arena_release(&p.arena);
    return p.result;
}

char list_bullet(const char *name, const char *markdown, size_t n)
{
    static const char bullets[] = "-*+";
    size_t counts[sizeof bullets] = {0}, most = sizeof bullets - 1;
    struct patching p = {.text = markdown, .n = n};
    arena_init(&p.arena);
    cut_lines(&p);
    reading_add(&p.reading, name, markdown, n, &p.arena);
    for (size_t i = 0; i < p.reading.n_entries; i++) {
        const char *line = p.lines[p.reading.entries[i].line];
        const char *bullet = memchr(bullets, line[strspn(line, " \t")], sizeof bullets - 1);
        if (bullet != NULL && ++counts[bullet - bullets] > counts[most])
            most = (size_t)(bullet - bullets);
    }
    arena_release(&p.arena);
    return bullets[most];
}
