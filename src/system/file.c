#include "weir/system/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "weir/text/date.h"
#include "weir/text/utf8.h"

#define CHUNK ((size_t)64 << 10)

/* All that the descriptor yields, in chunks; -1 with errno, EFBIG when the buffer's limit is reached. */
static int read_all(int fd, struct buf *out)
{
    char chunk[CHUNK];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return (int)n;
        if (buf_add(out, chunk, (size_t)n) < 0) {
            errno = EFBIG;
            return -1;
        }
    }
}

int file_read(const char *path, struct buf *out, struct error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    const char *name = is_stdin ? "standard input" : path;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set(err, STATUS_NO_INPUT, "%s: %s", name, strerror(errno));
    int result = read_all(fd, out);
    if (result < 0 && errno == EFBIG)
        error_set(err, STATUS_LIMIT, "%s: larger than %zu bytes, which is more than weir reads", name,
                  out->limit);
    else if (result < 0)
        error_set(err, errno == EISDIR ? STATUS_NO_INPUT : STATUS_IO, "%s: %s", name, strerror(errno));
    if (!is_stdin)
        close(fd);
    return result;
}

int file_read_text(const char *path, size_t limit, struct arena *arena, const char **text, size_t *n,
                   struct error *err)
{
    struct buf bytes = BUF_INIT(limit), valid = BUF_INIT(3 * limit); /* U+FFFD takes three */
    int rc = file_read(path, &bytes, err);
    if (rc == 0) {
        utf8_repair(bytes.data, bytes.n, &valid);
        *text = arena_copy(arena, valid.data, valid.n);
        *n = valid.n;
    }
    buf_release(&valid);
    buf_release(&bytes);
    return rc;
}

/* Without this a power cut may leave the folder with the old name, or none. */
static int sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int result = fsync(fd);
    close(fd);
    return result;
}

int file_put_in_place(const char *temporary, const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    struct buf folder = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_add(&folder, path, slash ? (size_t)(slash + 1 - path) : 0);
    if (folder.n == 0)
        buf_adds(&folder, "./");
    int fd = open(temporary, O_RDONLY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0 && rename(temporary, path) == 0 && sync_folder(folder.data) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    buf_release(&folder);
    if (done)
        return 0;
    return error_set(err, STATUS_IO, "%s: %s; what was there is unchanged", path, strerror(why));
}

/* Does the file hold exactly these bytes? */
static bool holds(const char *path, const char *bytes, size_t n)
{
    struct stat status;
    if (stat(path, &status) < 0 || !S_ISREG(status.st_mode) || (uintmax_t)status.st_size != n)
        return false;
    struct buf old = BUF_INIT(n);
    bool is_same = file_read(path, &old, NULL) == 0 && old.n == n && memcmp(old.data, bytes, n) == 0;
    buf_release(&old);
    return is_same;
}

static int write_all(int fd, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        bytes += written;
        n -= (size_t)written;
    }
    return 0;
}

/* Beside the file, always of the same name, so that those of runs that died do not heap up; hidden, so that
 * none is served. */
static int write_beside(const char *path, const char *bytes, size_t n, struct buf *temporary,
                        struct error *err)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    buf_add(temporary, path, (size_t)(name - path));
    if (temporary->n == 0)
        buf_adds(temporary, "./");
    if (file_make_folder(temporary->data, err) < 0)
        return -1;
    buf_addf(temporary, ".%s.tmp", name);
    int fd = open(temporary->data, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        return error_set(err, STATUS_CANNOT_CREATE, "%s: %s", temporary->data, strerror(errno));
    int rc = write_all(fd, bytes, n), why = errno;
    if (close(fd) < 0 && rc == 0) {
        rc = -1;
        why = errno;
    }
    return rc == 0 ? 0
                   : error_set(err, STATUS_IO, "%s: %s; what was there is unchanged", path, strerror(why));
}

int file_replace(const char *path, const char *bytes, size_t n, bool *changed, struct error *err)
{
    struct buf temporary = BUF_INIT(BUF_LIMIT_OUTPUT);
    bool is_changed = !holds(path, bytes, n);
    int rc = is_changed ? write_beside(path, bytes, n, &temporary, err) : 0;
    if (rc == 0 && is_changed)
        rc = file_put_in_place(temporary.data, path, err);
    if (rc < 0 && temporary.n > 0)
        unlink(temporary.data);
    if (changed)
        *changed = is_changed;
    buf_release(&temporary);
    return rc;
}

/* A folder that is not there holds nothing; one that cannot be read may hold what the user relies on. */
static int is_serious(const char *path, int why)
{
    (void)path;
    return why != ENOENT && why != ENOTDIR;
}

int file_list(const char *pattern, struct arena *arena, const char ***names, size_t *n, struct error *err)
{
    glob_t found = {0};
    int result = glob(pattern, 0, is_serious, &found);
    *n = 0;
    *names = NULL;
    for (size_t i = 0; result == 0 && i < found.gl_pathc; i++) {
        *names = arena_grow(arena, *names, *n, sizeof **names);
        (*names)[(*n)++] = arena_strdup(arena, found.gl_pathv[i]);
    }
    globfree(&found);
    if (result == 0 || result == GLOB_NOMATCH)
        return 0;
    return error_set(err, STATUS_NO_INPUT, "%s: %s", pattern, strerror(errno));
}

int64_t file_changed_at(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (int64_t)status.st_mtime : DATE_NONE;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

int file_make_folder(const char *path, struct error *err)
{
    struct buf part = BUF_INIT(BUF_LIMIT_OUTPUT);
    int result = 0;
    for (size_t i = 0, n = strlen(path); i < n && result == 0;) {
        size_t length = strspn(path + i, "/");
        length += strcspn(path + i + length, "/");
        buf_add(&part, path + i, length);
        i += length;
        int why = mkdir(part.data, 0755) == 0 ? 0 : errno;
        if (why == 0 || is_folder(part.data))
            continue;
        why = why == EEXIST ? ENOTDIR : why;
        result = error_set(err, STATUS_CANNOT_CREATE, "%s: %s", part.data, strerror(why));
    }
    buf_release(&part);
    return result;
}

int file_keep_private(const char *path, unsigned mode, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, (mode_t)mode);
    int rc = fd < 0 || (fchmod(fd, (mode_t)mode) < 0 && errno != EPERM)
                 ? error_set(err, STATUS_CANNOT_CREATE, "%s: %s", path, strerror(errno))
                 : 0;
    if (fd >= 0)
        close(fd);
    return rc;
}

int file_lock(const char *path, int *lock, struct error *err)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0)
        return error_set(err, STATUS_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    char pid[16] = "";
    if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
        int why = errno;
        ssize_t n = read(fd, pid, sizeof pid - 1);
        long holder = n > 0 ? strtol(pid, NULL, 10) : 0;
        close(fd);
        if (why != EWOULDBLOCK)
            return error_set(err, STATUS_IO, "%s: %s", path, strerror(why));
        if (holder <= 0)
            return error_set(err, STATUS_BUSY, "%s: another weir holds it; try again later", path);
        return error_set(err, STATUS_BUSY, "%s: another weir (process %ld) holds it; try again later", path,
                         holder);
    }
    int n = snprintf(pid, sizeof pid, "%d\n", (int)getpid());
    /* The pid is for people; the lock holds without it. */
    if (ftruncate(fd, 0) == 0)
        (void)!write(fd, pid, (size_t)n);
    *lock = fd;
    return 0;
}
