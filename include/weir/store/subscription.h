#ifndef WEIR_STORE_SUBSCRIPTION_H
#define WEIR_STORE_SUBSCRIPTION_H
/*
 * subscription — what was agreed with hubs that deliver a source's news (W3C WebSub), kept so that a restart
 * neither forgets nor repeats it.
 */
#include "weir/store/store.h"

struct subscription {
    const char *id;          /* unguessable: the last part of the callback's address */
    const char *callback;    /* the whole address that the hub was given */
    const char *source;      /* the section's name */
    const char *hub, *topic; /* as the source's document names them */
    const char *secret;      /* signs what the hub delivers */
    bool is_wanted;          /* false: to be ended */
    int64_t verified_at;     /* since when the hub delivers without a break; DATE_NONE: not yet */
    int64_t lease_until_at;  /* how long it does unless it is asked again; DATE_NONE */
    int64_t heard_at;        /* the last good delivery; DATE_NONE */
    int64_t next_at;         /* when the hub is asked (again) */
    int n_tries;             /* requests since the last that it confirmed */
    const char *failure;     /* of the last one; one line, "" */
};

/* Adds it, or replaces the one of the same id. */
int store_put_subscription(struct store *store, const struct subscription *subscription, struct error *err);

/* The one of that id: 1, 0 when there is none, -1. */
int store_get_subscription(struct store *store, const char *id, struct arena *arena, struct subscription *out,
                           struct error *err);

/* All of them, by source. */
int store_list_subscriptions(struct store *store, struct arena *arena, struct subscription **out, size_t *n,
                             struct error *err);

/* Forgets it; no error when there is none. */
int store_drop_subscription(struct store *store, const char *id, struct error *err);

/* The sources whose last good document named a hub. */
struct named_hub {
    const char *source, *hub, *topic;
};
int store_list_hubs(struct store *store, struct arena *arena, struct named_hub **out, size_t *n,
                    struct error *err);

#endif
