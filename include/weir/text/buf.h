#ifndef WEIR_TEXT_BUF_H
#define WEIR_TEXT_BUF_H
/*
 * buf — bytes that grow, with the limit as part of their birth.
 *
 * A write that would pass the limit adds nothing and sets `full`, which stays set; a caller may write on and
 * look once at the end. The bytes are always followed by a NUL that does not count.
 *
 *     struct buf out = BUF_INIT(1 << 20);
 *     buf_addf(&out, "%d items", n);
 *     if (out.full) …
 *     buf_release(&out);
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data;   /* NUL-terminated; "" when empty, never NULL */
    size_t n;     /* bytes before that NUL */
    size_t cap;   /* bytes allocated; 0 while `data` is the static "" */
    size_t limit; /* `n` never passes this */
    bool full;    /* a write was refused */
};

extern char buf_empty[1];

#define BUF_INIT(max_bytes)                                                                                  \
    {                                                                                                        \
        .data = buf_empty, .limit = (max_bytes)                                                              \
    }

/* For what weir itself writes from capped input: published files, messages. */
#define BUF_LIMIT_OUTPUT ((size_t)256 << 20)

/* An empty buffer that will hold at most `limit` bytes; takes no memory yet. */
void buf_init(struct buf *buf, size_t limit);

/* Gives the memory back; the buffer is empty and may be used again, with the same limit. */
void buf_release(struct buf *buf);

/* Empty, but keeps its memory; `full` is cleared. */
void buf_clear(struct buf *buf);

/* Appends; 0, or -1 when the limit refuses it. */
int buf_add(struct buf *buf, const void *bytes, size_t n);
int buf_adds(struct buf *buf, const char *s);
int buf_addc(struct buf *buf, char c);
int buf_addf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The bytes in base64 (RFC 4648 §4), in one line. */
int buf_add_base64(struct buf *buf, const void *bytes, size_t n);
int buf_vaddf(struct buf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* Makes room for `n` more bytes and the NUL, to be written at data + n by the caller, who counts them; -1
 * when the limit forbids them. */
int buf_reserve(struct buf *buf, size_t n);

/* Cuts to the first `n` bytes (no effect when it holds fewer). */
void buf_truncate(struct buf *buf, size_t n);

#endif
