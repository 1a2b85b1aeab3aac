#include "transfer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "decode.h"
#include "mail.h"
#include "weir/fetch/address.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

#define ACCEPT                                                                                               \
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, "      \
    "text/xml;q=0.8, */*;q=0.1"

static bool given(const char *s)
{
    return s != NULL && s[0] != '\0';
}

static const char *copy_if_given(struct arena *arena, const char *s)
{
    return given(s) ? arena_strdup(arena, s) : NULL;
}

static void copy_request(struct arena *arena, const struct fetch_request *from, struct fetch_request *to)
{
    const char **headers = arena_alloc(arena, (from->n_headers + 1) * sizeof *headers);
    for (size_t i = 0; i < from->n_headers; i++)
        headers[i] = arena_strdup(arena, from->headers[i]);
    *to = (struct fetch_request){.url = arena_strdup(arena, from->url),
                                 .etag = copy_if_given(arena, from->etag),
                                 .last_modified = copy_if_given(arena, from->last_modified),
                                 .user = copy_if_given(arena, from->user),
                                 .password = copy_if_given(arena, from->password),
                                 .headers = headers,
                                 .n_headers = from->n_headers,
                                 .proxy = copy_if_given(arena, from->proxy),
                                 .allow_private = from->allow_private,
                                 .is_hearsay = from->is_hearsay,
                                 .form = copy_if_given(arena, from->form),
                                 .body =
                                     from->body != NULL ? arena_copy(arena, from->body, from->n_body) : NULL,
                                 .n_body = from->n_body,
                                 .method = copy_if_given(arena, from->method),
                                 .mail = from->mail != NULL ? mail_copy(arena, from->mail) : NULL};
}

struct transfer *transfer_new(const struct fetch_request *request, fetch_done *done, void *arg,
                              const struct fetch_limits *limits)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL)
        abort();
    arena_init(&transfer->arena);
    buf_init(&transfer->body, limits->body_bytes);
    copy_request(&transfer->arena, request, &transfer->request);
    transfer->url = transfer->request.url;
    transfer->permanent = true;
    transfer->done = done;
    transfer->arg = arg;
    transfer->limits = limits;
    return transfer;
}

static void hop_release(struct transfer *transfer)
{
    curl_easy_cleanup(transfer->easy);
    curl_mime_free(transfer->parts);
    curl_slist_free_all(transfer->lines);
    curl_slist_free_all(transfer->recipients);
    transfer->easy = NULL;
    transfer->parts = NULL;
    transfer->lines = transfer->recipients = NULL;
}

bool transfer_is_starved(const struct transfer *transfer, CURLcode code)
{
    bool no_thread =
        code == CURLE_COULDNT_RESOLVE_HOST && strstr(transfer->curl_error, "thread failed") != NULL;
    return transfer->is_starved || no_thread;
}

void transfer_rewind(struct transfer *transfer)
{
    hop_release(transfer);
}

void transfer_free(struct transfer *transfer)
{
    hop_release(transfer);
    buf_release(&transfer->body);
    arena_release(&transfer->arena);
    free(transfer);
}

/* A redirect on the server that was asked first stays within the user's word. */
static bool is_first_server(const struct transfer *transfer)
{
    return transfer->n_hops == 0 || address_same_server(transfer->request.url, transfer->url);
}

bool transfer_was_sent_elsewhere(const struct transfer *transfer)
{
    return !is_first_server(transfer);
}

bool transfer_may_be_private(const struct transfer *transfer)
{
    const struct fetch_request *request = &transfer->request;
    return request->allow_private ||
           (!request->is_hearsay && is_first_server(transfer) && address_names_private(request->url));
}

static size_t take_header(char *line, size_t size, size_t n, void *arg)
{
    struct transfer *transfer = arg;
    n *= size;
    transfer->n_header_bytes += n;
    if (transfer->n_header_bytes > transfer->limits->header_bytes) {
        transfer->header_flood = true;
        return 0;
    }
    headers_line(&transfer->headers, &transfer->arena, line, n);
    return n;
}

static size_t take_body(char *bytes, size_t size, size_t n, void *arg)
{
    struct transfer *transfer = arg;
    n *= size;
    return buf_add(&transfer->body, bytes, n) < 0 ? 0 : n;
}

static curl_socket_t open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *transfer = arg;
    (void)purpose;
    if (!transfer_may_be_private(transfer) && address_is_private(&address->addr)) {
        transfer->refused = true;
        return CURL_SOCKET_BAD;
    }
    int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    transfer->is_starved = fd < 0 && (errno == EMFILE || errno == ENFILE || errno == ENOBUFS);
    return fd;
}

/* Before the request goes out: libcurl may reuse a connection that another source was allowed to open. */
static int judge_connection(void *arg, char *address, char *local_address, int port, int local_port)
{
    struct transfer *transfer = arg;
    (void)local_address, (void)port, (void)local_port;
    if (transfer_may_be_private(transfer) || !address_text_is_private(address))
        return CURL_PREREQFUNC_OK;
    transfer->refused = true;
    return CURL_PREREQFUNC_ABORT;
}

static void add_line(struct transfer *transfer, const char *name, const char *value)
{
    char *line = arena_printf(&transfer->arena, "%s%s", name, value);
    struct curl_slist *lines = curl_slist_append(transfer->lines, line);
    if (lines == NULL)
        abort();
    transfer->lines = lines;
}

/* Adds a line of ours, unless the user has one of that name. */
static void add_unless_said(struct transfer *transfer, const char *line)
{
    const struct fetch_request *request = &transfer->request;
    for (size_t i = 0; i < request->n_headers && is_first_server(transfer); i++)
        if (strncasecmp(request->headers[i], line, strcspn(line, ":") + 1) == 0)
            return;
    add_line(transfer, "", line);
}

static void add_lines(struct transfer *transfer)
{
    const struct fetch_request *request = &transfer->request;
    for (size_t i = 0; i < request->n_headers && is_first_server(transfer); i++)
        add_line(transfer, "", request->headers[i]);
    add_unless_said(transfer, ACCEPT);
    add_unless_said(transfer, DECODE_ACCEPT);
    if (request->etag != NULL)
        add_line(transfer, "If-None-Match: ", request->etag);
    if (request->last_modified != NULL)
        add_line(transfer, "If-Modified-Since: ", request->last_modified);
}

static void set_limits(CURL *easy, const struct fetch_limits *limits, double spent_s)
{
    double left_s = limits->total_s - spent_s;
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)(limits->connect_s * 1000));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, left_s > 0.001 ? (long)(left_s * 1000) : 1L);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, limits->low_speed_bytes);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)limits->low_speed_s);
}

static void set_callbacks(CURL *easy, struct transfer *transfer)
{
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->curl_error);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    if (transfer->request.proxy != NULL)
        return; /* the address connected to is the proxy's, and that is the user's word */
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, judge_connection);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
}

static void set_request(CURL *easy, struct transfer *transfer, const struct transfer_common *common)
{
    const struct fetch_request *request = &transfer->request;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A name server that hangs would hold the loop when the transfer gives up on it: libcurl waits for its
     * thread. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(easy, CURLOPT_SHARE, common->share);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, common->user_agent);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->lines);
    /* "" rather than nothing: the environment's http_proxy is not the configuration's word. */
    curl_easy_setopt(easy, CURLOPT_PROXY, request->proxy != NULL ? request->proxy : "");
    /* Nor does its no_proxy say what goes past the proxy. */
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    if (request->form != NULL)
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->form);
    if (request->body != NULL) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->body);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->n_body);
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    }
    if (request->user != NULL && is_first_server(transfer)) {
        curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
        curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password != NULL ? request->password : "");
    }
}

/* As it goes over the wire: spaces and letters beyond ASCII percent-encoded. */
static CURLcode set_url(CURL *easy, const char *url)
{
    CURLU *parts = curl_url();
    char *wire = NULL;
    CURLcode code = CURLE_URL_MALFORMAT;
    if (parts != NULL && curl_url_set(parts, CURLUPART_URL, url, CURLU_URLENCODE) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_URL, &wire, 0) == CURLUE_OK)
        code = curl_easy_setopt(easy, CURLOPT_URL, wire);
    curl_free(wire);
    curl_url_cleanup(parts);
    return code;
}

/* A mail server is asked as a web server is: its address judged, its time measured. */
static void prepare_mail(struct transfer *transfer, CURL *easy)
{
    bool is_private = transfer_may_be_private(transfer);
    curl_slist_free_all(transfer->lines);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    mail_prepare(easy, transfer->request.mail, is_private, &transfer->arena, &transfer->lines,
                 &transfer->recipients, &transfer->parts);
}

int transfer_prepare(struct transfer *transfer, const struct transfer_common *common)
{
    if (transfer->request.mail == NULL && !url_is_http(transfer->url))
        return error_set(&transfer->error, STATUS_CONFIG, "not an http address: %s", transfer->url);
    /* Behind a proxy nothing but the name can be judged. */
    if (!transfer_may_be_private(transfer) && address_names_private(transfer->url))
        return error_set(&transfer->error, STATUS_IO,
                         "%s leads to a private address (allow-private is not set)", transfer->url);
    CURL *easy = curl_easy_init();
    if (easy == NULL)
        abort();
    transfer->easy = easy;
    transfer->is_starved = false;
    if (set_url(easy, transfer->url) != CURLE_OK)
        return error_set(&transfer->error, STATUS_CONFIG, "not an address that can be fetched: %s",
                         transfer->url);
    transfer->headers = (struct headers){0};
    buf_clear(&transfer->body);
    add_lines(transfer);
    set_request(easy, transfer, common);
    set_limits(easy, transfer->limits, transfer->spent_s);
    set_callbacks(easy, transfer);
    if (transfer->request.mail != NULL)
        prepare_mail(transfer, easy);
    return 0;
}

/* A form goes on where 307 and 308 send it; the others would make a GET of it. */
static bool is_redirect(const struct transfer *transfer, long status)
{
    bool same_method = status == 307 || status == 308;
    bool sends = transfer->request.form != NULL || transfer->request.body != NULL;
    return same_method || (!sends && status >= 301 && status <= 303);
}

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

static void response_fill(const struct transfer *transfer, enum fetch_outcome outcome, long status,
                          int64_t now, struct fetch_response *response)
{
    const struct headers *headers = &transfer->headers;
    bool good = outcome == FETCH_OK || outcome == FETCH_NOT_MODIFIED;
    bool moved = good && transfer->permanent && transfer->n_hops > 0;
    *response = (struct fetch_response){.outcome = outcome,
                                        .http_status = status,
                                        .error = good ? "" : transfer->error.text,
                                        .body = transfer->body.data,
                                        .body_n = transfer->body.n,
                                        .url = transfer->url,
                                        .moved_url = moved ? transfer->url : "",
                                        .etag = or_empty(headers->etag),
                                        .last_modified = or_empty(headers->last_modified),
                                        .content_type = or_empty(headers->content_type),
                                        .content_location = or_empty(headers->content_location),
                                        .links = or_empty(headers->link),
                                        .fresh_s = headers_fresh_s(headers, now),
                                        .retry_after_s = headers_retry_after_s(headers, now)};
}

void transfer_fail(struct transfer *transfer, struct fetch_response *response)
{
    bool is_backed_off = transfer->backoff_s > 0;
    char span[DATE_SIZE];
    if (is_backed_off)
        error_set(&transfer->error, STATUS_BUSY, "not asked: its host wants to be left alone for %s",
                  date_span((int64_t)transfer->backoff_s, span));
    response_fill(transfer, is_backed_off ? FETCH_BACKED_OFF : FETCH_REFUSED, 0, 0, response);
    if (is_backed_off)
        response->retry_after_s = (int64_t)transfer->backoff_s + 1;
}

/* The next hop, or a refusal; true when the transfer goes on. */
static bool follow(struct transfer *transfer, long status, enum fetch_outcome *outcome)
{
    char *target = NULL;
    *outcome = FETCH_REFUSED;
    if (curl_easy_getinfo(transfer->easy, CURLINFO_REDIRECT_URL, &target) != CURLE_OK || target == NULL) {
        *outcome = FETCH_HTTP;
        error_set(&transfer->error, STATUS_IO, "HTTP %ld without a Location", status);
        return false;
    }
    if (transfer->n_hops >= transfer->limits->n_redirects) {
        error_set(&transfer->error, STATUS_LIMIT, "more than %d redirects", transfer->limits->n_redirects);
        return false;
    }
    if (!url_is_http(target)) {
        error_set(&transfer->error, STATUS_IO, "redirected to %s, which is not followed", target);
        return false;
    }
    transfer->n_hops++;
    transfer->permanent = transfer->permanent && (status == 301 || status == 308);
    transfer->url = arena_strdup(&transfer->arena, target);
    if (!transfer_may_be_private(transfer) && address_names_private(transfer->url)) {
        error_set(&transfer->error, STATUS_IO,
                  "redirected to the private address %s (allow-private is not set)", transfer->url);
        return false;
    }
    return true;
}

static enum fetch_outcome judge_status(struct transfer *transfer, long status)
{
    bool conditional = transfer->request.etag != NULL || transfer->request.last_modified != NULL;
    if (status == 304 && conditional)
        return FETCH_NOT_MODIFIED;
    /* 206 is a part of what was asked; 204 and 205 are nothing of it. */
    bool sends = transfer->request.form != NULL || transfer->request.body != NULL;
    bool is_whole = sends || status < 204 || status > 206;
    if (status >= 200 && status < 300 && is_whole)
        return FETCH_OK;
    error_set(&transfer->error, STATUS_IO,
              status == 304 ? "HTTP %ld, although nothing was asked" : "HTTP %ld", status);
    return FETCH_HTTP;
}

/* "… port 443 after 12 ms: …" loses its time, so that the same fault is the same line at every poll. */
static void drop_duration(char *text)
{
    char *after = strstr(text, " after ");
    size_t digits = after != NULL ? strspn(after + 7, "0123456789") : 0;
    if (digits > 0 && strncmp(after + 7 + digits, " ms", 3) == 0)
        memmove(after, after + 10 + digits, strlen(after + 10 + digits) + 1);
}

static enum fetch_outcome too_large(struct transfer *transfer)
{
    error_set(&transfer->error, STATUS_LIMIT, "more than %zu bytes", transfer->limits->body_bytes);
    return FETCH_TOO_LARGE;
}

static enum fetch_outcome judge_failure(struct transfer *transfer, CURLcode code)
{
    const struct fetch_limits *limits = transfer->limits;
    if (transfer->refused) {
        error_set(&transfer->error, STATUS_IO, "%s leads to a private address (allow-private is not set)",
                  transfer->url);
        return FETCH_REFUSED;
    }
    if (transfer->header_flood) {
        error_set(&transfer->error, STATUS_LIMIT, "more than %zu bytes of headers", limits->header_bytes);
        return FETCH_TOO_LARGE;
    }
    if (transfer->body.full)
        return too_large(transfer);
    drop_duration(transfer->curl_error);
    error_set(&transfer->error, STATUS_IO, "%s",
              transfer->curl_error[0] != '\0' ? transfer->curl_error : curl_easy_strerror(code));
    return code == CURLE_OPERATION_TIMEDOUT ? FETCH_TIMEOUT : FETCH_UNREACHABLE;
}

/* Does the way in which libcurl ended say that the connection broke off in the middle of a good answer? */
static bool is_cut(const struct transfer *transfer, CURLcode code, long status)
{
    static const CURLcode cuts[] = {CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM, CURLE_HTTP2};
    if (transfer->refused || transfer->header_flood || transfer->body.full || transfer->body.n == 0 ||
        status < 200 || status > 203)
        return false;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        if (code == cuts[i])
            return true;
    return false;
}

/* A good answer's body without its codings. */
static enum fetch_outcome take_off_codings(struct transfer *transfer, bool cut)
{
    enum decoded decoded = decode_body(&transfer->body, transfer->headers.content_encoding);
    if (decoded == DECODED_TOO_LARGE)
        return too_large(transfer);
    if (!cut && decoded == DECODED_WHOLE)
        return FETCH_OK;
    error_set(&transfer->error, STATUS_IO, "the connection ended before the document did");
    return FETCH_CUT;
}

bool transfer_settle(struct transfer *transfer, CURLcode code, int64_t now, struct fetch_response *response)
{
    long status = 0;
    curl_off_t spent_us = 0;
    enum fetch_outcome outcome = FETCH_REFUSED;
    bool goes_on = false;
    curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &spent_us);
    transfer->spent_s += (double)spent_us / 1e6;
    bool cut = is_cut(transfer, code, status);
    if (code != CURLE_OK && !cut)
        outcome = judge_failure(transfer, code);
    else if (is_redirect(transfer, status))
        goes_on = follow(transfer, status, &outcome);
    else
        outcome = judge_status(transfer, status);
    if (outcome == FETCH_OK && !goes_on)
        outcome = take_off_codings(transfer, cut);
    hop_release(transfer);
    if (!goes_on)
        response_fill(transfer, outcome, status, now, response);
    return !goes_on;
}
