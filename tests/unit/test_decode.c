/* Content codings as servers really send them. */
#include "test.h"

#include <brotli/encode.h>
#include <zlib.h>

#include "../../src/fetch/decode.h"

#define TEXT "<rss><channel><title>Pegelstände 水位</title></channel></rss>"
enum { LIMIT = 64 << 10 };
enum { GZIP = 15 + 16, ZLIB = 15, RAW = -15 };

static void add_deflated(struct buf *out, int frame, const char *bytes, size_t n)
{
    unsigned char piece[4096];
    z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n, .next_out = piece};
    z.avail_out = sizeof piece;
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, frame, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_add(out, piece, sizeof piece - z.avail_out);
    deflateEnd(&z);
}

static void add_br(struct buf *out, const char *bytes, size_t n)
{
    uint8_t piece[4096];
    size_t size = sizeof piece;
    assert_true(BrotliEncoderCompress(5, 18, BROTLI_MODE_TEXT, n, (const uint8_t *)bytes, &size, piece));
    buf_add(out, piece, size);
}

/* A letter of `body` each: t the text as it is, g gzip, h and i gzip of its two halves, d deflate with a
 * frame, r without, b Brotli; G gzip of what stands so far; x rubbish behind; < the last byte is missing. */
static void write_body(struct buf *out, const char *body)
{
    size_t n = strlen(TEXT), half = n / 2;
    for (const char *p = body; *p != '\0'; p++) {
        struct buf inner = BUF_INIT(LIMIT);
        switch (*p) {
        case 't':
            buf_adds(out, TEXT);
            break;
        case 'g':
            add_deflated(out, GZIP, TEXT, n);
            break;
        case 'h':
            add_deflated(out, GZIP, TEXT, half);
            break;
        case 'i':
            add_deflated(out, GZIP, &TEXT[half], n - half);
            break;
        case 'd':
            add_deflated(out, ZLIB, TEXT, n);
            break;
        case 'r':
            add_deflated(out, RAW, TEXT, n);
            break;
        case 'b':
            add_br(out, TEXT, n);
            break;
        case 'x':
            buf_add(out, "\0\0\0rubbish", 10);
            break;
        case '<':
            buf_truncate(out, out->n - 1);
            break;
        default:
            buf_add(&inner, out->data, out->n);
            buf_clear(out);
            add_deflated(out, GZIP, inner.data, inner.n);
            buf_release(&inner);
        }
    }
}

static const struct {
    const char *body, *codings;
    enum decoded decoded;
} cases[] = {
    {"t", NULL, DECODED_WHOLE},
    {"t", "", DECODED_WHOLE},
    {"t", "identity", DECODED_WHOLE},
    {"t", "UTF-8", DECODED_WHOLE},
    {"t", "aws-chunked", DECODED_WHOLE},
    {"t", "gzip", DECODED_WHOLE}, /* named, and not so */
    {"t", "deflate", DECODED_WHOLE},
    {"t", "br", DECODED_WHOLE},
    {"t", "gzip, br, deflate, gzip", DECODED_WHOLE},
    {"g", "gzip", DECODED_WHOLE},
    {"g", "X-GZip", DECODED_WHOLE},
    {"g", " aws-chunked ,, gzip ,", DECODED_WHOLE},
    {"g", "gzip, aws-chunked", DECODED_WHOLE},
    {"g", NULL, DECODED_WHOLE}, /* so, and not named */
    {"g", "br", DECODED_WHOLE},
    {"hi", "gzip", DECODED_WHOLE}, /* several members */
    {"gx", "gzip", DECODED_WHOLE}, /* something behind it */
    {"hix", "gzip", DECODED_WHOLE},
    {"gG", "gzip, gzip", DECODED_WHOLE}, /* twice */
    {"gG", "gzip", DECODED_WHOLE},
    {"bG", "br, gzip", DECODED_WHOLE},
    {"d", "deflate", DECODED_WHOLE},
    {"r", "deflate", DECODED_WHOLE},
    {"dx", "deflate", DECODED_WHOLE},
    {"b", "br", DECODED_WHOLE},
    {"g<", "gzip", DECODED_CUT}, /* nothing but its trailer is missing */
    {"hi<", "gzip", DECODED_CUT},
    {"d<", "deflate", DECODED_CUT},
};

static void what_is_whole_comes_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf body = BUF_INIT(LIMIT);
        char what[64];
        snprintf(what, sizeof what, "%s as %s", cases[i].body, cases[i].codings);
        write_body(&body, cases[i].body);
        check_number(what, decode_body(&body, cases[i].codings), cases[i].decoded);
        check_string(what, body.data, TEXT);
        buf_release(&body);
    }
}

/* Cut anywhere: the beginning of the text, and never more. */
static void a_cut_body_is_told(void **state)
{
    static const char *const bodies[] = {"g", "hi", "d", "b"}, *const codings[] = {"gzip", "gzip", "deflate",
                                                                                   "br"};
    (void)state;
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        struct buf whole = BUF_INIT(LIMIT);
        write_body(&whole, bodies[i]);
        for (size_t n = 4; n < whole.n; n++) {
            struct buf body = BUF_INIT(LIMIT);
            buf_add(&body, whole.data, n);
            bool is_cut = decode_body(&body, codings[i]) == DECODED_CUT;
            bool is_untouched = body.n == n && memcmp(body.data, whole.data, n) == 0;
            bool is_begin = body.n <= strlen(TEXT) && memcmp(body.data, TEXT, body.n) == 0;
            /* Behind its first member, a gzip body of several is whole for all one can see. */
            bool may_be_whole = strcmp(bodies[i], "hi") == 0 && is_begin;
            if (!(is_cut && is_begin) && !is_untouched && !may_be_whole)
                check_number(bodies[i], n, 0);
            buf_release(&body);
        }
        buf_release(&whole);
    }
}

static void a_bomb_is_too_large(void **state)
{
    (void)state;
    struct buf zeros = BUF_INIT(LIMIT), body = BUF_INIT(LIMIT);
    char *bytes = calloc(1, LIMIT);
    assert_non_null(bytes);
    buf_add(&zeros, bytes, LIMIT);
    add_deflated(&body, GZIP, zeros.data, zeros.n);
    check_number("as much as may be", decode_body(&body, "gzip"), DECODED_WHOLE);
    buf_release(&body);
    add_deflated(&body, GZIP, zeros.data, zeros.n);
    add_deflated(&body, GZIP, "x", 1);
    check_number("a byte more", decode_body(&body, "gzip"), DECODED_TOO_LARGE);
    buf_release(&body);
    buf_release(&zeros);
    free(bytes);
}

static void layers_have_their_limit(void **state)
{
    (void)state;
    struct buf body = BUF_INIT(LIMIT);
    write_body(&body, "gGGG"); /* one more than DECODE_LIMIT */
    check_number("four of them", decode_body(&body, NULL), DECODED_WHOLE);
    check_number("one is left", (unsigned char)body.data[0], 0x1f);
    buf_release(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_whole_comes_out),
        cmocka_unit_test(a_cut_body_is_told),
        cmocka_unit_test(a_bomb_is_too_large),
        cmocka_unit_test(layers_have_their_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
