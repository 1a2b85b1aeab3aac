#include "weir/story/identity.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "arxiv_id.h"
#include "percent.h"
#include "redirector.h"
#include "tracking.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"
#include "work.h"

static struct work work_of(struct arena *arena, const char *text, struct address *address, bool *is_address)
{
    *is_address = redirector_parse(arena, text, address);
    return *is_address ? work_of_address(arena, address) : work_of_identifier(arena, text);
}

/* A key that is not too long to be one. */
static char *key_bounded(struct arena *arena, char *key)
{
    size_t n = strlen(key), n_kept = IDENTITY_LIMIT_KEY - 17;

    if (n <= IDENTITY_LIMIT_KEY)
        return key;
    return arena_printf(arena, "%.*s#%016" PRIx64, (int)utf8_prefix(key, n_kept), key, hash_bytes(key, n));
}

char *identity_of_url(struct arena *arena, const char *url)
{
    struct address address;
    bool is_address;
    struct work work = work_of(arena, url, &address, &is_address);

    if (work.key)
        return key_bounded(arena, arena_strdup(arena, work.key));
    return is_address ? key_bounded(arena, address_write(arena, &address)) : arena_strdup(arena, "");
}

char *identity_arxiv(struct arena *arena, const char *url, int *version)
{
    struct address address;
    bool is_address;
    struct work work = work_of(arena, url, &address, &is_address);
    bool found = work.key && strncmp(work.key, "arxiv:", 6) == 0;

    *version = found ? work.version : 0;
    return arena_strdup(arena, found ? work.key + 6 : "");
}

/* Appends the parameters that do not track, as they stand. */
static void add_clean_query(struct buf *out, const char *host, struct url_part query)
{
    char before = '?';

    for (size_t at = 0; at < query.n;) {
        const char *p = query.p + at, *end = memchr(p, '&', query.n - at), *equals;
        size_t n = end ? (size_t)(end - p) : query.n - at;
        struct url_part name, value;

        at += n + 1;
        while (n >= 4 && memcmp(p, "amp;", 4) == 0) {
            p += 4;
            n -= 4;
        }
        equals = memchr(p, '=', n);
        name = (struct url_part){.p = p, .n = equals ? (size_t)(equals - p) : n};
        value = (struct url_part){.p = equals ? equals + 1 : "", .n = equals ? n - name.n - 1 : 0};
        if (n == 0 || tracking_is(host, name, value)) /* nothing between two & is no parameter */
            continue;
        buf_addc(out, before);
        buf_add(out, p, n);
        before = '&';
    }
}

char *identity_clean_url(struct arena *arena, const char *url)
{
    struct buf out = BUF_INIT((size_t)1 << 20);
    struct url parts = url_split(url);
    const char *host;
    char *clean;

    if (!url_is_http(url))
        return arena_strdup(arena, url);
    host = address_host(arena, parts.host);
    buf_add(&out, url, strcspn(url, "?#"));
    if (parts.query.p)
        add_clean_query(&out, host, parts.query);
    if (parts.fragment.p && !tracking_is_fragment(host, parts.fragment)) {
        buf_addc(&out, '#');
        buf_add(&out, parts.fragment.p, parts.fragment.n);
    }
    clean = out.full ? arena_strdup(arena, url) : arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return clean;
}

/* A fragment that the publisher counts as part of the item's name: one page, many entries. */
static bool fragment_names_item(const struct item *item)
{
    struct url url = url_split(item->url);

    return url.fragment.n > 0 && strcmp(item->url, item->id) == 0 && !tracking_is_fragment("", url.fragment);
}

/* The canonical URL of the page, unless it is the front page of a site, to which any item may link. */
static char *key_of_page(struct arena *arena, const struct item *item)
{
    struct address address;
    struct work work;

    if (!redirector_parse(arena, item->url, &address))
        return NULL;
    work = work_of_address(arena, &address);
    if (work.key)
        return work.key[0] != '\0' ? arena_strdup(arena, work.key) : NULL;
    if (strcmp(address.path, "/") == 0 && address.n_params == 0 && address.fragment[0] == '\0' &&
        strcmp(item->url, item->id) != 0)
        return NULL;
    if (address.fragment[0] == '\0' && fragment_names_item(item)) {
        struct url url = url_split(item->url);
        address.fragment = arena_copy(arena, url.fragment.p, url.fragment.n);
    }
    return address_write(arena, &address);
}

char *identity_of_item(struct arena *arena, const char *source, const struct item *item)
{
    char *key;
    struct work work;
    struct address unused;
    bool is_address;
    uint64_t hash;

    if (item->arxiv.id[0] != '\0') {
        int version;
        char *id = identity_arxiv(arena, arena_printf(arena, "arXiv:%s", item->arxiv.id), &version);
        if (id[0] != '\0')
            return arena_printf(arena, "arxiv:%s", id);
    }
    if (strcmp(item->id, item->url) == 0)
        work.key = NULL; /* asked below */
    else
        work = work_of(arena, item->id, &unused, &is_address);
    if (work.key && work.key[0] != '\0')
        return key_bounded(arena, arena_strdup(arena, work.key));
    key = key_of_page(arena, item);
    if (key)
        return key_bounded(arena, key);
    if (item->id[0] != '\0')
        return key_bounded(arena, arena_printf(arena, "guid:%s/%s", source, item->id));
    hash = hash_more(HASH_START, item->title, strlen(item->title) + 1);
    hash = hash_more(hash, &item->published_at, sizeof item->published_at);
    if (item->title[0] == '\0')
        hash = hash_more(hash, item->content_html, strlen(item->content_html));
    return arena_printf(arena, "text:%s/%016" PRIx64, source, hash);
}

bool identity_is_work(const char *key)
{
    return strncmp(key, "https://", 8) != 0 && strncmp(key, "guid:", 5) != 0 && strncmp(key, "text:", 5) != 0;
}

/* Schemes in which one work has one id. */
static const char *const one_to_one[] = {
    "arxiv:", "doi:", "acl:", "openreview:", "github:", "youtube:", "pubmed:", "medium:", "wechat:"};

bool identity_are_two(const char *a, const char *b)
{
    for (size_t i = 0; i < sizeof one_to_one / sizeof *one_to_one; i++) {
        size_t n = strlen(one_to_one[i]);
        if (strncmp(a, one_to_one[i], n) == 0 && strncmp(b, one_to_one[i], n) == 0)
            /* WeChat's short form does not tell the long one */
            return strcmp(a, b) != 0 &&
                   (strcmp(one_to_one[i], "wechat:") != 0 || !strchr(a, '/') == !strchr(b, '/'));
    }
    return false;
}

bool identity_are_of_one_account(const char *a, const char *b)
{
    static const char scheme[] = "wechat:"; /* wechat:ACCOUNT/MESSAGE/PLACE; short forms name no account */
    const char *end = strchr(a, '/');

    return end && strncmp(a, scheme, sizeof scheme - 1) == 0 && strncmp(a, b, (size_t)(end - a) + 1) == 0;
}

int identity_others_of_item(struct arena *arena, const struct item *item, const char *key,
                            const char *out[IDENTITY_LIMIT_OTHERS])
{
    const char *page = key_of_page(arena, item);
    int n = 0;

    if (item->arxiv.doi[0] != '\0')
        out[n++] = identity_of_url(arena, arena_printf(arena, "doi:%s", item->arxiv.doi));
    if (page && identity_is_work(key) && !identity_is_work(page))
        out[n++] = page;
    for (int i = 0; i < n;)
        if (out[i][0] == '\0' || strcmp(out[i], key) == 0)
            out[i] = out[--n];
        else
            i++;
    return n;
}

static const char uid_prefix[] = "tag:weir,2026:";

char *identity_uid(struct arena *arena, const char *key)
{
    static const char hex[] = "0123456789ABCDEF";
    char *uid = arena_alloc(arena, sizeof uid_prefix + 3 * strlen(key)), *out = stpcpy(uid, uid_prefix);

    /* RFC 4151 §2.1: pchar, "/" and "?" (RFC 3986); "%" stands in keys that are encoded already */
    for (const char *p = key; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if ((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
            strchr("-._~!$&'()*+,;=:@/?%", c)) {
            *out++ = (char)c;
        } else {
            *out++ = '%';
            *out++ = hex[c >> 4];
            *out++ = hex[c & 15];
        }
    }
    *out = '\0';
    return uid;
}

int identity_keys_of_uid(struct arena *arena, const char *uid, const char *out[IDENTITY_LIMIT_KEYS_OF_UID])
{
    size_t n = sizeof uid_prefix - 1;

    if (strncmp(uid, uid_prefix, n) != 0)
        return 0;
    out[0] = arena_strdup(arena, uid + n);
    out[1] = percent_decode(arena, uid + n);
    return 2;
}

const char *identity_of_paper_name(struct arena *arena, const char *name)
{
    const char *id;
    int version;
    bool is_named = strncasecmp(name, "arxiv:", 6) == 0;
    const char *rest = name + (is_named ? 6 : 0);
    size_t n = arxiv_id_take(arena, rest, &id, &version);
    if (n > 0 && rest[n] == '\0')
        return arena_printf(arena, "arxiv:%s", id);
    bool is_doi = strncasecmp(name, "doi:", 4) == 0;
    rest = name + (is_doi ? 4 : 0);
    if (strncmp(rest, "10.", 3) == 0 && strchr(rest, '/') != NULL)
        return identity_of_url(arena, arena_printf(arena, "https://doi.org/%s", rest));
    return NULL;
}
