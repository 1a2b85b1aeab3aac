#include "weir/fetch/address.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/text/buf.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

#define HOST_LIMIT ((size_t)4 << 10)

struct range4 {
    uint32_t base;
    int bits;
};

/* IANA's IPv4 special-purpose registry (RFC 6890 and its updates): what is not globally reachable, and
 * multicast. */
static const struct range4 private4[] = {
    {0x00000000, 8},  /* this network */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* shared (carrier NAT) */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local, cloud metadata */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* protocol assignments */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relay anycast */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 3},  /* multicast, reserved, broadcast */
};

struct range6 {
    uint8_t base[16];
    int bits;
};

static const struct range6 private6[] = {
    {{0}, 127},                                 /* unspecified; loopback */
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* local-use translation */
    {{0x01}, 64},                               /* discard */
    {{0x20, 0x01}, 23},                         /* protocol assignments, Teredo among them */
    {{0x20, 0x01, 0x0d, 0xb8}, 32},             /* documentation */
    {{0x3f, 0xff}, 20},                         /* documentation */
    {{0x5f}, 16},                               /* segment routing */
    {{0xfc}, 7},                                /* unique local */
    {{0xfe, 0x80}, 10},                         /* link-local */
    {{0xfe, 0xc0}, 10},                         /* site-local */
    {{0xff}, 8},                                /* multicast */
};

/* Prefixes under which an IPv4 address is reached; it stands at `offset`. */
static const struct embedding {
    struct range6 range;
    size_t offset;
} embeddings[] = {
    {{{0}, 96}, 12},                        /* IPv4-compatible */
    {{{[10] = 0xff, [11] = 0xff}, 96}, 12}, /* IPv4-mapped */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},   /* NAT64 */
    {{{0x20, 0x02}, 16}, 2},                /* 6to4 */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_private4(uint32_t address)
{
    for (size_t i = 0; i < COUNT(private4); i++)
        if ((address ^ private4[i].base) >> (32 - private4[i].bits) == 0)
            return true;
    return false;
}

static bool in_range6(const uint8_t *address, const struct range6 *range)
{
    size_t whole = (size_t)range->bits / 8;
    int rest = range->bits % 8;
    if (memcmp(address, range->base, whole) != 0)
        return false;
    return rest == 0 || (address[whole] ^ range->base[whole]) >> (8 - rest) == 0;
}

static bool is_private6(const uint8_t *address)
{
    for (size_t i = 0; i < COUNT(private6); i++)
        if (in_range6(address, &private6[i]))
            return true;
    for (size_t i = 0; i < COUNT(embeddings); i++) {
        const uint8_t *v4 = address + embeddings[i].offset;
        if (in_range6(address, &embeddings[i].range))
            return is_private4((uint32_t)v4[0] << 24 | (uint32_t)v4[1] << 16 | (uint32_t)v4[2] << 8 | v4[3]);
    }
    return false;
}

bool address_is_private(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return is_private4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return is_private6(in6.sin6_addr.s6_addr);
    }
    return true;
}

bool address_text_is_private(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return address_is_private((const struct sockaddr *)&in);
    if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1)
        return address_is_private((const struct sockaddr *)&in6);
    return true;
}

/* `localhost`, a name under it, either with the root's dot. */
static bool is_localhost(const char *host)
{
    static const char name[] = "localhost";
    size_t n = strlen(host), name_n = sizeof name - 1;
    if (n > 0 && host[n - 1] == '.')
        n--;
    if (n < name_n || strncasecmp(host + n - name_n, name, name_n) != 0)
        return false;
    return n == name_n || host[n - name_n - 1] == '.';
}

/* As names are made ready to be looked up (UTS #46): folded, every kind of dot a dot, none at the end. */
static void fold_host(const char *host, struct buf *out)
{
    static const char ideographic_dot[] = "\xe3\x80\x82";
    utf8_fold(host, strlen(host), out);
    for (char *dot = out->data; (dot = strstr(dot, ideographic_dot)) != NULL;) {
        *dot = '.';
        memmove(dot + 1, dot + 3, strlen(dot + 3) + 1);
    }
    size_t n = strlen(out->data);
    while (n > 0 && out->data[n - 1] == '.')
        n--;
    buf_truncate(out, n);
}

static bool host_names_private(const char *host)
{
    char literal[INET6_ADDRSTRLEN];
    struct in_addr v4;
    struct buf folded = BUF_INIT(HOST_LIMIT);
    if (host[0] == '[') {
        size_t n = strcspn(host + 1, "%]");
        if (n >= sizeof literal)
            return false;
        memcpy(literal, host + 1, n);
        literal[n] = '\0';
        return address_text_is_private(literal);
    }
    fold_host(host, &folded);
    /* 127.1, 0x7f.1, 017700000001 and 2130706433, as resolvers take them */
    bool is_private =
        inet_aton(folded.data, &v4) != 0 ? is_private4(ntohl(v4.s_addr)) : is_localhost(folded.data);
    buf_release(&folded);
    return is_private;
}

bool address_names_private(const char *url)
{
    /* libcurl's own parser judges, so that what is judged is what would be connected to: it decodes
     * percent-encoded hosts and writes 0x7f.1 and 2130706433 as dotted quads. */
    CURLU *parts = curl_url();
    char *host = NULL;
    bool names = false;
    if (parts != NULL && curl_url_set(parts, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        names = host_names_private(host);
    curl_free(host);
    curl_url_cleanup(parts);
    return names;
}

static bool part_equals(struct url_part a, struct url_part b)
{
    return a.n == b.n && (a.n == 0 || strncasecmp(a.p, b.p, a.n) == 0);
}

/* The port as a number, the scheme's own when none is said; −1 for a scheme that is not HTTP's. */
static long port_of(const struct url *url)
{
    bool secure = part_equals(url->scheme, (struct url_part){"https", 5});
    if (!secure && !part_equals(url->scheme, (struct url_part){"http", 4}))
        return -1;
    if (url->port.n == 0)
        return secure ? 443 : 80;
    return strtol(url->port.p, NULL, 10);
}

bool address_same_server(const char *named, const char *url)
{
    struct url from = url_split(named), to = url_split(url);
    long from_port = port_of(&from), to_port = port_of(&to);
    if (from_port < 0 || to_port < 0 || from.host.n == 0 || !part_equals(from.host, to.host))
        return false;
    bool same_scheme = part_equals(from.scheme, to.scheme);
    return same_scheme ? from_port == to_port : from_port == 80 && to_port == 443;
}
