#include "weir/deliver/deliver.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "gather.h"
#include "weir/deliver/receiver.h"
#include "weir/store/delivery.h"
#include "weir/system/file.h"
#include "weir/system/log.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

#define LOOK_S       60             /* between two looks for a digest that is due */
#define LIMIT_SECRET ((size_t)4096) /* bytes of a file that holds one */

/* One [deliver …] section. */
struct errand {
    struct deliver *deliver;
    const struct delivery *delivery;
    int64_t look_at; /* when it is looked again for something to tell */
    bool is_under_way;
    char *telling; /* what the store will remember when it has arrived */
};

struct deliver {
    struct deliver_tools tools;
    struct errand *errands; /* in the configuration's order */
    size_t n_errands, n_under_way;
};

static bool is_mail(const struct delivery *delivery)
{
    return *delivery->format == '\0';
}

/* Does the receiver know a second try by its identity, and drop it? */
static bool is_idempotent(const struct delivery *delivery)
{
    return strcmp(delivery->format, "matrix") == 0 || strcmp(delivery->format, "json") == 0;
}

/* The first line of the file; "" where none is named. */
static int read_secret(const char *path, struct arena *arena, const char **out, struct error *err)
{
    const char *text = "";
    size_t n = 0;
    if (*path != '\0' && file_read_text(path, LIMIT_SECRET, arena, &text, &n, err) < 0)
        return -1;
    *out = arena_copy(arena, text, strcspn(text, "\r\n"));
    return 0;
}

/* What goes along with a delivery. */
struct secrets {
    const char *to, *password, *secret;
};

static int read_secrets(const struct delivery *delivery, struct arena *arena, struct secrets *out,
                        struct error *err)
{
    if (read_secret(delivery->to_file, arena, &out->to, err) < 0 ||
        read_secret(delivery->password_file, arena, &out->password, err) < 0 ||
        read_secret(delivery->secret_file, arena, &out->secret, err) < 0)
        return error_prefix(err, "[deliver %s]", delivery->name);
    if (*delivery->to != '\0')
        out->to = delivery->to;
    return 0;
}

static const char *domain_of(const char *mailbox)
{
    return strrchr(mailbox, '@') + 1;
}

static const char *unsubscribe_address(const struct conf *conf, const char *token, struct arena *arena)
{
    bool is_reachable = strncmp(conf->base_url, "https://", 8) == 0 && *token != '\0';
    return is_reachable ? arena_printf(arena, "%s" DELIVER_UNSUBSCRIBE_PATH "%s", conf->base_url, token) : "";
}

static char *written(const struct message *message, enum markup markup, struct arena *arena)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    message_write(message, markup, &out);
    char *text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return text;
}

static struct fetch_mail letter_of(const struct conf *conf, const struct delivery *delivery,
                                   const struct secrets *secrets, const char *token,
                                   const struct message *message, struct arena *arena)
{
    const char *domain = domain_of(delivery->from), *unsubscribe = unsubscribe_address(conf, token, arena);
    return (struct fetch_mail){
        .from = delivery->from,
        .to = secrets->to,
        .subject = message->title,
        .id = arena_printf(arena, "%s@%s", message->id, domain),
        .list_id = arena_printf(arena, "weir-%s.%s", url_escape(arena, delivery->name), domain),
        .unsubscribe = unsubscribe,
        .at = message->at,
        .text = written(message, MARKUP_MARKDOWN, arena),
        .html = written(message, MARKUP_HTML, arena)};
}

/* The request that carries what was gathered. `*mail` holds the letter while the request points to it. */
static int make_request(const struct deliver_tools *tools, const struct delivery *delivery,
                        const struct secrets *secrets, const char *token, const struct gathered *gathered,
                        struct arena *arena, struct fetch_mail *mail, struct fetch_request *out,
                        struct error *err)
{
    if (is_mail(delivery)) {
        *mail = letter_of(tools->conf, delivery, secrets, token, &gathered->message, arena);
        *out = (struct fetch_request){
            .url = delivery->server, .user = delivery->user, .password = secrets->password, .mail = mail};
        return 0;
    }
    struct receiver_address address = {
        .url = secrets->to, .secret = secrets->secret, .token = secrets->password};
    struct receiver_request request;
    if (receiver_request(receiver_find(delivery->format), &address, &gathered->message, &gathered->stories,
                         tools->now(), arena, &request, err) < 0)
        return error_prefix(err, "[deliver %s]", delivery->name);
    *out = (struct fetch_request){.url = request.url,
                                  .headers = request.headers,
                                  .n_headers = request.n_headers,
                                  .proxy = *tools->conf->proxy != '\0' ? tools->conf->proxy : NULL,
                                  .method = request.method,
                                  .body = request.body,
                                  .n_body = request.n_body};
    return 0;
}

/* It has arrived, or nobody will ever know. */
static void note_told(struct delivery_state *state, const char *told)
{
    state->told = told;
    state->sending = state->failure = "";
    state->n_failures = 0;
    state->retry_at = DATE_NONE;
}

static void note_failure(struct delivery_state *state, const char *why, int64_t now)
{
    int64_t wait_s = DELIVER_RETRY_S;
    for (int i = 0; i < state->n_failures && wait_s < DELIVER_RETRY_CAP_S; i++)
        wait_s *= 2;
    if (state->n_failures++ == 0 || strcmp(state->failure, why) != 0)
        log_warn("[deliver %s]: %s; it is tried again", state->name, why);
    state->sending = "";
    state->failure = why;
    state->retry_at = now + (wait_s < DELIVER_RETRY_CAP_S ? wait_s : DELIVER_RETRY_CAP_S);
}

static void put_state(struct store *store, const struct delivery_state *state)
{
    struct error err;
    if (store_put_delivery(store, state, &err) < 0)
        log_error("[deliver %s]: %s", state->name, err.text);
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct errand *errand = arg;
    const struct delivery *delivery = errand->delivery;
    const struct deliver_tools *tools = &errand->deliver->tools;
    struct delivery_state state;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    errand->is_under_way = false;
    errand->deliver->n_under_way--;
    if (store_get_delivery(tools->store, delivery->name, &arena, &state, &err) < 0) {
        log_error("[deliver %s]: %s", delivery->name, err.text);
        arena_release(&arena);
        return;
    }
    const struct receiver *receiver = is_mail(delivery) ? NULL : receiver_find(delivery->format);
    if (response->outcome == FETCH_TIMEOUT && !is_idempotent(delivery)) {
        log_warn("[deliver %s]: %s; it may have arrived, and is not sent again", delivery->name,
                 response->error);
        note_told(&state, errand->telling);
    } else if (response->outcome != FETCH_OK)
        note_failure(&state, response->error, tools->now());
    else if (receiver != NULL && receiver_took(receiver, response->body, response->body_n, &err) < 0)
        note_failure(&state, err.text, tools->now());
    else {
        log_info("[deliver %s]: delivered", delivery->name);
        note_told(&state, errand->telling);
    }
    put_state(tools->store, &state);
    free(errand->telling);
    errand->telling = NULL;
    arena_release(&arena);
}

/* 128 bits that nobody can guess, once for each delivery. */
static const char *new_token(struct arena *arena)
{
    unsigned char bytes[16];
    const char *token = "";
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return token;
    for (size_t i = 0; i < sizeof bytes; i++)
        token = arena_printf(arena, "%s%02x", token, bytes[i]);
    return token;
}

/* Sends what was gathered; the store knows before that it is under way. */
static int send_off(struct errand *errand, struct delivery_state *state, const struct gathered *gathered,
                    struct arena *arena, struct error *err)
{
    const struct deliver_tools *tools = &errand->deliver->tools;
    struct fetch_request request;
    struct fetch_mail mail;
    struct secrets secrets;
    if (read_secrets(errand->delivery, arena, &secrets, err) < 0 ||
        make_request(tools, errand->delivery, &secrets, state->token, gathered, arena, &mail, &request, err) <
            0)
        return -1;
    state->sending = gathered->told;
    if (store_put_delivery(tools->store, state, err) < 0)
        return -1;
    errand->telling = strdup(gathered->told);
    if (errand->telling == NULL)
        abort();
    errand->is_under_way = true;
    errand->deliver->n_under_way++;
    fetch_start(tools->fetch, &request, on_response, errand);
    return 0;
}

static int send_due(struct errand *errand, struct arena *arena, struct error *err)
{
    const struct deliver_tools *tools = &errand->deliver->tools;
    const struct delivery *delivery = errand->delivery;
    int64_t now = tools->now();
    struct delivery_state state;
    struct gathered gathered;
    if (store_get_delivery(tools->store, delivery->name, arena, &state, err) < 0)
        return -1;
    if (state.is_ended || (state.retry_at != DATE_NONE && now < state.retry_at)) {
        errand->look_at = state.is_ended ? INT64_MAX : state.retry_at;
        return 0;
    }
    int rc = gather(tools->store, tools->conf, delivery, state.told, false, now, arena, &gathered, err);
    if (rc < 0)
        return -1;
    if (*state.token == '\0')
        state.token = new_token(arena);
    if (rc == 0) {
        bool is_news = gathered.told != NULL && strcmp(gathered.told, state.told) != 0;
        state.told = is_news ? gathered.told : state.told;
        return is_news ? store_put_delivery(tools->store, &state, err) : 0;
    }
    if (send_off(errand, &state, &gathered, arena, err) == 0)
        return 0;
    note_failure(&state, err->text, now);
    return store_put_delivery(tools->store, &state, err);
}

void deliver_due(struct deliver *deliver)
{
    for (size_t i = 0; i < deliver->n_errands; i++) {
        struct errand *errand = &deliver->errands[i];
        struct arena arena;
        struct error err;
        int64_t now = deliver->tools.now();
        bool is_digest = errand->delivery->what <= DELIVER_WEEKLY;
        if (errand->is_under_way || now < errand->look_at)
            continue;
        errand->look_at = now + (is_digest ? LOOK_S : DELIVER_NEWS_S);
        arena_init(&arena);
        if (send_due(errand, &arena, &err) < 0)
            log_error("[deliver %s]: %s", errand->delivery->name, err.text);
        arena_release(&arena);
    }
}

/* What was under way when weir died: is it to be sent again? */
static int settle(struct deliver *deliver, const struct delivery *delivery, struct error *err)
{
    struct delivery_state state;
    struct arena arena;
    arena_init(&arena);
    int rc = store_get_delivery(deliver->tools.store, delivery->name, &arena, &state, err);
    if (rc == 0 && *state.sending != '\0') {
        if (is_idempotent(delivery))
            state.sending = "";
        else {
            log_warn("[deliver %s]: weir ended while it was sent; it may have arrived, and is not sent again",
                     delivery->name);
            note_told(&state, state.sending);
        }
        rc = store_put_delivery(deliver->tools.store, &state, err);
    }
    arena_release(&arena);
    return rc;
}

int deliver_open(const struct deliver_tools *tools, struct deliver **out, struct error *err)
{
    const struct conf *conf = tools->conf;
    struct deliver *deliver = calloc(1, sizeof *deliver);
    if (deliver == NULL)
        abort();
    *deliver = (struct deliver){.tools = *tools, .n_errands = conf->n_deliveries};
    deliver->errands = calloc(conf->n_deliveries + 1, sizeof *deliver->errands);
    if (deliver->errands == NULL)
        abort();
    int rc = 0;
    for (size_t i = 0; i < conf->n_deliveries && rc == 0; i++) {
        deliver->errands[i] = (struct errand){.deliver = deliver, .delivery = &conf->deliveries[i]};
        rc = settle(deliver, &conf->deliveries[i], err);
    }
    *out = rc == 0 ? deliver : NULL;
    if (rc < 0)
        deliver_close(deliver);
    return rc;
}

void deliver_close(struct deliver *deliver)
{
    if (deliver == NULL)
        return;
    for (size_t i = 0; i < deliver->n_errands; i++)
        free(deliver->errands[i].telling);
    free(deliver->errands);
    free(deliver);
}

size_t deliver_n_under_way(const struct deliver *deliver)
{
    return deliver->n_under_way;
}

static void show_request(const struct fetch_request *request, struct buf *out)
{
    const struct fetch_mail *mail = request->mail;
    if (mail == NULL) {
        buf_addf(out, "%s %s\n\n%s\n", request->method, request->url, request->body);
        return;
    }
    buf_addf(out, "%s\nTo: %s\nSubject: %s\nMessage-ID: <%s>\nList-Id: <%s>\n", request->url, mail->to,
             mail->subject, mail->id, mail->list_id);
    if (*mail->unsubscribe != '\0')
        buf_addf(out, "List-Unsubscribe: <%s>\n", mail->unsubscribe);
    buf_addf(out, "\n%s", mail->text);
}

int deliver_preview(const struct deliver_tools *tools, const struct delivery *delivery, struct buf *out,
                    struct error *err)
{
    const struct secrets hidden = {.to = *delivery->to != '\0' ? delivery->to : "https://ADDRESS/SECRET",
                                   .password = "TOKEN",
                                   .secret = "SECRET"};
    struct gathered gathered;
    struct fetch_request request;
    struct fetch_mail mail;
    struct arena arena;
    arena_init(&arena);
    int rc = gather(tools->store, tools->conf, delivery, "", true, tools->now(), &arena, &gathered, err);
    if (rc == 0)
        buf_addf(out, "[deliver %s]: there is nothing to deliver now\n", delivery->name);
    if (rc > 0 &&
        (rc = make_request(tools, delivery, &hidden, "TOKEN", &gathered, &arena, &mail, &request, err)) == 0)
        show_request(&request, out);
    arena_release(&arena);
    return rc;
}
