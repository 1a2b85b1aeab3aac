#include "derive_write.h"

#include <ctype.h>
#include <string.h>

#include "weir/text/utf8.h"
#include "weir/topic/matcher.h"

#define WIDTH       110 /* columns of a line */
#define EXACT_UP_TO 5   /* letters: longer acronyms are no words of another meaning */

/* A line of comma-separated pieces that is broken where it gets too long. */
struct lines {
    struct buf *out;
    const char *indent;
    size_t column;
    bool any;
};

static void add_piece(struct lines *lines, const char *piece)
{
    size_t width = utf8_width(piece);
    if (lines->any)
        buf_addc(lines->out, ',');
    if (lines->any && lines->column + width + 2 > WIDTH) {
        buf_addf(lines->out, "\n%s", lines->indent);
        lines->column = strlen(lines->indent);
    } else if (lines->any) {
        buf_addc(lines->out, ' ');
    }
    buf_adds(lines->out, piece);
    lines->column += width + 2;
    lines->any = true;
}

/* Text that would mean something else to feeds.conf or to the language of terms is given in its folded form.
 */
static bool is_plain(const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t c;
        length = utf8_next(text + i, n - i, &c);
        bool ends_name = (c == '+' || c == '#') && i > 0 && (i + 1 == n || text[i + 1] == text[i]);
        if (length == 0 || (!utf8_is_word(c) && c != ' ' && c != '-' && !ends_name))
            return false;
    }
    return true;
}

/* "Knowledge Distillation" as one writes it inside a sentence; BERT and ELMo stay. */
static void add_lowered(const char *text, struct buf *out)
{
    for (const char *p = text; *p; p++) {
        if (*p == ' ' && p[1] == ' ')
            continue;
        bool begins = p == text || p[-1] == ' ' || p[-1] == '-';
        bool is_capitalised = begins && isupper((unsigned char)*p) && (islower((unsigned char)p[1]) != 0);
        for (const char *q = p + 1; is_capitalised && *q && *q != ' ' && *q != '-'; q++)
            is_capitalised = !isupper((unsigned char)*q) && !isdigit((unsigned char)*q);
        buf_addc(out, is_capitalised ? (char)tolower((unsigned char)*p) : *p);
    }
}

static bool is_exact(const struct phrase_facts *facts, const char *key)
{
    if (*facts->upper == '\0')
        return false;
    return facts->kind == MARK_EXACT || (strlen(key) <= EXACT_UP_TO && 2 * facts->n_upper >= facts->n_seen &&
                                         strspn(key, "0123456789") < strlen(key));
}

/* The phrase as a term, without its boost. */
static void add_term(const struct corpus *corpus, uint32_t phrase, struct buf *out)
{
    const struct phrase_facts *facts = &corpus->facts[phrase];
    const char *key = corpus->phrases.words[phrase];
    if (facts->kind == MARK_PREFIX)
        buf_adds(out, key);
    else if (is_exact(facts, key) && is_plain(facts->upper))
        buf_addf(out, "=%s", facts->upper);
    else if (is_plain(facts->text))
        add_lowered(facts->text, out);
    else
        buf_adds(out, key);
}

static void write_terms(const struct corpus *corpus, const struct weighed_list *terms, struct buf *out)
{
    struct lines lines = {.out = out, .indent = "        ", .column = 8};
    struct buf piece = BUF_INIT(2000);
    buf_adds(out, "terms = ");
    for (size_t i = 0; i < terms->n; i++) {
        buf_clear(&piece);
        add_term(corpus, terms->terms[i].phrase, &piece);
        buf_addf(&piece, "^%.2g", terms->terms[i].boost);
        add_piece(&lines, piece.data);
    }
    buf_addc(out, '\n');
    buf_release(&piece);
}

enum provenance { FROM_HEADING, FROM_GLOSSARY, FROM_ENTRIES };

static enum provenance origin_of(const struct weighed *term)
{
    if (term->mark == NULL)
        return FROM_ENTRIES;
    return term->mark->is_translation ? FROM_GLOSSARY : FROM_HEADING;
}

/* A comment line for the terms of one origin, with the number of entries that hold each. */
static void write_origin(const struct corpus *corpus, const struct weighed_list *terms,
                         enum provenance origin, const char *words, struct buf *out)
{
    struct lines lines = {.out = out, .indent = "#   ", .column = strlen(words) + 4};
    struct buf piece = BUF_INIT(2000);
    for (size_t i = 0; i < terms->n; i++) {
        const struct weighed *term = &terms->terms[i];
        if (origin_of(term) != origin)
            continue;
        if (!lines.any)
            buf_addf(out, "# %s: ", words);
        buf_clear(&piece);
        add_term(corpus, term->phrase, &piece);
        if (term->n_entries > 0)
            buf_addf(&piece, " (%u)", term->n_entries);
        add_piece(&lines, piece.data);
    }
    if (lines.any)
        buf_addc(out, '\n');
    buf_release(&piece);
}

/* A title cannot begin a comment in the middle of its line. */
static void write_title(const char *title, struct buf *out)
{
    buf_adds(out, "title = ");
    for (const char *p = title; *p; p++)
        buf_addc(out, (*p == '#' || *p == ';') && (p == title || p[-1] == ' ') ? ',' : *p);
    buf_addc(out, '\n');
}

static void write_head(const char *name, const char *title, struct buf *out)
{
    if (out->n > 0)
        buf_addc(out, '\n');
    buf_addf(out, "[topic %s]\n", name);
    write_title(title, out);
}

/* Can a title reach the threshold by these terms? */
static bool may_suffice(const struct weighed_list *terms)
{
    double doubt = 1;
    for (size_t i = 0; i < terms->n && i < MATCH_BEST_TERMS; i++)
        doubt *= 1 - terms->terms[i].boost;
    return 1 - doubt >= TOPIC_THRESHOLD;
}

void derive_write_topic(const struct corpus *corpus, const struct outline_topic *topic, const char *under,
                        const char *field, const struct weighed_list *terms, struct buf *out)
{
    write_head(topic->name, topic->title, out);
    if (*under)
        buf_addf(out, "under = %s\n", under);
    if (*field)
        buf_addf(out, "field = %s\n", field);
    buf_addf(out, "# %zu entr%s\n", topic->n_entries, topic->n_entries == 1 ? "y" : "ies");
    write_origin(corpus, terms, FROM_HEADING, "from the heading", out);
    write_origin(corpus, terms, FROM_GLOSSARY, "by the glossary", out);
    write_origin(corpus, terms, FROM_ENTRIES, "from the entries", out);
    if (!may_suffice(terms))
        buf_adds(out, "# these together are not enough for the topic: add a term\n");
    write_terms(corpus, terms, out);
}

void derive_write_field(const struct corpus *corpus, const struct field *field, struct buf *out)
{
    struct weighed terms[FIELD_LIMIT_TERMS];
    for (size_t i = 0; i < field->n; i++)
        terms[i] = (struct weighed){.phrase = field->terms[i].phrase, .boost = field->terms[i].boost};
    write_head(field->name, field->title, out);
    buf_adds(out, "# what the list as a whole is about: its topics are given to items of this field\n");
    write_terms(corpus, &(struct weighed_list){.terms = terms, .n = field->n}, out);
}
