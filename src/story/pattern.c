#include "pattern.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "arxiv_id.h"
#include "weir/text/buf.h"

/* Each class says how many bytes at `s` are its, 0 for none, and their one spelling. */
typedef size_t take(struct arena *arena, const char *s, const char **out, int *version);

static size_t take_while(struct arena *arena, const char *s, const char *accept, const char **out)
{
    size_t n = strspn(s, accept);

    *out = arena_copy(arena, s, n);
    return n;
}

#define DIGITS  "0123456789"
#define HEX     DIGITS "abcdef"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static size_t take_number(struct arena *arena, const char *s, const char **out, int *version)
{
    (void)version;
    return take_while(arena, s, DIGITS, out);
}

static size_t take_word(struct arena *arena, const char *s, const char **out, int *version)
{
    (void)version;
    return take_while(arena, s, LETTERS DIGITS "_-", out);
}

static char *copy_lower(struct arena *arena, const char *s, size_t n)
{
    char *copy = arena_copy(arena, s, n);

    for (char *p = copy; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    return copy;
}

/* A name that its site reads without regard to case. */
static size_t take_name(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n = strspn(s, LETTERS DIGITS "_-.");

    (void)version;
    if (n > 4 && memcmp(s + n - 4, ".git", 4) == 0)
        n -= 4;
    *out = copy_lower(arena, s, n);
    return n;
}

/* Base64, its padding perhaps encoded. */
static size_t take_base64(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n = strspn(s, LETTERS DIGITS "+/_-"), n_pad = 0;

    (void)version;
    *out = arena_copy(arena, s, n);
    while (s[n + n_pad] == '=' || strncasecmp(s + n + n_pad, "%3D", 3) == 0)
        n_pad += s[n + n_pad] == '=' ? 1 : 3;
    return n + n_pad;
}

static size_t take_exactly(struct arena *arena, const char *s, const char *accept, size_t n, const char **out)
{
    if (strspn(s, accept) != n)
        return 0;
    *out = arena_copy(arena, s, n);
    return n;
}

static size_t take_video(struct arena *arena, const char *s, const char **out, int *version)
{
    (void)version;
    return take_exactly(arena, s, LETTERS DIGITS "_-", 11, out);
}

static size_t take_hex32(struct arena *arena, const char *s, const char **out, int *version)
{
    (void)version;
    return take_exactly(arena, s, HEX, 32, out);
}

static size_t take_hex40(struct arena *arena, const char *s, const char **out, int *version)
{
    (void)version;
    return take_exactly(arena, s, HEX, 40, out);
}

/* A Medium slug: words, a hyphen, the post's twelve hexadecimal digits; or the digits alone. */
static size_t take_medium(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n = strcspn(s, "/?");
    const char *id = s + n - (n < 12 ? n : 12);

    (void)version;
    if (n < 12 || strspn(id, HEX) < 12 || (id > s && id[-1] != '-'))
        return 0;
    *out = arena_copy(arena, id, 12);
    return n;
}

/* ACL Anthology: P19-1001, or 2020.acl-main.1; a "v2" behind it is a revision of the same paper. */
static size_t take_acl(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n = 0;
    char *id;

    (void)version;
    if (isalpha((unsigned char)s[0]) && strspn(s + 1, DIGITS) == 2 && s[3] == '-' &&
        strspn(s + 4, DIGITS) == 4)
        n = 8;
    else if (strspn(s, DIGITS) == 4 && s[4] == '.') {
        size_t n_volume = strspn(s + 5, LETTERS DIGITS "_-");
        size_t n_number = n_volume > 0 && s[5 + n_volume] == '.' ? strspn(s + 6 + n_volume, DIGITS) : 0;
        n = n_number > 0 ? 6 + n_volume + n_number : 0;
    }
    if (n == 0)
        return 0;
    id = copy_lower(arena, s, n);
    if (n == 8)
        id[0] = (char)toupper((unsigned char)id[0]);
    *out = id;
    if (s[n] == 'v' && strspn(s + n + 1, DIGITS) > 0)
        n += 1 + strspn(s + n + 1, DIGITS);
    return n;
}

/* What publishers put behind the DOI of an article to name a rendering of it. */
static const char *const doi_tails[] = {".full.pdf", ".full.pdf+html", ".full", ".abstract",
                                        ".pdf",      "/pdf",           "/full", "/fulltext",
                                        "/abstract", "/epdf",          "/html", "/meta"};

/* DOI names are case-insensitive (DOI Handbook §2.4). */
static size_t take_doi(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n = strlen(s), n_registrant = strncmp(s, "10.", 3) == 0 ? strspn(s + 3, DIGITS ".") : 0;

    (void)version;
    if (n_registrant < 4 || s[3 + n_registrant] != '/' || s[4 + n_registrant] == '\0')
        return 0;
    for (size_t i = 0; i < sizeof doi_tails / sizeof *doi_tails; i++) {
        size_t n_tail = strlen(doi_tails[i]);
        if (n > n_tail + n_registrant + 5 && strcasecmp(s + n - n_tail, doi_tails[i]) == 0) {
            n -= n_tail;
            break;
        }
    }
    *out = copy_lower(arena, s, n);
    return strlen(s);
}

static size_t take_arxiv(struct arena *arena, const char *s, const char **out, int *version)
{
    return arxiv_id_take(arena, s, out, version);
}

static const struct {
    const char *name;
    take *take;
} classes[] = {
    {"arxiv", take_arxiv}, {"doi", take_doi},     {"acl", take_acl},       {"number", take_number},
    {"word", take_word},   {"name", take_name},   {"video", take_video},   {"base64", take_base64},
    {"hex32", take_hex32}, {"hex40", take_hex40}, {"medium", take_medium},
};

/* Takes what the class named in `braces` ("{name}") finds at `s`. */
static size_t capture(struct arena *arena, const char *braces, const char *s, struct captures *out)
{
    size_t n_name = strcspn(braces + 1, "}");

    if (braces[1] == '*')
        return strcspn(s, "/?");
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(braces + 1, classes[i].name, n_name) == 0 && classes[i].name[n_name] == '\0' &&
            out->n < PATTERN_LIMIT_CAPTURES) {
            size_t n = classes[i].take(arena, s, &out->text[out->n], &out->version);
            out->n += n > 0;
            return n;
        }
    return 0;
}

bool pattern_match(struct arena *arena, const char *pattern, const char *text, struct captures *out)
{
    *out = (struct captures){.n = 0};
    while (*pattern != '\0') {
        if (strcmp(pattern, "...") == 0)
            return true;
        if (*pattern == '{') {
            size_t n = capture(arena, pattern, text, out);
            if (n == 0)
                return false;
            text += n;
            pattern = strchr(pattern, '}') + 1;
        } else if (tolower((unsigned char)*pattern) == tolower((unsigned char)*text)) {
            pattern++;
            text++;
        } else {
            return false;
        }
    }
    return *text == '\0';
}

char *pattern_fill(struct arena *arena, const char *key, const struct captures *captures)
{
    struct buf out = BUF_INIT((size_t)64 << 10);
    char *text;

    for (int i = 0; *key != '\0'; key++) {
        if (key[0] == '{' && key[1] == '}' && i < captures->n) {
            buf_adds(&out, captures->text[i++]);
            key++;
        } else {
            buf_addc(&out, *key);
        }
    }
    text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return text;
}
