#ifndef WEIR_SERVE_PACE_H
#define WEIR_SERVE_PACE_H
/*
 * pace — how long a client may take, so that slow ones do not hold every connection: to send the head of a
 * request, counted from the connection's or the last answer's end; then to send the rest and to take the
 * answer. It counts from events, not from bytes: who drips one now and then gains nothing.
 */
#include <ev.h>

struct pace_client;

struct pace {
    struct ev_loop *loop;
    ev_timer sweep; /* runs while there are clients */
    double head_s, answer_s;
    struct pace_client *first;
};

void pace_init(struct pace *pace, struct ev_loop *loop, double head_s, double answer_s);

/* When no client is left. */
void pace_release(struct pace *pace);

/* A connection has come. It is shut down, for its owner to close, when it takes too long. */
struct pace_client *pace_enter(struct pace *pace, int fd);
void pace_leave(struct pace *pace, struct pace_client *client);

/* The head of a request is there; its answer is over. */
void pace_heard(struct pace *pace, struct pace_client *client);
void pace_answered(struct pace *pace, struct pace_client *client);

#endif
