/*
 * encoding — decide, convert, repair.
 */
#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "east_asia.h"
#include "label.h"
#include "weir/text/utf8.h"
#include "windows1252.h"

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
