#include "weir/publish/publish.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "job.h"
#include "weir/installation/installation.h"
#include "weir/store/note.h"
#include "weir/system/file.h"
#include "weir/system/log.h"
#include "weir/text/hash.h"

/* In this order, since later ones show what earlier ones made. */
static const struct output {
    const char *name;
    int (*publish)(struct publish_job *job, struct arena *arena, struct error *err);
} outputs[] = {
    {"digests", publish_digests},
    {"digests.atom", publish_digest_feed},
    {"navigation", publish_navigation},
    {"archives", publish_archives},
    {"feed and index", publish_feed},
    {"topics", publish_topics},
    {"topics that are gone", publish_gone_topics},
    {"all.atom", publish_all_atom},
    {"kept", publish_kept},
    {"sources.opml", publish_opml},
    {"status.html", publish_status},
    {"stylesheets", publish_styles},
};

static bool is_stopped(const struct publish_job *job)
{
    return job->stop != NULL && atomic_load(job->stop);
}

int job_put(struct publish_job *job, const char *path, struct buf *bytes, struct error *err)
{
    const char *file = arena_printf(&job->arena, "%s/%s", job->folder, path);
    bool is_changed;
    int rc = 0;
    if (is_stopped(job))
        rc = error_set(err, STATUS_BUSY, "%s: given up", file);
    else if (bytes->full)
        rc = error_set(err, STATUS_LIMIT, "%s: would be larger than %zu bytes", file, bytes->limit);
    else
        rc = file_replace(file, bytes->data, bytes->n, &is_changed, err);
    if (rc == 0) {
        job->result.n_files++;
        job->result.n_changed += is_changed;
        job->result.n_bytes += is_changed ? bytes->n : 0;
    }
    buf_release(bytes);
    return rc;
}

static bool is_there(const char *folder, const char *path, struct arena *arena)
{
    return access(arena_printf(arena, "%s/%s", folder, path), F_OK) == 0;
}

bool job_has(const struct publish_job *job, const char *path, struct arena *arena)
{
    return is_there(job->folder, path, arena);
}

/* Told by what every publication leaves there. */
bool publish_is_there(const struct conf *conf)
{
    struct arena arena;
    arena_init(&arena);
    bool are_there = is_there(installation_publish_folder(conf, &arena), PAGE_STYLE, &arena);
    arena_release(&arena);
    return are_there;
}

/* A fingerprint of all but the stories that decides what is published of a topic. */
static char *fingerprint(struct publish_job *job)
{
    const struct site *site = &job->site;
    const struct conf *conf = site->conf;
    const char *const texts[] = {WEIR_VERSION,   conf->title, site->base,
                                 conf->timezone, job->folder, conf->hub};
    uint64_t hash = hash_more(HASH_START, &conf->images, sizeof conf->images);
    hash = hash_more(hash, &site->has_search, sizeof site->has_search);
    hash = hash_more(hash, &site->has_buttons, sizeof site->has_buttons);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    for (size_t i = 0; i < site->n_topics; i++) {
        const struct topic *topic = site->topics[i].topic;
        hash = hash_more(hash, topic->name, strlen(topic->name) + 1);
        hash = hash_more(hash, topic->title, strlen(topic->title) + 1);
        hash = hash_more(hash, &site->topics[i].depth, sizeof site->topics[i].depth);
    }
    for (size_t i = 0; i < conf->n_sources; i++) {
        const char *title = site_source_title(site, conf->sources[i].name);
        hash = hash_more(hash, title, strlen(title) + 1);
        hash = hash_more(hash, conf->sources[i].urls[0], strlen(conf->sources[i].urls[0]) + 1);
    }
    return arena_printf(&job->arena, "%016" PRIx64, hash);
}

/* One after the other; the first failure is told, the others are logged. */
static int run_outputs(struct publish_job *job, struct error *err)
{
    bool has_failed = false;
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs && !is_stopped(job); i++) {
        struct arena arena;
        struct error failure;
        arena_init(&arena);
        int rc = outputs[i].publish(job, &arena, &failure);
        arena_release(&arena);
        if (rc < 0 && !has_failed)
            error_set(err, failure.status, "%s: %s", outputs[i].name, failure.text);
        else if (rc < 0)
            log_error("publishing %s: %s", outputs[i].name, failure.text);
        has_failed = has_failed || rc < 0;
    }
    if (is_stopped(job))
        return error_set(err, STATUS_BUSY, "given up");
    return has_failed ? -1 : 0;
}

int publish_write(struct store *store, const struct conf *conf, int64_t now, const atomic_bool *stop,
                  struct publish_result *out, struct error *err)
{
    struct publish_job job = {.now = now, .stop = stop};
    const char *published;
    arena_init(&job.arena);
    job.folder = installation_publish_folder(conf, &job.arena);
    int rc = site_open(store, conf, &job.arena, &job.site, err);
    if (rc == 0)
        rc = store_get_note(store, NOTE_PUBLISHED, &job.arena, &published, err);
    if (rc == 0) {
        const char *wanted = fingerprint(&job);
        job.is_anew = strcmp(published, wanted) != 0 || !publish_is_there(conf);
        rc = run_outputs(&job, err);
        if (rc == 0 && (job.is_anew || job.is_unsettled))
            rc = store_put_note(store, NOTE_PUBLISHED, wanted, err);
    }
    *out = job.result;
    arena_release(&job.arena);
    return rc;
}
