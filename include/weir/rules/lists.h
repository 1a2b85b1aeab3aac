#ifndef WEIR_RULES_LISTS_H
#define WEIR_RULES_LISTS_H
/*
 * lists — the reading lists that the configuration names: their texts, the topics that they say, the works
 * that they name.
 *
 * A list at an address is fetched into the state folder (poll/watch.h); from there on it is a file like any
 * other. A list that is missing, has no entries or has suddenly lost most of them is not believed: its last
 * good copy, kept in the state folder, stands for it. What was derived is kept there too, as text, so that
 * topics stay what they are until a list or a glossary changes, however much the store has learnt since; only
 * what was derived while there was too little to learn from is derived once more.
 *
 *     STATE/lists/HASH.md          the list at an address, as it was fetched last
 *     STATE/lists/HASH.good.md     the last good copy of a list
 *     STATE/lists/topics.conf      what the lists say, with where each term came from
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/derive/derive.h"
#include "weir/store/store.h"

/* A list of which so little is left (one in so many entries) is believed when its file is a day old. */
#define LISTS_SHRUNKEN  2
#define LISTS_BELIEVE_S (24 * 3600)

/* Items of the store from which it is learnt how common words are; the newest. */
#define LISTS_LIMIT_BACKGROUND  4000
#define LISTS_ENOUGH_BACKGROUND 1000

/* A list that could be had, in whatever copy. */
struct list_text {
    const char *place;
    const char *text; /* as it is, in whatever encoding */
    size_t n;
    bool is_copy; /* the last good copy, since the list itself is not to be believed */
};

/* What a configuration's lists came to. */
struct lists {
    struct list_text *texts;
    size_t n;
    struct derive_list *glossaries; /* those that could be had */
    size_t n_glossaries;
    const char *derived; /* [topic …] sections with comments */
    size_t n_derived;
};

/* The conf_derive of a configuration; `lists` is a struct lists *, which it fills, in `arena`. Writes
 * nothing. */
void lists_derive(const struct conf *conf, struct arena *arena, struct conf_derived *out, void *lists);

/* Reads a glossary, whose name is the file's, and adds to `problems` what is wrong with its lines. In
 * `arena`. */
int lists_read_glossary(const char *file, struct arena *arena, struct derive_list *out,
                        struct problem_list *problems, struct error *err);

/* The store's newest items, from which derive learns how common words are; none while there is no store. In
 * `arena`. */
const struct feed *lists_learn(const struct conf *conf, struct arena *arena);

/* The lists are those in use now: keeps their good copies and what was derived, and tells the store what they
 * name. For the process that holds the state. */
int lists_settle(const struct lists *lists, const struct conf *conf, struct store *store, struct error *err);

#endif
