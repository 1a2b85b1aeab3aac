#include "weir/discover/wechat.h"

#include <string.h>

#include "weir/feed/html.h"
#include "weir/text/buf.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

#define LIMIT_VALUE 200 /* bytes of a name or number */

bool wechat_is_article(const char *url)
{
    struct url_part host = url_split(url).host, path = url_split(url).path;
    static const char name[] = "mp.weixin.qq.com";
    return host.n == sizeof name - 1 && memcmp(host.p, name, host.n) == 0 && path.n >= 2 &&
           memcmp(path.p, "/s", 2) == 0;
}

/* What the page's script or markup says behind `before`, up to its quote or tag; "" when it does not. */
static const char *value_behind(const char *html, const char *before, struct arena *arena)
{
    const char *at = strstr(html, before);
    if (at == NULL)
        return "";
    at += strlen(before);
    at += strspn(at, " \t\r\n(");
    if (strncmp(at, "htmlDecode(", 11) == 0)
        at += 11;
    at += strspn(at, " \t\r\n\"'>");
    size_t n = strcspn(at, "\"'<");
    struct buf text = BUF_INIT(4 * LIMIT_VALUE), plain = BUF_INIT(4 * LIMIT_VALUE);
    html_to_text(at, n < LIMIT_VALUE ? n : LIMIT_VALUE, &text);
    utf8_squash(text.data, text.n, &plain);
    const char *value = arena_copy(arena, plain.data, plain.n);
    buf_release(&text);
    buf_release(&plain);
    return value;
}

/* The first of several places that says something. */
static const char *first_value(const char *html, const char *const *befores, struct arena *arena)
{
    const char *value = "";
    for (; *befores != NULL && *value == '\0'; befores++)
        value = value_behind(html, *befores, arena);
    return value;
}

/* Digits out of base64; "" when there is anything else in it. */
static const char *decode_number(const char *base64, struct arena *arena)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *out = arena_alloc(arena, strlen(base64) + 1);
    unsigned bits = 0, n_bits = 0;
    size_t n = 0;
    for (const char *c = base64; *c != '\0' && *c != '='; c++) {
        const char *place = strchr(alphabet, *c);
        if (place == NULL)
            return "";
        bits = (bits << 6 | (unsigned)(place - alphabet)) & 0xffff;
        n_bits += 6;
        if (n_bits < 8)
            continue;
        n_bits -= 8;
        out[n++] = (char)(bits >> n_bits & 0xff);
    }
    out[n] = '\0';
    return strspn(out, "0123456789") == n ? out : "";
}

bool wechat_read_account(const char *html, size_t n, struct arena *arena, struct wechat_account *out)
{
    static const char *const names[] = {"var nickname =", "id=\"js_name\"", "class=\"profile_nickname\"",
                                        NULL};
    static const char *const ids[] = {"var user_name =", NULL};
    static const char *const bizs[] = {"var biz =", "__biz=", NULL};
    const char *page = arena_copy(arena, html, n);
    *out = (struct wechat_account){.name = first_value(page, names, arena),
                                   .id = first_value(page, ids, arena),
                                   .biz = first_value(page, bizs, arena)};
    size_t n_biz = strcspn(out->biz, "&# ");
    out->biz = arena_copy(arena, out->biz, n_biz);
    out->number = decode_number(out->biz, arena);
    return *out->name != '\0';
}
