/*
 * place — safe file names out of topic names, and addresses out of paths.
 */
#include "weir/render/place.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/hash.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

/* Besides '/' and NUL, what some file system refuses; '%' because it marks what was encoded. */
static bool is_unsafe(const char *name, size_t i)
{
    unsigned char c = (unsigned char)name[i];
    if (c < 0x20 || c == 0x7f)
        return true;
    if (c == '.' && i == 0)
        return true;
    return strchr("/\\%:*?\"<>|", c) != NULL;
}

char *place_topic(struct arena *arena, const char *name, const char *extension)
{
    struct buf file = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; name[i] != '\0'; i++) {
        if (is_unsafe(name, i))
            buf_addf(&file, "%%%02X", (unsigned char)name[i]);
        else
            buf_addc(&file, name[i]);
    }
    if (file.n > PLACE_LIMIT_NAME) {
        buf_truncate(&file, utf8_prefix(file.data, PLACE_LIMIT_NAME - 17));
        buf_addf(&file, "-%016" PRIx64, hash_bytes(name, strlen(name)));
    }
    char *path = arena_printf(arena, "topics/%s%s", file.data, extension);
    buf_release(&file);
    return path;
}

char *place_address(struct arena *arena, const char *root, const char *path)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    buf_adds(&out, root);
    for (const char *segment = path;; segment++) {
        size_t n = strcspn(segment, "/");
        buf_adds(&out, url_escape(arena, arena_copy(arena, segment, n)));
        segment += n;
        if (*segment == '\0')
            break;
        buf_addc(&out, '/');
    }
    char *address = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return address;
}
