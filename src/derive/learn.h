#ifndef WEIR_DERIVE_LEARN_H
#define WEIR_DERIVE_LEARN_H
/*
 * learn — weights of terms that together tell the documents of one side from those of the other.
 *
 * The matcher's score is a sum when boosts are seen as weights, w = −log(1 − boost), and is enough at log 2.
 * So this is logistic regression with that bias; a weight is held to what is known before by a spring (ridge)
 * and stays within bounds. One weight after another is moved by a Newton step, in order, in a bounded number
 * of rounds: the same input gives the same bytes.
 *
 *     struct learn_set set = {.corpus = corpus, .arena = &arena, .terms = terms, .n_terms = n};
 *     learn_begin(&set);
 *     for (…)
 *         learn_add(&set, sample, side, cost);
 *     learn(&set);
 *     learn_end(&set);
 */
#include "corpus.h"

struct learn_term {
    uint32_t phrase;
    double weight;        /* where it begins and, afterwards, what was found */
    double known, spring; /* what it is held to, and how firmly */
    double least, most;
};

/* A term that a document holds. */
struct learn_seen {
    uint32_t term;
    float value; /* 1 in the title, less elsewhere */
    float share; /* of the weight: less than 1 when this document took part in what is known */
};

struct learn_example {
    struct learn_seen *seen;
    size_t n;
    double side;   /* 1: to be found, −1: not */
    double cost;   /* of having it wrong; 0: it teaches nothing */
    double counts; /* 1; less, for who judges the result, when it is hardly one */
    double score;  /* found */
};

struct learn_set {
    const struct corpus *corpus;
    struct arena *arena; /* for the examples */
    struct learn_term *terms;
    size_t n_terms;
    struct learn_example *examples;
    size_t n_examples;
};

/* Makes the terms known to the corpus, one set at a time; `learn_end` makes it forget them. */
void learn_begin(struct learn_set *set);
void learn_end(struct learn_set *set);

/* Adds a document; NULL when it holds none of the terms. As in the matcher, a term inside a longer one that
 * the document holds does not count. */
struct learn_example *learn_add(struct learn_set *set, const struct sample *sample, double side, double cost);

/* Finds the weights, and the examples' scores. */
void learn(struct learn_set *set);

/* The score of one example by the weights as they are. */
double learn_score(const struct learn_set *set, const struct learn_example *example);

/* Between the boosts of the language of terms and weights. */
double learn_weight(double boost);
double learn_boost(double weight);

#endif
