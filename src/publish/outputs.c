#include "weir/publish/outputs.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "press.h"
#include "weir/installation/installation.h"
#include "weir/system/log.h"
#include "weir/text/hash.h"

/* In this order, since later rows show what earlier ones made. */
static const struct output {
    const char *name;
    int (*step)(struct press *press, struct arena *arena, struct error *err);
} table[] = {
    {"digests", output_digests},           {"digests.atom", output_digest_feed},
    {"navigation", output_navigation},     {"archives", output_archives},
    {"feed and index", output_merged},     {"topics", output_topics},
    {"topics that are gone", output_gone}, {"all.atom", output_all},
    {"sources.opml", output_opml},         {"status.html", output_status},
    {"stylesheets", output_style},
};

struct outputs {
    struct press press;
    size_t row;           /* of the table, under way */
    const char *wanted;   /* the fingerprint that is noted when all is done */
    struct error failure; /* the first */
    bool has_failed;
};

static int begin_file(struct press *press, const char *path, const struct buf *bytes, struct error *err)
{
    const char *file = arena_printf(&press->arena, "%s/%s", press->folder, path);
    if (bytes->full)
        return error_set(err, STATUS_LIMIT, "%s: would be larger than %zu bytes", file, bytes->limit);
    return replace_begin(&press->file, file, bytes->data, bytes->n, err);
}

int press_put_piece(struct press *press, const char *path, const struct buf *bytes, struct error *err)
{
    struct replacement *file = &press->file;
    if (!file->is_open && begin_file(press, path, bytes, err) < 0)
        return -1;
    int rc = replace_step(file, err);
    if (rc > 0)
        return PRESS_MORE;
    if (rc == 0) {
        press->result.n_files++;
        press->result.n_changed += file->is_changed;
        press->result.n_bytes += file->is_changed ? bytes->n : 0;
    }
    replace_end(file);
    return rc;
}

int press_put(struct press *press, const char *path, const struct buf *bytes, struct error *err)
{
    int rc;
    while ((rc = press_put_piece(press, path, bytes, err)) == PRESS_MORE)
        continue;
    return rc;
}

static bool is_there(const char *folder, const char *path, struct arena *arena)
{
    return access(arena_printf(arena, "%s/%s", folder, path), F_OK) == 0;
}

bool press_has(const struct press *press, const char *path, struct arena *arena)
{
    return is_there(press->folder, path, arena);
}

/* Told by what every publication leaves there. */
bool outputs_are_there(const struct conf *conf)
{
    struct arena arena;
    arena_init(&arena);
    bool are_there = is_there(installation_publish_folder(conf, &arena), PAGE_STYLE, &arena);
    arena_release(&arena);
    return are_there;
}

/* A fingerprint of all but the stories that decides what is published of a topic. */
static char *fingerprint(struct press *press)
{
    const struct edition *edition = &press->edition;
    const struct conf *conf = edition->conf;
    const char *const texts[] = {WEIR_VERSION,   conf->title,   edition->base,
                                 conf->timezone, press->folder, conf->hub};
    uint64_t hash = hash_more(HASH_START, &conf->images, sizeof conf->images);
    hash = hash_more(hash, &edition->has_search, sizeof edition->has_search);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    for (size_t i = 0; i < edition->n_topics; i++) {
        const struct topic *topic = edition->topics[i].topic;
        hash = hash_more(hash, topic->name, strlen(topic->name) + 1);
        hash = hash_more(hash, topic->title, strlen(topic->title) + 1);
        hash = hash_more(hash, &edition->topics[i].depth, sizeof edition->topics[i].depth);
    }
    for (size_t i = 0; i < conf->n_sources; i++) {
        const char *title = edition_source_title(edition, conf->sources[i].name);
        hash = hash_more(hash, title, strlen(title) + 1);
        hash = hash_more(hash, conf->sources[i].urls[0], strlen(conf->sources[i].urls[0]) + 1);
    }
    return arena_printf(&press->arena, "%016" PRIx64, hash);
}

int outputs_begin(struct store *store, const struct conf *conf, int64_t now, struct outputs **out,
                  struct error *err)
{
    struct outputs *outputs = calloc(1, sizeof *outputs);
    if (outputs == NULL)
        abort();
    struct press *press = &outputs->press;
    const char *published;
    arena_init(&press->arena);
    press->folder = installation_publish_folder(conf, &press->arena);
    press->now = now;
    *out = outputs;
    if (edition_open(store, conf, &press->arena, &press->edition, err) < 0 ||
        store_get_note(store, PRESS_NOTE, &press->arena, &published, err) < 0) {
        outputs_end(outputs);
        *out = NULL;
        return -1;
    }
    outputs->wanted = fingerprint(press);
    press->is_anew = strcmp(published, outputs->wanted) != 0 || !outputs_are_there(conf);
    return 0;
}

/* The row is through, or failed: the others go on. */
static void end_row(struct outputs *outputs, const struct error *failure)
{
    if (failure != NULL && !outputs->has_failed)
        error_set(&outputs->failure, failure->status, "%s: %s", table[outputs->row].name, failure->text);
    else if (failure != NULL)
        log_error("publishing %s: %s", table[outputs->row].name, failure->text);
    outputs->has_failed = outputs->has_failed || failure != NULL;
    volume_end(&outputs->press.volume);
    outputs->press.cursor = outputs->press.month = outputs->press.piece = 0;
    outputs->row++;
}

static int finish(struct outputs *outputs, struct error *err)
{
    struct press *press = &outputs->press;
    if (outputs->has_failed)
        return error_set(err, outputs->failure.status, "%s", outputs->failure.text);
    if (press->is_anew || press->is_unsettled)
        return store_put_note(press->edition.store, PRESS_NOTE, outputs->wanted, err);
    return 0;
}

int outputs_step(struct outputs *outputs, struct error *err)
{
    struct arena arena;
    struct error failure;
    if (outputs->row == sizeof table / sizeof *table)
        return finish(outputs, err);
    arena_init(&arena);
    int rc = table[outputs->row].step(&outputs->press, &arena, &failure);
    arena_release(&arena);
    if (rc != PRESS_MORE)
        end_row(outputs, rc < 0 ? &failure : NULL);
    return 1;
}

struct output_result outputs_result(const struct outputs *outputs)
{
    return outputs->press.result;
}

void outputs_end(struct outputs *outputs)
{
    if (outputs == NULL)
        return;
    replace_end(&outputs->press.file);
    volume_end(&outputs->press.volume);
    arena_release(&outputs->press.arena);
    free(outputs);
}

int outputs_write(struct store *store, const struct conf *conf, int64_t now, struct output_result *out,
                  struct error *err)
{
    struct outputs *outputs;
    int rc;
    *out = (struct output_result){0};
    if (outputs_begin(store, conf, now, &outputs, err) < 0)
        return -1;
    while ((rc = outputs_step(outputs, err)) > 0)
        ;
    *out = outputs_result(outputs);
    outputs_end(outputs);
    return rc;
}
