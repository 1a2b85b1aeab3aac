#ifndef WEIR_TEXT_ERROR_H
#define WEIR_TEXT_ERROR_H
/*
 * error — why something could not be done: a status for programs, a line for people.
 *
 * A function that can fail takes `struct error *err` last and returns 0, or -1 with `err` filled; on success
 * `err` is untouched. The line is written where the cause is known and shown where it is handled, never both.
 *
 *     if (file_read(path, limit, &buf, err) < 0)
 *         return -1;
 *     if (buf.n == 0)
 *         return error_set(err, STATUS_NOT_A_FEED, "%s: empty", path);
 */

enum status {
    STATUS_OK = 0,
    STATUS_USAGE,         /* the command line */
    STATUS_NOT_A_FEED,    /* the input is no feed, no list, no configuration at all */
    STATUS_NO_INPUT,      /* no such file, item, source */
    STATUS_NO_SOURCE,     /* every source failed */
    STATUS_SOFTWARE,      /* cannot happen; a fault of ours */
    STATUS_CANNOT_CREATE, /* an output cannot be made */
    STATUS_IO,            /* reading or writing failed half-way */
    STATUS_BUSY,          /* another weir holds the state */
    STATUS_CONFIG,        /* feeds.conf */
    STATUS_LIMIT,         /* a named limit was reached: the input is too much */
};

#define ERROR_TEXT_SIZE 512

struct error {
    enum status status;
    char text[ERROR_TEXT_SIZE]; /* one line, no newline, valid UTF-8 */
};

/* Fills `err` (which may be NULL) and returns -1, so that it can end a function. Control characters that a
 * document could smuggle into a line become spaces; what is too long is cut between characters. */
int error_set(struct error *err, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Puts "WHERE: " before the text that is there, for context that only the caller knows. Returns -1. */
int error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The exit status for it, by sysexits.h. */
int error_exit_code(enum status status);

#endif
