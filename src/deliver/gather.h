#ifndef WEIR_DELIVER_GATHER_H
#define WEIR_DELIVER_GATHER_H
/*
 * gather — what a delivery has to tell at a moment, out of the store.
 */
#include "weir/conf/conf.h"
#include "weir/deliver/message.h"
#include "weir/store/store.h"

struct gathered {
    struct message message;
    struct feed stories; /* the same, for receivers that take items */
    const char *told;    /* what is remembered once it was delivered */
};

/* 1 when there is something that goes beyond `told` (what was delivered before), 0 when there is not, -1. A
 * delivery that never told anything (`told` is "") begins with what comes next: then 0, and out->told is
 * where it begins. `always` asks for the last digest, or the last news, whatever was told. In `arena`. */
int gather(struct store *store, const struct conf *conf, const struct delivery *delivery, const char *told,
           bool always, int64_t now, struct arena *arena, struct gathered *out, struct error *err);

#endif
