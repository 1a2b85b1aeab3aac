#ifndef WEIR_DERIVE_CORPUS_H
#define WEIR_DERIVE_CORPUS_H
/*
 * corpus — the entries of the lists as counted phrases, and how common these phrases are elsewhere.
 *
 * Every phrase is a number. A document holds each of its phrases once, with what it counts there: 1 in the
 * title, less in the note. Phrases that only ever stand inside one longer phrase are dropped: they are its
 * fragments. So are CJK stretches that always have the same character beside them: there a word goes on
 * (读理解 of 阅读理解).
 */
#include "heading.h"
#include "outline.h"
#include "vocabulary.h"

struct feature {
    uint32_t phrase;
    float value;
};

struct sample { /* a document */
    struct feature *features;
    size_t n;
};

struct phrase_facts {
    const char *text;  /* as first seen */
    const char *upper; /* a form in capitals, "" when there is none */
    unsigned n_seen, n_upper;
    unsigned n_samples;               /* entries that hold it */
    float mass;                       /* its values over all entries */
    double in_titles, in_texts;       /* background items with it in the title; only in the text */
    double table_titles, table_texts; /* the same by the carried table */
    enum mark_kind kind;
    uint32_t before, after;          /* what was first seen beside it (grams.h) */
    bool begins_freely, ends_freely; /* not always beside that */
    bool is_mark;                    /* of some heading: never dropped */
    bool dropped;
};

struct corpus {
    struct arena *arena;
    struct vocabulary phrases;
    struct phrase_facts *facts; /* by phrase */
    size_t n_facts;
    struct sample *entries; /* as reading's */
    uint32_t *works;        /* of each entry, its work: entries of one title are one, wherever they stand */
    size_t n_entries;
    struct sample *background;
    size_t n_background;

    /* Once the background is read: where a phrase stands, entries by their number and background items behind
     * them; those of phrase p are from places[first_place[p]] to before places[first_place[p + 1]]. */
    uint32_t *places;
    size_t *first_place;

    /* Scratch of those who learn, zero between two of them. */
    uint32_t *term_of; /* of each phrase: number + 1 of the term that it is */
    bool *is_own_work; /* of each work: is it one of the topic's? */
};

/* What an entry's note counts beside its title: notes are prose, in which much is mentioned. */
#define CORPUS_NOTE 0.4F

/* Counts the phrases of all entries. `marks[i]` are those of the headings of topic i; they become phrases
 * too. */
void corpus_make(struct corpus *corpus, const struct reading *reading, const struct mark_list *marks,
                 size_t n_marks, struct grams *grams, struct arena *arena);

/* The phrase of a mark. */
uint32_t corpus_find(const struct corpus *corpus, const char *key);

/* Adds an ordinary item of the stream: phrases that it holds become more common. Call `corpus_settle` first,
 * which makes the trie that finds them, and `corpus_finish` at the end. */
struct corpus_reader;
struct corpus_reader *corpus_settle(struct corpus *corpus);
void corpus_add_background(struct corpus_reader *reader, const char *title, const char *text);
void corpus_finish(struct corpus_reader *reader);

/* All items are there: notes where each phrase stands. */
void corpus_index(struct corpus *corpus);

#endif
