#ifndef WEIR_RUN_CONTROL_H
#define WEIR_RUN_CONTROL_H
/*
 * control — commands speak to the daemon that holds the state, over a UNIX socket in the state folder. Root
 * and the daemon's own user may; the kernel says who asks (SO_PEERCRED, unix(7)).
 *
 *     int daemon = control_connect(installation_control_socket(conf, arena));
 *     if (daemon >= 0)
 *         control_ask(daemon, "poll\tarxiv-cs.CL", arena, &text, err);      shows progress, waits for the end
 *
 * A request is one line of words parted by tabs: "poll" and names of sources, or "--all", or nothing for what
 * is due; "reload"; "status". It is answered by lines: "progress\tTEXT" and "warning\tTEXT", at last
 * "end\tSTATUS\tTEXT" with a number of enum status.
 */
#include "weir/conf/conf.h"
#include "weir/poll/harvest.h"
#include "weir/publish/publish.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

struct control;
struct ev_loop;
struct round;

/* What the daemon does when it is asked to. */
struct control_hooks {
    void (*reload)(void *arg);                  /* answered by control_reloaded */
    bool (*status)(struct buf *out, void *arg); /* how it is, in a line; does it do all it should? */
    void *arg;
};

/* Listens at `path`; what lies there must be a dead weir's, since the caller holds the state's lock. */
int control_open(struct ev_loop *loop, const char *path, const struct control_hooks *hooks,
                 struct control **out, struct error *err);
void control_close(struct control *control); /* NULL is fine */

/* What is polled from here on; nothing is under way in the round before. */
void control_use(struct control *control, struct round *round, const struct conf *conf);

/* A source was polled; a publication has ended, or (NULL) there is nothing to publish; a new configuration is
 * in force, or is none. Whoever waits for it hears. */
void control_polled(struct control *control, const struct harvest_result *result);
void control_published(struct control *control, const struct publish_result *result);
void control_reloaded(struct control *control, bool is_taken);

/* The other side: a connection to the daemon, -1 when there is none. */
int control_connect(const char *path);

/* Sends the request, shows progress and warnings as they come, and waits for the end: its text in `arena`. */
int control_ask(int daemon, const char *request, struct arena *arena, const char **text, struct error *err);

#define CONTROL_LIMIT_ASKERS  16
#define CONTROL_LIMIT_REQUEST ((size_t)64 << 10)

#endif
