#include "weir/poll/websub.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "weir/fetch/address.h"
#include "weir/store/subscription.h"
#include "weir/system/log.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

#define ID_BYTES     16
#define SECRET_BYTES 32
#define ID_SIZE      (2 * ID_BYTES + 1)

/* A request to a hub that is under way. */
struct call {
    struct websub *websub; /* NULL: free */
    char id[ID_SIZE];
};

struct websub {
    struct websub_tools tools;
    struct arena arena;
    const char *base; /* what callbacks begin with; "" when none could be called */
    struct call calls[WEBSUB_LIMIT_REQUESTS];
    int64_t looked_at;
};

/* ---- asking hubs ---- */

static void on_answer(const struct fetch_response *response, void *arg)
{
    struct call *call = arg;
    struct websub *websub = call->websub;
    struct subscription subscription;
    struct arena arena;
    struct error err;
    call->websub = NULL;
    /* A hub that accepts says so by calling back. */
    if (response->outcome == FETCH_OK)
        return;
    arena_init(&arena);
    int found = store_get_subscription(websub->tools.store, call->id, &arena, &subscription, &err);
    if (found > 0 && strcmp(subscription.failure, response->error) != 0) {
        log_warn("%s: the hub %s does not take the request: %s", subscription.source, subscription.hub,
                 response->error);
        subscription.failure = response->error;
        found = store_put_subscription(websub->tools.store, &subscription, &err);
    }
    if (found < 0)
        log_error("%s", err.text);
    arena_release(&arena);
}

static const char *write_form(const struct subscription *subscription, struct arena *arena)
{
    const char *form =
        arena_printf(arena, "hub.mode=%s&hub.topic=%s&hub.callback=%s",
                     subscription->is_wanted ? "subscribe" : "unsubscribe",
                     url_escape(arena, subscription->topic), url_escape(arena, subscription->callback));
    return subscription->is_wanted ? arena_printf(arena, "%s&hub.secret=%s&hub.lease_seconds=%d", form,
                                                  subscription->secret, WEBSUB_LEASE_S)
                                   : form;
}

static struct call *free_call(struct websub *websub)
{
    for (size_t i = 0; i < WEBSUB_LIMIT_REQUESTS; i++)
        if (websub->calls[i].websub == NULL)
            return &websub->calls[i];
    return NULL;
}

static int64_t retry_s(int n_tries)
{
    int64_t wait = WEBSUB_RETRY_S;
    for (int i = 1; i < n_tries && wait < WEBSUB_RETRY_CAP_S; i++)
        wait *= 2;
    return wait < WEBSUB_RETRY_CAP_S ? wait : WEBSUB_RETRY_CAP_S;
}

/* Sends the request. Until the hub confirms, it counts as one that failed. */
static int ask(struct websub *websub, struct subscription *subscription, struct arena *arena,
               struct error *err)
{
    const struct conf *conf = websub->tools.conf;
    const struct source *source = conf_source(conf, subscription->source);
    struct call *call = free_call(websub);
    if (call == NULL)
        return 0;
    subscription->n_tries++;
    subscription->next_at = websub->tools.now() + retry_s(subscription->n_tries);
    if (store_put_subscription(websub->tools.store, subscription, err) < 0)
        return -1;
    /* The first word about a hub's address is its source's; one that has called back is known. */
    struct fetch_request request = {.url = subscription->hub,
                                    .form = write_form(subscription, arena),
                                    .proxy = source != NULL ? source->proxy : conf->proxy,
                                    .allow_private = source != NULL && source->allow_private,
                                    .is_hearsay = subscription->verified_at == DATE_NONE};
    call->websub = websub;
    memcpy(call->id, subscription->id, strlen(subscription->id) + 1);
    fetch_start(websub->tools.fetch, &request, on_answer, call);
    return 0;
}

/* ---- what is wanted ---- */

static const char *random_hex(size_t n, struct arena *arena)
{
    unsigned char bytes[SECRET_BYTES];
    char *hex = arena_alloc(arena, 2 * n + 1);
    if (getrandom(bytes, n, 0) != (ssize_t)n)
        abort(); /* the kernel gives so few bytes whole or not at all */
    for (size_t i = 0; i < n; i++)
        for (int half = 0; half < 2; half++)
            hex[2 * i + (size_t)half] = "0123456789abcdef"[bytes[i] >> (half == 0 ? 4 : 0) & 15];
    return hex;
}

static int add(struct websub *websub, const struct named_hub *named, struct arena *arena, struct error *err)
{
    const char *id = random_hex(ID_BYTES, arena);
    struct subscription subscription = {.id = id,
                                        .callback = arena_printf(arena, "%s%s", websub->base, id),
                                        .source = named->source,
                                        .hub = named->hub,
                                        .topic = named->topic,
                                        .secret = random_hex(SECRET_BYTES, arena),
                                        .is_wanted = true,
                                        .verified_at = DATE_NONE,
                                        .lease_until_at = DATE_NONE,
                                        .heard_at = DATE_NONE,
                                        .next_at = websub->tools.now(),
                                        .failure = ""};
    return ask(websub, &subscription, arena, err);
}

/* What the store knows, looked through once. */
struct ledger {
    struct subscription *subscriptions;
    size_t n_subscriptions;
    struct named_hub *hubs;
    size_t n_hubs;
};

static bool is_of(const struct subscription *subscription, const struct named_hub *named)
{
    return subscription->is_wanted && strcmp(subscription->source, named->source) == 0 &&
           strcmp(subscription->hub, named->hub) == 0 && strcmp(subscription->topic, named->topic) == 0;
}

/* A hub out in the world cannot call back at an address of this house. */
static bool is_reachable_from(const struct websub *websub, const char *hub)
{
    return !address_names_private(websub->base) || address_names_private(hub);
}

static bool is_named(const struct websub *websub, const struct ledger *ledger,
                     const struct subscription *subscription)
{
    for (size_t i = 0; i < ledger->n_hubs; i++)
        if (is_of(subscription, &ledger->hubs[i]))
            return conf_source(websub->tools.conf, subscription->source) != NULL;
    return false;
}

static bool has_subscription(const struct ledger *ledger, const struct named_hub *named)
{
    for (size_t i = 0; i < ledger->n_subscriptions; i++)
        if (is_of(&ledger->subscriptions[i], named))
            return true;
    return false;
}

/* Asks what is due; drops what there is nothing to ask about. */
static int keep_one(struct websub *websub, const struct ledger *ledger, struct subscription *subscription,
                    struct arena *arena, struct error *err)
{
    if (subscription->is_wanted && !is_named(websub, ledger, subscription)) {
        subscription->is_wanted = false;
        subscription->n_tries = 0;
        subscription->next_at = websub->tools.now();
    }
    if (!subscription->is_wanted &&
        (subscription->verified_at == DATE_NONE || subscription->n_tries >= WEBSUB_SIGN_OFF_TRIES))
        return store_drop_subscription(websub->tools.store, subscription->id, err);
    return subscription->next_at <= websub->tools.now() ? ask(websub, subscription, arena, err) : 0;
}

static int look(struct websub *websub, struct arena *arena, struct error *err)
{
    struct ledger ledger;
    struct store *store = websub->tools.store;
    if (store_list_subscriptions(store, arena, &ledger.subscriptions, &ledger.n_subscriptions, err) < 0 ||
        store_list_hubs(store, arena, &ledger.hubs, &ledger.n_hubs, err) < 0)
        return -1;
    for (size_t i = 0; i < ledger.n_subscriptions; i++)
        if (keep_one(websub, &ledger, &ledger.subscriptions[i], arena, err) < 0)
            return -1;
    for (size_t i = 0; i < ledger.n_hubs && free_call(websub) != NULL; i++) {
        const struct named_hub *named = &ledger.hubs[i];
        bool wanted = conf_source(websub->tools.conf, named->source) != NULL &&
                      is_reachable_from(websub, named->hub) && !has_subscription(&ledger, named);
        if (wanted && add(websub, named, arena, err) < 0)
            return -1;
    }
    return 0;
}

void websub_keep(struct websub *websub)
{
    struct arena arena;
    struct error err;
    int64_t now = websub->tools.now();
    if (websub->base[0] == '\0' || (now >= websub->looked_at && now - websub->looked_at < WEBSUB_LOOK_S))
        return;
    websub->looked_at = now;
    arena_init(&arena);
    if (look(websub, &arena, &err) < 0)
        log_error("hubs: %s", err.text);
    arena_release(&arena);
}

/* ---- its life ---- */

/* Forgets what was agreed under another address: those callbacks lead nowhere now. */
static int forget_others(struct websub *websub, struct error *err)
{
    struct arena arena;
    struct subscription *subscriptions;
    size_t n, base_n = strlen(websub->base);
    arena_init(&arena);
    int rc = store_list_subscriptions(websub->tools.store, &arena, &subscriptions, &n, err);
    for (size_t i = 0; i < n && rc == 0; i++)
        if (base_n == 0 || strncmp(subscriptions[i].callback, websub->base, base_n) != 0)
            rc = store_drop_subscription(websub->tools.store, subscriptions[i].id, err);
    arena_release(&arena);
    return rc;
}

int websub_open(const struct websub_tools *tools, struct websub **out, struct error *err)
{
    const struct conf *conf = tools->conf;
    bool is_callable = conf->base_url[0] != '\0' && conf->listen[0] != '\0';
    struct websub *websub = calloc(1, sizeof *websub);
    if (websub == NULL)
        abort();
    websub->tools = *tools;
    arena_init(&websub->arena);
    websub->base = is_callable ? arena_printf(&websub->arena, "%s%s", conf->base_url, WEBSUB_PATH) : "";
    *out = websub;
    if (forget_others(websub, err) == 0)
        return 0;
    websub_close(websub);
    *out = NULL;
    return -1;
}

void websub_close(struct websub *websub)
{
    if (websub == NULL)
        return;
    arena_release(&websub->arena);
    free(websub);
}
