#ifndef WEIR_CONF_READING_H
#define WEIR_CONF_READING_H
/*
 * reading — a configuration under way: what was read so far, where each part of it stands, what is wrong with
 * it.
 */
#include "keys.h"
#include "weir/conf/conf.h"

/* A line of a file; line 0 is nowhere, or the file as a whole. */
struct place {
    size_t file; /* index into the reading's files */
    int line;
};

/* Where a section and its keys stand. */
struct section_places {
    struct place head;
    struct place *keys; /* parallel to the section's keys; line 0 when absent */
    bool *is_set;       /* parallel: by "=", not only added to */
};

/* A problem that is not yet in its order. */
struct complaint {
    struct place place;
    size_t number; /* in the order in which they were found */
    const char *text;
    bool is_warning;
};

/* A name of another section, as [source]'s `topics` and [topic]'s `sources` have them. */
struct reference {
    const char *name;
    enum section_id from;
    struct place place;
};

struct reading {
    struct arena *arena;
    struct conf *conf;
    const char **files; /* names, in the order in which they were met */
    size_t n_files;
    struct section_places weir;
    struct section_places *sources, *topics, *deliveries; /* parallel to the conf's */
    struct reference *references;
    size_t n_references;
    struct complaint *complaints;
    size_t n_complaints; /* found; CONF_LIMIT_PROBLEMS of them are kept */
    size_t n_faults;     /* of them, that are no mere warnings */
};

/* Notes a problem. */
void reading_complain(struct reading *reading, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Notes something that is wrong but does no harm. */
void reading_warn(struct reading *reading, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "line 7", with the file's name when it is another than `from`'s. In the arena. */
const char *reading_where(const struct reading *reading, struct place place, struct place from);

/* The complaints in the order of file and line. */
void reading_list_problems(struct reading *reading, struct problem_list *out);

/* Looks at what no single line can be wrong about: names, references, what must be there (checks.c). */
void reading_check(struct reading *reading);

#endif
