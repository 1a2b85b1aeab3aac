#ifndef WEIR_SYSTEM_LOG_H
#define WEIR_SYSTEM_LOG_H
/*
 * log — one line an event, on standard error. Under the journal each line begins with its level as `<N>`
 * (sd-daemon(3)); on a terminal it is plain text. Only list, poll, edition, flow and cli log; everyone below
 * returns errors.
 */
#include <stdbool.h>

enum log_level {
    LOG_LEVEL_ERROR = 3,
    LOG_LEVEL_WARN = 4,
    LOG_LEVEL_INFO = 6,
    LOG_LEVEL_DEBUG = 7
}; /* syslog(3)'s */

/* Lines above this level are dropped; INFO at the start. */
void log_set_level(enum log_level level);

/* An event of that level; control characters in it become spaces, so that it stays one line. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_debug(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The progress of long work, drawn over itself on one line of a terminal; in a pipe, with -q, or after a log
 * line it draws nothing or draws anew. `log_progress_end` takes the line away.
 */
void log_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_progress_end(void);

/* Does `log_progress` draw anything here? */
bool log_progress_visible(void);

#endif
