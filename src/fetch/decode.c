#include "decode.h"

#include <brotli/decode.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define PIECE_N ((size_t)64 << 10)

/* zlib's way to ask for a frame. */
enum { FRAME_GZIP = 15 + 16, FRAME_ZLIB = 15, FRAME_NONE = -15 };

static bool is_gzip(const unsigned char *bytes, size_t n)
{
    return n >= 3 && bytes[0] == 0x1f && bytes[1] == 0x8b && bytes[2] == 8;
}

/* RFC 1950 §2.2: method 8, and the two bytes are a multiple of 31. */
static bool is_zlib(const unsigned char *bytes, size_t n)
{
    return n >= 2 && (bytes[0] & 0x0f) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}

static enum decoded inflate_all(const struct buf *body, int frame, struct buf *out)
{
    unsigned char piece[PIECE_N];
    z_stream z = {.next_in = (unsigned char *)body->data, .avail_in = (unsigned)body->n};
    enum decoded result = DECODED_CUT;
    int state = Z_OK;
    if (inflateInit2(&z, frame) != Z_OK)
        abort(); /* no memory */
    while (state == Z_OK) {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        state = inflate(&z, Z_NO_FLUSH);
        if (buf_add(out, piece, sizeof piece - z.avail_out) < 0) {
            result = DECODED_TOO_LARGE;
            break;
        }
        if (state != Z_STREAM_END)
            continue;
        result = DECODED_WHOLE;
        if (frame == FRAME_GZIP && is_gzip(z.next_in, z.avail_in)) { /* another member */
            result = DECODED_CUT;
            state = inflateReset(&z);
        }
    }
    inflateEnd(&z);
    return result;
}

static enum decoded undo_gzip(const struct buf *body, struct buf *out)
{
    return inflate_all(body, FRAME_GZIP, out);
}

static enum decoded undo_deflate(const struct buf *body, struct buf *out)
{
    bool framed = is_zlib((const unsigned char *)body->data, body->n);
    return inflate_all(body, framed ? FRAME_ZLIB : FRAME_NONE, out);
}

static enum decoded undo_br(const struct buf *body, struct buf *out)
{
    uint8_t piece[PIECE_N];
    size_t in_n = body->n;
    const uint8_t *in = (const uint8_t *)body->data;
    BrotliDecoderState *br = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    BrotliDecoderResult state = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    enum decoded result = DECODED_CUT;
    if (br == NULL)
        abort(); /* no memory */
    while (state == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t *next = piece;
        size_t room = sizeof piece;
        state = BrotliDecoderDecompressStream(br, &in_n, &in, &room, &next, NULL);
        if (buf_add(out, piece, sizeof piece - room) < 0) {
            result = DECODED_TOO_LARGE;
            break;
        }
    }
    if (state == BROTLI_DECODER_RESULT_SUCCESS)
        result = DECODED_WHOLE;
    BrotliDecoderDestroyInstance(br);
    return result;
}

static const struct coding {
    const char *name;
    enum decoded (*undo)(const struct buf *body, struct buf *out);
} codings[] = {{"gzip", undo_gzip}, {"x-gzip", undo_gzip}, {"deflate", undo_deflate}, {"br", undo_br}};

static const struct coding *coding_named(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
        if (strlen(codings[i].name) == n && strncasecmp(codings[i].name, name, n) == 0)
            return &codings[i];
    return NULL;
}

/* The coding that was applied last, taken off the list; NULL when no more is named that means something. */
static const struct coding *take_last(const char *list, size_t *n)
{
    const struct coding *coding = NULL;
    while (coding == NULL && *n > 0) {
        size_t end = *n, begin;
        while (end > 0 && strchr(" \t,", list[end - 1]) != NULL)
            end--;
        for (begin = end; begin > 0 && strchr(" \t,", list[begin - 1]) == NULL;)
            begin--;
        coding = coding_named(list + begin, end - begin);
        *n = begin;
    }
    return coding;
}

enum decoded decode_body(struct buf *body, const char *list)
{
    enum decoded result = DECODED_WHOLE;
    size_t list_n = list != NULL ? strlen(list) : 0;
    for (int i = 0; i < DECODE_LIMIT && result == DECODED_WHOLE && body->n > 0; i++) {
        bool gzipped = is_gzip((const unsigned char *)body->data, body->n);
        const struct coding *coding = take_last(list, &list_n);
        if (gzipped)
            coding = &codings[0];
        else if (coding == NULL)
            break;
        else if (coding->undo == undo_gzip)
            continue;
        struct buf out;
        buf_init(&out, body->limit);
        enum decoded undone = coding->undo(body, &out);
        if (out.n == 0 && undone != DECODED_WHOLE) { /* the body does not have it */
            buf_release(&out);
            continue;
        }
        result = undone;
        buf_release(body);
        *body = out;
    }
    return result;
}
