#include "tokens.h"

#include <string.h>

#include "weir/feed/html.h"
#include "weir/story/likeness.h"
#include "weir/text/buf.h"
#include "weir/text/han.h"
#include "weir/text/utf8.h"

/* murmur3's finaliser: every bit of the input moves every bit of the output. */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= UINT64_C(0xff51afd7ed558ccd);
    x ^= x >> 33;
    x *= UINT64_C(0xc4ceb9fe1a85ec53);
    return x ^ (x >> 33);
}

/* Case, width and script; the full normalisation would cost more than all the rest, and copies of a text
 * agree in it. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0x4e00 && c <= 0x9fff)
        return han_simplified(c);
    if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
        c -= 0xff01 - 0x21;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_ascii_word(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static size_t read_tokens(const char *text, size_t n, uint32_t *out, size_t limit)
{
    size_t n_out = 0;
    uint64_t word = 0;

    for (size_t at = 0; at < n && n_out + 1 < limit;) {
        uint32_t c;
        size_t length = utf8_next(text + at, n - at, &c);
        bool cjk;
        at += length > 0 ? length : 1;
        if (length == 0)
            continue;
        c = fold(c);
        cjk = c >= 0x1100 && utf8_is_cjk(c);
        if (!cjk && (c < 0x80 ? is_ascii_word(c) : utf8_is_word(c))) {
            word = mix(word + c);
            continue;
        }
        if (word != 0)
            out[n_out++] = (uint32_t)word;
        word = 0;
        if (cjk)
            out[n_out++] = c;
    }
    if (word != 0)
        out[n_out++] = (uint32_t)word;
    return n_out;
}

static uint32_t *tokens_of(struct arena *arena, const char *text, size_t n_text, size_t *n)
{
    size_t limit = n_text + 2 < LIKENESS_LIMIT_TOKENS ? n_text + 2 : LIKENESS_LIMIT_TOKENS;
    uint32_t *tokens = arena_alloc(arena, limit * sizeof *tokens);

    *n = read_tokens(text, n_text, tokens, limit);
    return tokens;
}

uint32_t *tokens_of_text(struct arena *arena, const char *text, size_t *n)
{
    return tokens_of(arena, text, strlen(text), n);
}

uint32_t *tokens_of_html(struct arena *arena, const char *html, size_t *n)
{
    struct buf text = BUF_INIT(LIKENESS_LIMIT_HTML);
    uint32_t *tokens;

    html_to_text(html, utf8_prefix(html, LIKENESS_LIMIT_HTML), &text);
    tokens = tokens_of(arena, text.data, text.n, n);
    buf_release(&text);
    return tokens;
}

uint64_t tokens_hash(const uint32_t *tokens, size_t n)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < n; i++)
        hash = hash * UINT64_C(0x9e3779b97f4a7c15) + tokens[i] + 1;
    return mix(hash);
}

int tokens_anchors(const uint32_t *tokens, size_t n, uint64_t *out, int limit)
{
    int n_out = 0;

    for (size_t i = 0; i + ANCHOR_TOKENS <= n; i++) {
        uint64_t hash = tokens_hash(tokens + i, ANCHOR_TOKENS);
        int at = n_out;
        if (n_out == limit && hash >= out[limit - 1])
            continue;
        while (at > 0 && out[at - 1] > hash)
            at--;
        if (at > 0 && out[at - 1] == hash)
            continue;
        if (n_out < limit)
            n_out++;
        memmove(out + at + 1, out + at, (size_t)(n_out - at - 1) * sizeof *out);
        out[at] = hash;
    }
    return n_out;
}
