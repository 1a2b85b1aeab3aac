#include "publisher.h"

#include <signal.h>
#include <string.h>

#include "weir/installation/installation.h"

static void *publish(void *arg)
{
    struct publisher *publisher = arg;
    struct arena arena;
    struct store *store;
    arena_init(&arena);
    publisher->result = (struct publish_result){0};
    publisher->rc = store_open(installation_database(publisher->conf, &arena), &store, &publisher->err);
    if (publisher->rc == 0) {
        publisher->rc = publish_write(store, publisher->conf, publisher->now, &publisher->stop,
                                      &publisher->result, &publisher->err);
        store_close(store);
    }
    arena_release(&arena);
    ev_async_send(publisher->loop, &publisher->done);
    return NULL;
}

static void join(struct publisher *publisher)
{
    pthread_join(publisher->thread, NULL);
    ev_async_stop(publisher->loop, &publisher->done);
    publisher->is_under_way = false;
}

static void on_done(struct ev_loop *loop, ev_async *done, int events)
{
    (void)loop;
    (void)events;
    struct publisher *publisher = done->data;
    join(publisher);
    publisher->on_done(publisher);
}

void publisher_init(struct publisher *publisher, struct ev_loop *loop,
                    void (*done)(struct publisher *publisher), void *arg)
{
    *publisher = (struct publisher){.loop = loop, .on_done = done, .arg = arg};
    ev_async_init(&publisher->done, on_done);
    publisher->done.data = publisher;
}

/* Signals are the loop's: the thread takes none. */
int publisher_start(struct publisher *publisher, const struct conf *conf, int64_t now, struct error *err)
{
    sigset_t all, before;
    publisher->conf = conf;
    publisher->now = now;
    atomic_store(&publisher->stop, false);
    ev_async_start(publisher->loop, &publisher->done);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int why = pthread_create(&publisher->thread, NULL, publish, publisher);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (why != 0) {
        ev_async_stop(publisher->loop, &publisher->done);
        return error_set(err, STATUS_SOFTWARE, "no thread to publish in: %s", strerror(why));
    }
    publisher->is_under_way = true;
    return 0;
}

void publisher_stop(struct publisher *publisher)
{
    if (!publisher->is_under_way)
        return;
    atomic_store(&publisher->stop, true);
    join(publisher);
}
