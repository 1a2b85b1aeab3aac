/* The readers of values.h that name places on the network. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/un.h>

#include "arxiv.h"
#include "values.h"
#include "weir/conf/conf.h"
#include "weir/text/date.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

#define PAUSE_MOST_S 3600

static bool part_is_one_of(struct url_part part, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (part.p && strlen(words[i]) == part.n && strncasecmp(part.p, words[i], part.n) == 0)
            return true;
    return false;
}

static bool has_space(const char *s)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_next(s + i, n - i, &c);
        if (utf8_is_space(c) || c < 0x20)
            return true;
        i += length;
    }
    return false;
}

/* Is it an http(s) address? What is wrong with one that is nearly right, the message says. */
static int check_web(const struct setting *setting, struct error *err)
{
    const char *value = setting->value;
    struct url url = url_split(value);
    if (has_space(value))
        return error_set(err, STATUS_CONFIG, "\"%s\" has a space in it; an address is one word", value);
    if (!url.scheme.p || (!url.host.p && strchr(value, '.') && !strchr(value, '/')))
        return error_set(err, STATUS_CONFIG, "\"%s\" is no whole address; did you mean \"https://%s\"?",
                         value, value + strspn(value, "/"));
    if (!url_is_http(value))
        return error_set(err, STATUS_CONFIG, "\"%s\" is no http or https address", value);
    for (size_t i = 0; i < url.port.n; i++)
        if (!strchr("0123456789", url.port.p[i]))
            return error_set(err, STATUS_CONFIG, "\"%s\" has a port that is no number", value);
    if (url.port.n > 0 && (strtol(url.port.p, NULL, 10) < 1 || strtol(url.port.p, NULL, 10) > 65535))
        return error_set(err, STATUS_CONFIG, "\"%s\" has a port that none can have: they go from 1 to 65535",
                         value);
    if ((memchr(url.host.p, '[', url.host.n) != NULL) != (memchr(url.host.p, ']', url.host.n) != NULL))
        return error_set(err, STATUS_CONFIG, "\"%s\" has one bracket alone; an IPv6 address has two, [::1]",
                         value);
    return 0;
}

static int check_feed(const struct setting *setting, struct error *err)
{
    if (check_web(setting, err) < 0)
        return -1;
    if (url_split(setting->value).user.p)
        return error_set(
            err, STATUS_CONFIG,
            "a password would be published with the address; use \"user\" and \"password-file\"");
    return 0;
}

int value_set_mirror(const struct setting *setting, struct error *err)
{
    if (check_feed(setting, err) < 0)
        return -1;
    value_append(setting, setting->value);
    return 0;
}

bool conf_is_address(const char *place)
{
    return strstr(place, "://") != NULL;
}

int value_file(const struct setting *setting, const char **place, struct error *err)
{
    if (conf_is_address(setting->value))
        return error_set(err, STATUS_CONFIG, "%s is an address, where a file is wanted", setting->value);
    if (value_check_path(setting, err) < 0)
        return -1;
    *place = value_path(setting);
    return 0;
}

int value_list(const struct setting *setting, const char **place, struct error *err)
{
    if (!conf_is_address(setting->value))
        return value_file(setting, place, err);
    *place = setting->value;
    return check_feed(setting, err);
}

/* Mirrors may stand before it in the file; it goes first all the same. */
static void put_first(const struct setting *setting, const char *address)
{
    value_append(setting, address);
    const char **urls = *(const char ***)value_field(setting);
    size_t n = *(size_t *)value_also(setting);
    memmove(urls + 1, urls, (n - 1) * sizeof *urls);
    urls[0] = address;
}

int value_set_address(const struct setting *setting, struct error *err)
{
    if (check_feed(setting, err) < 0)
        return -1;
    put_first(setting, setting->value);
    return 0;
}

int value_set_arxiv(const struct setting *setting, struct error *err)
{
    const char *url = arxiv_query_url(setting->value, setting->arena, err);
    if (url == NULL)
        return -1;
    put_first(setting, url);
    return 0;
}

int value_set_base(const struct setting *setting, struct error *err)
{
    if (check_web(setting, err) < 0)
        return -1;
    struct url url = url_split(setting->value);
    if (url.query.p || url.fragment.p || url.user.p)
        return error_set(err, STATUS_CONFIG, "\"%s\" has more than a host and a path", setting->value);
    bool has_slash = url.path.n > 0 && url.path.p[url.path.n - 1] == '/';
    *(const char **)value_field(setting) =
        arena_printf(setting->arena, "%s%s", setting->value, has_slash ? "" : "/");
    return 0;
}

int value_set_web(const struct setting *setting, struct error *err)
{
    if (check_web(setting, err) < 0)
        return -1;
    *(const char **)value_field(setting) = setting->value;
    return 0;
}

/* An absolute path, with or without "unix:" before it; the kernel's limit is 107 bytes. */
static bool is_socket(const char *value)
{
    const char *path = strncmp(value, "unix:", 5) == 0 ? value + 5 : value;
    size_t n = strlen(path);
    return path[0] == '/' && n > 1 && n < sizeof((struct sockaddr_un *)NULL)->sun_path && path[n - 1] != '/';
}

int value_set_listen(const struct setting *setting, struct error *err)
{
    const char *value = setting->value, *colon = strrchr(value, ':');
    const char *port = colon ? colon + 1 : "";
    size_t n_digits = strspn(port, "0123456789");
    bool is_port = n_digits > 0 && n_digits <= 5 && port[n_digits] == '\0' && strtol(port, NULL, 10) <= 65535;
    bool is_v6 = value[0] == '[' && colon > value + 1 && colon[-1] == ']';
    bool is_bare_v6 = colon && memchr(value, ':', (size_t)(colon - value)) && !is_v6;
    if (is_socket(value)) {
        *(const char **)value_field(setting) = value;
        return 0;
    }
    size_t n_host = colon != NULL ? (size_t)(colon - value) : 0;
    bool is_numeric = n_host > 0 && strspn(value, "0123456789.") == n_host;
    struct in_addr v4;
    struct in6_addr v6;
    char host[INET6_ADDRSTRLEN] = "";
    if (n_host < sizeof host)
        snprintf(host, sizeof host, "%.*s", (int)(is_v6 ? n_host - 2 : n_host), value + is_v6);
    bool is_wrong =
        (is_numeric && inet_pton(AF_INET, host, &v4) != 1) || (is_v6 && inet_pton(AF_INET6, host, &v6) != 1);
    if (!is_port || is_wrong || is_bare_v6 || has_space(value) || strchr(value, '/'))
        return error_set(err, STATUS_CONFIG,
                         "\"%s\" is no address and port; they are written 127.0.0.1:8470, [::1]:8470, :8470 "
                         "or unix:/run/weir/weir.sock",
                         value);
    *(const char **)value_field(setting) = value;
    return 0;
}

int value_set_contact(const struct setting *setting, struct error *err)
{
    const char *value = setting->value;
    bool is_mail = strncmp(value, "mailto:", 7) == 0 && strchr(value + 7, '@');
    if (strpbrk(value, "()\\") || has_space(value)) /* it stands in a comment of the User-Agent */
        return error_set(err, STATUS_CONFIG, "\"%s\" has a space, a bracket or a backslash in it", value);
    if (!is_mail && !url_is_http(value) && strchr(value, '@'))
        return error_set(err, STATUS_CONFIG, "\"%s\" is no address; did you mean \"mailto:%s\"?", value,
                         value);
    if (!is_mail && !url_is_http(value))
        return error_set(err, STATUS_CONFIG, "\"%s\" is neither mailto:me@example.org nor a page's address",
                         value);
    *(const char **)value_field(setting) = value;
    return 0;
}

int value_set_proxy(const struct setting *setting, struct error *err)
{
    static const char *const schemes[] = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
    const char **proxy = value_field(setting);
    struct url url = url_split(setting->value);
    *proxy = "";
    if (strcmp(setting->value, "none") == 0)
        return 0;
    if (!part_is_one_of(url.scheme, schemes, sizeof schemes / sizeof *schemes) || url.host.n == 0 ||
        has_space(setting->value))
        return error_set(
            err, STATUS_CONFIG,
            "\"%s\" is no proxy; it is \"none\" or an address like socks5h://127.0.0.1:1080 or http://…",
            setting->value);
    *proxy = setting->value;
    return 0;
}

int value_set_pause(const struct setting *setting, struct error *err)
{
    static const char form[] = "it is written \"rsshub.example.org 5s\"";
    const char *value = setting->value;
    size_t n = strcspn(value, " \t");
    const char *duration = value + n + strspn(value + n, " \t");
    int64_t pause_s = date_duration(duration);
    char *host = arena_copy(setting->arena, value, n);
    if (strcspn(host, "/:*") < n)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no host's name; %s", host, form);
    if (pause_s < 0 || pause_s > PAUSE_MOST_S)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no pause, from 0s to 1h; %s", duration, form);
    for (size_t i = 0; i < n; i++)
        host[i] = (char)tolower((unsigned char)host[i]);
    struct host_pause **pauses = value_field(setting);
    size_t *n_pauses = value_also(setting);
    *pauses = arena_grow(setting->arena, *pauses, *n_pauses, sizeof **pauses);
    (*pauses)[(*n_pauses)++] = (struct host_pause){host, pause_s};
    return 0;
}

int value_set_header(const struct setting *setting, struct error *err)
{
    /* Those by which weir itself negotiates; a fixed value would break its manners. */
    static const char *const ours[] = {
        "Host",  "Connection",        "Content-Length",  "Transfer-Encoding", "If-None-Match",
        "Range", "If-Modified-Since", "Accept-Encoding", "Proxy-Connection"};
    static const char token[] = "!#$%&'*+-.^_`|~0123456789"
                                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"; /* RFC 9110 §5.6.2 */
    size_t n = strspn(setting->value, token);
    if (n == 0 || setting->value[n] != ':')
        return error_set(err, STATUS_CONFIG,
                         "\"%s\" is no header field; it is written \"Accept-Language: zh-CN\"",
                         setting->value);
    struct url_part name = {setting->value, n};
    if (part_is_one_of(name, ours, sizeof ours / sizeof *ours))
        return error_set(err, STATUS_CONFIG, "\"%.*s\" is set by weir itself", (int)n, setting->value);
    value_append(setting, setting->value);
    return 0;
}

/* One mail address without a name, as the envelope has it (RFC 5321 §4.1.2, the common forms of it). */
static bool is_mailbox(const char *value)
{
    const char *at = strrchr(value, '@');
    return at != NULL && at > value && strchr(at, '.') != NULL && at[strlen(at) - 1] != '.' &&
           strpbrk(value, "<>,;:\"()\\") == NULL && !has_space(value);
}

int value_set_mail(const struct setting *setting, struct error *err)
{
    const char *value = setting->value;
    if (strncmp(value, "mailto:", 7) == 0)
        value += 7;
    if (!is_mailbox(value))
        return error_set(err, STATUS_CONFIG, "\"%s\" is no mail address; it is written me@example.org",
                         value);
    *(const char **)value_field(setting) = value;
    return 0;
}

int value_set_receiver(const struct setting *setting, struct error *err)
{
    bool is_mail = strchr(setting->value, '@') != NULL && strstr(setting->value, "://") == NULL;
    return is_mail ? value_set_mail(setting, err) : value_set_web(setting, err);
}

int value_set_smtp(const struct setting *setting, struct error *err)
{
    static const char *const schemes[] = {"smtp", "smtps"};
    struct url url = url_split(setting->value);
    if (!part_is_one_of(url.scheme, schemes, 2) || url.host.n == 0 || has_space(setting->value))
        return error_set(err, STATUS_CONFIG,
                         "\"%s\" is no mail server; it is written smtps://smtp.example.org or "
                         "smtp://smtp.example.org:587",
                         setting->value);
    if (url.user.p != NULL)
        return error_set(err, STATUS_CONFIG,
                         "the password stands in a file: use \"user\" and \"password-file\"");
    *(const char **)value_field(setting) = setting->value;
    return 0;
}
