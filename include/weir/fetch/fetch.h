#ifndef WEIR_FETCH_FETCH_H
#define WEIR_FETCH_FETCH_H
/*
 * fetch — bytes from the web, many transfers at once on one event loop. The one place for libcurl.
 *
 * Knows HTTP and its manners (one host is never hurried, no cookies, no Referer), but neither feeds nor the
 * store. libcurl's multi interface is driven by libev watchers; finished transfers are handed over one by
 * one, never from inside a libcurl callback.
 *
 *     fetch_start(fetch, &(struct fetch_request){.url = url, .etag = etag}, done, arg);
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/error.h"

struct ev_loop;
struct fetch;

/* A letter (RFC 5322). Strings are "" when not given. */
struct fetch_mail {
    const char *from, *to;   /* addresses */
    const char *subject;     /* of any script */
    const char *id;          /* of the Message-ID, without its brackets: the same at each try */
    const char *list_id;     /* RFC 2919 */
    const char *unsubscribe; /* the https address that ends it with one POST (RFC 8058) */
    int64_t at;
    const char *text, *html; /* the same twice; UTF-8 */
};

/* What one request asks; strings are copied. NULL and "" both mean "not given". */
struct fetch_request {
    const char *url;
    const char *etag;          /* sent as If-None-Match, byte for byte (RFC 9110 §13.1.2) */
    const char *last_modified; /* sent as If-Modified-Since, byte for byte (§13.1.3) */
    const char *user, *password;
    const char *const *headers; /* "Name: value" */
    size_t n_headers;
    const char *proxy;  /* NULL: none */
    bool allow_private; /* may connect to private addresses */
    bool is_hearsay;    /* a document named the address, not the user: naming a private one gives no leave */
    const char *form;   /* sent by POST, as application/x-www-form-urlencoded */
    const char *body;   /* sent by `method`, as the headers say; NULL: none */
    size_t n_body;
    const char *method;            /* of a body: POST or PUT */
    const struct fetch_mail *mail; /* a letter, where `url` is a mail server's */
};

enum fetch_outcome {
    FETCH_OK,           /* 2xx with a body; any 2xx to a form */
    FETCH_CUT,          /* 2xx, but the connection broke off: `body` is what came of it, decoded */
    FETCH_NOT_MODIFIED, /* 304 */
    FETCH_HTTP,         /* another status: see `http_status` */
    FETCH_UNREACHABLE,  /* DNS, connection, TLS, protocol */
    FETCH_TIMEOUT,      /* too slow in one of its phases */
    FETCH_TOO_LARGE,    /* body or headers passed their limit */
    FETCH_REFUSED,      /* an address or a redirect that weir does not follow */
    FETCH_BACKED_OFF,   /* not asked: its host wants to be left alone for `retry_after_s` */
};

/* What came back; everything is borrowed and valid during the callback only. */
struct fetch_response {
    enum fetch_outcome outcome;
    long http_status;  /* 0 when there was none */
    const char *error; /* one line for people when outcome is neither OK nor NOT_MODIFIED; else "" */
    const char *body;  /* decoded (gzip, deflate, br) */
    size_t body_n;
    const char *url;       /* the last one, after redirects: the base of the document */
    const char *moved_url; /* where a chain of only 301/308 led; "" when the address stays as it is */
    const char *etag, *last_modified; /* byte for byte; "" when absent */
    const char *content_type, *content_location;
    const char *links; /* the Link fields (RFC 8288), joined */
    int64_t
        fresh_s; /* Cache-Control max-age, else Expires − Date, less Age (RFC 9111 §4.2); −1 when not said */
    int64_t
        retry_after_s; /* Retry-After in seconds from now, both forms (RFC 9110 §10.2.3), or for how long its
                          refusals (429, 503, 403) have the host left alone without one; −1: neither */
};

typedef void fetch_done(const struct fetch_response *response, void *arg);

/* A host that is asked at another pace than others, and the names under it. */
struct fetch_pause {
    const char *host; /* in lower case */
    double gap_s;
};

/* Every wait and size has its limit here. */
struct fetch_limits {
    int n_concurrent;                 /* transfers at once, but for … */
    int n_slow;                       /* … so many more that have taken … */
    double slow_s;                    /* … this long, so that servers that hang hold up nobody else */
    int n_per_host;                   /* connections to one host */
    double host_gap_s;                /* between starts of requests to one public host, but for … */
    const struct fetch_pause *pauses; /* … these; the last that fits counts */
    size_t n_pauses;
    double connect_s;     /* until connected, TLS included */
    double total_s;       /* the whole transfer with its redirects */
    long low_speed_bytes; /* slower than this a second … */
    double low_speed_s;   /* … for this long is too slow */
    size_t body_bytes;    /* decoded */
    size_t header_bytes;
    int n_redirects;
};

extern const struct fetch_limits fetch_limits_default;

/* `user_agent` is copied; the pauses of `limits` are borrowed. */
int fetch_new(struct ev_loop *loop, const struct fetch_limits *limits, const char *user_agent,
              struct fetch **out, struct error *err);

/* Ends what is under way without calling back. */
void fetch_free(struct fetch *fetch);

/* Queues a request; `done` is called exactly once, later, from the loop. */
void fetch_start(struct fetch *fetch, const struct fetch_request *request, fetch_done *done, void *arg);

/* Requests queued or under way. */
size_t fetch_n_pending(const struct fetch *fetch);

/* A host that wants to be left alone, so that it is left alone by the next process, too. */
struct fetch_backoff {
    char host[256]; /* "example.org"; with its port when it is a private one */
    double seconds; /* that are left */
    int n_refusals; /* in a row */
};

#define FETCH_LIMIT_BACKOFFS 200

/* Lists them; returns how many, FETCH_LIMIT_BACKOFFS at most. */
size_t fetch_backoffs(const struct fetch *fetch, struct fetch_backoff out[FETCH_LIMIT_BACKOFFS]);

/* Leaves the host alone. */
void fetch_back_off(struct fetch *fetch, const struct fetch_backoff *backoff);

#endif
