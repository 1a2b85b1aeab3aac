#include "request.h"

#include <string.h>

#include "weir/system/file.h"
#include "weir/text/url.h"

#define PASSWORD_LIMIT 4096

static int read_password(const struct source *source, struct arena *arena, const char **password,
                         struct error *err)
{
    struct buf text = BUF_INIT(PASSWORD_LIMIT);
    int rc = file_read(source->password_file, &text, err);
    *password = arena_copy(arena, text.data, strcspn(text.data, "\r\n"));
    buf_release(&text);
    return rc;
}

int request_of(const struct source *source, const char *url, struct arena *arena, struct fetch_request *out,
               struct error *err)
{
    *out = (struct fetch_request){
        .url = url,
        .user = source->user,
        .headers = source->headers,
        .n_headers = source->n_headers,
        .proxy = source->proxy,
        .allow_private = source->allow_private,
    };
    return source->password_file[0] != '\0' ? read_password(source, arena, &out->password, err) : 0;
}

int request_by_hearsay(const struct source *source, const char *url, struct arena *arena,
                       struct fetch_request *out, struct error *err)
{
    if (strcmp(url_host(arena, url), url_host(arena, source->urls[0])) == 0)
        return request_of(source, url, arena, out, err);
    *out = (struct fetch_request){
        .url = url, .proxy = source->proxy, .allow_private = source->allow_private, .is_hearsay = true};
    return 0;
}
