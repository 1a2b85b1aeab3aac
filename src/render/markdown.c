/*
 * markdown — CommonMark 0.30: backslash escapes (§2.4), entities (§2.5), link destinations (§6.3).
 */
#include "markdown.h"

#include <stdbool.h>
#include <string.h>

/* What begins an inline element anywhere: code, emphasis, links, HTML, strikethrough and mathematics of
 * GitHub's, and table cells. */
static const char special[] = "\\`*_[]<~$|";

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* `&` of what could be a character reference: `&copy;`, `&#x41;`. */
static bool begins_reference(const char *s)
{
    if (*s != '&')
        return false;
    const char *end = s + 1;
    while (is_alnum(*end) || *end == '#')
        end++;
    return end > s + 1 && *end == ';';
}

/* The dot or colon at which GitHub would see an address and make a link of it: `www.` and `://`. */
static bool begins_autolink(const char *text, const char *s)
{
    if (s[0] == ':')
        return s[1] == '/' && s[2] == '/';
    return s[0] == '.' && s - text >= 3 && (memcmp(s - 3, "www", 3) == 0 || memcmp(s - 3, "WWW", 3) == 0);
}

void markdown_text(struct buf *out, const char *text)
{
    for (const char *s = text; *s != '\0'; s++) {
        if (strchr(special, *s) != NULL || begins_reference(s) || begins_autolink(text, s))
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
}

void markdown_line(struct buf *out, const char *text)
{
    size_t n_digits = strspn(text, "0123456789");
    if (*text != '\0' && strchr("#-+=>", *text) != NULL) {
        buf_addc(out, '\\');
        buf_addc(out, *text++);
    } else if (n_digits > 0 && (text[n_digits] == '.' || text[n_digits] == ')')) {
        buf_add(out, text, n_digits);
        buf_addc(out, '\\');
        buf_addc(out, text[n_digits]);
        text += n_digits + 1;
    }
    markdown_text(out, text);
}

void markdown_destination(struct buf *out, const char *href)
{
    bool is_bracketed = strpbrk(href, "()") != NULL;
    if (is_bracketed)
        buf_addc(out, '<');
    for (const char *s = href; *s != '\0'; s++) {
        if (begins_reference(s))
            buf_adds(out, "&amp;");
        else if ((unsigned char)*s <= 0x20 || strchr("<>\\", *s) != NULL)
            buf_addf(out, "%%%02X", (unsigned char)*s);
        else
            buf_addc(out, *s);
    }
    if (is_bracketed)
        buf_addc(out, '>');
}

void markdown_link(struct buf *out, const char *text, const char *href)
{
    if (*href == '\0') {
        markdown_text(out, text);
        return;
    }
    buf_addc(out, '[');
    markdown_text(out, text);
    buf_adds(out, "](");
    markdown_destination(out, href);
    buf_addc(out, ')');
}
