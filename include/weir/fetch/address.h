#ifndef WEIR_FETCH_ADDRESS_H
#define WEIR_FETCH_ADDRESS_H
/*
 * address — which addresses may be connected to.
 *
 * A `url` that names a private address or localhost outright is the user's word; a public name that resolves
 * to one, or a redirect to one, is refused. Judged on the address really connected to, at every hop.
 */
#include <stdbool.h>

struct sockaddr;

/* Loopback, private, link-local, shared, benchmark, unspecified and multicast ranges of IPv4 and IPv6 (RFC
 * 6890 and its registry), also IPv4 inside IPv6 (::ffff:0:0/96, 64:ff9b::/96, 2002::/16). Unknown families
 * are private. */
bool address_is_private(const struct sockaddr *address);

/* The same of an address as inet_ntop writes it; what is none is private. */
bool address_text_is_private(const char *text);

/* Does the host of a URL say so outright: a private address literal, `localhost` or a name under it? */
bool address_names_private(const char *url);

/*
 * Is `url` on the server that the user named as `named`? Scheme, host and port are the same, or http has
 * become https, both on their usual ports. The one judge of where passwords, header lines and the leave to
 * ask a private address may go: by redirects, to mirrors, to pages that a document names.
 */
bool address_same_server(const char *named, const char *url);

#endif
