/*
 * json — values, commas, escapes (RFC 8259).
 */
#include "json.h"

#include <inttypes.h>

#include "weir/text/date.h"

static void escape(struct buf *out, const char *s)
{
    buf_addc(out, '"');
    const char *from = s;
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_add(out, from, (size_t)(s - from));
        from = s + 1;
        if (c == '\n')
            buf_adds(out, "\\n");
        else if (c == '\t')
            buf_adds(out, "\\t");
        else if (c < 0x20)
            buf_addf(out, "\\u%04x", c);
        else
            buf_addf(out, "\\%c", c);
    }
    buf_add(out, from, (size_t)(s - from));
    buf_addc(out, '"');
}

static void new_line(struct json *json)
{
    buf_addc(json->out, '\n');
    for (int i = 0; i < json->depth; i++)
        buf_adds(json->out, "  ");
}

static void begin(struct json *json, const char *name)
{
    if (json->not_first)
        buf_addc(json->out, ',');
    if (json->depth > 0)
        new_line(json);
    if (name != NULL) {
        escape(json->out, name);
        buf_adds(json->out, ": ");
    }
    json->not_first = true;
}

void json_open(struct json *json, const char *name, char bracket)
{
    begin(json, name);
    buf_addc(json->out, bracket);
    json->depth++;
    json->not_first = false;
}

void json_close(struct json *json, char bracket)
{
    json->depth--;
    if (json->not_first)
        new_line(json);
    buf_addc(json->out, bracket);
    json->not_first = true;
}

void json_put_string(struct json *json, const char *name, const char *value)
{
    if (*value != '\0')
        json_put_always(json, name, value);
}

void json_put_always(struct json *json, const char *name, const char *value)
{
    begin(json, name);
    escape(json->out, value);
}

void json_put_number(struct json *json, const char *name, int64_t value)
{
    begin(json, name);
    buf_addf(json->out, "%" PRId64, value);
}

void json_put_real(struct json *json, const char *name, double value)
{
    begin(json, name);
    buf_addf(json->out, "%.4g", value);
}

void json_put_date(struct json *json, const char *name, int64_t at)
{
    char date[DATE_SIZE];
    json_put_string(json, name, date_rfc3339(at, date));
}

void json_put_true(struct json *json, const char *name, bool value)
{
    if (!value)
        return;
    begin(json, name);
    buf_adds(json->out, "true");
}
