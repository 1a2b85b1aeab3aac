#ifndef WEIR_CONF_CONF_H
#define WEIR_CONF_CONF_H
/*
 * conf — feeds.conf as a struct, and everything that is wrong with it, by file and line.
 *
 * A function of the texts it is given: files come through the `conf_open` callback, so that tests and reload
 * need none. A reload builds a new struct conf; a wrong file changes nothing. Keys are rows of a table
 * (conf/keys.c): parsing, presets, `weir check` and the manual page all follow it.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/text/error.h"
#include "weir/topic/topic.h"

enum announce { ANNOUNCE_NEW = 1, ANNOUNCE_CROSS = 2, ANNOUNCE_REPLACE = 4, ANNOUNCE_REPLACE_CROSS = 8 };

struct source {
    const char *name;  /* the section's */
    const char *title; /* "" : the feed's own */
    const char **urls; /* `url`, then the `mirror`s in order; at least one */
    size_t n_urls;
    int64_t every_s;
    unsigned arxiv_announce; /* of enum announce */
    const char **topics;     /* always has these */
    size_t n_topics;
    const char *user, *password_file;
    const char **headers; /* "Name: value" */
    size_t n_headers;
    const char *proxy; /* "" none, else an address; [weir]'s when not given */
    bool allow_private;
};

struct conf {
    const char *file; /* as it was found */
    const char *title, *state, *publish, *listen, *base_url, *contact, *timezone;
    int daily_min;  /* minute of the day at which the daily digest is made */
    int weekly_day; /* 1 Monday … 7 Sunday */
    int weekly_min;
    int64_t keep_s; /* how long items without a topic stay */
    const char *proxy;
    struct source *sources; /* in the file's order */
    size_t n_sources;
    struct topic *topics;
    size_t n_topics;
};

/* One thing that is wrong. */
struct problem {
    const char *file;
    int line; /* 0: the file as a whole */
    const char *text;
};

struct problem_list {
    struct problem *problems;
    size_t n;
};

/* Reads one file of the configuration into `text`: the system's file_read, or a test's. */
typedef int conf_open(const char *path, struct buf *text, struct error *err, void *arg);

/* Finds the files that a pattern with `*`, `?` or `[…]` stands for, sorted; none is no error. In `arena`. */
typedef int conf_list(const char *pattern, struct arena *arena, const char ***names, size_t *n,
                      struct error *err);

/* What feeds.conf leaves out or points at, found by the caller (environment variables, home folder, files).
 */
struct conf_places {
    const char *state;     /* $STATE_DIRECTORY, then $XDG_STATE_HOME/weir */
    const char *system_tz; /* the machine's zone; "" is fine */
    conf_list *list;       /* for patterns in `include`; NULL: these are taken as plain names */
};

/*
 * Reads `file` and what it includes (paths relative to the including file). All in `arena`. Returns 0 when
 * there is nothing to complain of; -1 with every problem in `problems`, in the order of file and line (no
 * `err`: problems are data, since `check` shows them all).
 */
int conf_read(const char *file, const struct conf_places *places, conf_open *open, void *arg,
              struct arena *arena, struct conf *out, struct problem_list *problems);

/* The source or topic of that name; NULL when there is none. */
const struct source *conf_source(const struct conf *conf, const char *name);
const struct topic *conf_topic(const struct conf *conf, const char *name);

#define CONF_LIMIT_BYTES    ((size_t)8 << 20) /* one file */
#define CONF_LIMIT_PROBLEMS 200
#define CONF_LIMIT_INCLUDES 1000

#endif
