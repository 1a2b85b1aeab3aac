#ifndef WEIR_TESTS_UNIT_SAFE_HTML_H
#define WEIR_TESTS_UNIT_SAFE_HTML_H
/*
 * safe_html — an independent reading of what safe HTML is: a strict grammar with lists of its own. It knows
 * none of the sanitiser's tables, so that a wrong row there is seen here.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#define SAFE_DEPTH 512

static const char safe_elements[] = " a abbr acronym address article aside audio b bdi bdo big blockquote br "
                                    "caption center cite code col colgroup dd"
                                    " del details dfn dir div dl dt em figcaption figure font footer h1 h2 "
                                    "h3 h4 h5 h6 header hgroup hr i img ins kbd"
                                    " li main mark menu nav ol p picture pre q rp rt ruby s samp section "
                                    "small source span strike strong sub summary"
                                    " sup table tbody td tfoot th thead time tr tt u ul var video wbr ";
static const char safe_attributes[] = " abbr align alt border cellpadding cellspacing cite class colspan "
                                      "color controls datetime dir face height href"
                                      " hreflang lang loop media muted poster referrerpolicy rel reversed "
                                      "rowspan scope size sizes span src srcset"
                                      " start style summary title type valign value width ";
static const char safe_void[] = " br col hr img source wbr ";

struct safe_reader {
    const char *p, *end;
    const char *open[SAFE_DEPTH];
    size_t n_open[SAFE_DEPTH], depth;
};

static inline bool safe_listed(const char *list, const char *name, size_t n)
{
    char word[32] = " ";
    if (n == 0 || n > sizeof word - 3)
        return false;
    memcpy(word + 1, name, n);
    strcpy(word + 1 + n, " ");
    return strstr(list, word) != NULL;
}

/* No scheme, or one of those that cannot run anything. */
static inline bool safe_address(const char *s, size_t n, bool image)
{
    static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:", "ftp:", "magnet:"};
    static const char *const images[] = {"png", "jpeg", "jpg", "gif", "webp", "avif"};
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] <= ' ')
            return false;
    for (size_t i = 0; i < n && strchr("/?#", s[i]) == NULL; i++) {
        if (s[i] != ':')
            continue;
        for (size_t k = 0; k < sizeof schemes / sizeof schemes[0]; k++)
            if (strlen(schemes[k]) == i + 1 && strncasecmp(s, schemes[k], i + 1) == 0)
                return true;
        for (size_t k = 0; image && k < sizeof images / sizeof images[0]; k++)
            if (n > 11 + strlen(images[k]) && strncasecmp(s, "data:image/", 11) == 0 &&
                strncasecmp(s + 11, images[k], strlen(images[k])) == 0 && s[11 + strlen(images[k])] == ';')
                return true;
        return false;
    }
    return true;
}

static inline bool safe_value(const char *name, size_t n_name, const char *s, size_t n)
{
    if (safe_listed(" href cite poster ", name, n_name))
        return safe_address(s, n, false);
    if (safe_listed(" src ", name, n_name))
        return safe_address(s, n, true);
    for (size_t i = 0; i < n && safe_listed(" srcset ", name, n_name);) {
        size_t word = 0;
        while (i + word < n && s[i + word] != ' ')
            word++;
        if (!safe_address(s + i, word, false))
            return false;
        i += word + 1;
    }
    for (size_t i = 0; i < n && safe_listed(" style ", name, n_name); i++)
        if (strchr("\\@{}&'/*", s[i]) != NULL ? s[i] != '/'
                                              : (s[i] == '(' && (i < 3 || !strchr("ablABL", s[i - 1]))))
            return false;
    return true;
}

static inline const char *safe_read_attributes(struct safe_reader *r)
{
    while (r->p < r->end && *r->p == ' ') {
        const char *name = ++r->p, *equals = memchr(name, '=', (size_t)(r->end - name));
        if (equals == NULL || !safe_listed(safe_attributes, name, (size_t)(equals - name)))
            return "an attribute that is not allowed";
        if (r->end - equals < 3 || equals[1] != '"')
            return "a value without quotes";
        const char *value = equals + 2, *close = memchr(value, '"', (size_t)(r->end - value));
        if (close == NULL)
            return "a value without end";
        for (const char *p = value; p < close; p++)
            if (*p == '<' || *p == '>' || *p == '`')
                return "a value with a mark that should be escaped";
        if (!safe_value(name, (size_t)(equals - name), value, (size_t)(close - value)))
            return "a value that is not allowed";
        r->p = close + 1;
    }
    return NULL;
}

static inline const char *safe_read_tag(struct safe_reader *r)
{
    bool ends = r->p + 1 < r->end && r->p[1] == '/';
    const char *name = r->p + 1 + ends, *fault;
    for (r->p = name; r->p < r->end && *r->p != ' ' && *r->p != '>';)
        r->p++;
    size_t n = (size_t)(r->p - name);
    if (!safe_listed(safe_elements, name, n))
        return "an element that is not allowed";
    if (!ends && (fault = safe_read_attributes(r)) != NULL)
        return fault;
    if (r->p == r->end || *r->p++ != '>')
        return "a tag without end";
    if (ends) {
        if (r->depth == 0 || r->n_open[r->depth - 1] != n || memcmp(r->open[r->depth - 1], name, n) != 0)
            return "an end tag out of place";
        r->depth--;
    } else if (!safe_listed(safe_void, name, n)) {
        if (r->depth == SAFE_DEPTH)
            return "too deep";
        r->n_open[r->depth] = n;
        r->open[r->depth++] = name;
    }
    return NULL;
}

/* NULL when it is safe HTML, else what is wrong with it. */
static inline const char *safe_html_fault(const char *html, size_t n)
{
    struct safe_reader r = {.p = html, .end = html + n};
    while (r.p < r.end) {
        const char *fault = NULL;
        if (*r.p == '<')
            fault = safe_read_tag(&r);
        else if (*r.p == '>' || ((unsigned char)*r.p < ' ' && *r.p != '\n' && *r.p != '\t'))
            fault = "text with a mark that should be escaped";
        else
            r.p++;
        if (fault != NULL)
            return fault;
    }
    return r.depth > 0 ? "an element without end" : NULL;
}

#endif
