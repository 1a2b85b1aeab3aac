#include "redirector.h"

#include <string.h>

#include "percent.h"
#include "tracking.h"

/* The target in a query parameter. */
static const struct {
    const char *hosts, *path, *param; /* path: a prefix */
} by_param[] = {
    {"google.com google.com.hk", "/url", "q"},
    {"google.com google.com.hk", "/url", "url"},
    {"link.zhihu.com", "/", "target"},
    {"link.csdn.net", "/", "target"},
    {"link.juejin.cn", "/", "target"},
    {"link.jianshu.com", "/", "t"},
    {"gitee.com", "/link", "target"},
    {"oschina.net", "/action/GoToLink", "url"},
    {"l.facebook.com lm.facebook.com facebook.com", "/l.php", "u"},
    {"l.instagram.com", "/", "u"},
    {"linkedin.com", "/redir/redirect", "url"},
    {"youtube.com", "/redirect", "q"},
    {"out.reddit.com", "/", "url"},
    {"t.umblr.com", "/redirect", "z"},
    {"slack-redir.net", "/link", "url"},
    {"steamcommunity.com", "/linkfilter", "url"},
    {"medium.com", "/r", "url"},
    {"wechat2rss.xlab.app", "/link-proxy", "u"},
};

/* The target as the rest of the path. */
static const struct {
    const char *hosts, *path, *scheme;
} by_path[] = {
    {"google.com", "/amp/s/", "https://"},         {"google.com", "/amp/", "http://"},
    {"*.cdn.ampproject.org", "/c/s/", "https://"}, {"*.cdn.ampproject.org", "/v/s/", "https://"},
    {"*.cdn.ampproject.org", "/c/", "http://"},    {"*.cdn.ampproject.org", "/v/", "http://"},
};

/* The address inside; NULL when this is no redirector. */
static const char *redirector_target(struct arena *arena, const struct address *address)
{
    for (size_t i = 0; i < sizeof by_param / sizeof *by_param; i++) {
        const char *value;
        if (!host_is_among(address->host, by_param[i].hosts) ||
            strncmp(address->path, by_param[i].path, strlen(by_param[i].path)) != 0)
            continue;
        value = address_param(address, by_param[i].param);
        if (value && value[0] != '\0')
            return percent_decode(arena, value);
    }
    for (size_t i = 0; i < sizeof by_path / sizeof *by_path; i++) {
        size_t n = strlen(by_path[i].path);
        if (host_is_among(address->host, by_path[i].hosts) &&
            strncmp(address->path, by_path[i].path, n) == 0 && strchr(address->path + n, '.'))
            return arena_printf(arena, "%s%s", by_path[i].scheme, address->path + n);
    }
    return NULL;
}

bool redirector_parse(struct arena *arena, const char *url, struct address *out)
{
    if (!address_parse(arena, url, out))
        return false;
    for (int i = 0; i < REDIRECTOR_LIMIT_DEPTH; i++) {
        const char *target = redirector_target(arena, out);
        struct address inner;
        if (!target || !address_parse(arena, target, &inner))
            break;
        *out = inner;
    }
    return true;
}
