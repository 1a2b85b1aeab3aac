#ifndef WEIR_CONF_KEYS_H
#define WEIR_CONF_KEYS_H
/*
 * keys — every section and key of feeds.conf, one row each: what it is called, what values it takes, where
 * they go, what holds without it. To add a key is a row here, a field in conf.h, a line in feeds.conf(5) and
 * a test.
 */
#include <stdbool.h>
#include <stddef.h>

/* What a value must look like; values.c has a reader for each. */
enum key_kind {
    KIND_TEXT,
    KIND_PATH,     /* relative to the file that it stands in */
    KIND_ADDRESS,  /* a feed's; becomes the first of the list */
    KIND_MIRROR,   /* another; becomes the last */
    KIND_ARXIV,    /* a query to arXiv's API; becomes the first of the list */
    KIND_BASE,     /* an address to build others on; ends in a slash */
    KIND_WEB,      /* any http address */
    KIND_LISTEN,   /* ADDRESS:PORT */
    KIND_CONTACT,  /* mailto: or a page */
    KIND_PROXY,    /* none, or an address as curl takes them */
    KIND_PAUSE,    /* HOST DURATION */
    KIND_HEADER,   /* Name: value */
    KIND_ZONE,     /* of IANA's time zones */
    KIND_TIME,     /* 07:00 */
    KIND_WEEKTIME, /* Mon 07:00 */
    KIND_KEEP,     /* a duration of a day at least */
    KIND_INTERVAL, /* a duration between polls */
    KIND_YES_NO,
    KIND_LANGUAGE,  /* that pages can be written in */
    KIND_COUNT,     /* a whole number, 1 at least */
    KIND_THRESHOLD, /* over 0, at most 1 */
    KIND_ANNOUNCE,  /* arXiv's announcement types, parted by commas */
    KIND_NAMES,     /* names or patterns of names, parted by commas */
    KIND_WHAT,      /* what a delivery tells */
    KIND_RECEIVER,  /* a mail address, or an http address */
    KIND_FORMAT,    /* how a receiver wants it */
    KIND_SMTP,      /* a mail server: smtps://HOST[:PORT] */
    KIND_MAIL,      /* a mail address */
    KIND_TERMS,     /* the language of topic.h */
    KIND_LIST,      /* a file or an address; conf.c notes where it stands */
    KIND_GLOSSARY,  /* a file; likewise */
    KIND_INCLUDE,   /* more files; conf.c follows it */
    N_KINDS
};

enum {
    KEY_REPEATS = 1, /* may stand more than once; every one counts */
    KEY_ADDS = 2,    /* `key += …` adds to what is there */
};

struct key {
    const char *name;
    enum key_kind kind;
    size_t offset; /* of the field in the section's struct */
    size_t also;   /* of the second field: a list's length, a week time's minute */
    unsigned flags;
    const char *preset; /* as it would be written; "" for an empty text, NULL for nothing */
    const char *help;   /* what it says, in one line */
};

struct section {
    const char *name;
    bool is_named; /* [source NAME] */
    const struct key *keys;
    size_t n_keys;
};

enum section_id { SECTION_WEIR, SECTION_SOURCE, SECTION_TOPIC, SECTION_DELIVER, N_SECTIONS };

extern const struct section sections[N_SECTIONS];

/* The section, or the section's key, of that name; NULL when there is none. */
const struct section *section_find(const char *name);
const struct key *key_find(const struct section *section, const char *name);

/* "; did you mean `every`?", or what else the user may have meant; "" when nothing is near. In `arena`. */
struct arena;
const char *section_hint(struct arena *arena, const char *name);
const char *key_hint(struct arena *arena, const struct section *section, const char *name);

#endif
