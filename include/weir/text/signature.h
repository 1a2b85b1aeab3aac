#ifndef WEIR_TEXT_SIGNATURE_H
#define WEIR_TEXT_SIGNATURE_H
/*
 * signature — was this body sent by someone who knows our secret, and proof that we know theirs. The one
 * place for nettle.
 */
#include <stdbool.h>
#include <stddef.h>

/* Is `header` ("METHOD=HEX", as in X-Hub-Signature) the HMAC of the body under the secret? Methods are sha1,
 * sha256, sha384 and sha512 (W3C WebSub §8); what is written otherwise fits nothing. Takes the same time for
 * every wrong one. */
bool signature_fits(const char *header, const char *secret, const void *body, size_t n);

/* The HMAC-SHA256 of the body under the secret (RFC 2104), in hexadecimal digits or in base64 (RFC 4648 §4).
 */
#define SIGNATURE_HEX_SIZE    65
#define SIGNATURE_BASE64_SIZE 45
void signature_hex(const char *secret, const void *body, size_t n, char out[SIGNATURE_HEX_SIZE]);
void signature_base64(const char *secret, const void *body, size_t n, char out[SIGNATURE_BASE64_SIZE]);

#endif
