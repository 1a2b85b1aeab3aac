#include "weir/deliver/receiver.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "weir/text/hash.h"
#include "weir/text/signature.h"
#include "weir/text/url.h"

/* What a row's builder works with. */
struct building {
    const struct receiver_address *address;
    const struct message *message; /* cut to what fits */
    const struct feed *feed;
    int64_t now;
    struct arena *arena;
    struct receiver_request *request;
    struct error *err;
};

struct receiver {
    const char *name;
    int (*build)(struct building *building);
    const char
        *verdict;      /* the member of its JSON answer that says whether it took it; NULL: the status does */
    bool is_true_good; /* that member is `true` when it did, else 0 */
};

/* The message in a markup, at most `limit` bytes of it; a limit of the text, not of the body around it. */
static const char *text_of(struct building *b, enum markup markup, size_t limit)
{
    size_t n = message_n_items(b->message);
    struct buf out;
    buf_init(&out, BUF_LIMIT_OUTPUT);
    for (struct message cut = *b->message;; cut = message_cut(b->message, n, b->arena)) {
        buf_clear(&out);
        message_write(&cut, markup, &out);
        if (out.n <= limit || n == 0)
            break;
        n = n * limit / out.n < n ? n * limit / out.n : n - 1;
    }
    const char *text = arena_copy(b->arena, out.data, out.n);
    buf_release(&out);
    return text;
}

static int send_json(struct building *b, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    if (text == NULL)
        abort();
    b->request->body = arena_strdup(b->arena, text);
    b->request->n_body = strlen(text);
    free(text);
    json_decref(json);
    return 0;
}

static void add_header(struct building *b, const char *name, const char *value)
{
    struct receiver_request *request = b->request;
    request->headers = arena_grow(b->arena, request->headers, request->n_headers, sizeof *request->headers);
    request->headers[request->n_headers++] = arena_printf(b->arena, "%s: %s", name, value);
}

static void add_bearer(struct building *b)
{
    if (*b->address->token != '\0')
        add_header(b, "Authorization", arena_printf(b->arena, "Bearer %s", b->address->token));
}

/* The address without its query and fragment, and without the slashes at its end. */
static char *address_root(struct building *b)
{
    size_t n = strcspn(b->address->url, "?#");
    while (n > 0 && b->address->url[n - 1] == '/')
        n--;
    return arena_copy(b->arena, b->address->url, n);
}

/* Parts the last segment of the address's path from what is before it; false when there is none. */
static bool split_last(struct building *b, char **before, const char **last)
{
    char *root = address_root(b), *host = strstr(root, "://");
    char *slash = strrchr(root, '/');
    if (host == NULL || slash <= host + 2 || slash[1] == '\0')
        return false;
    *slash = '\0';
    *before = root;
    *last = slash + 1;
    return true;
}

/* A JSON Feed 1.1 (jsonfeed.org) of the items alone: identity, address, title, dates, text. */
static int build_json(struct building *b)
{
    json_t *items = json_array();
    for (size_t i = 0; i < b->feed->n_items; i++) {
        const struct item *item = &b->feed->items[i];
        json_t *topics = json_array();
        for (size_t k = 0; k < item->n_hits; k++)
            json_array_append_new(topics, json_string(item->hits[k].topic));
        json_array_append_new(items,
                              json_pack("{s:s, s:s, s:s, s:s, s:o}", "id", item->uid, "url", item->url,
                                        "title", item->title, "content_html",
                                        *item->content_html != '\0' ? item->content_html : item->summary_html,
                                        "tags", topics));
    }
    int rc =
        send_json(b, json_pack("{s:s, s:s, s:s, s:o}", "version", "https://jsonfeed.org/version/1.1", "title",
                               b->message->title, "home_page_url", b->message->url, "items", items));
    char hex[SIGNATURE_HEX_SIZE];
    signature_hex(b->address->secret, b->request->body, b->request->n_body, hex);
    if (*b->address->secret != '\0')
        add_header(b, "X-Hub-Signature-256", arena_printf(b->arena, "sha256=%s", hex));
    add_header(b, "Idempotency-Key", b->message->id);
    add_bearer(b);
    return rc;
}

/* api.slack.com, "Sending messages using incoming webhooks": text of at most 40,000 characters; answers "ok".
 */
static int build_slack(struct building *b)
{
    return send_json(b, json_pack("{s:s, s:b, s:b}", "text", text_of(b, MARKUP_SLACK, 39000), "unfurl_links",
                                  0, "unfurl_media", 0));
}

/* core.telegram.org/bots/api, sendMessage: 4096 characters; the bot's token stands in the path. The chat is
 * written into `to`: https://api.telegram.org/?chat_id=@channel. */
static int build_telegram(struct building *b)
{
    const char *chat = url_query(b->arena, b->address->url, "chat_id");
    if (chat == NULL || *b->address->token == '\0')
        return error_set(
            b->err, STATUS_CONFIG,
            "telegram wants \"to = https://api.telegram.org/?chat_id=CHAT\" and the bot's token in "
            "\"password-file\"");
    b->request->url = arena_printf(b->arena, "%s/bot%s/sendMessage", address_root(b), b->address->token);
    return send_json(b, json_pack("{s:s, s:s, s:s, s:{s:b}}", "chat_id", chat, "text",
                                  text_of(b, MARKUP_TELEGRAM, 4096), "parse_mode", "HTML",
                                  "link_preview_options", "is_disabled", 1));
}

/* open.feishu.cn, custom bots: a card with Markdown, 20 kB; signed by HMAC-SHA256 of nothing under the key
 * "TIMESTAMP\nSECRET". */
static int build_feishu(struct building *b)
{
    struct message body = *b->message;
    body.title = "";
    struct building untitled = *b;
    untitled.message = &body;
    json_t *card = json_pack("{s:{s:{s:s, s:s}}, s:[{s:s, s:s}]}", "header", "title", "tag", "plain_text",
                             "content", b->message->title, "elements", "tag", "markdown", "content",
                             text_of(&untitled, MARKUP_MARKDOWN, 18000));
    json_t *json = json_pack("{s:s, s:o}", "msg_type", "interactive", "card", card);
    if (*b->address->secret != '\0') {
        char sign[SIGNATURE_BASE64_SIZE];
        const char *timestamp = arena_printf(b->arena, "%" PRId64, b->now);
        signature_base64(arena_printf(b->arena, "%s\n%s", timestamp, b->address->secret), "", 0, sign);
        json_object_set_new(json, "timestamp", json_string(timestamp));
        json_object_set_new(json, "sign", json_string(sign));
    }
    return send_json(b, json);
}

/* developer.work.weixin.qq.com, group robots: Markdown of at most 4096 bytes. */
static int build_wecom(struct building *b)
{
    return send_json(b, json_pack("{s:s, s:{s:s}}", "msgtype", "markdown", "markdown", "content",
                                  text_of(b, MARKUP_MARKDOWN, 4096)));
}

/* open.dingtalk.com, custom robots: Markdown, 20,000 bytes; signed in the address by HMAC-SHA256 of
 * "MILLISECONDS\nSECRET". */
static int build_dingtalk(struct building *b)
{
    if (*b->address->secret != '\0') {
        char sign[SIGNATURE_BASE64_SIZE];
        const char *timestamp = arena_printf(b->arena, "%" PRId64, b->now * 1000);
        const char *text = arena_printf(b->arena, "%s\n%s", timestamp, b->address->secret);
        signature_base64(b->address->secret, text, strlen(text), sign);
        b->request->url = arena_printf(b->arena, "%s%ctimestamp=%s&sign=%s", b->address->url,
                                       strchr(b->address->url, '?') != NULL ? '&' : '?', timestamp,
                                       url_escape(b->arena, sign));
    }
    return send_json(b, json_pack("{s:s, s:{s:s, s:s}}", "msgtype", "markdown", "markdown", "title",
                                  b->message->title, "text", text_of(b, MARKUP_MARKDOWN, 18000)));
}

/* spec.matrix.org, PUT …/rooms/ROOM/send/m.room.message/TXN: an event of at most 65,536 bytes. The room is
 * written into `to`: https://matrix.example.org/!room:example.org. The transaction's id makes a second try
 * the same event. */
static int build_matrix(struct building *b)
{
    char *server;
    const char *room;
    if (!split_last(b, &server, &room) || *b->address->token == '\0')
        return error_set(b->err, STATUS_CONFIG,
                         "matrix wants \"to = https://SERVER/!ROOM:SERVER\" and an access token in "
                         "\"password-file\"");
    b->request->method = "PUT";
    b->request->url = arena_printf(b->arena, "%s/_matrix/client/v3/rooms/%s/send/m.room.message/%016" PRIx64,
                                   server, url_escape(b->arena, room),
                                   hash_more(HASH_START, b->message->id, strlen(b->message->id)));
    add_bearer(b);
    return send_json(b, json_pack("{s:s, s:s, s:s, s:s}", "msgtype", "m.notice", "body",
                                  text_of(b, MARKUP_MARKDOWN, 20000), "format", "org.matrix.custom.html",
                                  "formatted_body", text_of(b, MARKUP_HTML, 30000)));
}

/* docs.ntfy.sh, "Publish as JSON": to the server's root, the topic in the body; 4,096 bytes of message. */
static int build_ntfy(struct building *b)
{
    char *server;
    const char *topic;
    struct message body = *b->message;
    body.title = "";
    struct building untitled = *b;
    untitled.message = &body;
    if (!split_last(b, &server, &topic))
        return error_set(b->err, STATUS_CONFIG, "ntfy wants \"to = https://ntfy.sh/TOPIC\"");
    b->request->url = server;
    add_bearer(b);
    json_t *json = json_pack("{s:s, s:s, s:s, s:b}", "topic", topic, "title", b->message->title, "message",
                             text_of(&untitled, MARKUP_MARKDOWN, 4096), "markdown", 1);
    if (*b->message->url != '\0')
        json_object_set_new(json, "click", json_string(b->message->url));
    return send_json(b, json);
}

static const struct receiver receivers[] = {
    {"json", build_json, NULL, false},        {"slack", build_slack, NULL, false},
    {"telegram", build_telegram, "ok", true}, {"feishu", build_feishu, "code", false},
    {"wecom", build_wecom, "errcode", false}, {"dingtalk", build_dingtalk, "errcode", false},
    {"matrix", build_matrix, NULL, false},    {"ntfy", build_ntfy, NULL, false},
};

const struct receiver *receiver_find(const char *name)
{
    for (size_t i = 0; i < sizeof receivers / sizeof *receivers; i++)
        if (strcmp(receivers[i].name, name) == 0)
            return &receivers[i];
    return NULL;
}

int receiver_request(const struct receiver *receiver, const struct receiver_address *address,
                     const struct message *message, const struct feed *feed, int64_t now, struct arena *arena,
                     struct receiver_request *out, struct error *err)
{
    struct building building = {.address = address,
                                .message = message,
                                .feed = feed,
                                .now = now,
                                .arena = arena,
                                .request = out,
                                .err = err};
    *out = (struct receiver_request){.method = "POST", .url = address->url};
    add_header(&building, "Content-Type", "application/json; charset=utf-8");
    return receiver->build(&building);
}

int receiver_took(const struct receiver *receiver, const char *body, size_t n, struct error *err)
{
    if (receiver->verdict == NULL)
        return 0;
    json_t *answer = json_loadb(body, n, 0, NULL);
    const json_t *verdict = json_object_get(answer, receiver->verdict);
    bool took = receiver->is_true_good ? json_is_true(verdict)
                                       : json_is_integer(verdict) && json_integer_value(verdict) == 0;
    if (!took)
        error_set(err, STATUS_IO, "%s says: %.*s", receiver->name, n > 200 ? 200 : (int)n, body);
    json_decref(answer);
    return took ? 0 : -1;
}
