#include "weir/run/unsubscribe.h"

#include "weir/deliver/deliver.h"
#include "weir/store/delivery.h"
#include "weir/system/log.h"

/* The delivery whose token the address bears: its status, 404 when there is none. */
static unsigned find(struct store *store, const struct serve_request *request, struct arena *arena,
                     struct delivery_state *out)
{
    struct error err;
    int found = store_find_delivery(store, request->below, arena, out, &err);
    if (found < 0)
        log_error("deliveries: %s", err.text);
    return found > 0 ? 200 : found == 0 ? 404 : 500;
}

/* A mail program, or a person: both end it by the same POST, never by merely looking (RFC 8058 §3.1). */
static unsigned show_form(const struct serve_request *request, void *arg, struct buf *out)
{
    struct delivery_state state;
    struct arena arena;
    arena_init(&arena);
    unsigned status = find(arg, request, &arena, &state);
    if (status != 200)
        buf_adds(out, "<!DOCTYPE html><title>weir</title><p>There is no such delivery.</p>\n");
    else if (state.is_ended)
        buf_adds(out, "<!DOCTYPE html><title>weir</title><p>This delivery has ended.</p>\n");
    else
        buf_adds(out, "<!DOCTYPE html><title>weir</title><form method=\"post\">"
                      "<button>End this delivery</button></form>\n");
    arena_release(&arena);
    return status;
}

static unsigned end_delivery(const struct serve_request *request, void *arg, struct buf *out)
{
    struct delivery_state state;
    struct arena arena;
    struct error err;
    arena_init(&arena);
    unsigned status = find(arg, request, &arena, &state);
    if (status == 200 && !state.is_ended) {
        state.is_ended = true;
        if (store_put_delivery(arg, &state, &err) < 0) {
            log_error("deliveries: %s", err.text);
            status = 500;
        } else
            log_info("[deliver %s]: ended by its receiver", state.name);
    }
    buf_adds(out, status == 200   ? "<!DOCTYPE html><title>weir</title><p>This delivery has ended.</p>\n"
                  : status == 404 ? "<!DOCTYPE html><title>weir</title><p>There is no such delivery.</p>\n"
                                  : "<!DOCTYPE html><title>weir</title><p>Try again later.</p>\n");
    arena_release(&arena);
    return status;
}

const struct serve_route unsubscribe_routes[] = {
    {"GET", "/" DELIVER_UNSUBSCRIBE_PATH, "text/html; charset=utf-8", 0, show_form, NULL},
    {"POST", "/" DELIVER_UNSUBSCRIBE_PATH, "text/html; charset=utf-8", UNSUBSCRIBE_LIMIT_BODY, end_delivery,
     NULL},
};
const size_t n_unsubscribe_routes = sizeof unsubscribe_routes / sizeof *unsubscribe_routes;
