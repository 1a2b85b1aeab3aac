#include "weir/run/control.h"

#include <errno.h>
#include <ev.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "weir/poll/round.h"
#include "weir/system/log.h"

enum waiting_for { WAITS_FOR_REQUEST, WAITS_FOR_POLLS, WAITS_FOR_PUBLICATION, WAITS_FOR_RELOAD };

/* Somebody who has connected. */
struct asker {
    ev_io readable;
    struct control *control;
    enum waiting_for waits_for;
    struct buf request;
    bool *awaited; /* by source, while it waits for polls */
    size_t n_started, n_left, n_failed, n_items, n_new, n_stories;
};

struct control {
    struct ev_loop *loop;
    ev_io listening;
    char *path;
    struct control_hooks hooks;
    struct round *round;
    const struct conf *conf;
    struct asker *askers[CONTROL_LIMIT_ASKERS];
};

/* The address of a socket, by the descriptor of its folder: paths may be longer than an address. */
static int address_of(const char *path, struct sockaddr_un *at)
{
    const char *slash = strrchr(path, '/');
    char folder[4096];
    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) : 1,
             slash != NULL ? path : ".");
    int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    *at = (struct sockaddr_un){.sun_family = AF_UNIX};
    snprintf(at->sun_path, sizeof at->sun_path, "/proc/self/fd/%d/%s", fd, slash != NULL ? slash + 1 : path);
    return fd;
}

static void drop(struct asker *asker)
{
    struct control *control = asker->control;
    for (size_t i = 0; i < CONTROL_LIMIT_ASKERS; i++)
        if (control->askers[i] == asker)
            control->askers[i] = NULL;
    ev_io_stop(control->loop, &asker->readable);
    close(asker->readable.fd);
    buf_release(&asker->request);
    free(asker->awaited);
    free(asker);
}

/* One line; who does not read it misses it: the daemon waits for nobody. */
static __attribute__((format(printf, 2, 3))) void tell(int fd, const char *format, ...)
{
    char line[2 * ERROR_TEXT_SIZE];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    size_t length = n < (int)sizeof line ? (size_t)n : sizeof line - 1;
    line[length - 1] = '\n';
    if (send(fd, line, length, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        log_debug("a command does not listen: %s", strerror(errno));
}

static void end(struct asker *asker, enum status status, const char *text)
{
    tell(asker->readable.fd, "end\t%d\t%s\n", (int)status, text);
    drop(asker);
}

static void end_poll(struct asker *asker, const struct publish_result *result)
{
    char text[ERROR_TEXT_SIZE];
    int n =
        snprintf(text, sizeof text, "polled %zu source%s: %zu items, %zu new, %zu new stories; %zu failed",
                 asker->n_started, asker->n_started == 1 ? "" : "s", asker->n_items, asker->n_new,
                 asker->n_stories, asker->n_failed);
    if (result != NULL)
        snprintf(text + n, sizeof text - (size_t)n, "; %zu of %zu published files changed", result->n_changed,
                 result->n_files);
    bool is_lost = asker->n_failed > 0 && asker->n_failed == asker->n_started;
    end(asker, is_lost ? STATUS_NO_SOURCE : STATUS_OK, text);
}

/* The sources that the words name are awaited; false when `wrong` names none. */
static bool await_sources(struct asker *asker, const char *names, char *wrong, size_t size)
{
    const struct conf *conf = asker->control->conf;
    bool all = strcmp(names, "--all") == 0;
    asker->awaited = calloc(conf->n_sources + 1, sizeof *asker->awaited);
    if (asker->awaited == NULL)
        abort();
    for (size_t i = 0; all && i < conf->n_sources; i++)
        asker->awaited[i] = true;
    while (!all && *names != '\0') {
        size_t n = strcspn(names, "\t");
        snprintf(wrong, size, "%.*s", (int)n, names);
        const struct source *source = conf_source(conf, wrong);
        if (source == NULL)
            return false;
        asker->awaited[source - conf->sources] = true;
        names += n + (names[n] == '\t');
    }
    return true;
}

static void start_polls(struct asker *asker, const char *names)
{
    struct control *control = asker->control;
    char name[ERROR_TEXT_SIZE / 2], text[ERROR_TEXT_SIZE];
    if (*names == '\0') {
        size_t n = round_start_due(control->round, (int64_t)ev_now(control->loop));
        snprintf(text, sizeof text,
                 n == 0 ? "no source is due; `weir poll --all` polls every one"
                        : "%zu sources are due, and are being polled",
                 n);
        end(asker, STATUS_OK, text);
        return;
    }
    if (!await_sources(asker, names, name, sizeof name)) {
        snprintf(text, sizeof text,
                 "no [source %s] in %s as the daemon has read it; `weir reload` reads it anew", name,
                 control->conf->file);
        end(asker, STATUS_NO_INPUT, text);
        return;
    }
    asker->waits_for = WAITS_FOR_POLLS;
    for (size_t i = 0; i < control->conf->n_sources; i++)
        asker->n_left += asker->awaited[i];
    asker->n_started = asker->n_left;
    if (asker->n_left == 0) {
        end_poll(asker, NULL);
        return;
    }
    for (size_t i = 0; i < control->conf->n_sources; i++)
        if (asker->awaited[i])
            round_start(control->round, &control->conf->sources[i]);
}

static void obey(struct asker *asker)
{
    struct control *control = asker->control;
    const char *request = asker->request.data;
    if (strncmp(request, "poll", 4) == 0 && (request[4] == '\t' || request[4] == '\0')) {
        start_polls(asker, request + 4 + (request[4] == '\t'));
    } else if (strcmp(request, "reload") == 0) {
        asker->waits_for = WAITS_FOR_RELOAD;
        control->hooks.reload(control->hooks.arg);
    } else if (strcmp(request, "status") == 0) {
        struct buf text = BUF_INIT(ERROR_TEXT_SIZE);
        bool is_well = control->hooks.status(&text, control->hooks.arg);
        end(asker, is_well ? STATUS_OK : STATUS_NO_SOURCE, text.data);
        buf_release(&text);
    } else {
        end(asker, STATUS_USAGE, "the daemon does not understand that; is it of another version?");
    }
}

static void on_readable(struct ev_loop *loop, ev_io *watcher, int events)
{
    (void)loop;
    (void)events;
    struct asker *asker = (struct asker *)watcher;
    char bytes[4096];
    ssize_t n = recv(watcher->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (n <= 0 || asker->waits_for != WAITS_FOR_REQUEST ||
        asker->request.n + (size_t)n > CONTROL_LIMIT_REQUEST) {
        drop(asker); /* gone, or not of ours */
        return;
    }
    const char *newline = memchr(bytes, '\n', (size_t)n);
    buf_add(&asker->request, bytes, newline != NULL ? (size_t)(newline - bytes) : (size_t)n);
    if (newline != NULL)
        obey(asker);
}

static void on_connection(struct ev_loop *loop, ev_io *watcher, int events)
{
    (void)events;
    struct control *control = watcher->data;
    struct ucred peer;
    socklen_t size = sizeof peer;
    size_t i = 0;
    int fd = accept4(watcher->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    while (i < CONTROL_LIMIT_ASKERS && control->askers[i] != NULL)
        i++;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0 ||
        (peer.uid != 0 && peer.uid != geteuid())) {
        tell(fd, "end\t%d\tonly root and the daemon's user (uid %u) may ask it\n", (int)STATUS_CANNOT_CREATE,
             (unsigned)geteuid());
        close(fd);
    } else if (i == CONTROL_LIMIT_ASKERS) {
        tell(fd, "end\t%d\tthe daemon is being asked by %d others already\n", (int)STATUS_BUSY,
             CONTROL_LIMIT_ASKERS);
        close(fd);
    } else {
        struct asker *asker = calloc(1, sizeof *asker);
        if (asker == NULL)
            abort();
        asker->control = control;
        asker->request = (struct buf)BUF_INIT(CONTROL_LIMIT_REQUEST);
        control->askers[i] = asker;
        ev_io_init(&asker->readable, on_readable, fd, EV_READ);
        ev_io_start(loop, &asker->readable);
    }
}

int control_open(struct ev_loop *loop, const char *path, const struct control_hooks *hooks,
                 struct control **out, struct error *err)
{
    struct sockaddr_un at;
    int folder = address_of(path, &at), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    unlink(path);
    if (folder < 0 || fd < 0 || bind(fd, (const struct sockaddr *)&at, sizeof at) < 0 ||
        chmod(path, 0666) < 0 || listen(fd, CONTROL_LIMIT_ASKERS) < 0) {
        error_set(err, STATUS_CANNOT_CREATE, "%s: %s", path, strerror(errno));
        close(fd);
        close(folder);
        return -1;
    }
    close(folder);
    struct control *control = calloc(1, sizeof *control);
    if (control == NULL || (control->path = strdup(path)) == NULL)
        abort();
    control->loop = loop;
    control->hooks = *hooks;
    ev_io_init(&control->listening, on_connection, fd, EV_READ);
    control->listening.data = control;
    ev_io_start(loop, &control->listening);
    *out = control;
    return 0;
}

void control_close(struct control *control)
{
    if (control == NULL)
        return;
    for (size_t i = 0; i < CONTROL_LIMIT_ASKERS; i++)
        if (control->askers[i] != NULL)
            end(control->askers[i], STATUS_BUSY, "the daemon is stopping");
    ev_io_stop(control->loop, &control->listening);
    close(control->listening.fd);
    unlink(control->path);
    free(control->path);
    free(control);
}

void control_use(struct control *control, struct round *round, const struct conf *conf)
{
    control->round = round;
    control->conf = conf;
}

static void note_poll(struct asker *asker, const struct harvest_result *result)
{
    bool *awaited = &asker->awaited[result->source - asker->control->conf->sources];
    if (!*awaited)
        return;
    *awaited = false;
    asker->n_left--;
    asker->n_failed += result->failed;
    asker->n_items += result->put.n_items;
    asker->n_new += result->put.n_new;
    asker->n_stories += result->put.n_stories;
    if (result->failed)
        tell(asker->readable.fd, "warning\t%s failed: %s\n", result->source->name, result->message);
    tell(asker->readable.fd, "progress\t%zu of %zu sources · %zu new stories · %zu failed\n",
         asker->n_started - asker->n_left, asker->n_started, asker->n_stories, asker->n_failed);
    if (asker->n_left == 0)
        asker->waits_for = WAITS_FOR_PUBLICATION;
}

void control_polled(struct control *control, const struct harvest_result *result)
{
    for (size_t i = 0; i < CONTROL_LIMIT_ASKERS && !result->pushed; i++)
        if (control->askers[i] != NULL && control->askers[i]->waits_for == WAITS_FOR_POLLS)
            note_poll(control->askers[i], result);
}

void control_published(struct control *control, const struct publish_result *result)
{
    for (size_t i = 0; i < CONTROL_LIMIT_ASKERS; i++)
        if (control->askers[i] != NULL && control->askers[i]->waits_for == WAITS_FOR_PUBLICATION)
            end_poll(control->askers[i], result);
}

void control_reloaded(struct control *control, bool is_taken)
{
    char text[ERROR_TEXT_SIZE];
    snprintf(text, sizeof text, "%s read anew: %zu sources, %zu topics", control->conf->file,
             control->conf->n_sources, control->conf->n_topics);
    for (size_t i = 0; i < CONTROL_LIMIT_ASKERS; i++)
        if (control->askers[i] != NULL && control->askers[i]->waits_for == WAITS_FOR_RELOAD)
            end(control->askers[i], is_taken ? STATUS_OK : STATUS_CONFIG,
                is_taken ? text : "the configuration stays as it was; `weir check` says what is wrong");
}

int control_connect(const char *path)
{
    struct sockaddr_un at;
    int folder = address_of(path, &at), fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (folder < 0 || fd < 0 || connect(fd, (const struct sockaddr *)&at, sizeof at) < 0) {
        close(fd);
        fd = -1;
    }
    close(folder);
    return fd;
}

/* Takes one line of the answer; 1 when it is the last. */
static int take_line(char *line, struct arena *arena, const char **text, struct error *err)
{
    char *rest = strchr(line, '\t');
    if (rest == NULL)
        return 0;
    *rest++ = '\0';
    if (strcmp(line, "progress") == 0)
        log_progress("%s", rest);
    else if (strcmp(line, "warning") == 0)
        log_warn("%s", rest);
    if (strcmp(line, "end") != 0)
        return 0;
    enum status status = (enum status)strtol(rest, &rest, 10);
    *text = arena_strdup(arena, rest + (*rest == '\t'));
    return status == STATUS_OK ? 1 : error_set(err, status, "%s", *text);
}

int control_ask(int daemon, const char *request, struct arena *arena, const char **text, struct error *err)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t n;
    int rc = 0;
    FILE *answer = fdopen(daemon, "r+");
    if (answer == NULL)
        return error_set(err, STATUS_BUSY, "the daemon cannot be asked: %s", strerror(errno));
    fprintf(answer, "%s\n", request); /* one that hangs up at once says why */
    fflush(answer);
    while (rc == 0 && (n = getline(&line, &size, answer)) > 0) {
        line[n - 1] = '\0';
        rc = take_line(line, arena, text, err);
    }
    log_progress_end();
    free(line);
    fclose(answer);
    return rc != 0 ? (rc > 0 ? 0 : -1)
                   : error_set(err, STATUS_BUSY, "the daemon has ended before it was done");
}
