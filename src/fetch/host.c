#include "host.h"

#include <string.h>

#include "weir/text/url.h"

/* Hosts that have said how they want to be asked. `domain` stands for itself and every name under it. */
static const struct manners {
    const char *domain;
    int n_connections;
    double gap_s;
} manners[] = {
    /* "no more than one request every three seconds, and a single connection at a time", over RSS, API and
     * OAI-PMH together: info.arxiv.org/help/api/tou.html */
    {"arxiv.org", 1, 3},
};

static bool is_under(const char *host, const char *domain)
{
    size_t host_n = strlen(host), domain_n = strlen(domain);
    if (host_n < domain_n || strcmp(host + host_n - domain_n, domain) != 0)
        return false;
    return host_n == domain_n || host[host_n - domain_n - 1] == '.';
}

struct host_pace host_pace(const char *url, bool is_private, const struct fetch_limits *limits,
                           struct arena *arena)
{
    const char *host = url_host(arena, url);
    struct url_part port = url_split(url).port;
    if (is_private) {
        /* One machine may run several mirrors, each on its port. */
        const char *key = arena_printf(arena, "%s:%.*s", host, (int)port.n, port.p != NULL ? port.p : "");
        return (struct host_pace){key, limits->n_per_host, 0};
    }
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (is_under(host, manners[i].domain))
            return (struct host_pace){manners[i].domain, manners[i].n_connections, manners[i].gap_s};
    return (struct host_pace){host, limits->n_per_host, limits->host_gap_s};
}

double host_wait(const struct host_pace *pace, int n_active, double last_start_at, double now)
{
    if (n_active >= pace->n_connections)
        return -1;
    double wait = last_start_at + pace->gap_s - now;
    return wait > 0 ? wait : 0;
}
