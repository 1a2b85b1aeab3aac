#ifndef WEIR_RUN_PUBLISHER_H
#define WEIR_RUN_PUBLISHER_H
/*
 * publisher — publishes beside the loop: in a thread of its own, with a connection of its own to the store,
 * so that nothing that is asked, polled or served waits for a file. doc/design.md says why a thread.
 *
 *     publisher_init(&publisher, loop, on_published, arg);
 *     if (publisher_start(&publisher, conf, now, err) < 0) …
 *     …  on_published(&publisher) is called in the loop: publisher.rc, .err, .result
 *     publisher_stop(&publisher);
 */
#include <ev.h>
#include <pthread.h>
#include <stdatomic.h>

#include "weir/publish/publish.h"

struct publisher {
    bool is_under_way;
    void *arg;
    int rc; /* of the last publication, with its error and what was written */
    struct error err;
    struct publish_result result;
    /* its own */
    void (*on_done)(struct publisher *publisher);
    struct ev_loop *loop;
    ev_async done;
    pthread_t thread;
    atomic_bool stop;
    const struct conf *conf;
    int64_t now;
};

void publisher_init(struct publisher *publisher, struct ev_loop *loop,
                    void (*on_done)(struct publisher *publisher), void *arg);

/* Begins a publication; none may be under way. `conf` must stay until it is done or stopped. */
int publisher_start(struct publisher *publisher, const struct conf *conf, int64_t now, struct error *err);

/* Gives up the one under way and waits for it, for as long as one file takes; `on_done` is not called.
 * Harmless when there is none. */
void publisher_stop(struct publisher *publisher);

#endif
