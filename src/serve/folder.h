#ifndef WEIR_SERVE_FOLDER_H
#define WEIR_SERVE_FOLDER_H
/*
 * folder — the file behind the path of a URL, and nothing outside the folder.
 */
#include <stdint.h>

struct folder_file {
    int fd; /* the caller closes it */
    uint64_t size;
    int64_t modified_at;
    char etag[64]; /* of time and size: files are replaced, never rewritten */
};

/*
 * Opens the regular file at `path` (decoded, beginning with `/`; one that ends with `/` means its index.html)
 * below the open folder `root`. -1 when there is none: no such file, a part of the path that begins with a
 * dot, a symbolic link, a folder, a device.
 */
int folder_open(int root, const char *path, struct folder_file *out);

/* Opens the folder at `path` anew when what is open as `*root` is another: it was removed and made again. -1
 * when it is the same, or there is none. */
int folder_follow(const char *path, int *root);

#endif
