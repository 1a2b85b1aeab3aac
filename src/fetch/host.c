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

static double gap_of(const char *host, double preset_s, const struct fetch_limits *limits)
{
    double gap_s = preset_s;
    for (size_t i = 0; i < limits->n_pauses; i++)
        if (is_under(host, limits->pauses[i].host))
            gap_s = limits->pauses[i].gap_s;
    return gap_s;
}

struct host_pace host_pace(const char *url, bool is_private, const struct fetch_limits *limits,
                           struct arena *arena)
{
    const char *host = url_host(arena, url);
    struct url_part port = url_split(url).port;
    if (is_private) {
        /* One machine may run several mirrors, each on its port. */
        const char *key = arena_printf(arena, "%s:%.*s", host, (int)port.n, port.p != NULL ? port.p : "");
        return (struct host_pace){key, limits->n_per_host, gap_of(host, 0, limits), true};
    }
    double gap_s = gap_of(host, limits->host_gap_s, limits);
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (is_under(host, manners[i].domain)) {
            if (gap_s < manners[i].gap_s)
                gap_s = manners[i].gap_s;
            return (struct host_pace){manners[i].domain, manners[i].n_connections, gap_s, false};
        }
    return (struct host_pace){host, limits->n_per_host, gap_s, false};
}

double host_wait(const struct host_pace *pace, int n_active, double last_start_at, double now)
{
    if (n_active >= pace->n_connections)
        return -1;
    double wait = last_start_at + pace->gap_s - now;
    return wait > 0 ? wait : 0;
}

/* Statuses by which a server refuses a client, and how many in a row it takes to believe that it is meant so.
 */
static const struct refusal {
    long status;
    int n_needed;
    double first_s; /* doubling */
} refusals[] = {{403, 2, 300}, {429, 1, 3600}, {503, 2, 300}};

static const struct refusal *refusal_of(long status)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            return &refusals[i];
    return NULL;
}

bool host_refuses(long status)
{
    return refusal_of(status) != NULL;
}

double host_backoff_s(long status, int64_t retry_after_s, int n_refusals, bool is_private)
{
    const struct refusal *refusal = refusal_of(status);
    if (refusal == NULL)
        return 0;
    if (retry_after_s >= 0)
        return retry_after_s < HOST_RETRY_CAP_S ? (double)retry_after_s : HOST_RETRY_CAP_S;
    if (is_private || n_refusals < refusal->n_needed)
        return 0;
    double backoff_s = refusal->first_s;
    for (int i = refusal->n_needed; i < n_refusals && backoff_s < HOST_BACKOFF_CAP_S; i++)
        backoff_s *= 2;
    return backoff_s < HOST_BACKOFF_CAP_S ? backoff_s : HOST_BACKOFF_CAP_S;
}
