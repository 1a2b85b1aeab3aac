#include "arxiv_id.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* Archives that gave ids before April 2007. */
static const char *const archives[] = {
    "acc-phys", "adap-org", "alg-geom", "ao-sci",  "astro-ph", "atom-ph",  "bayes-an", "chao-dyn", "chem-ph",
    "cmp-lg",   "comp-gas", "cond-mat", "cs",      "dg-ga",    "funct-an", "gr-qc",    "hep-ex",   "hep-lat",
    "hep-ph",   "hep-th",   "math",     "math-ph", "mtrl-th",  "nlin",     "nucl-ex",  "nucl-th",  "patt-sol",
    "physics",  "plasm-ph", "q-alg",    "q-bio",   "quant-ph", "solv-int", "supr-con",
};

static size_t count_digits(const char *s)
{
    return strspn(s, "0123456789");
}

static int number(const char *s, size_t n)
{
    int value = 0;

    for (size_t i = 0; i < n; i++)
        value = value * 10 + (s[i] - '0');
    return value;
}

/* "v2" at `s`: its length. Nobody revises a thousand times. */
static size_t take_version(const char *s, int *version)
{
    size_t n = (s[0] == 'v' || s[0] == 'V') ? count_digits(s + 1) : 0;

    *version = 0;
    if (n == 0 || n > 3)
        return 0;
    *version = number(s + 1, n);
    return 1 + n;
}

/* YYMM.NNNN from April 2007, YYMM.NNNNN from January 2015. */
static size_t take_new(const char *s)
{
    int year_month, month;
    size_t n_serial;

    if (count_digits(s) != 4 || s[4] != '.')
        return 0;
    year_month = number(s, 4);
    month = year_month % 100;
    n_serial = count_digits(s + 5);
    if (month < 1 || month > 12 || year_month < 704 || n_serial != (year_month < 1501 ? 4u : 5u))
        return 0;
    return 5 + n_serial;
}

/* archive/YYMMNNN or archive.SS/YYMMNNN, August 1991 to March 2007; `*n_archive` is the archive's length. */
static size_t take_old(const char *s, size_t *n_archive)
{
    size_t n_class = 0;

    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++) {
        size_t n = strlen(archives[i]);
        if (strncasecmp(s, archives[i], n) != 0 || (s[n] != '/' && s[n] != '.'))
            continue;
        *n_archive = n;
        if (s[n] == '.')
            n_class = 1 + strspn(s + n + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
        s += n + n_class;
        if (s[0] != '/' || count_digits(s + 1) != 7 || number(s + 3, 2) < 1 || number(s + 3, 2) > 12)
            return 0;
        return n + n_class + 8;
    }
    return 0;
}

size_t arxiv_id_take(struct arena *arena, const char *s, const char **out, int *version)
{
    size_t n_archive = 0, n = take_new(s);

    if (n > 0) {
        *out = arena_copy(arena, s, n);
    } else {
        char *id;
        n = take_old(s, &n_archive);
        if (n == 0)
            return 0;
        id = arena_printf(arena, "%.*s%.8s", (int)n_archive, s, s + n - 8);
        for (size_t i = 0; i < n_archive; i++)
            id[i] = (char)tolower((unsigned char)id[i]);
        *out = id;
    }
    return n + take_version(s + n, version);
}
