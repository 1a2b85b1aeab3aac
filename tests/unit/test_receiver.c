/* The requests that deliveries become, and the answers to them, as each program's public documentation shows
 * them. */
#include "test.h"
#include "weir/deliver/receiver.h"

#define NOW 1700000000

static struct message_item items[] = {
    {"A Student That Asks <Back>", "https://arxiv.org/abs/2611.04101", "Mina Park · arXiv", "We let it ask."},
    {"一文读懂知识蒸馏 *上*", "https://mp.weixin.qq.com/s?a=1&b=2", "小模型笔记", ""},
};
static struct message_section sections[] = {{"Knowledge Distillation & more", items, 2}};
static const struct message message = {.id = "daily/2026-11-20",
                                       .title = "NLP — 20 November 2026",
                                       .url = "https://feeds.example.org/digest/daily/2026-11-20.html",
                                       .at = NOW,
                                       .sections = sections,
                                       .n_sections = 1};

static struct item stories[] = {{.uid = "tag:weir,2026:1",
                                 .url = "https://arxiv.org/abs/2611.04101",
                                 .title = "A Student",
                                 .content_html = "<p>We let it ask.</p>",
                                 .summary_html = ""}};
static const struct feed feed = {.items = stories, .n_items = 1};

/* A recorded exchange: what is sent for the message above, and what comes back when it was taken, or not. */
static const struct exchange {
    const char *format, *to, *secret, *token;
    const char *method, *url, *header;
    const char *parts[5]; /* stand in the body */
    const char *taken, *refused;
} exchanges[] = {
    {"json",
     "https://hook.example.org/weir",
     "s3cret",
     "",
     "POST",
     "https://hook.example.org/weir",
     "X-Hub-Signature-256: sha256=",
     {"\"version\":\"https://jsonfeed.org/version/1.1\"", "\"id\":\"tag:weir,2026:1\""},
     "",
     NULL},
    {"slack",
     "https://hooks.slack.com/services/T0/B0/x",
     "",
     "",
     "POST",
     "https://hooks.slack.com/services/T0/B0/x",
     "Content-Type: application/json; charset=utf-8",
     {"<https://arxiv.org/abs/2611.04101|A Student That Asks &lt;Back&gt;> — Mina Park · arXiv",
      "*Knowledge Distillation &amp; more*", "\"unfurl_links\":false"},
     "ok",
     NULL},
    {"telegram",
     "https://api.telegram.org/?chat_id=-1001",
     "",
     "123:abc",
     "POST",
     "https://api.telegram.org/bot123:abc/sendMessage",
     NULL,
     {"\"chat_id\":\"-1001\"", "\"parse_mode\":\"HTML\"",
      "<a href=\\\"https://arxiv.org/abs/2611.04101\\\">A Student That Asks &lt;Back&gt;</a>",
      "s?a=1&amp;b=2"},
     "{\"ok\":true,\"result\":{\"message_id\":1}}",
     "{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}"},
    {"feishu",
     "https://open.feishu.cn/open-apis/bot/v2/hook/x",
     "demo",
     "",
     "POST",
     "https://open.feishu.cn/open-apis/bot/v2/hook/x",
     NULL,
     {"\"msg_type\":\"interactive\"", "\"timestamp\":\"1700000000\"", "\"sign\":\"", "\"tag\":\"markdown\""},
     "{\"code\":0,\"msg\":\"success\"}",
     "{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour from current time\"}"},
    {"wecom",
     "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
     "",
     "",
     "POST",
     "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k",
     NULL,
     {"\"msgtype\":\"markdown\"", "一文读懂知识蒸馏 \\\\*上\\\\*"},
     "{\"errcode\":0,\"errmsg\":\"ok\"}",
     "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"},
    {"dingtalk",
     "https://oapi.dingtalk.com/robot/send?access_token=t",
     "SECdemo",
     "",
     "POST",
     "https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1700000000000&sign=",
     NULL,
     {"\"msgtype\":\"markdown\"", "\"title\":\"NLP — 20 November 2026\""},
     "{\"errcode\":0,\"errmsg\":\"ok\"}",
     "{\"errcode\":310000,\"errmsg\":\"sign not match\"}"},
    {"matrix",
     "https://matrix.example.org/!room:example.org",
     "",
     "syt_x",
     "PUT",
     "https://matrix.example.org/_matrix/client/v3/rooms/%21room%3Aexample.org/send/m.room.message/",
     "Authorization: Bearer syt_x",
     {"\"msgtype\":\"m.notice\"", "\"format\":\"org.matrix.custom.html\"",
      "<h2>Knowledge Distillation &amp; more</h2>"},
     "{\"event_id\":\"$1\"}",
     NULL},
    {"ntfy",
     "https://ntfy.sh/my-list",
     "",
     "",
     "POST",
     "https://ntfy.sh",
     NULL,
     {"\"topic\":\"my-list\"", "\"markdown\":true",
      "\"click\":\"https://feeds.example.org/digest/daily/2026-11-20.html\""},
     "{\"id\":\"x\",\"event\":\"message\"}",
     NULL},
};

static bool has_header(const struct receiver_request *request, const char *header)
{
    for (size_t i = 0; i < request->n_headers; i++)
        if (strncmp(request->headers[i], header, strlen(header)) == 0)
            return true;
    return false;
}

static void recorded_exchanges(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof exchanges / sizeof *exchanges; i++) {
        const struct exchange *exchange = &exchanges[i];
        struct receiver_address address = {exchange->to, exchange->secret, exchange->token};
        struct receiver_request request;
        struct arena arena;
        struct error err;
        arena_init(&arena);
        const struct receiver *receiver = receiver_find(exchange->format);
        assert_non_null(receiver);
        assert_int_equal(receiver_request(receiver, &address, &message, &feed, NOW, &arena, &request, &err),
                         0);
        assert_string_equal(request.method, exchange->method);
        assert_memory_equal(request.url, exchange->url, strlen(exchange->url));
        assert_true(exchange->header == NULL || has_header(&request, exchange->header));
        for (size_t k = 0; k < 5 && exchange->parts[k] != NULL; k++)
            if (strstr(request.body, exchange->parts[k]) == NULL)
                fail_msg("%s: no %s in %s", exchange->format, exchange->parts[k], request.body);
        assert_int_equal(receiver_took(receiver, exchange->taken, strlen(exchange->taken), &err), 0);
        if (exchange->refused != NULL)
            assert_int_equal(receiver_took(receiver, exchange->refused, strlen(exchange->refused), &err), -1);
        arena_release(&arena);
    }
}

/* A week of a thousand stories fits each receiver's limit, and says what it leaves out. */
static void long_messages_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *format;
        size_t limit;
    } limits[] = {
        {"telegram", 6000}, {"wecom", 4600}, {"ntfy", 5000}, {"dingtalk", 21000}, {"matrix", 65536}};
    struct message_item many[1000];
    for (size_t i = 0; i < 1000; i++)
        many[i] = items[i % 2];
    struct message_section one = {"All", many, 1000};
    struct message week = message;
    week.sections = &one;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        struct receiver_address address = {"https://example.org/!r:x?chat_id=1", "", "t"};
        struct receiver_request request;
        struct arena arena;
        struct error err;
        arena_init(&arena);
        assert_int_equal(receiver_request(receiver_find(limits[i].format), &address, &week, &feed, NOW,
                                          &arena, &request, &err),
                         0);
        assert_in_range(request.n_body, limits[i].limit / 4, limits[i].limit);
        assert_non_null(strstr(request.body, "… +"));
        arena_release(&arena);
    }
}

static void wrong_addresses_say_how_they_are_meant(void **state)
{
    (void)state;
    struct receiver_request request;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    struct receiver_address nowhere = {"https://matrix.example.org/", "", "t"};
    static const char *const formats[] = {"telegram", "matrix", "ntfy"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(receiver_request(receiver_find(formats[i]), &nowhere, &message, &feed, NOW, &arena,
                                          &request, &err),
                         -1);
        assert_int_equal(err.status, STATUS_CONFIG);
        assert_non_null(strstr(err.text, "to = https://"));
    }
    assert_null(receiver_find("fax"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded_exchanges),
        cmocka_unit_test(long_messages_are_cut),
        cmocka_unit_test(wrong_addresses_say_how_they_are_meant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
