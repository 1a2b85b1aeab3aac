/*
 * encoding — labels, looks, and from bytes to clean UTF-8.
 */
#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "entities.h"
#include "weir/text/utf8.h"

/* ---- what a document and its transfer claim, and what the first bytes betray -----------------------------
 */

#define LABEL_SIZE 40

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

/* The charset of a Content-Type; "" when there is none. */
static void label_of_transfer(const char *content_type, char out[LABEL_SIZE])
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
static void label_of_declaration(const char *s, size_t n, char out[LABEL_SIZE])
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

/* What iconv calls the encoding that browsers mean by the label (Encoding Standard §4.2). */
static const char *label_iconv_name(const char *label)
{
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcasecmp(label, aliases[i].label) == 0)
            return aliases[i].iconv_name;
    return label;
}

/* iconv's name of the encoding that a byte order mark proves, skipping the mark and white space before it;
 * NULL when there is no mark. */
static const char *label_of_mark(const char **s, size_t *n)
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

/* The same for the NULs that "<?" or another two ASCII characters have in UTF-16 and UTF-32. */
static const char *label_of_pattern(const char *s, size_t n)
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

/* Encodings that write everything in ASCII, so that nothing but the label shows them. */
static bool label_is_stateful(const char *label)
{
    return strncasecmp(label, "iso-2022", 8) == 0 || strncasecmp(label, "hz-gb", 5) == 0;
}

/* ---- what unlabelled bytes look like ---------------------------------------------------------------------
 */

#define MIN_PAIRS 4

struct range {
    unsigned char from, to;
};

/* An encoding as its pairs show it: the ranges of first and second bytes, a second range left out being
 * empty; and the first bytes of the language's letters, and of the punctuation that every text has. */
struct looks {
    const char *name;
    struct range leads[2], trails[2];
    struct range letters, marks;
    unsigned per_cent_letters; /* of the pairs, at least */
    unsigned per_cent_usual;   /* letters and marks together */
};

/* In the order of trial: the narrow ones first, for Chinese has pairs in nearly every row. */
/* clang-format off */
static const struct looks encodings[] = {
    {"EUC-JP", {{0xA1, 0xF4}}, {{0xA1, 0xFE}}, {0xA4, 0xA5}, {0xA1, 0xF4}, 20, 98},
    {"EUC-KR", {{0xA1, 0xFE}}, {{0xA1, 0xFE}}, {0xB0, 0xC8}, {0xA1, 0xA3}, 90, 98},
    {"GB18030", {{0xA1, 0xF7}}, {{0xA1, 0xFE}}, {0xB0, 0xD7}, {0xA1, 0xA3}, 60, 90},
    {"Shift_JIS", {{0x81, 0x9F}, {0xE0, 0xEF}}, {{0x40, 0x7E}, {0x80, 0xFC}}, {0x82, 0x83}, {0x81, 0x9F}, 20, 90},
    {"BIG5-HKSCS", {{0xA1, 0xF9}}, {{0x40, 0x7E}, {0xA1, 0xFE}}, {0xA4, 0xC6}, {0xA1, 0xA3}, 60, 90},
};
/* clang-format on */

static bool within(unsigned char c, struct range range)
{
    return range.to != 0 && c >= range.from && c <= range.to;
}

static bool within_either(unsigned char c, const struct range ranges[2])
{
    return within(c, ranges[0]) || within(c, ranges[1]);
}

static bool looks_like(const struct looks *looks, const unsigned char *s, size_t n)
{
    size_t pairs = 0, letters = 0, usual = 0, wrong = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < 0x80)
            continue;
        if (i + 1 == n || !within_either(s[i], looks->leads) || !within_either(s[i + 1], looks->trails)) {
            wrong++;
            continue;
        }
        bool letter = within(s[i], looks->letters);
        pairs++;
        letters += letter;
        usual += letter || within(s[i], looks->marks);
        i++;
    }
    return pairs >= MIN_PAIRS && wrong <= pairs / 50 && letters * 100 >= pairs * looks->per_cent_letters &&
           usual * 100 >= pairs * looks->per_cent_usual;
}

const char *east_asian_encoding(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (looks_like(&encodings[i], (const unsigned char *)s, n))
            return encodings[i].name;
    return NULL;
}

/* ---- decide, convert, repair -----------------------------------------------------------------------------
 */

/* Eight bytes at once, each from 0x20 to 0x7F? */
static bool is_printable_ascii(const char *s)
{
    uint64_t eight;
    memcpy(&eight, s, sizeof eight);
    uint64_t below_space = (eight - UINT64_C(0x2020202020202020)) & ~eight;
    return ((eight | below_space) & UINT64_C(0x8080808080808080)) == 0;
}

/* Three bytes of a character that needs no closer look, as nearly all of Chinese is? E0, ED and EF have
 * exceptions. */
static bool is_plain_three(const char *s)
{
    unsigned char first = (unsigned char)s[0];
    return first >= 0xE1 && first <= 0xEC && ((unsigned char)s[1] & 0xC0) == 0x80 &&
           ((unsigned char)s[2] & 0xC0) == 0x80;
}

/* Is every character one that XML 1.0 §2.2 allows, in valid UTF-8? */
static bool is_clean(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        while (n - i >= 8 && is_printable_ascii(s + i))
            i += 8;
        if (i == n)
            break;
        if ((unsigned char)(s[i] - 0x20) < 0x60) {
            i++;
            continue;
        }
        if (n - i >= 3 && is_plain_three(s + i)) {
            i += 3;
            continue;
        }
        uint32_t c;
        size_t length = utf8_next(s + i, n - i, &c);
        if (length == 0 || !utf8_is_xml_char(c))
            return false;
        i += length;
    }
    return true;
}

/* What the bytes are if they are taken for UTF-8. */
struct evidence {
    size_t n_multibyte, n_invalid;
};

static struct evidence weigh(const char *s, size_t n)
{
    struct evidence e = {0, 0};
    for (size_t i = 0; i < n;) {
        if ((unsigned char)s[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t c;
        size_t length = utf8_next(s + i, n - i, &c);
        if (length == 0)
            e.n_invalid++;
        else
            e.n_multibyte++;
        i += length == 0 ? 1 : length;
    }
    return e;
}

/* Converts with each undecodable byte as U+FFFD; -1 when iconv knows no such encoding. */
static int convert(const char *name, const char *s, size_t n, struct buf *out, size_t *n_replaced)
{
    *n_replaced = 0;
    if (strcmp(name, "CP1252") == 0) { /* the standard's, in which every byte means something */
        for (size_t i = 0, from = 0; i <= n; i++) {
            if (i < n && (unsigned char)s[i] < 0x80)
                continue;
            buf_add(out, s + from, i - from);
            from = i + 1;
            if (i < n)
                utf8_add(out, windows1252_character((unsigned char)s[i]));
        }
        return 0;
    }
    iconv_t conversion = iconv_open("UTF-8", name);
    if (conversion == (iconv_t)-1)
        return -1;
    char chunk[16384], *in = (char *)(uintptr_t)s; /* iconv does not write there */
    while (n > 0 && !out->full) {
        char *to = chunk;
        size_t room = sizeof chunk;
        size_t done = iconv(conversion, &in, &n, &to, &room);
        int reason = errno;
        buf_add(out, chunk, (size_t)(to - chunk));
        if (done == (size_t)-1 && reason != E2BIG) {
            if (n == 0)
                break;
            buf_adds(out, "\xEF\xBF\xBD");
            (*n_replaced)++;
            in++;
            n--;
        }
    }
    iconv_close(conversion);
    return 0;
}

/* UTF-8 with a few wrong bytes: each is what Windows-1252 means by it, as pasted text has it. */
static void mend_utf8(const char *s, size_t n, struct buf *out, size_t *n_replaced)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_next(s + i, n - i, &c);
        if (length > 0) {
            buf_add(out, s + i, length);
            i += length;
            continue;
        }
        utf8_add(out, windows1252_character((unsigned char)s[i]));
        (*n_replaced)++;
        i++;
    }
}

/* Tries a label: the bytes may be in it when all of them (but a stray few) convert. Windows-1252 is what
 * servers say of everything, and no byte contradicts it: there the looks of the bytes do. */
static bool try_label(const char *label, const char *looks, const char *s, size_t n, struct decoded *out)
{
    const char *name = label_iconv_name(label);
    if (*label == '\0' || strcmp(name, "UTF-8") == 0 || strncmp(name, "UTF-16", 6) == 0 ||
        strncmp(name, "UTF-32", 6) == 0)
        return false; /* nothing but their marks and NULs proves these */
    if (strcmp(name, "CP1252") == 0 && looks != NULL)
        return false;
    buf_clear(&out->made);
    return convert(name, s, n, &out->made, &out->n_replaced) == 0 && out->n_replaced <= n / 100 + 1;
}

/* No label fits: UTF-8 when most of it is, else what the bytes look like. */
static void without_label(bool is_utf8, const char *looks, const char *s, size_t n, struct decoded *out)
{
    buf_clear(&out->made);
    out->n_replaced = 0;
    if (is_utf8)
        mend_utf8(s, n, &out->made, &out->n_replaced);
    else
        convert(looks == NULL ? "CP1252" : looks, s, n, &out->made, &out->n_replaced);
}

/* True when the document can be used as it stands, unchanged. */
static bool by_label(const struct document *doc, const char *s, size_t n, struct decoded *out)
{
    char transfer[LABEL_SIZE], declared[LABEL_SIZE];
    label_of_transfer(doc->content_type, transfer);
    label_of_declaration(s, n, declared);
    bool stateful = label_is_stateful(transfer) || label_is_stateful(declared);
    if (!stateful && is_clean(s, n)) {
        out->text = s;
        out->n = n;
        return true;
    }
    struct evidence e = weigh(s, n);
    if (!stateful && e.n_invalid == 0) {
        out->text = s;
        out->n = n;
        return false;
    }
    bool mostly_utf8 = e.n_multibyte > 2 * e.n_invalid;
    const char *looks = east_asian_encoding(s, n);
    if ((mostly_utf8 && !stateful) ||
        !(try_label(transfer, looks, s, n, out) || try_label(declared, looks, s, n, out)))
        without_label(e.n_multibyte > e.n_invalid, looks, s, n, out);
    out->text = out->made.data;
    out->n = out->made.n;
    return false;
}

static void drop_forbidden(struct decoded *out)
{
    if (is_clean(out->text, out->n))
        return;
    struct buf clean = BUF_INIT(FEED_LIMIT_BYTES);
    out->n_replaced += utf8_repair(out->text, out->n, &clean);
    buf_release(&out->made);
    out->made = clean;
    out->text = out->made.data;
    out->n = out->made.n;
}

int encoding_decode(const struct document *doc, struct decoded *out, struct error *err)
{
    *out = (struct decoded){.text = "", .made = BUF_INIT(FEED_LIMIT_BYTES)};
    if (doc->n > FEED_LIMIT_BYTES)
        return error_set(err, STATUS_LIMIT, "the document has more than %zu MiB", FEED_LIMIT_BYTES >> 20);
    const char *s = doc->bytes, *name = NULL, *again;
    size_t n = doc->n;
    while ((again = label_of_mark(&s, &n)) != NULL) /* some are doubled */
        name = again;
    if (name == NULL)
        name = label_of_pattern(s, n);
    if (name == NULL || strcmp(name, "UTF-8") == 0) {
        if (by_label(doc, s, n, out))
            return 0;
    } else {
        convert(name, s, n, &out->made, &out->n_replaced);
        out->text = out->made.data;
        out->n = out->made.n;
    }
    drop_forbidden(out);
    if (!out->made.full)
        return 0;
    encoding_release(out);
    return error_set(err, STATUS_LIMIT, "the document has more than %zu MiB as UTF-8",
                     FEED_LIMIT_BYTES >> 20);
}

void encoding_release(struct decoded *decoded)
{
    buf_release(&decoded->made);
    decoded->text = "";
    decoded->n = 0;
}
