#include "weir/derive/derive.h"

#include <stdlib.h>
#include <string.h>

#include "corpus.h"
#include "derive_write.h"
#include "glossary.h"
#include "tables.h"
#include "weigh.h"
#include "weir/feed/html.h"

/* The carried table counts as this many items, less those that are given. */
#define TABLE_ITEMS 2000.0

struct deriver {
    struct arena *arena;
    struct reading reading;
    struct outline outline;
    struct glossary glossary;
    struct grams grams;
    struct mark_list *marks; /* by topic */
    struct corpus corpus;
    struct field *fields; /* by list */
};

static void read_lists(struct deriver *d, const struct derive_input *input)
{
    for (size_t i = 0; i < input->n_lists; i++)
        reading_add(&d->reading, input->lists[i].name, input->lists[i].text, input->lists[i].n, d->arena);
    outline_make(&d->reading, d->arena, &d->outline);
}

static void take_headings_apart(struct deriver *d, const struct derive_input *input)
{
    glossary_init(&d->glossary, d->arena);
    for (const char *const *line = table_glossary; *line; line++)
        glossary_add(&d->glossary, *line, strlen(*line));
    for (size_t i = 0; i < input->n_glossaries; i++)
        glossary_add(&d->glossary, input->glossaries[i].text, input->glossaries[i].n);
    d->marks = arena_alloc(d->arena, (d->outline.n_topics + 1) * sizeof *d->marks);
    for (size_t t = 0; t < d->outline.n_topics; t++) {
        const struct outline_topic *topic = &d->outline.topics[t];
        for (size_t i = 0; i < topic->n_headings; i++)
            heading_marks(d->reading.headings[topic->headings[i]].title, &d->glossary, &d->grams, d->arena,
                          &d->marks[t]);
    }
}

static struct mark *find_mark(const struct mark_list *list, const char *key)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->marks[i].key, key) == 0)
            return &list->marks[i];
    return NULL;
}

/* What many headings say marks none of them; but those below a heading say it for theirs, too. */
static void find_rivals(struct deriver *d)
{
    struct vocabulary keys;
    double *sums = NULL;
    vocabulary_init(&keys, d->arena);
    for (size_t t = 0; t < d->outline.n_topics; t++)
        for (size_t i = 0; i < d->marks[t].n; i++) {
            const struct mark *mark = &d->marks[t].marks[i];
            uint32_t n = keys.n, key = vocabulary_add(&keys, mark->key, strlen(mark->key));
            sums = key == n ? arena_grow(d->arena, sums, n, sizeof *sums) : sums;
            sums[key] = key == n ? mark->strength : sums[key] + mark->strength;
        }
    for (size_t t = 0; t < d->outline.n_topics; t++)
        for (size_t i = 0; i < d->marks[t].n; i++) {
            struct mark *mark = &d->marks[t].marks[i];
            mark->rivals += sums[vocabulary_find(&keys, mark->key, strlen(mark->key))] - mark->strength;
            for (size_t a = d->outline.topics[t].parent; a != READING_TOP; a = d->outline.topics[a].parent) {
                struct mark *above = find_mark(&d->marks[a], mark->key);
                if (above)
                    above->rivals -= mark->strength;
            }
        }
}

static void add_feed(struct corpus_reader *reader, const struct corpus *corpus, const struct feed *feed)
{
    struct buf text = BUF_INIT((size_t)1 << 20);
    for (size_t i = 0; i < feed->n_items && corpus->n_background < DERIVE_LIMIT_BACKGROUND; i++) {
        const struct item *item = &feed->items[i];
        buf_clear(&text);
        html_to_text(item->summary_html, strlen(item->summary_html), &text);
        buf_addc(&text, '\n');
        html_to_text(item->content_html, strlen(item->content_html), &text);
        corpus_add_background(reader, item->title, text.data);
    }
    buf_release(&text);
}

/* A phrase of the table, and of a thousand items how many have it in the title, and how many in the text. */
struct rate {
    const char *phrase;
    size_t n;
    double in_titles, in_texts;
};

/* "phrase\t12\t80" */
static struct rate read_rate(const char *line)
{
    size_t n = strcspn(line, "\t");
    char *end;
    double in_titles = (double)strtol(line + n, &end, 10);
    return (struct rate){line, n, in_titles / 1000, (double)strtol(end, NULL, 10) / 1000};
}

static void add_rate(struct phrase_facts *facts, const struct rate *rate, double n_items)
{
    facts->in_titles += n_items * rate->in_titles;
    facts->in_texts += n_items * rate->in_texts;
    facts->table_titles += TABLE_ITEMS * rate->in_titles;
    facts->table_texts += TABLE_ITEMS * rate->in_texts;
}

/* A prefix is as common as the words that begin with it are together. */
static void add_table_to_prefix(struct corpus *corpus, uint32_t prefix, double n_items)
{
    const char *key = corpus->phrases.words[prefix];
    for (const char *const *line = table_common; *line; line++) {
        struct rate rate = read_rate(*line);
        if (strncmp(rate.phrase, key, strlen(key) - 1) == 0 && memchr(rate.phrase, ' ', rate.n) == NULL)
            add_rate(&corpus->facts[prefix], &rate, n_items);
    }
}

static void add_table(struct corpus *corpus, double n_items)
{
    for (const char *const *line = table_common; *line; line++) {
        struct rate rate = read_rate(*line);
        uint32_t phrase = vocabulary_find(&corpus->phrases, rate.phrase, rate.n);
        if (phrase != VOCABULARY_NONE)
            add_rate(&corpus->facts[phrase], &rate, n_items);
    }
    for (uint32_t p = 0; p < corpus->n_facts; p++)
        if (corpus->facts[p].kind == MARK_PREFIX)
            add_table_to_prefix(corpus, p, n_items);
}

/* An even spread of numbers in [0, 1), the same each time. */
static double lot(uint32_t phrase, uint32_t item)
{
    uint64_t x = ((uint64_t)phrase << 32 | item) * UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    x ^= x >> 32;
    return (double)(x >> 11) / 9007199254740992.0;
}

/* Items as the table says that they are: each phrase is in as many as its rate, whatever else they hold. */
static void simulate(struct corpus *corpus, size_t n_items)
{
    struct sample *all = arena_alloc(corpus->arena, (corpus->n_background + n_items + 1) * sizeof *all);
    if (corpus->n_background > 0)
        memcpy(all, corpus->background, corpus->n_background * sizeof *all);
    struct sample *made = all + corpus->n_background;
    for (uint32_t p = 0; p < corpus->n_facts; p++) {
        const struct phrase_facts *facts = &corpus->facts[p];
        double in_titles = facts->table_titles / TABLE_ITEMS, in_texts = facts->table_texts / TABLE_ITEMS;
        for (uint32_t i = 0; in_titles + in_texts > 0 && i < n_items; i++) {
            double x = lot(p, i);
            if (x >= in_titles + in_texts)
                continue;
            made[i].features =
                arena_grow(corpus->arena, made[i].features, made[i].n, sizeof *made[i].features);
            made[i].features[made[i].n++] =
                (struct feature){.phrase = p, .value = x < in_titles ? 1 : CORPUS_NOTE};
        }
    }
    corpus->background = all;
    corpus->n_background += n_items;
}

/* How common the phrases are; in the end as if there had been TABLE_ITEMS items. */
static void learn_background(struct deriver *d, const struct derive_input *input)
{
    struct corpus *corpus = &d->corpus;
    struct corpus_reader *reader = corpus_settle(corpus);
    for (size_t i = 0; i < input->n_background; i++)
        add_feed(reader, corpus, input->background[i]);
    corpus_finish(reader);
    double n = (double)corpus->n_background;
    if (n < TABLE_ITEMS) {
        add_table(corpus, TABLE_ITEMS - n);
        simulate(corpus, (size_t)(TABLE_ITEMS - n));
    }
    for (size_t p = 0; n > TABLE_ITEMS && p < corpus->n_facts; p++) {
        corpus->facts[p].in_titles *= TABLE_ITEMS / n;
        corpus->facts[p].in_texts *= TABLE_ITEMS / n;
    }
}

/* A list whose text does not begin with the one heading above all others is called by its file. */
static const char *title_of(const struct deriver *d, const struct derive_list *list, size_t number)
{
    const char *title = NULL;
    size_t n = 0;
    for (size_t h = 0; h < d->reading.n_headings; h++)
        if (d->reading.headings[h].list == number && d->reading.headings[h].level == 1 && n++ == 0)
            title = d->reading.headings[h].title;
    if (n == 1)
        return title;
    const char *slash = strrchr(list->name, '/'), *name = slash != NULL && slash[1] ? slash + 1 : list->name;
    return arena_copy(d->arena, name, strcspn(name, "."));
}

static void find_fields(struct deriver *d, const struct derive_input *input)
{
    d->fields = arena_alloc(d->arena, (d->reading.n_lists + 1) * sizeof *d->fields);
    for (size_t i = 0; i < d->reading.n_lists; i++) {
        struct field *field = &d->fields[i];
        field_find(&d->corpus, &d->reading, i, TABLE_ITEMS, d->arena, field);
        if (field->n == 0)
            continue;
        const char *title = title_of(d, &input->lists[i], i);
        field->name = outline_name(&d->outline, title, d->arena);
        field->title = arena_printf(d->arena, "%s: under none of its headings", title);
    }
}

/* The field of the list that the topic is of; of several lists, none. */
static const struct field *field_of(const struct deriver *d, const struct outline_topic *topic)
{
    static const struct field none = {.name = "", .title = ""};
    size_t list = d->reading.headings[topic->headings[0]].list;
    for (size_t i = 1; i < topic->n_headings; i++)
        if (d->reading.headings[topic->headings[i]].list != list)
            return &none;
    return &d->fields[list];
}

static void write_topics(struct deriver *d, struct buf *out)
{
    const struct outline *outline = &d->outline;
    struct weighed_list *terms = arena_alloc(d->arena, (outline->n_topics + 1) * sizeof *terms);
    for (size_t t = 0; t < outline->n_topics; t++)
        weigh_topic(&d->corpus, field_of(d, &outline->topics[t]), &outline->topics[t], &d->marks[t], d->arena,
                    &terms[t]);
    for (size_t t = 0; t < outline->n_topics; t++) {
        const struct outline_topic *topic = &outline->topics[t];
        size_t parent = topic->parent;
        while (parent != READING_TOP && terms[parent].n == 0)
            parent = outline->topics[parent].parent;
        const char *under = parent == READING_TOP ? "" : outline->topics[parent].name;
        if (terms[t].n > 0)
            derive_write_topic(&d->corpus, topic, under, terms[t].in_field ? field_of(d, topic)->name : "",
                               &terms[t], out);
    }
    for (size_t i = 0; i < d->reading.n_lists; i++)
        if (d->fields[i].n > 0)
            derive_write_field(&d->corpus, &d->fields[i], out);
}

int derive_topics(const struct derive_input *input, struct arena *arena, struct buf *out, struct error *err)
{
    struct deriver d = {.arena = arena};
    read_lists(&d, input);
    if (d.outline.n_topics == 0)
        return error_set(err, STATUS_NOT_A_FEED, "%s: no heading with entries under it, so no topics%s",
                         input->n_lists > 0 ? input->lists[0].name : "-",
                         input->n_lists > 1 ? " (nor in the other lists)" : "");
    grams_init(&d.grams);
    take_headings_apart(&d, input);
    find_rivals(&d);
    corpus_make(&d.corpus, &d.reading, d.marks, d.outline.n_topics, &d.grams, arena);
    learn_background(&d, input);
    corpus_index(&d.corpus);
    find_fields(&d, input);
    write_topics(&d, out);
    grams_release(&d.grams);
    return 0;
}
