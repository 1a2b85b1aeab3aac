#ifndef WEIR_CONF_VALUES_H
#define WEIR_CONF_VALUES_H
/*
 * values — one value of feeds.conf, read by its key's kind into its field. Each reader says in `err` what is
 * wrong and how it is meant, without the line, which the caller knows.
 */
#include "keys.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

struct setting {
    const struct key *key;
    const char *value;  /* not empty */
    bool adds;          /* += */
    const char *folder; /* of the file that it stands in: "" or with its slash */
    struct arena *arena;
    void *record; /* the struct that has the field */
};

/* Reads the value into the record's field. */
int value_set(const struct setting *setting, struct error *err);

/* Is it no path that only a shell understands? */
int value_check_path(const struct setting *setting, struct error *err);

/* A file name made relative to the folder that `setting` knows. */
const char *value_path(const struct setting *setting);

/* A file's name as value_path gives it; and the place of a list, which may be an http address, too. */
int value_file(const struct setting *setting, const char **place, struct error *err);
int value_list(const struct setting *setting, const char **place, struct error *err);

/* For the readers: the key's fields, and one more element for its list. */
void *value_field(const struct setting *setting);
void *value_also(const struct setting *setting);
void value_append(const struct setting *setting, const char *element);

/* "; did you mean `yes`?" or "". In the setting's arena. */
const char *value_hint(const struct setting *setting, const char *word, const char *const *words, size_t n);

/* Readers of what names places on the network (addresses.c). */
int value_set_address(const struct setting *setting, struct error *err);
int value_set_arxiv(const struct setting *setting, struct error *err);
int value_set_mirror(const struct setting *setting, struct error *err);
int value_set_web(const struct setting *setting, struct error *err);
int value_set_base(const struct setting *setting, struct error *err);
int value_set_listen(const struct setting *setting, struct error *err);
int value_set_contact(const struct setting *setting, struct error *err);
int value_set_proxy(const struct setting *setting, struct error *err);
int value_set_pause(const struct setting *setting, struct error *err);
int value_set_header(const struct setting *setting, struct error *err);
int value_set_receiver(const struct setting *setting, struct error *err);
int value_set_smtp(const struct setting *setting, struct error *err);
int value_set_mail(const struct setting *setting, struct error *err);

#endif
