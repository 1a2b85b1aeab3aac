/*
 * html_url — addresses in attributes: which schemes, which images count readers, which hosts want no Referer.
 */
#include "html_parts.h"

#include <string.h>
#include <strings.h>

#include "weir/text/url.h"

static const char *const link_schemes[] = {"http", "https", "mailto", "tel", "ftp", "magnet", NULL};
static const char *const media_schemes[] = {"http", "https", NULL};

/* SVG is missing on purpose: it can hold scripts. */
static const char *const data_images[] = {
    "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,",
    "data:image/gif;base64,", "data:image/webp;base64,", "data:image/avif;base64,",
};

struct place {
    const char *host; /* this host and all under it */
    const char *path; /* and paths that begin so */
};

/* Images that show nothing: they tell somebody that the item was read. */
static const struct place trackers[] = {
    {"feeds.feedburner.com", "/~r/"},
    {"feedproxy.google.com", "/~r/"},
    {"feeds.feedblitz.com", "/~/i/"},
    {"rss.feedsportal.com", "/c/"},
    {"da.feedsportal.com", "/"},
    {"medium.com", "/_/stat"},
    {"stats.wp.com", "/"},
    {"pixel.wp.com", "/"},
    {"stats.wordpress.com", "/"},
    {"feeds.wordpress.com", "/1.0/"},
    {"feedads.g.doubleclick.net", "/"},
    {"ad.doubleclick.net", "/"},
    {"google-analytics.com", "/"},
    {"pagead2.googlesyndication.com", "/"},
    {"api.follow.it", "/track"},
    {"pixel.quantserve.com", "/"},
    {"scorecardresearch.com", "/"},
    {"hits.blogsoft.org", "/"},
    {"blogger.googleusercontent.com", "/tracker/"},
    {"eotrx.substackcdn.com", "/open"},
    {"rss-tracking.arxiv.org", "/"},
    {"hm.baidu.com", "/"},
    {"cnzz.com", "/"},
};

/* Hosts that send a picture saying "not to be quoted" when the Referer names another site. */
static const struct place referrer_haters[] = {
    {"qpic.cn", "/"},     {"qlogo.cn", "/"},     {"sinaimg.cn", "/"},    {"zhimg.com", "/"},
    {"hdslb.com", "/"},   {"doubanio.com", "/"}, {"csdnimg.cn", "/"},    {"jianshu.io", "/"},
    {"byteimg.com", "/"}, {"xhscdn.com", "/"},   {"360buyimg.com", "/"}, {"cdninstagram.com", "/"},
};

/* How much longer what we write may be than the address: &quot; for a quote. The limit is on the address, so
 * that what was written is not too long when it is read again. */
#define HTML_ESCAPED 6

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static bool scheme_allowed(const char *url, const char *const *schemes)
{
    size_t n = strcspn(url, ":/?#");
    if (url[n] != ':')
        return true;
    for (; *schemes != NULL; schemes++)
        if (strlen(*schemes) == n && strncasecmp(url, *schemes, n) == 0)
            return true;
    return false;
}

/* Nothing that a browser would take out or skip, and so read another scheme than we did. */
static bool is_clean(const char *url)
{
    for (; *url != '\0'; url++)
        if ((unsigned char)*url <= 0x20 || *url == 0x7F)
            return false;
    return true;
}

static bool is_data_image(const char *url)
{
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    for (size_t i = 0; i < COUNT(data_images); i++) {
        size_t n = strlen(data_images[i]);
        if (strncasecmp(url, data_images[i], n) == 0)
            return url[n + strspn(url + n, base64)] == '\0';
    }
    return false;
}

/* An absolute web address of ordinary characters, as most are: there is nothing to resolve or to mend. */
static bool is_ordinary(const char *url)
{
    static const char ordinary[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$()*+,;=%&";
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)
        return false;
    return url[strspn(url, ordinary)] == '\0';
}

/* html_url of an address whose references are decoded already: to decode them again would make another one of
 * it. */
static const char *safe_url(const char *url, const char *base, enum html_url_use use, struct arena *arena)
{
    if (use != HTML_URL_LINK && url[strspn(url, " \t\n\f\r")] == '\0')
        return NULL; /* an image of the page itself is none (HTML standard §4.8.4.3.5) */
    if (is_ordinary(url))
        return strlen(url) > HTML_LIMIT_URL ? NULL : url;
    url = url_resolve(arena, strlen(base) > HTML_LIMIT_URL ? "" : base, url);
    if (*url == '\0' || !is_clean(url))
        return NULL;
    if (use == HTML_URL_IMAGE && is_data_image(url))
        return url;
    if (strlen(url) > HTML_LIMIT_URL ||
        !scheme_allowed(url, use == HTML_URL_LINK ? link_schemes : media_schemes))
        return NULL;
    return url;
}

const char *html_url(const char *s, size_t n, const char *base, enum html_url_use use, struct arena *arena)
{
    if (n > (use == HTML_URL_IMAGE ? HTML_LIMIT_DATA_IMAGE : HTML_ESCAPED * HTML_LIMIT_URL))
        return NULL;
    return safe_url(html_value_decode(s, n, arena), base, use, arena);
}

static bool is_at(const char *url, const struct place *places, size_t n_places)
{
    struct url parts = url_split(url);
    struct url_part host = parts.host;
    for (size_t i = 0; host.p != NULL && i < n_places; i++) {
        size_t n = strlen(places[i].host), n_path = strlen(places[i].path);
        if (host.n < n || strncasecmp(host.p + host.n - n, places[i].host, n) != 0 ||
            (host.n > n && host.p[host.n - n - 1] != '.'))
            continue;
        if (n_path == 1 || (parts.path.n >= n_path && memcmp(parts.path.p, places[i].path, n_path) == 0))
            return true;
    }
    return false;
}

bool html_is_tracker(const char *url)
{
    return is_at(url, trackers, COUNT(trackers));
}

bool html_refuses_referrers(const char *url)
{
    return is_at(url, referrer_haters, COUNT(referrer_haters));
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* "2x", "1.5x", "640w" */
static bool is_descriptor(const char *s, size_t n)
{
    size_t digits = strspn(s, "0123456789.");
    return digits > 0 && digits + 1 == n && digits <= 8 && (s[digits] == 'x' || s[digits] == 'w');
}

/* Writes the candidate at `*p` when it may stay; moves `*p` behind it. */
static bool write_candidate(const char **p, const char *base, bool first, struct arena *arena,
                            struct buf *out)
{
    const char *start = *p, *end = start;
    while (*end != '\0' && !is_space(*end))
        end++;
    const char *descriptor = end;
    size_t n_descriptor = 0;
    if (end[-1] == ',') {
        while (end > start && end[-1] == ',')
            end--;
        *p = descriptor;
    } else {
        while (is_space(*descriptor))
            descriptor++;
        const char *comma = descriptor + strcspn(descriptor, ",");
        for (n_descriptor = (size_t)(comma - descriptor);
             n_descriptor > 0 && is_space(descriptor[n_descriptor - 1]);)
            n_descriptor--;
        *p = *comma == ',' ? comma + 1 : comma;
    }
    if (n_descriptor > 0 && !is_descriptor(descriptor, n_descriptor))
        return false;
    const char *url = safe_url(arena_copy(arena, start, (size_t)(end - start)), base, HTML_URL_MEDIA, arena);
    if (url == NULL || html_is_tracker(url) || url[strlen(url) - 1] == ',')
        return false;
    if (!first)
        buf_add(out, ", ", 2);
    html_write_decoded(url, strlen(url), out);
    if (n_descriptor > 0) {
        buf_addc(out, ' ');
        buf_add(out, descriptor, n_descriptor);
    }
    return true;
}

bool html_write_srcset(const char *s, size_t n, const char *base, struct arena *arena, struct buf *out)
{
    if (n > HTML_ESCAPED * HTML_LIMIT_URL * HTML_LIMIT_SRCSET)
        return false;
    const char *p = html_value_decode(s, n, arena);
    size_t written = 0;
    for (size_t tried = 0; tried < HTML_LIMIT_SRCSET; tried++) {
        while (is_space(*p) || *p == ',')
            p++;
        if (*p == '\0')
            break;
        written += write_candidate(&p, base, written == 0, arena, out);
    }
    return written > 0;
}
