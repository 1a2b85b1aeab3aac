#include "weir/text/signature.h"

#include <nettle/base16.h>
#include <nettle/base64.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

/* sign_METHOD(secret, body, n, out), in the words that nettle has for it. */
#define SIGN(method, context)                                                                                \
    static void sign_##method(const char *secret, const void *body, size_t n, uint8_t *out)                  \
    {                                                                                                        \
        struct context hmac;                                                                                 \
        hmac_##method##_set_key(&hmac, strlen(secret), (const uint8_t *)secret);                             \
        hmac_##method##_update(&hmac, n, body);                                                              \
        hmac_##method##_digest(&hmac, method##_SIZE, out);                                                   \
    }

enum { sha1_SIZE = 20, sha256_SIZE = 32, sha384_SIZE = 48, sha512_SIZE = 64 };

SIGN(sha1, hmac_sha1_ctx)
SIGN(sha256, hmac_sha256_ctx)
SIGN(sha384, hmac_sha512_ctx) /* a shorter SHA-512 */
SIGN(sha512, hmac_sha512_ctx)

static const struct method {
    const char *name;
    size_t size; /* of the digest */
    void (*sign)(const char *secret, const void *body, size_t n, uint8_t *out);
} methods[] = {
    {"sha1", sha1_SIZE, sign_sha1},
    {"sha256", sha256_SIZE, sign_sha256},
    {"sha384", sha384_SIZE, sign_sha384},
    {"sha512", sha512_SIZE, sign_sha512},
};

static const struct method *method_named(const char *name, size_t n)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strlen(methods[i].name) == n && strncasecmp(methods[i].name, name, n) == 0)
            return &methods[i];
    return NULL;
}

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *p = c != '\0' ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;
    return p != NULL ? (int)(p - digits) : -1;
}

/* Exactly `n` bytes of hexadecimal digits, and nothing behind them. */
static bool read_hex(const char *hex, uint8_t *out, size_t n)
{
    if (strlen(hex) != 2 * n)
        return false;
    for (size_t i = 0; i < n; i++) {
        int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

bool signature_fits(const char *header, const char *secret, const void *body, size_t n)
{
    uint8_t given[sha512_SIZE], right[sha512_SIZE];
    size_t name_n = strcspn(header, "=");
    const struct method *method = method_named(header, name_n);
    if (method == NULL || header[name_n] != '=' || !read_hex(header + name_n + 1, given, method->size))
        return false;
    method->sign(secret, body, n, right);
    return memeql_sec(given, right, method->size) == 1;
}

void signature_hex(const char *secret, const void *body, size_t n, char out[SIGNATURE_HEX_SIZE])
{
    uint8_t digest[sha256_SIZE];
    sign_sha256(secret, body, n, digest);
    base16_encode_update(out, sizeof digest, digest);
    out[SIGNATURE_HEX_SIZE - 1] = '\0';
}

void signature_base64(const char *secret, const void *body, size_t n, char out[SIGNATURE_BASE64_SIZE])
{
    uint8_t digest[sha256_SIZE];
    sign_sha256(secret, body, n, digest);
    base64_encode_raw(out, sizeof digest, digest);
    out[SIGNATURE_BASE64_SIZE - 1] = '\0';
}
