#ifndef WEIR_STORE_DELIVERY_H
#define WEIR_STORE_DELIVERY_H
/*
 * delivery — how far each [deliver …] section has come, so that a restart neither repeats nor forgets one.
 */
#include "weir/store/store.h"

struct delivery_state {
    const char *name;    /* the section's */
    const char *told;    /* what was delivered last: "daily/2026-11-20", a moment, sources in trouble */
    const char *sending; /* what is under way, as `told` will be; "" for nothing */
    const char *token;   /* unguessable; ends the delivery at a click. "" until the first time */
    bool is_ended;       /* by such a click */
    int n_failures;      /* in a row */
    int64_t retry_at;    /* after a failure; DATE_NONE */
    const char *failure; /* one line, "" */
};

/* The state of that name; a blank one where nothing is known. In `arena`. */
int store_get_delivery(struct store *store, const char *name, struct arena *arena, struct delivery_state *out,
                       struct error *err);

/* The one that bears the token: 1, 0 when there is none, -1. */
int store_find_delivery(struct store *store, const char *token, struct arena *arena,
                        struct delivery_state *out, struct error *err);

/* Adds it, or replaces the one of the same name. */
int store_put_delivery(struct store *store, const struct delivery_state *state, struct error *err);

#endif
