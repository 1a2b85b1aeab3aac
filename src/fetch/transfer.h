#ifndef WEIR_FETCH_TRANSFER_H
#define WEIR_FETCH_TRANSFER_H
/*
 * transfer — one request from its first hop to its response: libcurl's options, the limits, the redirects,
 * the verdict. It knows neither the loop nor other transfers.
 *
 * weir follows redirects itself, hop by hop: so each hop keeps its host's pace, is judged by its own address,
 * and passwords and headers of the user's go to the server they were meant for only.
 */
#include <curl/curl.h>
#include <stdbool.h>

#include "headers.h"
#include "weir/fetch/fetch.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

struct host;

struct transfer {
    struct transfer *next;     /* in the queue of its host; then among those under way … */
    struct transfer *previous; /* … oldest first */
    struct host *host;         /* of the present hop */
    double started_at;         /* the present hop; steady clock */
    double backoff_s;          /* its host wants to be left alone for so long */
    bool is_slow;              /* does not count against n_concurrent any more */

    struct arena arena;           /* what is copied from the request and the answers */
    struct fetch_request request; /* as asked */
    fetch_done *done;
    void *arg;
    const struct fetch_limits *limits;

    const char *url; /* of the present hop */
    int n_hops;      /* redirects followed */
    bool permanent;  /* all of them 301 or 308 */
    double spent_s;  /* in earlier hops */

    CURL *easy; /* while a hop is under way */
    struct curl_slist *lines, *recipients;
    curl_mime *parts;       /* of a letter */
    struct headers headers; /* of the newest answer */
    size_t n_header_bytes;  /* over all hops */
    struct buf body;
    bool refused; /* a private address was met */
    bool header_flood;
    bool is_starved;    /* the system gave no descriptor */
    struct error error; /* why, for people */
    char curl_error[CURL_ERROR_SIZE];
};

/* What the handles of one fetch have in common. */
struct transfer_common {
    const char *user_agent;
    CURLSH *share; /* TLS sessions */
};

/* Copies the request; `limits` is borrowed. */
struct transfer *transfer_new(const struct fetch_request *request, fetch_done *done, void *arg,
                              const struct fetch_limits *limits);
void transfer_free(struct transfer *transfer);

/* Has a redirect led it from the server that was asked to another? */
bool transfer_was_sent_elsewhere(const struct transfer *transfer);

/* May the present hop connect to private addresses? */
bool transfer_may_be_private(const struct transfer *transfer);

/* Did the hop end because this machine gives no more descriptors, or threads to look names up with? */
bool transfer_is_starved(const struct transfer *transfer, CURLcode code);

/* Back to the beginning of the hop, to be queued again. */
void transfer_rewind(struct transfer *transfer);

/* Makes `transfer->easy` ready for the present hop; -1 with `transfer->error` when the address is none. */
int transfer_prepare(struct transfer *transfer, const struct transfer_common *common);

/*
 * Takes in how the hop ended (its handle is out of the multi handle by now). True: `response` is the verdict,
 * borrowed from the transfer. False: a redirect, and `transfer->url` is the next hop.
 */
bool transfer_settle(struct transfer *transfer, CURLcode code, int64_t now, struct fetch_response *response);

/* The verdict on a transfer that could not even begin: its host wants to be left alone, or its address is
 * none. */
void transfer_fail(struct transfer *transfer, struct fetch_response *response);

#endif
