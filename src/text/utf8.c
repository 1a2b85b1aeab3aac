#include "weir/text/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* What may follow a lead byte: RFC 3629 §4. The narrower second bytes keep out surrogates, overlong forms and
 * what lies behind U+10FFFF. */
static const struct lead {
    unsigned char first, last;  /* lead bytes */
    unsigned char low, high;    /* second byte */
    unsigned char length, mask; /* of the whole; payload bits of the lead */
} leads[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2, 0x1F}, {0xE0, 0xE0, 0xA0, 0xBF, 3, 0x0F}, {0xE1, 0xEC, 0x80, 0xBF, 3, 0x0F},
    {0xED, 0xED, 0x80, 0x9F, 3, 0x0F}, {0xEE, 0xEF, 0x80, 0xBF, 3, 0x0F}, {0xF0, 0xF0, 0x90, 0xBF, 4, 0x07},
    {0xF1, 0xF3, 0x80, 0xBF, 4, 0x07}, {0xF4, 0xF4, 0x80, 0x8F, 4, 0x07},
};

/* Decodes at `s`; `*taken` is the character's length or, when it is none, that of the maximal subpart. */
static bool decode(const char *s, size_t n, uint32_t *c, size_t *taken)
{
    unsigned char first = (unsigned char)s[0];
    *taken = 1;
    if (first < 0x80) { /* most text, most markup */
        *c = first;
        return true;
    }
    const struct lead *lead = leads;
    const struct lead *end = leads + sizeof leads / sizeof *leads;
    while (lead < end && first > lead->last)
        lead++;
    if (lead == end || first < lead->first)
        return false;
    *c = first & lead->mask;
    for (; *taken < lead->length; ++*taken) {
        unsigned char byte = *taken < n ? (unsigned char)s[*taken] : 0;
        unsigned char low = *taken == 1 ? lead->low : 0x80, high = *taken == 1 ? lead->high : 0xBF;
        if (byte < low || byte > high)
            return false;
        *c = *c << 6 | (byte & 0x3FU);
    }
    return true;
}

size_t utf8_next(const char *s, size_t n, uint32_t *c)
{
    size_t taken;
    return decode(s, n, c, &taken) ? taken : 0;
}

int utf8_add(struct buf *out, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return buf_adds(out, REPLACEMENT);
    return buf_add(out, bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes));
}

bool utf8_valid(const char *s, size_t n)
{
    uint32_t c;
    for (size_t i = 0, taken; i < n; i += taken)
        if (!decode(s + i, n - i, &c, &taken))
            return false;
    return true;
}

size_t utf8_repair(const char *s, size_t n, struct buf *out)
{
    size_t n_repairs = 0, good = 0; /* s[good…i) is right and waits to be added */
    for (size_t i = 0, taken; i < n; i += taken) {
        uint32_t c;
        bool valid = decode(s + i, n - i, &c, &taken);
        if (valid && utf8_is_xml_char(c))
            continue;
        buf_add(out, s + good, i - good);
        if (!valid)
            buf_adds(out, REPLACEMENT);
        good = i + taken;
        n_repairs++;
    }
    buf_add(out, s + good, n - good);
    return n_repairs;
}

bool utf8_is_xml_char(uint32_t c)
{
    return c >= 0x20 ? c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF
                     : c == '\t' || c == '\n' || c == '\r';
}

bool utf8_is_cjk(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0x1100, 0x11FF},                     /* Hangul Jamo */
        {0x2E80, 0x2FD5},                     /* Han radicals */
        {0x3005, 0x3007},                     /* 々〆〇 */
        {0x3021, 0x3029},                     /* Hangzhou numerals */
        {0x3031, 0x3035},                     /* kana repeat marks */
        {0x3038, 0x303C},                     /* Hangzhou numerals, masu mark */
        {0x3041, 0x309F},                     /* Hiragana */
        {0x30A1, 0x30FA},                     /* Katakana; the dot ・ between words is none */
        {0x30FC, 0x30FF},   {0x3105, 0x312F}, /* Bopomofo */
        {0x3131, 0x318E},                     /* Hangul compatibility Jamo */
        {0x31A0, 0x31BF},                     /* Bopomofo extended */
        {0x31F0, 0x31FF},                     /* Katakana extensions */
        {0x3400, 0x4DBF},                     /* Han extension A */
        {0x4E00, 0x9FFF},                     /* Han */
        {0xA960, 0xA97C},                     /* Hangul Jamo extended */
        {0xAC00, 0xD7FB},                     /* Hangul syllables */
        {0xF900, 0xFAFF},                     /* Han compatibility */
        {0xFF66, 0xFFDC},                     /* half-width Katakana and Hangul */
        {0x1AFF0, 0x1B16F},                   /* kana extensions */
        {0x20000, 0x323AF},                   /* Han extensions B to H */
    };
    size_t low = 0, high = sizeof ranges / sizeof *ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof ranges / sizeof *ranges && c >= ranges[low].first;
}

bool utf8_is_word(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool utf8_is_space(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

/* Folds what is not all ASCII. Both of utf8proc's steps work in one array: code points, then their bytes. */
static int fold_slowly(const char *s, size_t n, utf8proc_option_t options, struct buf *out)
{
    utf8proc_int32_t few[256], *points = few;
    utf8proc_ssize_t room = sizeof few / sizeof *few;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, points, room, options);
    if (count >= room) {
        points = calloc((size_t)count + 1, sizeof *points);
        if (!points)
            abort();
        count = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, points, count, options);
    }
    utf8proc_ssize_t n_bytes = count < 0 ? count : utf8proc_reencode(points, count, options);
    /* What is no UTF-8 stays as it is: folding is for comparing, not for judging. */
    int result = n_bytes < 0 ? buf_add(out, s, n) : buf_add(out, points, (size_t)n_bytes);
    if (points != few)
        free(points);
    return result;
}

/* Does folding leave it alone, but for the case of ASCII, whatever stands before it? So it is with ASCII, Han
 * ideographs, the ideographic comma and full stop. */
static bool is_plain(uint32_t c)
{
    return c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3001 || c == 0x3002;
}

/* Bytes up to the first character that is plain, or that is not. */
static size_t run_length(const char *s, size_t n, bool plain)
{
    size_t i = 0, taken;
    for (uint32_t c; i < n; i += taken)
        if ((decode(s + i, n - i, &c, &taken) && is_plain(c)) != plain)
            break;
    return i;
}

static int add_lower(const char *s, size_t n, struct buf *out)
{
    char chunk[512];
    for (size_t i = 0; i < n;) {
        size_t used = 0;
        for (; used < sizeof chunk && i < n; used++, i++)
            chunk[used] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20) : s[i];
        if (buf_add(out, chunk, used) < 0)
            return -1;
    }
    return 0;
}

int utf8_fold(const char *s, size_t n, struct buf *out)
{
    const utf8proc_option_t options =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    for (size_t i = 0; i < n;) {
        size_t end = i + run_length(s + i, n - i, true), held = end;
        /* The last character may carry a mark that follows it: é as e + U+0301. */
        while (end < n && held > i && ((unsigned char)s[--held] & 0xC0) == 0x80)
            ;
        if (add_lower(s + i, held - i, out) < 0)
            return -1;
        i = end + run_length(s + end, n - end, false);
        if (i > held && fold_slowly(s + held, i - held, options, out) < 0)
            return -1;
    }
    return 0;
}

int utf8_compose(const char *s, size_t n, struct buf *out)
{
    return fold_slowly(s, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE, out);
}

/* Does the mark go when it stands on this letter? */
static bool is_bare_without(uint32_t mark, uint32_t letter)
{
    if (mark >= 0x300 && mark <= 0x36F)
        return letter < 0x400 || (letter >= 0x1E00 && letter < 0x2000) ||
               (letter < 0x530 && (mark != 0x306 || (letter != 0x438 && letter != 0x418)));
    bool is_point = (mark >= 0x591 && mark <= 0x5C7 && mark != 0x5BE && mark != 0x5C0 && mark != 0x5C3) ||
                    (mark >= 0x64B && mark <= 0x652) || mark == 0x670 || mark == 0x640;
    return is_point;
}

/* What Unicode holds for letters of their own, and writers leave out. */
static const struct {
    uint32_t letter;
    const char *bare;
} bare_letters[] = {{0xC6, "AE"}, {0xD0, "D"},  {0xD8, "O"},   {0xDE, "Th"}, {0xDF, "ss"},  {0xE6, "ae"},
                    {0xF0, "d"},  {0xF8, "o"},  {0xFE, "th"},  {0x110, "D"}, {0x111, "d"},  {0x126, "H"},
                    {0x127, "h"}, {0x131, "i"}, {0x141, "L"},  {0x142, "l"}, {0x152, "OE"}, {0x153, "oe"},
                    {0x166, "T"}, {0x167, "t"}, {0x1E9E, "SS"}};

static int add_bare(uint32_t c, struct buf *out)
{
    for (size_t i = 0; c >= 0xC6 && c <= 0x1E9E && i < sizeof bare_letters / sizeof *bare_letters; i++)
        if (bare_letters[i].letter == c)
            return buf_adds(out, bare_letters[i].bare);
    return utf8_add(out, c);
}

int utf8_fold_bare(const char *s, size_t n, bool folds_case, struct buf *out)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_IGNORE |
                                      UTF8PROC_DECOMPOSE | (folds_case ? UTF8PROC_CASEFOLD : 0);
    utf8proc_int32_t few[256], *points = few;
    utf8proc_ssize_t room = sizeof few / sizeof *few;
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, points, room, options);
    if (count > room) {
        points = calloc((size_t)count, sizeof *points);
        if (!points)
            abort();
        count = utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, points, count, options);
    }
    utf8proc_ssize_t kept = 0;
    uint32_t letter = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t c = (uint32_t)points[i];
        if (is_bare_without(c, letter))
            continue;
        points[kept++] = points[i];
        if (c < 0x300 || c > 0x36F)
            letter = c;
    }
    /* What is no UTF-8 stays as it is: folding is for comparing, not for judging. */
    int result = count < 0 ? buf_add(out, s, n) : 0;
    kept = utf8proc_normalize_utf32(points, kept, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    for (utf8proc_ssize_t i = 0; i < kept && result == 0; i++)
        result = add_bare((uint32_t)points[i], out);
    if (points != few)
        free(points);
    return result;
}

size_t utf8_prefix(const char *s, size_t max)
{
    size_t n = strnlen(s, max + 1);
    if (n <= max)
        return n;
    n = max;
    while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

size_t utf8_width(const char *s)
{
    size_t width = 0, n = strlen(s);
    for (size_t i = 0, taken; i < n; i += taken) {
        uint32_t c;
        bool valid = decode(s + i, n - i, &c, &taken);
        int columns = valid ? utf8proc_charwidth((utf8proc_int32_t)c) : 1;
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

static bool is_hangul(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3131 && c <= 0x318E) || (c >= 0xA960 && c <= 0xA97C) ||
           (c >= 0xAC00 && c <= 0xD7FB) || (c >= 0xFFA0 && c <= 0xFFDC);
}

/* Chinese and Japanese characters and their punctuation. */
static bool is_wide(uint32_t c)
{
    bool is_punctuation = (c >= 0x3001 && c <= 0x303F) || c == 0x30FB || (c >= 0xFF01 && c <= 0xFF65);
    return is_punctuation || (utf8_is_cjk(c) && !is_hangul(c));
}

bool utf8_joins_lines(uint32_t before, uint32_t after)
{
    return is_wide(before) && is_wide(after);
}

int utf8_squash(const char *s, size_t n, struct buf *out)
{
    size_t start = out->n;
    uint32_t last = 0;
    bool has_gap = false, has_break = false; /* behind `last` */
    for (size_t i = 0, taken; i < n; i += taken) {
        uint32_t c;
        bool is_valid = decode(s + i, n - i, &c, &taken);
        if (is_valid && utf8_is_space(c)) {
            has_gap = true;
            has_break = has_break || c == '\n';
            continue;
        }
        bool is_joined = has_break && is_valid && utf8_joins_lines(last, c);
        if (has_gap && !is_joined && out->n > start && buf_addc(out, ' ') < 0)
            return -1;
        if (buf_add(out, s + i, taken) < 0)
            return -1;
        last = is_valid ? c : 0;
        has_gap = has_break = false;
    }
    return 0;
}

static bool breaks_line(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

void utf8_clean_line(char *line)
{
    size_t n = strlen(line), to = 0;
    for (size_t from = 0; from < n;) {
        uint32_t c;
        size_t length = utf8_next(line + from, n - from, &c);
        if (length == 0 || breaks_line(c)) {
            line[to++] = length == 0 ? '?' : ' ';
            from += length == 0 ? 1 : length;
            continue;
        }
        memmove(line + to, line + from, length);
        to += length;
        from += length;
    }
    line[to] = '\0';
}
