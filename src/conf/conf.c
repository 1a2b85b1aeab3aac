#include "weir/conf/conf.h"

#include <string.h>

#include "reading.h"
#include "values.h"
#include "weir/conf/ini.h"
#include "weir/text/civil.h"
#include "weir/text/tokens.h"

#define LIMIT_NAME 4000 /* bytes of a topic's name or title that are compared */

/* The section that lines belong to; `record` is NULL while there is none or an unknown one. */
struct cursor {
    enum section_id id;
    struct section_places *places;
    void *record;
    const char *title; /* as messages name it: "weir", "source lilian-weng" */
};

/* The files to read: the first, and what it includes, one after another. */
struct walk {
    struct reading reading;
    struct cursor at;
    size_t file;               /* the one being read, of the reading's files */
    struct place *included_at; /* parallel to the reading's files */
    bool is_derived;           /* what is being read comes from lists, not from the user's hand */
    size_t n_written;          /* topics that the user wrote */
    size_t *derived;           /* the lists' topics in their order, as indices */
    size_t n_derived;
    const struct conf_places *places;
    conf_open *open;
    void *arg;
};

static void add_file(struct walk *walk, const char *name, struct place included_at)
{
    struct reading *reading = &walk->reading;
    for (size_t i = 0; i < reading->n_files; i++)
        if (strcmp(reading->files[i], name) == 0) {
            reading_complain(reading, included_at, "include: %s is read already", name);
            return;
        }
    if (reading->n_files > CONF_LIMIT_INCLUDES) {
        reading_complain(reading, included_at, "include: more than %d files", CONF_LIMIT_INCLUDES);
        return;
    }
    reading->files = arena_grow(reading->arena, reading->files, reading->n_files, sizeof *reading->files);
    walk->included_at =
        arena_grow(reading->arena, walk->included_at, reading->n_files, sizeof *walk->included_at);
    walk->included_at[reading->n_files] = included_at;
    reading->files[reading->n_files++] = name;
}

static void include(struct walk *walk, const struct setting *setting, struct place place)
{
    const char *path = value_path(setting), **names = &path;
    size_t n = 1;
    struct error err;
    bool is_pattern = walk->places->list && strpbrk(path, "*?[");
    if (is_pattern && walk->places->list(path, setting->arena, &names, &n, &err) < 0) {
        reading_complain(&walk->reading, place, "include: %s", err.text);
        return;
    }
    for (size_t i = 0; i < n; i++)
        add_file(walk, names[i], place);
}

static struct setting setting_of(struct walk *walk, const struct key *key, const struct ini_line *line)
{
    const char *file = walk->reading.files[walk->file], *slash = strrchr(file, '/');
    size_t n_folder = slash ? (size_t)(slash + 1 - file) : 0;
    return (struct setting){.key = key,
                            .value = line->value,
                            .adds = line->adds,
                            .folder = arena_copy(walk->reading.arena, file, n_folder),
                            .arena = walk->reading.arena,
                            .record = walk->at.record};
}

/* What holds without a word of the user, written by the same readers. */
static void set_presets(struct walk *walk)
{
    const struct section *section = &sections[walk->at.id];
    for (size_t i = 0; i < section->n_keys; i++) {
        const struct key *key = &section->keys[i];
        struct setting setting = setting_of(walk, key, &(struct ini_line){.value = key->preset});
        struct error err;
        if (key->preset && *key->preset == '\0')
            *(const char **)value_field(&setting) = "";
        else if (key->preset && value_set(&setting, &err) < 0)
            reading_complain(&walk->reading, (struct place){0}, "%s: %s", key->name, err.text);
    }
}

static void begin_source(struct walk *walk, const char *name)
{
    struct reading *reading = &walk->reading;
    struct conf *conf = reading->conf;
    conf->sources = arena_grow(reading->arena, conf->sources, conf->n_sources, sizeof *conf->sources);
    reading->sources =
        arena_grow(reading->arena, reading->sources, conf->n_sources, sizeof *reading->sources);
    struct source *source = &conf->sources[conf->n_sources];
    source->name = name;
    walk->at = (struct cursor){SECTION_SOURCE, &reading->sources[conf->n_sources++], source};
}

/* The topic of that name that the user wrote; the number of them when there is none. */
static size_t find_written(const struct walk *walk, const char *name)
{
    size_t i = 0;
    while (i < walk->n_written && strcmp(walk->reading.conf->topics[i].name, name) != 0)
        i++;
    return i;
}

static void begin_topic(struct walk *walk, const char *name)
{
    struct reading *reading = &walk->reading;
    struct conf *conf = reading->conf;
    if (walk->is_derived) {
        size_t written = find_written(walk, name);
        bool is_written = written < walk->n_written;
        walk->derived = arena_grow(reading->arena, walk->derived, walk->n_derived, sizeof *walk->derived);
        walk->derived[walk->n_derived++] = is_written ? written : conf->n_topics;
        if (is_written) {
            walk->at = (struct cursor){SECTION_TOPIC, &reading->topics[written], &conf->topics[written]};
            return;
        }
    }
    conf->topics = arena_grow(reading->arena, conf->topics, conf->n_topics, sizeof *conf->topics);
    reading->topics = arena_grow(reading->arena, reading->topics, conf->n_topics, sizeof *reading->topics);
    struct topic *topic = &conf->topics[conf->n_topics];
    topic->name = name;
    walk->at = (struct cursor){SECTION_TOPIC, &reading->topics[conf->n_topics++], topic};
}

static void begin_delivery(struct walk *walk, const char *name)
{
    struct reading *reading = &walk->reading;
    struct conf *conf = reading->conf;
    size_t n = conf->n_deliveries++;
    conf->deliveries = arena_grow(reading->arena, conf->deliveries, n, sizeof *conf->deliveries);
    reading->deliveries = arena_grow(reading->arena, reading->deliveries, n, sizeof *reading->deliveries);
    conf->deliveries[n].name = name;
    walk->at = (struct cursor){SECTION_DELIVER, &reading->deliveries[n], &conf->deliveries[n]};
}

/* [weir] may stand in several files; it is one section all the same. */
static void begin_weir(struct walk *walk, const char *name)
{
    (void)name;
    walk->at = (struct cursor){SECTION_WEIR, &walk->reading.weir, walk->reading.conf};
}

static void begin_section(struct walk *walk, const char *word, const char *name, struct place place)
{
    static void (*const begin[N_SECTIONS])(struct walk *, const char *) = {begin_weir, begin_source,
                                                                           begin_topic, begin_delivery};
    struct reading *reading = &walk->reading;
    const struct section *section = section_find(word);
    walk->at = (struct cursor){0};
    if (!section) {
        reading_complain(reading, place, "unknown section [%s]%s", word, section_hint(reading->arena, word));
        return;
    }
    if (section->is_named != (*name != '\0'))
        reading_complain(reading, place,
                         section->is_named ? "[%s] needs a name: [%s NAME]" : "[%s] takes no name", word,
                         word);
    begin[section - sections](walk, name);
    walk->at.title = *name != '\0' ? arena_printf(reading->arena, "%s %s", word, name) : word;
    struct section_places *places = walk->at.places;
    if (!places->keys) {
        places->head = place;
        places->keys = arena_alloc(reading->arena, section->n_keys * sizeof *places->keys);
        places->is_set = arena_alloc(reading->arena, section->n_keys * sizeof *places->is_set);
        set_presets(walk);
    }
}

/* A list, or a glossary for the lists. */
static void add_list(struct walk *walk, const struct setting *setting, struct place place)
{
    struct reading *reading = &walk->reading;
    struct conf *conf = reading->conf;
    bool is_list = setting->key->kind == KIND_LIST;
    struct named_place **lists = is_list ? &conf->lists : &conf->glossaries;
    size_t *n = is_list ? &conf->n_lists : &conf->n_glossaries;
    struct named_place list = {.file = reading->files[place.file], .line = place.line};
    struct error err;
    if ((is_list ? value_list : value_file)(setting, &list.place, &err) < 0) {
        reading_complain(reading, place, "%s: %s", setting->key->name, err.text);
        return;
    }
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*lists)[i].place, list.place) == 0) {
            reading_complain(reading, place, "%s: %s is read already", setting->key->name, list.place);
            return;
        }
    *lists = arena_grow(reading->arena, *lists, *n, sizeof **lists);
    (*lists)[(*n)++] = list;
}

/* Names of other sections are looked up when all sections are known. */
static void note_references(struct walk *walk, const struct setting *setting, size_t n_before,
                            struct place place)
{
    struct reading *reading = &walk->reading;
    const char **names = *(const char ***)value_field(setting);
    size_t n = *(size_t *)value_also(setting);
    for (size_t i = n_before; i < n; i++) {
        reading->references = arena_grow(reading->arena, reading->references, reading->n_references,
                                         sizeof *reading->references);
        reading->references[reading->n_references++] = (struct reference){names[i], walk->at.id, place};
    }
}

static void read_value(struct walk *walk, const struct key *key, const struct ini_line *line,
                       struct place place)
{
    struct setting setting = setting_of(walk, key, line);
    struct error err;
    size_t n_before = key->kind == KIND_NAMES ? *(size_t *)value_also(&setting) : 0;
    if (*line->value == '\0')
        reading_complain(&walk->reading, place, "\"%s\" has no value; it says %s", key->name, key->help);
    else if (key->kind == KIND_INCLUDE)
        include(walk, &setting, place);
    else if (key->kind == KIND_LIST || key->kind == KIND_GLOSSARY)
        add_list(walk, &setting, place);
    else if (value_set(&setting, &err) < 0)
        reading_complain(&walk->reading, place, "%s: %s", key->name, err.text);
    else if (key->kind == KIND_NAMES)
        note_references(walk, &setting, n_before, place);
}

static void read_pair(struct walk *walk, const struct ini_line *line, struct place place)
{
    struct reading *reading = &walk->reading;
    const struct section *section = &sections[walk->at.id];
    const struct key *key = key_find(section, line->key);
    if (!key) {
        reading_complain(reading, place, "unknown key \"%s\" in [%s]%s", line->key, walk->at.title,
                         key_hint(reading->arena, section, line->key));
        return;
    }
    struct place *seen = &walk->at.places->keys[key - section->keys];
    bool *is_set = &walk->at.places->is_set[key - section->keys];
    if (walk->is_derived && *is_set)
        return;
    bool adds = walk->is_derived || line->adds || (key->flags & KEY_REPEATS);
    if (line->adds && !(key->flags & (KEY_ADDS | KEY_REPEATS)))
        reading_complain(reading, place,
                         "\"%s\" holds one value, to which nothing can be added; write \"%s = …\"", key->name,
                         key->name);
    else if (seen->line > 0 && !adds)
        reading_complain(reading, place, "\"%s\" stands already in %s%s", key->name,
                         reading_where(reading, *seen, place),
                         key->flags & KEY_ADDS ? "; \"+=\" would add to it" : "");
    else
        read_value(walk, key, line, place);
    if (!walk->is_derived || seen->line == 0)
        *seen = place;
    *is_set = *is_set || !line->adds;
}

static void read_lines(struct walk *walk, const struct ini_line *lines, size_t n)
{
    walk->at = (struct cursor){0};
    bool has_section = false;
    for (size_t i = 0; i < n; i++) {
        struct place place = {walk->file, lines[i].line};
        if (lines[i].kind == INI_WRONG)
            reading_complain(&walk->reading, place, "%s", lines[i].key);
        else if (lines[i].kind == INI_SECTION)
            begin_section(walk, lines[i].key, lines[i].value, place);
        else if (walk->at.record)
            read_pair(walk, &lines[i], place);
        else if (!has_section)
            reading_complain(&walk->reading, place, "\"%s\" stands before any [section]", lines[i].key);
        has_section = has_section || lines[i].kind == INI_SECTION;
    }
}

static void read_file(struct walk *walk)
{
    const char *name = walk->reading.files[walk->file];
    struct buf text = BUF_INIT(CONF_LIMIT_BYTES);
    struct error err;
    if (walk->open(name, &text, &err, walk->arg) == 0) {
        size_t n;
        struct ini_line *lines = ini_read(text.data, text.n, walk->reading.arena, &n);
        read_lines(walk, lines, n);
    } else {
        /* The problem names the first file anyway, as the place where it stands. */
        size_t n = walk->file == 0 && strncmp(err.text, name, strlen(name)) == 0 ? strlen(name) : 0;
        n += n > 0 ? strspn(err.text + n, ": ") : 0;
        reading_complain(&walk->reading, walk->included_at[walk->file], "%s", err.text + n);
    }
    buf_release(&text);
}

static void find_state(struct walk *walk)
{
    struct conf *conf = walk->reading.conf;
    if (!*conf->state)
        conf->state = arena_strdup(walk->reading.arena, walk->places->state);
    if (!*conf->state)
        reading_complain(&walk->reading, (struct place){0},
                         "no place to keep the state: set \"state\" in [weir]");
}

/* A file's index, by its name: of the configuration, or another that problems speak of. */
static size_t file_index(struct reading *reading, const char *name)
{
    size_t i = 0;
    while (i < reading->n_files && strcmp(reading->files[i], name) != 0)
        i++;
    if (i == reading->n_files) {
        reading->files = arena_grow(reading->arena, reading->files, reading->n_files, sizeof *reading->files);
        reading->files[reading->n_files++] = name;
    }
    return i;
}

/* Topics that only the user wrote, then the lists' in their order. */
static void order_topics(struct walk *walk)
{
    struct reading *reading = &walk->reading;
    struct conf *conf = reading->conf;
    struct topic *topics = arena_alloc(reading->arena, (conf->n_topics + 1) * sizeof *topics);
    struct section_places *places = arena_alloc(reading->arena, (conf->n_topics + 1) * sizeof *places);
    bool *is_derived = arena_alloc(reading->arena, (conf->n_topics + 1) * sizeof *is_derived);
    size_t n = 0;
    for (size_t i = 0; i < walk->n_derived; i++)
        is_derived[walk->derived[i]] = true;
    for (size_t i = 0; i < conf->n_topics + walk->n_derived; i++) {
        bool is_tail = i >= conf->n_topics;
        size_t from = is_tail ? walk->derived[i - conf->n_topics] : i;
        if (is_tail != is_derived[from])
            continue;
        topics[n] = conf->topics[from];
        places[n++] = reading->topics[from];
    }
    conf->topics = topics;
    reading->topics = places;
}

/* The lists' topics, read as if they stood in a file behind all others. */
static void read_lists(struct walk *walk)
{
    struct reading *reading = &walk->reading;
    struct conf_derived derived = {.name = ""};
    if (reading->conf->n_lists + reading->conf->n_glossaries == 0 || !walk->places->derive)
        return;
    walk->places->derive(reading->conf, reading->arena, &derived, walk->arg);
    for (size_t i = 0; i < derived.problems.n; i++) {
        const struct problem *problem = &derived.problems.problems[i];
        struct place place = {file_index(reading, problem->file), problem->line};
        (problem->is_warning ? reading_warn : reading_complain)(reading, place, "%s", problem->text);
    }
    walk->file = file_index(reading, derived.name);
    walk->is_derived = true;
    walk->n_written = reading->conf->n_topics;
    size_t n;
    struct ini_line *lines = ini_read(derived.text, derived.n, reading->arena, &n);
    read_lines(walk, lines, n);
    order_topics(walk);
}

/* What depends on more than its own key. */
static void complete(struct walk *walk)
{
    struct conf *conf = walk->reading.conf;
    if (!conf->timezone) {
        const char *zone = walk->places->system_tz;
        conf->timezone = arena_strdup(walk->reading.arena, civil_zone_exists(zone) ? zone : "");
    }
    for (size_t i = 0; i < conf->n_sources; i++)
        if (!conf->sources[i].proxy)
            conf->sources[i].proxy = conf->proxy;
    for (size_t i = 0; i < conf->n_topics; i++)
        if (!*conf->topics[i].title)
            conf->topics[i].title = conf->topics[i].name;
}

int conf_read(const char *file, const struct conf_places *places, conf_open *open, void *arg,
              struct arena *arena, struct conf *out, struct problem_list *problems)
{
    struct walk walk = {.reading = {.arena = arena, .conf = out}, .places = places, .open = open, .arg = arg};
    *out = (struct conf){.file = arena_strdup(arena, file)};
    add_file(&walk, out->file, (struct place){0});
    begin_section(&walk, "weir", "", (struct place){0});
    for (; walk.file < walk.reading.n_files; walk.file++)
        read_file(&walk);
    find_state(&walk);
    read_lists(&walk);
    complete(&walk);
    reading_check(&walk.reading);
    reading_list_problems(&walk.reading, problems);
    return walk.reading.n_faults > 0 ? -1 : 0;
}

const struct source *conf_source(const struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->n_sources; i++)
        if (strcmp(conf->sources[i].name, name) == 0)
            return &conf->sources[i];
    return NULL;
}

const struct topic *conf_topic(const struct conf *conf, const char *name)
{
    for (size_t i = 0; i < conf->n_topics; i++)
        if (strcmp(conf->topics[i].name, name) == 0)
            return &conf->topics[i];
    return NULL;
}

/* Do both say the same words? */
static bool is_same_name(const struct tokens *called, struct tokens *scratch, const char *name)
{
    tokens_read(scratch, name, strlen(name), TOKENS_FOLDED);
    return called->n > 0 && strcmp(called->text.data, scratch->text.data) == 0;
}

const char *conf_topic_named(const struct conf *conf, const char *called)
{
    struct tokens wanted, scratch;
    const char *name = called;
    tokens_init(&wanted, LIMIT_NAME);
    tokens_init(&scratch, LIMIT_NAME);
    tokens_read(&wanted, called, strlen(called), TOKENS_FOLDED);
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        if (strcmp(topic->name, called) == 0) {
            name = called;
            break;
        }
        if (name == called &&
            (is_same_name(&wanted, &scratch, topic->name) || is_same_name(&wanted, &scratch, topic->title)))
            name = topic->name;
    }
    tokens_release(&wanted);
    tokens_release(&scratch);
    return name;
}
