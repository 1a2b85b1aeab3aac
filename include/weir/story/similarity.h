#ifndef WEIR_STORY_SIMILARITY_H
#define WEIR_STORY_SIMILARITY_H
/*
 * similarity — do two items say the same, in other markup, order or company? Pure; knows no store and no
 * window.
 *
 * A text is a row of tokens: a Latin word, or one character of a script without spaces, in its simplified
 * form. Two texts are compared by their sets of SHINGLE tokens in a row (Broder's resemblance and
 * containment). To find what might be alike without comparing everything with everything, each text has a few
 * anchors, the least hashes (MinHash) of its ANCHOR_TOKENS tokens in a row: copies of a text share some of
 * them, other texts none. Half of them need be kept: each is a row at a random place, while asking for more
 * costs little.
 *
 *     struct sketch a, b;
 *     sketch_item(&arena, item, &a);
 *     …
 *     if (sketch_same_story(&a, &b)) …
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/date.h"

#define SIMILARITY_LIMIT_HTML   ((size_t)128 << 10) /* bytes of a body that are read */
#define SIMILARITY_LIMIT_TOKENS 8000
#define SIMILARITY_SHINGLE      3
#define SIMILARITY_ANCHORS      10                    /* of a text that is looked for … */
#define SIMILARITY_KEPT         5                     /* … and, the least of them, of one to be found */
#define SIMILARITY_WINDOW_S     ((int64_t)14 * 86400) /* published further apart, nothing is a repost */

/* A title without case, width, punctuation and emoji, in simplified characters. */
struct normal_title {
    const char *text;    /* words parted by a space, characters of scripts without spaces unparted */
    const char *numbers; /* the numbers in it, sorted, each followed by a space */
    int n_units;         /* words, and such characters by halves */
    bool is_telling;     /* long enough, and none that recurs ("Weekly digest", 周报) */
};

/* Folds a title; the strings live in the arena. */
struct normal_title normal_title_of(struct arena *arena, const char *title);

/* Are they one title after an edit? 0 … 1, Dice's coefficient over pairs of characters. */
double normal_title_similarity(const struct normal_title *a, const struct normal_title *b);

struct sketch {
    struct arena *arena; /* holds all of it */
    struct normal_title title;
    int64_t published_at;
    uint32_t *tokens;
    size_t n_tokens;
    uint64_t anchors[SIMILARITY_ANCHORS];
    int n_anchors;
    uint32_t *shingles; /* sorted, each once; made when first needed */
    size_t n_shingles;
};

/* Reads the item's title and its body, or its summary when it has no body; a text that says no more than the
 * title is none. Lives in the arena. */
void sketch_item(struct arena *arena, const struct item *item, struct sketch *out);

/* Makes the shingles, if they are not there yet: for who keeps a sketch. With them, title and date a
 * sketch can be compared, though it has no tokens. */
void sketch_fill(struct sketch *sketch);

/* |A ∩ B| / |A ∪ B|, |A ∩ B| / min(|A|, |B|) and min(|A|, |B|) / max(|A|, |B|) of their shingles; 0 when one
 * has none. */
struct similarity {
    double resemblance, containment, ratio;
    size_t n_least; /* shingles of the shorter */
};
struct similarity sketch_similarity(struct sketch *a, struct sketch *b);

/* How much speaks for one being a copy of the other, whatever their titles: 1 is just enough, 0 nothing. */
double similarity_strength(const struct similarity *similarity);

/* Is one a repost of the other? Conservative where there is little text, never by a title that recurs. */
bool sketch_same_story(struct sketch *a, struct sketch *b);

/* Do they say so different things, at such length, that neither is a copy of the other? */
bool sketch_are_two(struct sketch *a, struct sketch *b);

/* Is there text enough to be compared? */
bool sketch_has_text(struct sketch *sketch);

/* Is one an edit of the other, both from one source and of about the same day? */
bool sketch_same_post(struct sketch *a, struct sketch *b);

#endif
