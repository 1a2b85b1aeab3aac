#include "weir/system/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "weir/system/file.h"

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

/* Beside the file, always of the same name, so that those of runs that died do not heap up; hidden, so that
 * none is served. */
static int open_temporary(struct replacement *file, struct error *err)
{
    const char *path = file->path.data, *slash = strrchr(path, '/');
    struct buf folder = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_add(&folder, path, slash != NULL ? (size_t)(slash + 1 - path) : 0);
    if (folder.n == 0)
        buf_adds(&folder, "./");
    buf_addf(&file->temporary, "%s.%s.tmp", folder.data, slash != NULL ? slash + 1 : path);
    int result = file_make_folder(folder.data, err);
    buf_release(&folder);
    if (result < 0)
        return -1;
    file->fd = open(file->temporary.data, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file->fd < 0)
        return error_set(err, STATUS_CANNOT_CREATE, "%s: %s", file->temporary.data, strerror(errno));
    return 0;
}

int replace_begin(struct replacement *file, const char *path, const char *bytes, size_t n, struct error *err)
{
    *file = (struct replacement){.is_open = true,
                                 .is_changed = !holds(path, bytes, n),
                                 .bytes = bytes,
                                 .n = n,
                                 .fd = -1,
                                 .path = BUF_INIT(BUF_LIMIT_OUTPUT),
                                 .temporary = BUF_INIT(BUF_LIMIT_OUTPUT)};
    buf_adds(&file->path, path);
    if (!file->is_changed || open_temporary(file, err) == 0)
        return 0;
    replace_end(file);
    return -1;
}

static int write_piece(struct replacement *file)
{
    size_t end =
        file->n - file->n_written < REPLACE_PIECE_BYTES ? file->n : file->n_written + REPLACE_PIECE_BYTES;
    while (file->n_written < end) {
        ssize_t written = write(file->fd, file->bytes + file->n_written, end - file->n_written);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        file->n_written += (size_t)written;
    }
    /* Only for pace, lest all is left to the fsync at the end: the disk may have one piece before it. */
    (void)sync_file_range(file->fd, 0, (off_t)file->n_written,
                          SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE);
    return 0;
}

/* The bytes are there: they become the file. */
static int put_in_place(struct replacement *file, struct error *err)
{
    int fd = file->fd;
    file->fd = -1;
    if (close(fd) < 0)
        return error_set(err, STATUS_IO, "%s: %s; what was there is unchanged", file->path.data,
                         strerror(errno));
    if (file_put_in_place(file->temporary.data, file->path.data, err) < 0)
        return -1;
    buf_clear(&file->temporary);
    return 0;
}

int replace_step(struct replacement *file, struct error *err)
{
    if (file->fd < 0)
        return 0;
    if (write_piece(file) < 0)
        return error_set(err, STATUS_IO, "%s: %s; what was there is unchanged", file->path.data,
                         strerror(errno));
    return file->n_written < file->n ? 1 : put_in_place(file, err);
}

void replace_end(struct replacement *file)
{
    if (!file->is_open)
        return;
    if (file->fd >= 0)
        close(file->fd);
    if (file->temporary.n > 0)
        unlink(file->temporary.data);
    buf_release(&file->temporary);
    buf_release(&file->path);
    file->is_open = false;
}
