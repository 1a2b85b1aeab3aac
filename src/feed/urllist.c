/* Subscription lists that are no OPML: lines with addresses, as newsboat's urls, sfeedrc and people write
 * them, and the bookmarks that browsers export. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "encoding.h"
#include "reading.h"
#include "weir/feed/opml.h"

#define TITLE_LIMIT 256 /* bytes */

struct lines {
    struct arena *arena;
    struct opml_feed *all;
    size_t n;
    const char *folder; /* of bookmarks: the one that is open */
};

static const char *copy(struct lines *l, const char *s, size_t n)
{
    return line_copy(l->arena, s, n, TITLE_LIMIT);
}

static void add(struct lines *l, struct opml_feed subscription)
{
    if (l->n == OPML_LIMIT)
        return;
    l->all = arena_grow(l->arena, l->all, l->n, sizeof *l->all);
    l->all[l->n++] = subscription;
}

/* The next word of a shell's line, its quotes off; false at the end. */
static bool next_word(const char **at, const char *end, const char **word, size_t *n)
{
    while (*at < end && isspace((unsigned char)**at))
        ++*at;
    if (*at == end)
        return false;
    char quote = **at == '"' || **at == '\'' ? *(*at)++ : '\0';
    *word = *at;
    while (*at < end && (quote != '\0' ? **at != quote : !isspace((unsigned char)**at)))
        ++*at;
    *n = (size_t)(*at - *word);
    *at += quote != '\0' && *at < end;
    return true;
}

/* sfeedrc(5): feed "name" "address" "home page" … */
static bool read_sfeed(struct lines *l, const char *at, const char *end)
{
    const char *words[4] = {0};
    size_t n[4] = {0}, k = 0;
    while (k < 4 && next_word(&at, end, &words[k], &n[k]))
        k++;
    if (k < 3 || n[0] != 4 || strncmp(words[0], "feed", 4) != 0)
        return false;
    add(l, (struct opml_feed){.title = copy(l, words[1], n[1]),
                              .feed_url = copy(l, words[2], n[2]),
                              .home_page_url = k == 4 ? copy(l, words[3], n[3]) : "",
                              .folder = ""});
    return true;
}

/* What newsboat writes behind an address: tags, and "~a title". */
static void read_tags(struct lines *l, const char *at, const char *end, struct opml_feed *s)
{
    const char *word;
    size_t n;
    while (next_word(&at, end, &word, &n)) {
        if (n > 1 && word[0] == '~')
            s->title = copy(l, word + 1, n - 1);
        else if (n > 0 && word[0] != '!' && word[0] != '#' && *s->folder == '\0' &&
                 isalnum((unsigned char)word[0]))
            s->folder = copy(l, word, n);
    }
}

/* The address in a line is what reaches from one delimiter to the next; the words before it are its title. */
static void read_line(struct lines *l, const char *line, size_t n)
{
    static const char before[] = " \t\"'<>()[]{},;|", around[] = " \t\"'<>()[]{},;|*-+=:";
    const char *end = line + n, *colon = memmem(line, n, "://", 3);
    struct opml_feed s = {.title = "", .home_page_url = "", .folder = ""};
    if (n == 0 || line[0] == '#' || read_sfeed(l, line, end))
        return;
    if (colon == NULL || strncmp(line + (line[0] == '"'), "query:", 6) == 0 ||
        strncmp(line, "exec:", 5) == 0 || strncmp(line, "filter:", 7) == 0) {
        s.feed_url = copy(l, line, n);
        s.refused = colon == NULL ? "there is no address in this line" : "a program's own, no feed";
        add(l, s);
        return;
    }
    const char *from = colon, *to = colon;
    while (from > line && strchr(before, from[-1]) == NULL)
        from--;
    while (to < end && strchr(before, *to) == NULL)
        to++;
    s.feed_url = copy(l, from, (size_t)(to - from));
    while (line < from && strchr(around, *line) != NULL)
        line++;
    while (from > line && strchr(around, from[-1]) != NULL)
        from--;
    s.title = copy(l, line, (size_t)(from - line));
    read_tags(l, to + (to < end && *to == '"'), end, &s);
    add(l, s);
}

/* The value of an attribute of a tag; "" when it has none. */
static const char *attribute(struct lines *l, const char *tag, const char *end, const char *name)
{
    size_t n = strlen(name);
    for (; tag + n + 2 < end; tag++)
        if (strncasecmp(tag, name, n) == 0 && tag[n] == '=' && tag[n + 1] == '"') {
            const char *value = tag + n + 2, *quote = memchr(value, '"', (size_t)(end - value));
            return quote != NULL ? copy(l, value, (size_t)(quote - value)) : "";
        }
    return "";
}

/* Netscape's bookmarks: <H3> begins a folder, <A> is a bookmark, FEEDURL a feed. */
static void read_bookmark(struct lines *l, const char *line, size_t n)
{
    const char *end = line + n, *text, *close;
    const char *tag = strcasestr(line, "<H3");
    bool is_folder = tag != NULL && tag < end;
    if (!is_folder)
        tag = strcasestr(line, "<A ");
    if (tag == NULL || tag >= end || (text = memchr(tag, '>', (size_t)(end - tag))) == NULL)
        return;
    close = memchr(text, '<', (size_t)(end - text));
    const char *title = copy(l, text + 1, (size_t)((close != NULL ? close : end) - text - 1));
    if (is_folder) {
        l->folder = title;
        return;
    }
    const char *feed = attribute(l, tag, text, "FEEDURL"), *page = attribute(l, tag, text, "HREF");
    bool is_feed = *feed != '\0';
    add(l, (struct opml_feed){.title = title,
                              .feed_url = is_feed ? feed : page,
                              .home_page_url = is_feed ? page : "",
                              .folder = l->folder,
                              .refused = is_feed ? NULL : "a page; `weir discover` finds its feed"});
}

int urllist_parse(const struct document *doc, struct arena *arena, struct opml_feed **out, size_t *n,
                  struct error *err)
{
    struct decoded decoded;
    struct lines l = {.arena = arena, .folder = ""};
    if (encoding_decode(doc, &decoded, err) < 0)
        return -1;
    const char *text = arena_copy(arena, decoded.text, decoded.n);
    encoding_release(&decoded);
    bool is_bookmarks = strcasestr(text, "NETSCAPE-Bookmark-file") != NULL;
    bool is_sfeed = strstr(text, "feeds()") != NULL;
    for (size_t length; *text != '\0'; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        size_t blank = strspn(text, " \t\r"), n_line = length;
        while (n_line > blank && isspace((unsigned char)text[n_line - 1]))
            n_line--;
        const char *line = text + (blank < n_line ? blank : n_line);
        n_line -= (size_t)(line - text);
        if (is_bookmarks)
            read_bookmark(&l, line, n_line);
        else if (is_sfeed)
            read_sfeed(&l, line, line + n_line);
        else
            read_line(&l, line, n_line);
    }
    *out = l.all;
    *n = l.n;
    return 0;
}

bool urllist_is_it(const struct document *doc)
{
    size_t blank = 0;
    while (blank < doc->n && (isspace((unsigned char)doc->bytes[blank]) || (doc->bytes[blank] & 0x80) != 0))
        blank++;
    if (blank == doc->n)
        return false;
    bool is_markup = doc->bytes[blank] == '<' || memchr(doc->bytes, '\0', doc->n) != NULL;
    return !is_markup ||
           memmem(doc->bytes, doc->n < 1000 ? doc->n : 1000, "NETSCAPE-Bookmark-file", 22) != NULL;
}
