#ifndef WEIR_POLL_HARVEST_H
#define WEIR_POLL_HARVEST_H
/*
 * harvest — one source, from its request to stored stories. The heart of the walk; read its source first.
 *
 *     fetch_start → response → feed_parse → matcher_match → store_put → next address or done
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/feed/parse.h"
#include "weir/fetch/fetch.h"
#include "weir/store/store.h"
#include "weir/topic/matcher.h"

/* Why a poll failed, for counting: the fault of the first address. Names as in /metrics. */
enum harvest_fault {
    FAULT_UNREACHABLE,
    FAULT_TIMEOUT,
    FAULT_HTTP_STATUS,
    FAULT_TOO_LARGE,
    FAULT_ADDRESS,    /* not to be asked, or led where weir does not follow */
    FAULT_NOT_A_FEED, /* what came does not parse */
    FAULT_STALE,      /* an empty or an old document */
    FAULT_PASSWORD,   /* its file cannot be read */
    FAULT_STORE,
    N_HARVEST_FAULTS,
};
#define HARVEST_FAULT_NAMES                                                                                  \
    "unreachable", "timeout", "http_status", "too_large", "address", "not_a_feed", "stale", "password",      \
        "store"

/* What one source's poll came to; borrowed during the callback. */
struct harvest_result {
    const struct source *source;
    bool failed;
    enum harvest_fault fault; /* when it failed */
    bool not_modified;        /* 304, or the same bytes again */
    bool pushed;              /* nothing was asked: its hub delivered it */
    bool turned;              /* it failed and was well before, or the other way round */
    bool fell_silent;         /* just now: nothing new for longer than its rhythm explains */
    struct put_result put;    /* zero unless a document was stored */
    const char *message;      /* one line for people: what failed, or what was mended; "" when all is well */
    int64_t next_at;          /* when it is polled again; DATE_NONE when that is not known */
    double took_s;            /* filled by the round */
};

typedef void harvest_done(const struct harvest_result *result, void *arg);

/* What every harvest of a round shares; must outlive the harvests. Topics are those of the matcher, and the
 * ones that a source always has (struct source). */
struct harvest_tools {
    const struct conf *conf;
    struct fetch *fetch;
    struct matcher *matcher;
    struct store *store;
    int64_t (*now)(void); /* the clock, so that tests have their own */
};

struct harvest;

/* Starts polling a source. `done` is called exactly once: from the loop, or at once when there is nothing to
 * wait for. What is returned is valid until then. */
struct harvest *harvest_start(const struct harvest_tools *tools, const struct source *source,
                              harvest_done *done, void *arg);

/* Gives a harvest up whose transfer has been ended by fetch_free; `done` is not called. */
void harvest_abandon(struct harvest *harvest);

/*
 * A document that a hub delivers: a harvest without a request. It may be a part of the feed only, so it says
 * nothing about the source's validators, mirrors or health. Fills `out`, whose strings live in `arena`; -1
 * when the document is no feed or the store failed.
 */
int harvest_delivery(const struct harvest_tools *tools, const struct source *source,
                     const struct document *document, struct arena *arena, struct harvest_result *out,
                     struct error *err);

/*
 * What a request for `url` on behalf of the source says: who asks, by which proxy, with what leave. The
 * user's secrets go to the server of the first address alone (address_same_server): not to mirrors, nor where
 * that one has moved. The password is read each time, so that a changed file needs no reload; -1 when it
 * cannot be.
 */
int harvest_request(const struct source *source, const char *url, struct arena *arena,
                    struct fetch_request *out, struct error *err);

#endif
