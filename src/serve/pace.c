#include "pace.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>

/* Looked at so many times in the shorter wait: nobody has much more than allowed. */
#define SWEEPS 8

struct pace_client {
    struct pace_client *next, *before;
    int fd;
    bool heard;
    double since_s; /* by the loop's clock */
};

/* What an answer's taker left in the system's buffers goes too. */
static void end(const struct pace_client *client)
{
    const struct linger none = {.l_onoff = 1, .l_linger = 0};
    if (client->heard)
        setsockopt(client->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    shutdown(client->fd, SHUT_RDWR);
}

static void sweep(struct ev_loop *loop, ev_timer *timer, int events)
{
    struct pace *pace = timer->data;
    (void)events;
    for (struct pace_client *c = pace->first; c != NULL; c = c->next)
        if (ev_now(loop) - c->since_s > (c->heard ? pace->answer_s : pace->head_s))
            end(c);
}

void pace_init(struct pace *pace, struct ev_loop *loop, double head_s, double answer_s)
{
    double period = (head_s < answer_s ? head_s : answer_s) / SWEEPS;
    *pace = (struct pace){.loop = loop, .head_s = head_s, .answer_s = answer_s};
    ev_timer_init(&pace->sweep, sweep, period, period);
    pace->sweep.data = pace;
}

void pace_release(struct pace *pace)
{
    ev_timer_stop(pace->loop, &pace->sweep);
}

struct pace_client *pace_enter(struct pace *pace, int fd)
{
    struct pace_client *client = malloc(sizeof *client);
    if (client == NULL)
        abort();
    *client = (struct pace_client){.next = pace->first, .fd = fd, .since_s = ev_now(pace->loop)};
    if (pace->first != NULL)
        pace->first->before = client;
    else
        ev_timer_again(pace->loop, &pace->sweep);
    pace->first = client;
    return client;
}

void pace_leave(struct pace *pace, struct pace_client *client)
{
    if (client->next != NULL)
        client->next->before = client->before;
    if (client->before != NULL)
        client->before->next = client->next;
    else
        pace->first = client->next;
    if (pace->first == NULL)
        ev_timer_stop(pace->loop, &pace->sweep);
    free(client);
}

void pace_heard(struct pace *pace, struct pace_client *client)
{
    client->heard = true;
    client->since_s = ev_now(pace->loop);
}

void pace_answered(struct pace *pace, struct pace_client *client)
{
    client->heard = false;
    client->since_s = ev_now(pace->loop);
}
