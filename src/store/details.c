/* Written by hand because it is done for every new item; read by jansson because it is done for few. */
#include "details.h"

#include <inttypes.h>
#include <jansson.h>
#include <string.h>

#include "weir/text/date.h"

static void add_text(struct buf *out, const char *s)
{
    buf_addc(out, '"');
    for (; *s != '\0'; s++) {
        size_t n = strcspn(
            s, "\"\\\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16"
               "\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");
        buf_add(out, s, n);
        s += n;
        if (*s == '\0')
            break;
        if (*s == '"' || *s == '\\')
            buf_addf(out, "\\%c", *s);
        else
            buf_addf(out, "\\u%04x", (unsigned)*s);
    }
    buf_addc(out, '"');
}

static void add_texts(struct buf *out, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addc(out, ',');
        add_text(out, texts[i]);
    }
}

#define ADD_TEXTS(out, ...)                                                                                  \
    add_texts(out, (const char *const[]){__VA_ARGS__},                                                       \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

/* Begins a member: {"name": or ,"name": */
static void add_name(struct buf *out, const char *name)
{
    buf_addf(out, "%c\"%s\":", out->n > 0 && out->data[out->n - 1] != '{' ? ',' : '{', name);
}

static void add_persons(struct buf *out, const char *name, const struct person *persons, size_t n)
{
    if (n == 0)
        return;
    add_name(out, name);
    for (size_t i = 0; i < n; i++) {
        buf_addc(out, i == 0 ? '[' : ',');
        buf_addc(out, '[');
        ADD_TEXTS(out, persons[i].name, persons[i].email, persons[i].url);
        buf_addc(out, ']');
    }
    buf_addc(out, ']');
}

static void add_categories(struct buf *out, const struct item *item)
{
    if (item->n_categories == 0)
        return;
    add_name(out, "categories");
    for (size_t i = 0; i < item->n_categories; i++) {
        const struct category *category = &item->categories[i];
        buf_adds(out, i == 0 ? "[[" : ",[");
        ADD_TEXTS(out, category->term, category->scheme, category->label);
        buf_addc(out, ']');
    }
    buf_addc(out, ']');
}

static void add_links(struct buf *out, const struct item *item)
{
    if (item->n_links == 0)
        return;
    add_name(out, "links");
    for (size_t i = 0; i < item->n_links; i++) {
        const struct link *link = &item->links[i];
        buf_adds(out, i == 0 ? "[[" : ",[");
        ADD_TEXTS(out, link->rel, link->href, link->type, link->title, link->language);
        buf_addf(out, ",%" PRId64 ",%" PRId64 "]", link->length, link->duration_s);
    }
    buf_addc(out, ']');
}

void details_write(const struct item *item, struct buf *out)
{
    const struct origin *origin = &item->origin;
    const struct arxiv *arxiv = &item->arxiv;

    add_persons(out, "authors", item->authors, item->n_authors);
    add_persons(out, "contributors", item->contributors, item->n_contributors);
    add_categories(out, item);
    add_links(out, item);
    if (origin->id[0] || origin->title[0] || origin->url[0]) {
        add_name(out, "origin");
        buf_addc(out, '[');
        ADD_TEXTS(out, origin->id, origin->title, origin->url);
        if (origin->updated_at != DATE_NONE)
            buf_addf(out, ",%" PRId64, origin->updated_at);
        buf_addc(out, ']');
    }
    if (arxiv->id[0]) {
        add_name(out, "arxiv");
        buf_addc(out, '[');
        ADD_TEXTS(out, arxiv->id, arxiv->announce_type, arxiv->primary_category, arxiv->doi,
                  arxiv->journal_ref, arxiv->comment);
        buf_addf(out, ",%d]", arxiv->version);
    }
    if (item->id_is_permalink) {
        add_name(out, "permalink");
        buf_adds(out, "true");
    }
    if (out->n > 0)
        buf_addc(out, '}');
}

/* The text at `i` of an array; "" when there is none. */
static char *text_at(const json_t *array, size_t i, struct arena *arena)
{
    const json_t *value = json_array_get(array, i);

    return arena_copy(arena, value && json_is_string(value) ? json_string_value(value) : "",
                      value && json_is_string(value) ? json_string_length(value) : 0);
}

static int64_t number_at(const json_t *array, size_t i, int64_t preset)
{
    const json_t *value = json_array_get(array, i);

    return value && json_is_integer(value) ? json_integer_value(value) : preset;
}

static struct person *read_persons(const json_t *root, const char *name, struct arena *arena, size_t *n)
{
    const json_t *list = json_object_get(root, name);
    struct person *persons;

    *n = json_array_size(list);
    persons = arena_alloc(arena, (*n + 1) * sizeof *persons);
    for (size_t i = 0; i < *n; i++) {
        const json_t *person = json_array_get(list, i);
        persons[i] = (struct person){.name = text_at(person, 0, arena),
                                     .email = text_at(person, 1, arena),
                                     .url = text_at(person, 2, arena)};
    }
    return persons;
}

static void read_lists(const json_t *root, struct arena *arena, struct item *out)
{
    const json_t *categories = json_object_get(root, "categories"), *links = json_object_get(root, "links");

    out->authors = read_persons(root, "authors", arena, &out->n_authors);
    out->contributors = read_persons(root, "contributors", arena, &out->n_contributors);
    out->n_categories = json_array_size(categories);
    out->categories = arena_alloc(arena, (out->n_categories + 1) * sizeof *out->categories);
    for (size_t i = 0; i < out->n_categories; i++) {
        const json_t *category = json_array_get(categories, i);
        out->categories[i] = (struct category){.term = text_at(category, 0, arena),
                                               .scheme = text_at(category, 1, arena),
                                               .label = text_at(category, 2, arena)};
    }
    out->n_links = json_array_size(links);
    out->links = arena_alloc(arena, (out->n_links + 1) * sizeof *out->links);
    for (size_t i = 0; i < out->n_links; i++) {
        const json_t *link = json_array_get(links, i);
        out->links[i] = (struct link){.rel = text_at(link, 0, arena),
                                      .href = text_at(link, 1, arena),
                                      .type = text_at(link, 2, arena),
                                      .title = text_at(link, 3, arena),
                                      .language = text_at(link, 4, arena),
                                      .length = number_at(link, 5, -1),
                                      .duration_s = number_at(link, 6, -1)};
    }
}

void details_read(const char *json, struct arena *arena, struct item *out)
{
    json_t *root = json_loads(json[0] != '\0' ? json : "{}", JSON_ALLOW_NUL, NULL);
    const json_t *origin = json_object_get(root, "origin"), *arxiv = json_object_get(root, "arxiv");

    read_lists(root, arena, out);
    out->origin = (struct origin){.id = text_at(origin, 0, arena),
                                  .title = text_at(origin, 1, arena),
                                  .url = text_at(origin, 2, arena),
                                  .updated_at = number_at(origin, 3, DATE_NONE)};
    out->arxiv = (struct arxiv){.id = text_at(arxiv, 0, arena),
                                .announce_type = text_at(arxiv, 1, arena),
                                .primary_category = text_at(arxiv, 2, arena),
                                .doi = text_at(arxiv, 3, arena),
                                .journal_ref = text_at(arxiv, 4, arena),
                                .comment = text_at(arxiv, 5, arena),
                                .version = (int)number_at(arxiv, 6, 0)};
    out->id_is_permalink = json_is_true(json_object_get(root, "permalink"));
    json_decref(root);
}

void terms_write(const struct hit *hit, struct buf *out)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < hit->n_terms; i++) {
        buf_adds(out, i == 0 ? "[" : ",[");
        ADD_TEXTS(out, hit->terms[i].term, hit->terms[i].field);
        buf_addf(out, ",%.17g", hit->terms[i].boost);
        for (size_t k = 0; k < hit->terms[i].n_words; k++) {
            buf_addc(out, ',');
            ADD_TEXTS(out, hit->terms[i].words[k]);
        }
        buf_addc(out, ']');
    }
    buf_addc(out, ']');
}

void terms_read(const char *json, struct arena *arena, struct hit *out)
{
    json_t *root = json_loads(json, JSON_ALLOW_NUL, NULL);

    out->n_terms = json_array_size(root);
    out->terms = arena_alloc(arena, (out->n_terms + 1) * sizeof *out->terms);
    for (size_t i = 0; i < out->n_terms; i++) {
        const json_t *term = json_array_get(root, i);
        out->terms[i] = (struct term_hit){.term = text_at(term, 0, arena),
                                          .field = text_at(term, 1, arena),
                                          .boost = json_number_value(json_array_get(term, 2))};
        size_t n = json_array_size(term) > 3 ? json_array_size(term) - 3 : 0;
        out->terms[i].words = arena_alloc(arena, (n + 1) * sizeof *out->terms[i].words);
        while (out->terms[i].n_words < n) {
            out->terms[i].words[out->terms[i].n_words] = text_at(term, 3 + out->terms[i].n_words, arena);
            out->terms[i].n_words++;
        }
    }
    json_decref(root);
}
