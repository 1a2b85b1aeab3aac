#include "folder.h"

#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Opens `name` in `folder` (which it closes), never through a link. O_NONBLOCK: a FIFO must not stop the
 * loop. */
static int step(int folder, const char *name, int flags)
{
    int fd = openat(folder, name, flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    close(folder);
    return fd;
}

/* Walks down one part at a time, so that no part can lead out. */
static int walk(int root, const char *path)
{
    int fd = fcntl(root, F_DUPFD_CLOEXEC, 0);
    while (fd >= 0) {
        char name[NAME_MAX + 1];
        path += strspn(path, "/");
        size_t n = strcspn(path, "/");
        if (n >= sizeof name || path[0] == '.') {
            close(fd);
            return -1;
        }
        if (n == 0)
            return step(fd, "index.html", 0);
        memcpy(name, path, n);
        name[n] = '\0';
        path += n;
        fd = step(fd, name, *path == '/' ? O_DIRECTORY : 0);
        if (*path == '\0')
            return fd;
    }
    return -1;
}

int folder_follow(const char *path, int *root)
{
    struct stat now, then;
    if (stat(path, &now) < 0 || fstat(*root, &then) < 0 ||
        (now.st_dev == then.st_dev && now.st_ino == then.st_ino))
        return -1;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    close(*root);
    *root = fd;
    return 0;
}

int folder_open(int root, const char *path, struct folder_file *out)
{
    struct stat stat;
    int fd = walk(root, path);
    if (fd < 0)
        return -1;
    if (fstat(fd, &stat) < 0 || !S_ISREG(stat.st_mode)) {
        close(fd);
        return -1;
    }
    out->fd = fd;
    out->size = (uint64_t)stat.st_size;
    out->modified_at = stat.st_mtim.tv_sec;
    snprintf(out->etag, sizeof out->etag, "\"%" PRIx64 "-%" PRIx64 "-%" PRIx64 "\"",
             (uint64_t)stat.st_mtim.tv_sec, (uint64_t)stat.st_mtim.tv_nsec, out->size);
    return 0;
}
