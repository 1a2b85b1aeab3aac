#include "weir/text/buf.h"

#include <nettle/base64.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAP 64

char buf_empty[1] = "";

void buf_init(struct buf *buf, size_t limit)
{
    *buf = (struct buf)BUF_INIT(limit);
}

void buf_release(struct buf *buf)
{
    if (buf->cap > 0)
        free(buf->data);
    buf_init(buf, buf->limit);
}

void buf_clear(struct buf *buf)
{
    buf_truncate(buf, 0);
    buf->full = false;
}

void buf_truncate(struct buf *buf, size_t n)
{
    if (n >= buf->n)
        return;
    buf->n = n;
    buf->data[n] = '\0';
}

int buf_reserve(struct buf *buf, size_t n)
{
    if (n > buf->limit - buf->n) {
        buf->full = true;
        return -1;
    }
    size_t need = buf->n + n + 1;
    if (need <= buf->cap)
        return 0;
    size_t cap = buf->cap > SIZE_MAX / 2 ? need : buf->cap * 2;
    cap = cap < FIRST_CAP ? FIRST_CAP : cap;
    cap = cap < need ? need : cap;
    char *data = realloc(buf->cap > 0 ? buf->data : NULL, cap);
    if (!data)
        abort();
    if (buf->cap == 0)
        data[0] = '\0';
    buf->data = data;
    buf->cap = cap;
    return 0;
}

int buf_add(struct buf *buf, const void *bytes, size_t n)
{
    if (n == 0)
        return 0;
    if (buf_reserve(buf, n) < 0)
        return -1;
    memcpy(buf->data + buf->n, bytes, n);
    buf->n += n;
    buf->data[buf->n] = '\0';
    return 0;
}

int buf_adds(struct buf *buf, const char *s)
{
    return buf_add(buf, s, strlen(s));
}

int buf_addc(struct buf *buf, char c)
{
    return buf_add(buf, &c, 1);
}

int buf_addf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int result = buf_vaddf(buf, format, args);
    va_end(args);
    return result;
}

int buf_vaddf(struct buf *buf, const char *format, va_list args)
{
    va_list measure;
    va_copy(measure, args);
    int n = vsnprintf(NULL, 0, format, measure);
    va_end(measure);
    if (n < 0)
        abort();
    if (buf_reserve(buf, (size_t)n) < 0)
        return -1;
    vsnprintf(buf->data + buf->n, (size_t)n + 1, format, args);
    buf->n += (size_t)n;
    return 0;
}

int buf_add_base64(struct buf *buf, const void *bytes, size_t n)
{
    const uint8_t *from = bytes;
    for (size_t i = 0; i < n; i += 3) {
        char four[BASE64_ENCODE_RAW_LENGTH(3)];
        size_t k = n - i < 3 ? n - i : 3;
        base64_encode_raw(four, k, from + i);
        if (buf_add(buf, four, BASE64_ENCODE_RAW_LENGTH(k)) < 0)
            return -1;
    }
    return 0;
}
