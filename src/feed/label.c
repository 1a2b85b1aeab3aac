/*
 * label — names of encodings, marks, patterns.
 */
#include "label.h"

#include <string.h>
#include <strings.h>

/* Labels whose encoding is a superset of what they name, or bears another name in iconv. */
static const struct alias {
    const char *label, *iconv_name;
} aliases[] = {
    {"utf8", "UTF-8"},
    {"utf-8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8"},
    {"us-ascii", "CP1252"},
    {"ascii", "CP1252"},
    {"iso-8859-1", "CP1252"},
    {"iso8859-1", "CP1252"},
    {"iso_8859-1", "CP1252"},
    {"latin1", "CP1252"},
    {"latin-1", "CP1252"},
    {"l1", "CP1252"},
    {"windows-1252", "CP1252"},
    {"iso-8859-9", "CP1254"},
    {"latin5", "CP1254"},
    {"iso-8859-11", "CP874"},
    {"tis-620", "CP874"},
    {"gb2312", "GB18030"},
    {"gb_2312-80", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"cp936", "GB18030"},
    {"ms936", "GB18030"},
    {"chinese", "GB18030"},
    {"euc-cn", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"},
    {"cp950", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"sjis", "CP932"},
    {"x-sjis", "CP932"},
    {"ms_kanji", "CP932"},
    {"windows-31j", "CP932"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"korean", "CP949"},
    {"ksc5601", "CP949"},
    {"x-euc-jp", "EUC-JP"},
    {"x-mac-roman", "MACINTOSH"},
    {"utf-16", "UTF-16LE"},
    {"ucs-2", "UTF-16LE"},
    {"unicode", "UTF-16LE"},
    {"iso-10646-ucs-2", "UTF-16BE"},
    {"utf-32", "UTF-32LE"},
    {"iso-8859-8-i", "ISO-8859-8"},
};

static const struct mark {
    const char *bytes;
    size_t n;
    const char *iconv_name;
} marks[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\0\0", 4, "UTF-32LE"}, {"\0\0\xFE\xFF", 4, "UTF-32BE"},
    {"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* "<" or "{" and another character of the Basic Latin block in two and four bytes. */
static const struct pattern {
    unsigned char set; /* bit i: byte i is a NUL */
    const char *iconv_name;
} patterns[] = {
    {0x7, "UTF-32BE"},
    {0xE, "UTF-32LE"},
    {0x5, "UTF-16BE"},
    {0xA, "UTF-16LE"},
};

/* Copies the label at `s`, its quotes aside; "" when it is no label. */
static void copy_label(const char *s, size_t n, char out[LABEL_SIZE])
{
    size_t used = 0;
    while (n > 0 && strchr(" \t\r\n\"'", *s) != NULL) {
        s++;
        n--;
    }
    while (used < n && used + 1 < LABEL_SIZE && s[used] != '\0' && strchr(" \t\r\n\"';?>", s[used]) == NULL) {
        out[used] = s[used];
        used++;
    }
    out[used] = '\0';
}

void label_of_transfer(const char *content_type, char out[LABEL_SIZE])
{
    const char *at = strcasestr(content_type, "charset");
    out[0] = '\0';
    if (at == NULL)
        return;
    at += strlen("charset");
    at += strspn(at, " \t");
    if (*at == '=')
        copy_label(at + 1, strlen(at + 1), out);
}

/* <?xml version="1.0" encoding="…"?>, within the first bytes (something may stand before it). */
void label_of_declaration(const char *s, size_t n, char out[LABEL_SIZE])
{
    char head[512];
    size_t used = n < sizeof head - 1 ? n : sizeof head - 1;
    memcpy(head, s, used);
    head[used] = '\0';
    out[0] = '\0';
    const char *declaration = strstr(head, "<?xml");
    const char *end = declaration == NULL ? NULL : strstr(declaration, "?>");
    const char *at = end == NULL ? NULL : strstr(declaration, "encoding");
    if (at == NULL || at > end)
        return;
    at += strlen("encoding");
    at += strspn(at, " \t\r\n");
    if (*at == '=')
        copy_label(at + 1, (size_t)(end - at - 1), out);
}

const char *label_iconv_name(const char *label)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcasecmp(label, aliases[i].label) == 0)
            return aliases[i].iconv_name;
    return label;
}

const char *label_of_mark(const char **s, size_t *n)
{
    size_t space = 0;
    while (space < *n && strchr(" \t\r\n", (*s)[space]) != NULL && (*s)[space] != '\0')
        space++;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (*n - space >= marks[i].n && memcmp(*s + space, marks[i].bytes, marks[i].n) == 0) {
            *s += space + marks[i].n;
            *n -= space + marks[i].n;
            return marks[i].iconv_name;
        }
    return NULL;
}

const char *label_of_pattern(const char *s, size_t n)
{
    unsigned char set = 0;
    for (size_t i = 0; i < 4 && n >= 4; i++)
        if (s[i] == '\0')
            set |= (unsigned char)(1U << i);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (set == patterns[i].set)
            return patterns[i].iconv_name;
    return NULL;
}

bool label_is_stateful(const char *label)
{
    return strncasecmp(label, "iso-2022", 8) == 0 || strncasecmp(label, "hz-gb", 5) == 0;
}
