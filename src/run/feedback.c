#include "weir/run/feedback.h"

#include <string.h>
#include <time.h>

#include "weir/publish/site.h"
#include "weir/render/page.h"
#include "weir/rules/curate.h"
#include "weir/text/url.h"
#include "weir/text/xml.h"

enum { HTTP_OK = 200, HTTP_FORBIDDEN = 403, HTTP_NOT_FOUND = 404, HTTP_FAILED = 500 };

/* Did a page of ours send the form? Browsers say so themselves; older ones name the page's origin. */
static bool is_own_form(const struct serve_request *request)
{
    const char *site = serve_header(request, "Sec-Fetch-Site"), *origin = serve_header(request, "Origin");
    if (*serve_header(request, "Forwarded") != '\0' || *serve_header(request, "X-Forwarded-For") != '\0')
        return false;
    if (*site != '\0')
        return strcmp(site, "same-origin") == 0;
    return strncmp(origin, "http://", 7) == 0 && strcmp(origin + 7, serve_header(request, "Host")) == 0;
}

static const char *topic_title(const struct conf *conf, const char *name)
{
    const struct topic *topic = conf_topic(conf, name);
    return topic != NULL ? topic->title : name;
}

/* What was done, a way to take it back, a way home. */
static void write_page(const struct site *site, const char *said, bool can_undo, struct arena *arena,
                       struct buf *out)
{
    enum language language = site->language;
    buf_adds(out, "<!DOCTYPE html>\n");
    xml_open(out, "html", "lang", language_tag(language), NULL);
    buf_adds(out, "<head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/>"
                  "<link rel=\"stylesheet\" href=\"" PAGE_STYLE "\"/>");
    xml_element(out, "title", site->conf->title);
    buf_adds(out, "</head><body><header class=\"top\">");
    xml_open(out, "a", "class", "home", "href", "index.html", NULL);
    xml_text(out, site->conf->title);
    buf_adds(out, "</a></header><main id=\"main\" class=\"digest\">");
    xml_element(out, "p", said);
    if (can_undo) {
        buf_adds(out, "<form class=\"word\" method=\"post\" action=\"undo\">");
        xml_element(out, "button", say(arena, language, SAY_UNDO, NULL));
        buf_adds(out, "</form>");
    }
    buf_adds(out, "</main></body></html>\n");
}

/* What the reader wants done. */
enum wish { WISH_KEEP, WISH_DISMISS, WISH_UNDO };

static int grant(const struct feedback_desk *desk, const struct serve_request *request, enum wish wish,
                 struct arena *arena, struct feedback *said, struct error *err)
{
    const struct curator curator = {.store = desk->store, .conf = desk->conf, .matcher = desk->matcher};
    const char *form = arena_printf(arena, "?%s", request->body_n > 0 ? request->body : "");
    const char *item = url_query(arena, form, "item"), *topic = url_query(arena, form, "topic");
    int64_t now = (int64_t)time(NULL);
    if (wish == WISH_UNDO)
        return curate_undo(&curator, arena, said, err);
    return (wish == WISH_KEEP ? curate_keep : curate_dismiss)(
        &curator, item != NULL ? item : "", topic != NULL ? topic : "", now, arena, said, err);
}

static unsigned take(const struct serve_request *request, const struct feedback_desk *desk, enum wish wish,
                     struct buf *out)
{
    static const enum wording words[] = {SAY_KEPT_FOR, SAY_DISMISSED_FROM, SAY_UNDONE};
    struct feedback said;
    struct site site;
    struct arena arena;
    struct error err;
    unsigned status = HTTP_OK;
    arena_init(&arena);
    if (site_open(desk->store, desk->conf, &arena, &site, &err) < 0)
        status = HTTP_FAILED;
    else if (!site.has_buttons || !is_own_form(request))
        status = HTTP_FORBIDDEN;
    else if (grant(desk, request, wish, &arena, &said, &err) < 0)
        status = err.status == STATUS_NO_INPUT ? HTTP_NOT_FOUND : HTTP_FAILED;
    if (status == HTTP_OK) {
        const char *topic = topic_title(desk->conf, said.topic), *title = said.item.title;
        const char *text = wish == WISH_UNDO ? say(&arena, site.language, SAY_UNDONE, title, NULL)
                                             : say(&arena, site.language, words[wish], topic, title, NULL);
        write_page(&site, text, wish != WISH_UNDO, &arena, out);
        desk->changed(desk->arg);
    } else if (status == HTTP_NOT_FOUND)
        write_page(&site, err.text, false, &arena, out);
    else
        buf_addf(out, "%u\n", status);
    arena_release(&arena);
    return status;
}

static unsigned take_keep(const struct serve_request *request, void *arg, struct buf *out)
{
    return take(request, arg, WISH_KEEP, out);
}

static unsigned take_dismiss(const struct serve_request *request, void *arg, struct buf *out)
{
    return take(request, arg, WISH_DISMISS, out);
}

static unsigned take_undo(const struct serve_request *request, void *arg, struct buf *out)
{
    return take(request, arg, WISH_UNDO, out);
}

const struct serve_route feedback_routes[] = {
    {"POST", "/keep", "text/html; charset=utf-8", FEEDBACK_LIMIT_BODY, take_keep, NULL},
    {"POST", "/dismiss", "text/html; charset=utf-8", FEEDBACK_LIMIT_BODY, take_dismiss, NULL},
    {"POST", "/undo", "text/html; charset=utf-8", FEEDBACK_LIMIT_BODY, take_undo, NULL},
};
const size_t n_feedback_routes = sizeof feedback_routes / sizeof *feedback_routes;
