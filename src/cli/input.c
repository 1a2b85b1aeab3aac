#include "input.h"

#include "weir/feed/parse.h"
#include "weir/system/file.h"

int input_feed(const char *path, const char *url, const char *content_type, struct arena *arena,
               struct feed **out, struct error *err)
{
    struct buf bytes = BUF_INIT(FEED_LIMIT_BYTES);
    int rc = file_read(path, &bytes, err);
    if (rc == 0) {
        struct document document = {
            .bytes = bytes.data, .n = bytes.n, .url = url, .content_type = content_type};
        rc = feed_parse(&document, arena, out, err);
        if (rc < 0)
            error_prefix(err, "%s", path);
    }
    buf_release(&bytes);
    return rc;
}
