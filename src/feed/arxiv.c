/*
 * arxiv — what arXiv says of a paper (info.arxiv.org/help/rss_specifications, …/help/api/user-manual): the
 * fields of its namespace, ids, its habits, and letters written as TeX accents.
 */
#include "gather.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "entities.h"
#include "weir/feed/parse.h"
#include "weir/text/buf.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

/* ---- TeX -------------------------------------------------------------------------------------------------
 */

/* Accents, as the combining character that stands behind its letter. Those named by a letter want a brace or
 * a space behind them: \c{c}, \v s. */
static const struct accent {
    char command;
    const char *combining;
} accents[] = {
    {'`', "\xCC\x80"}, {'\'', "\xCC\x81"}, {'^', "\xCC\x82"}, {'~', "\xCC\x83"}, {'=', "\xCC\x84"},
    {'u', "\xCC\x86"}, {'.', "\xCC\x87"},  {'"', "\xCC\x88"}, {'r', "\xCC\x8A"}, {'H', "\xCC\x8B"},
    {'v', "\xCC\x8C"}, {'d', "\xCC\xA3"},  {'c', "\xCC\xA7"}, {'k', "\xCC\xA8"},
};

/* What a command leaves may make a command of what stands before it. Where that goes on, nothing was TeX. */
#define MAX_PASSES 4

static const struct letter {
    const char *command, *letter;
} letters[] = {
    {"ss", "ß"}, {"ae", "æ"}, {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"}, {"aa", "å"}, {"AA", "Å"},
    {"o", "ø"},  {"O", "Ø"},  {"l", "ł"},  {"L", "Ł"},  {"dh", "ð"}, {"DH", "Ð"},
};

static const char *skip_spaces(const char *s)
{
    return s + strspn(s, " ");
}

/* The letter that an accent stands on: "e", "{e}", "\i", "{\i}"; its end, NULL when there is none. */
static const char *read_base(const char *s, char *base)
{
    bool in_braces = *s == '{';
    s += in_braces;
    s += *s == '\\' && (s[1] == 'i' || s[1] == 'j') && !isalpha((unsigned char)s[2]);
    *base = *s;
    if (!isalpha((unsigned char)*s))
        return NULL;
    s++;
    if (!in_braces)
        return s;
    return *s == '}' ? s + 1 : NULL;
}

/* "'e" behind a backslash; where it ends, NULL when it is no accent. */
static const char *read_accent(const char *s, struct buf *out)
{
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        char base;
        if (*s != accents[i].command)
            continue;
        if (isalpha((unsigned char)*s) && s[1] != '{' && s[1] != ' ')
            continue;
        const char *end = read_base(skip_spaces(s + 1), &base);
        if (end == NULL)
            return NULL;
        char letter[4] = {base, accents[i].combining[0], accents[i].combining[1], '\0'};
        utf8_compose(letter, 3, out);
        return end;
    }
    return NULL;
}

/* "o", "ss" behind a backslash, and the space or "{}" that ends the command. */
static const char *read_letter(const char *s, struct buf *out)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t n = strlen(letters[i].command);
        if (strncmp(s, letters[i].command, n) != 0 || isalpha((unsigned char)s[n]))
            continue;
        buf_adds(out, letters[i].letter);
        s += n;
        return strncmp(s, "{}", 2) == 0 ? s + 2 : s + (*s == ' ');
    }
    return NULL;
}

/* What begins with a backslash, or with a brace around one. */
static const char *read_command(const char *s, struct buf *out)
{
    bool in_braces = s[0] == '{';
    size_t before = out->n;
    const char *command = s + in_braces + 1;
    const char *end = read_accent(command, out);
    if (end == NULL)
        end = read_letter(command, out);
    if (end != NULL && in_braces && *end != '}') {
        buf_truncate(out, before);
        return NULL;
    }
    return end != NULL ? end + in_braces : NULL;
}

/* "\\" and "\{": a line break and a brace, not the beginning of a command. */
static bool is_escape(const char *s)
{
    return s[0] == '\\' && s[1] != '\0' && strchr("\\{}", s[1]) != NULL;
}

static void read_once(const char *s, struct buf *out)
{
    bool in_formula = false;
    while (*s != '\0') {
        const char *end = NULL;
        in_formula ^= *s == '$';
        if (is_escape(s)) {
            buf_add(out, s, 2);
            s += 2;
            continue;
        }
        if (!in_formula && (*s == '\\' || (*s == '{' && s[1] == '\\')))
            end = read_command(s, out);
        if (end == NULL)
            buf_addc(out, *s++);
        else
            s = end;
    }
}

const char *tex_letters(struct arena *arena, const char *text)
{
    const char *read = text;
    for (int passes = 0; passes < MAX_PASSES; passes++) {
        if (strchr(read, '\\') == NULL)
            return read;
        struct buf out = BUF_INIT(4 * FEED_LIMIT_TITLE);
        read_once(read, &out);
        bool same = strcmp(out.data, read) == 0;
        read = arena_copy(arena, out.data, out.n);
        buf_release(&out);
        if (same)
            return read;
    }
    return text;
}

/* The byte that a character was when it was taken for Windows-1252; -1 when there is none. */
static int byte_of(uint32_t c)
{
    for (uint32_t byte = 0x80; byte < 0xA0; byte++)
        if (windows1252_character(byte) == c)
            return (int)byte;
    return c < 0x100 ? (int)c : -1;
}

/* UTF-8 that was taken for Windows-1252 and encoded once more ("GÃ¶del") is read as what it was. Text that
 * only looks so by chance is no valid UTF-8 then, and stays. */
static const char *encoded_once(struct arena *arena, const char *text)
{
    size_t n = strlen(text), n_bytes = 0;
    if (strstr(text, "\xC3") == NULL)
        return text;
    char *bytes = arena_copy(arena, text, n);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t c;
        length = utf8_next(text + i, n - i, &c);
        int byte = length == 0 ? -1 : byte_of(c);
        if (byte < 0)
            return text;
        bytes[n_bytes++] = (char)byte;
    }
    bytes[n_bytes] = '\0';
    return utf8_valid(bytes, n_bytes) ? bytes : text;
}

/* ---- fields, ids, habits ---------------------------------------------------------------------------------
 */

void arxiv_field(struct reading *r, const struct node *node, struct gathered *g, size_t rank)
{
    (void)rank;
    const struct {
        const char *name;
        const char **field;
    } fields[] = {
        {"announce_type", &g->arxiv.announce_type},
        {"primary_category", &g->arxiv.primary_category},
        {"doi", &g->arxiv.doi},
        {"journal_ref", &g->arxiv.journal_ref},
        {"journal_reference", &g->arxiv.journal_ref},
        {"comment", &g->arxiv.comment},
    };
    const char *term = tree_line(r, node, "term"); /* primary_category is made like atom:category */
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (tree_is(node, fields[i].name))
            *fields[i].field = *term == '\0' ? tree_string(r, node) : term;
}

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

/* The length of an id at `s` without its version: 2604.22002, or hep-th/9901001 as before April 2007; 0 if
 * none. */
static size_t id_length(const char *s)
{
    size_t n = digits(s);
    if (n == 4 && s[4] == '.') {
        n = digits(s + 5);
        return n == 4 || n == 5 ? 5 + n : 0;
    }
    n = 0;
    while (isalpha((unsigned char)s[n]) || s[n] == '-' || s[n] == '.')
        n++;
    return n >= 2 && s[n] == '/' && digits(s + n + 1) == 7 ? n + 1 + 7 : 0;
}

/* Reads "2604.22002v1" and what may follow an address's id. */
static bool read_id(struct arena *arena, const char *s, struct arxiv *arxiv)
{
    size_t n = id_length(s);
    if (n == 0)
        return false;
    arxiv->id = arena_copy(arena, s, n);
    if (s[n] == 'v' && digits(s + n + 1) > 0 && digits(s + n + 1) < 4)
        arxiv->version = (int)strtol(s + n + 1, NULL, 10);
    return true;
}

static bool is_arxiv_host(const char *host)
{
    size_t n = strlen(host);
    return strcmp(host, "arxiv.org") == 0 || (n > 10 && strcmp(host + n - 10, ".arxiv.org") == 0);
}

static bool read_address(struct arena *arena, const char *address, struct arxiv *arxiv)
{
    static const char *const paths[] = {"/abs/", "/pdf/", "/html/"};
    if (strcasestr(address, "arxiv.org/") == NULL || !is_arxiv_host(url_host(arena, address)))
        return false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char *at = strstr(address, paths[i]);
        if (at != NULL && read_id(arena, at + strlen(paths[i]), arxiv))
            return true;
    }
    return false;
}

static bool read_oai(struct arena *arena, const char *name, struct arxiv *arxiv)
{
    static const char oai[] = "oai:arXiv.org:";
    return strncasecmp(name, oai, sizeof oai - 1) == 0 && read_id(arena, name + sizeof oai - 1, arxiv);
}

/* Either may stand in the other's place: an item without a guid goes by its address. */
static bool find_id(struct arena *arena, const struct item *item, struct arxiv *arxiv)
{
    return read_oai(arena, item->id, arxiv) || read_oai(arena, item->url, arxiv) ||
           read_address(arena, item->id, arxiv) || read_address(arena, item->url, arxiv);
}

void arxiv_split_authors(struct arena *arena, struct item *item)
{
    if (*item->arxiv.id == '\0' || item->n_authors != 1 || strchr(item->authors[0].name, ',') == NULL)
        return;
    const char *s = item->authors[0].name;
    struct person *authors = NULL;
    size_t n = 0;
    while (*s != '\0' && n < FEED_LIMIT_LIST) {
        s += strspn(s, " ,");
        size_t end = 0, name = 0;
        for (int depth = 0; s[end] != '\0' && (s[end] != ',' || depth > 0); end++) {
            if (s[end] == '(')
                depth++;
            if (depth == 0 && s[end] != ' ')
                name = end + 1;
            if (s[end] == ')' && depth > 0)
                depth--;
        }
        if (name > 0) {
            /* read each by itself: a $ in one name begins no formula in the next */
            const char *own = tex_letters(arena, encoded_once(arena, arena_copy(arena, s, name)));
            authors = arena_grow(arena, authors, n, sizeof *authors);
            authors[n++] = (struct person){.name = own, .email = "", .url = ""};
        }
        s += end;
    }
    item->authors = authors;
    item->n_authors = n;
}

/* "arXiv:2604.22002v1 Announce Type: new \nAbstract: We show …" → "We show …". A preamble with a tag in it is
 * none: its end tag would be left alone. Nothing that is left begins like one. */
static const char *without_preamble(const char *html)
{
    while (strncmp(html, "arXiv:", 6) == 0 && strstr(html, "Announce Type:") != NULL) {
        const char *abstract = strstr(html, "Abstract:");
        if (abstract == NULL || memchr(html, '<', (size_t)(abstract - html)) != NULL)
            break;
        html = abstract + strlen("Abstract:");
        html += strspn(html, " \t\r\n");
    }
    return html;
}

void arxiv_complete(struct arena *arena, struct item *item)
{
    struct arxiv *arxiv = &item->arxiv;
    if (!find_id(arena, item, arxiv))
        return;
    item->content_html = without_preamble(item->content_html);
    item->summary_html = without_preamble(item->summary_html);
    item->title = tex_letters(arena, encoded_once(arena, item->title));
    for (size_t i = 0; i < item->n_authors; i++)
        item->authors[i].name = tex_letters(arena, encoded_once(arena, item->authors[i].name));
    if (*arxiv->primary_category == '\0' && item->n_categories > 0 && *arxiv->announce_type != '\0')
        arxiv->primary_category = item->categories[0].term; /* the daily feeds list it first */
}
