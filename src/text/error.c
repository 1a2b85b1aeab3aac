#include "weir/text/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "weir/text/utf8.h"

static const int exit_codes[] = {
    [STATUS_OK] = EX_OK,
    [STATUS_USAGE] = EX_USAGE,
    [STATUS_NOT_A_FEED] = EX_DATAERR,
    [STATUS_NO_INPUT] = EX_NOINPUT,
    [STATUS_NO_SOURCE] = EX_UNAVAILABLE,
    [STATUS_SOFTWARE] = EX_SOFTWARE,
    [STATUS_CANNOT_CREATE] = EX_CANTCREAT,
    [STATUS_IO] = EX_IOERR,
    [STATUS_BUSY] = EX_TEMPFAIL,
    [STATUS_CONFIG] = EX_CONFIG,
    [STATUS_LIMIT] = EX_DATAERR,
};

/* Through a copy twice as long: the arguments may be err's own text, and the cut must see what follows it. */
__attribute__((format(printf, 3, 0))) static void fill(struct error *err, const char *before,
                                                       const char *format, va_list args, const char *after)
{
    char line[2 * ERROR_TEXT_SIZE];
    int n = vsnprintf(line, sizeof line, format, args);
    size_t used = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
    line[used] = '\0';
    snprintf(line + used, sizeof line - used, "%s%s", before, after);
    utf8_clean_line(line);
    size_t fits = utf8_prefix(line, ERROR_TEXT_SIZE - 1);
    memcpy(err->text, line, fits);
    err->text[fits] = '\0';
}

int error_set(struct error *err, enum status status, const char *format, ...)
{
    if (!err)
        return -1;
    va_list args;
    va_start(args, format);
    fill(err, "", format, args, "");
    va_end(args);
    err->status = status;
    return -1;
}

int error_prefix(struct error *err, const char *format, ...)
{
    if (!err)
        return -1;
    va_list args;
    va_start(args, format);
    fill(err, ": ", format, args, err->text);
    va_end(args);
    return -1;
}

int error_exit_code(enum status status)
{
    return exit_codes[status];
}
