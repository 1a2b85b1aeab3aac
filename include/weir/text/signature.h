#ifndef WEIR_TEXT_SIGNATURE_H
#define WEIR_TEXT_SIGNATURE_H
/*
 * signature — was this body sent by someone who knows our secret? The one place for nettle.
 */
#include <stdbool.h>
#include <stddef.h>

/* Is `header` ("METHOD=HEX", as in X-Hub-Signature) the HMAC of the body under the secret? Methods are sha1,
 * sha256, sha384 and sha512 (W3C WebSub §8); what is written otherwise fits nothing. Takes the same time for
 * every wrong one. */
bool signature_fits(const char *header, const char *secret, const void *body, size_t n);

#endif
