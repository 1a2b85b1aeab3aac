#include "html_scan.h"

#include <string.h>
#include <strings.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *find_char(const char *p, const char *end, char c)
{
    const char *found = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
    return found == NULL ? end : found;
}

/* Past the comment whose "<!--" ends at `p` (§13.2.5.43–52): "<!-->" and "<!--->" are whole, "--!>" ends one
 * too. */
static const char *pass_comment(const char *p, const char *end)
{
    const char *start = p;
    while ((p = find_char(p, end, '>')) < end) {
        p++;
        size_t n = (size_t)(p - start);
        if (n == 1 || (n == 2 && start[0] == '-') || (n >= 3 && memcmp(p - 3, "-->", 3) == 0) ||
            (n >= 4 && memcmp(p - 4, "--!>", 4) == 0))
            return p;
    }
    return end;
}

static bool begins_tag(const char *p, const char *end)
{
    return (end - p >= 2 && is_letter(p[1])) || (end - p >= 3 && p[1] == '/' && is_letter(p[2]));
}

/* "</ ", "<?x", "<!x", "<![", "<!>" (§13.2.5.6, §13.2.5.42) */
static bool begins_declaration(const char *p, const char *end)
{
    if (end - p < 3 || (p[1] != '!' && p[1] != '?' && p[1] != '/'))
        return false;
    return p[1] == '/' || is_letter(p[2]) || p[2] == '[' || p[2] == '>';
}

/* Moves past a comment, declaration or instruction; false when none begins here. */
static bool pass_comment_like(struct html_scan *scan)
{
    const char *p = scan->p, *end = scan->end;
    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        scan->p = pass_comment(p + 4, end);
        return true;
    }
    if (scan->no_end || !begins_declaration(p, end))
        return false;
    const char *close = find_char(p, end, '>');
    if (close == end) {
        scan->no_end = true;
        return false;
    }
    scan->p = close + 1;
    return true;
}

static void read_tag(struct html_scan *scan, struct html_token *token)
{
    const char *p = scan->p + 1;
    token->kind = *p == '/' ? HTML_END : HTML_START;
    token->p = p += *p == '/';
    while (p < scan->end && !is_space(*p) && *p != '/' && *p != '>')
        p++;
    token->n = (size_t)(p - token->p);
    scan->p = p;
    scan->self_closing = false;
}

bool html_next(struct html_scan *scan, struct html_token *token)
{
    while (scan->p < scan->end) {
        if (*scan->p == '<') {
            if (begins_tag(scan->p, scan->end)) {
                read_tag(scan, token);
                return true;
            }
            if (pass_comment_like(scan))
                continue;
        }
        token->kind = HTML_TEXT;
        token->p = scan->p;
        scan->p = find_char(scan->p + 1, scan->end, '<');
        token->n = (size_t)(scan->p - token->p);
        return true;
    }
    return false;
}

/* Reads the value after '=' (§13.2.5.35–38). */
static void read_value(struct html_scan *scan, struct html_attribute *attribute)
{
    const char *p = scan->p, *end = scan->end;
    while (p < end && is_space(*p))
        p++;
    if (p < end && (*p == '"' || *p == '\'')) {
        const char *close = find_char(p + 1, end, *p);
        attribute->value = p + 1;
        attribute->n_value = (size_t)(close - attribute->value);
        scan->p = close < end ? close + 1 : end;
        return;
    }
    attribute->value = p;
    while (p < end && !is_space(*p) && *p != '>')
        p++;
    attribute->n_value = (size_t)(p - attribute->value);
    scan->p = p;
}

bool html_attribute(struct html_scan *scan, struct html_attribute *attribute)
{
    const char *p = scan->p, *end = scan->end;
    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    if (p >= end) {
        scan->p = end;
        scan->cut = true;
        return false;
    }
    if (*p == '>') {
        scan->self_closing = p > scan->p && p[-1] == '/';
        scan->p = p + 1;
        return false;
    }
    attribute->name = p++; /* a first '=' belongs to the name (§13.2.5.32) */
    while (p < end && !is_space(*p) && *p != '/' && *p != '>' && *p != '=')
        p++;
    attribute->n_name = (size_t)(p - attribute->name);
    attribute->value = "";
    attribute->n_value = 0;
    scan->p = p;
    while (p < end && is_space(*p))
        p++;
    if (p < end && *p == '=') {
        scan->p = p + 1;
        read_value(scan, attribute);
    }
    return true;
}

void html_skip_raw(struct html_scan *scan, const char *name, size_t n)
{
    const char *p = scan->p, *end = scan->end;
    for (; (p = find_char(p, end, '<')) < end; p++) {
        if ((size_t)(end - p) < n + 3 || p[1] != '/' || strncasecmp(p + 2, name, n) != 0)
            continue;
        char after = p[2 + n];
        if (is_space(after) || after == '/' || after == '>')
            break;
    }
    scan->p = p;
}
