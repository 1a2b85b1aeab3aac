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
    const char *group; /* "News / Tech": the folders of other readers */
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
    bool is_private; /* `private = yes`: see conf_is_private */
};

/* What a delivery tells. */
enum deliver_what { DELIVER_DAILY, DELIVER_WEEKLY, DELIVER_NEW, DELIVER_TROUBLE };

/* What `format` may say. */
#define N_DELIVERY_FORMATS 8
extern const char *const delivery_formats[N_DELIVERY_FORMATS];

/* A [deliver …] section: who is told what, and how. */
struct delivery {
    const char *name; /* the section's */
    enum deliver_what what;
    const char **topics; /* only these; none: all */
    size_t n_topics;
    const char *to;            /* a mail address or a receiver's http address; "" when to_file holds it */
    const char *to_file;       /* its first line is the address */
    const char *format;        /* of deliver/receiver.h; "" for mail */
    const char *server, *from; /* of mail: smtp:// or smtps://, and the sender */
    const char *user;          /* to log in with at the mail server */
    const char *password_file; /* the first line: that password, or a chat's token */
    const char *secret_file;   /* the first line signs what is sent */
};

/* What `list =` or `glossary =` names. */
struct named_place {
    const char *place; /* a file, or for a list also the http address as written */
    const char *file;  /* of the configuration, where it is named, … */
    int line;          /* … and in which line */
};

/* How long weir waits between two requests to a host, and to the names under it. */
struct host_pause {
    const char *host; /* in lower case */
    int64_t pause_s;
};

struct conf {
    const char *file; /* as it was found */
    const char *title, *state, *publish, *listen, *base_url, *hub, *contact, *timezone;
    const char *language; /* of pages and digests: "en", "zh"; "": as the topics' titles are */
    int digest_stories;   /* about how many a digest shows */
    int daily_min;        /* minute of the day at which the daily digest is made */
    int weekly_day;       /* 1 Monday … 7 Sunday */
    int weekly_min;
    int64_t keep_s; /* how long items without a topic stay */
    bool images;    /* pages show images from other hosts, instead of links to them */
    const char *proxy;
    struct host_pause *pauses; /* of two that fit a host, the later counts */
    size_t n_pauses;
    struct source *sources; /* in the file's order */
    size_t n_sources;
    struct topic *topics; /* those that are only written here; then the lists', in the lists' order */
    size_t n_topics;
    struct delivery *deliveries; /* in the file's order */
    size_t n_deliveries;
    struct named_place *lists; /* in Markdown */
    size_t n_lists;
    struct named_place *glossaries;
    size_t n_glossaries;
};

/* One thing that is wrong. */
struct problem {
    const char *file;
    int line; /* 0: the file as a whole */
    const char *text;
    bool is_warning; /* the configuration can be used all the same */
};

struct problem_list {
    struct problem *problems;
    size_t n;
};

/* Adds to the list, in `arena`. */
void problem_add(struct problem_list *list, struct problem problem, struct arena *arena);

/* Reads one file of the configuration into `text`: the system's file_read, or a test's. */
typedef int conf_open(const char *path, struct buf *text, struct error *err, void *arg);

/* Finds the files that a pattern with `*`, `?` or `[…]` stands for, sorted; none is no error. In `arena`. */
typedef int conf_list(const char *pattern, struct arena *arena, const char ***names, size_t *n,
                      struct error *err);

/* The [topic …] sections that lists say, as text, and what was wrong with lists and glossaries. */
struct conf_derived {
    const char *name; /* what problems call the text */
    const char *text;
    size_t n;
    struct problem_list problems;
};

/* Derives the topics of conf->lists with the help of conf->glossaries; conf->state is known by then. All in
 * `arena`. */
typedef void conf_derive(const struct conf *conf, struct arena *arena, struct conf_derived *out, void *arg);

/* What feeds.conf leaves out or points at, found by the caller (environment variables, home folder, files).
 */
struct conf_places {
    const char *state;     /* $STATE_DIRECTORY, then $XDG_STATE_HOME/weir */
    const char *system_tz; /* the machine's zone; "" is fine */
    conf_list *list;       /* for patterns in `include`; NULL: these are taken as plain names */
    conf_derive *derive;   /* NULL: lists give no topics */
};

/*
 * Reads `file` and what it includes (paths relative to the including file), then the topics of the lists: a
 * written [topic] overrides the derived one of its name key by key, and `+=` adds to it. All in `arena`.
 * Returns 0 when it can be used, -1 when not; either way every problem is in `problems`, in the order of file
 * and line (no `err`: problems are data, since `check` shows them all). `arg` is handed to `open` and derive.
 *
 * A name that no topic has is only a warning where there are lists: they change without the configuration.
 */
int conf_read(const char *file, const struct conf_places *places, conf_open *open, void *arg,
              struct arena *arena, struct conf *out, struct problem_list *problems);

/* Is what names a place an address, and no file? */
bool conf_is_address(const char *place);

/* The source or topic of that name; NULL when there is none. */
const struct source *conf_source(const struct conf *conf, const char *name);
const struct topic *conf_topic(const struct conf *conf, const char *name);

/*
 * Must the source's addresses stay in feeds.conf? So the user says (`private`), or one of them holds a token
 * or names a private host. Nothing that is published names them then.
 */
bool conf_is_private(const struct source *source);

/* A text that may name the source's addresses, such as why a poll failed, fit to be published; or fit for the
 * log, which only loses what is secret: tokens, and with `private` hosts, too. In `arena`, or the text
 * itself. */
const char *conf_published_text(const struct source *source, const char *text, struct arena *arena);
const char *conf_logged_text(const struct source *source, const char *text, struct arena *arena);

#define CONF_LIMIT_BYTES    ((size_t)8 << 20) /* one file */
#define CONF_LIMIT_PROBLEMS 200
#define CONF_LIMIT_INCLUDES 1000

/* The name of the topic that somebody calls by its name or its title, in any case; `called` itself when there
 * is none. */
const char *conf_topic_named(const struct conf *conf, const char *called);

#endif
