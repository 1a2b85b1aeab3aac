#include "weir/system/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "weir/text/utf8.h"

#define LINE_SIZE     2048
#define COLUMNS_USUAL 80

#define ERASE_LINE "\r\033[K"

static enum log_level highest = LOG_LEVEL_INFO;
static bool progress_drawn;

void log_set_level(enum log_level level)
{
    highest = level;
}

/* $JOURNAL_STREAM names the journal's socket; it is ours only if standard error is still that socket. */
static bool journal_listens(void)
{
    static int listens = -1;
    unsigned long long device, inode;
    struct stat status;
    if (listens >= 0)
        return listens;
    const char *stream = getenv("JOURNAL_STREAM");
    listens = stream && sscanf(stream, "%llu:%llu", &device, &inode) == 2 &&
              fstat(STDERR_FILENO, &status) == 0 && status.st_dev == device && status.st_ino == inode;
    return listens;
}

static void erase_progress(void)
{
    if (progress_drawn)
        fputs(ERASE_LINE, stderr);
    progress_drawn = false;
}

__attribute__((format(printf, 2, 0))) static void write_line(enum log_level level, const char *format,
                                                             va_list args)
{
    if (level > highest)
        return;
    char line[LINE_SIZE];
    vsnprintf(line, sizeof line, format, args);
    utf8_clean_line(line);
    erase_progress();
    if (journal_listens())
        fprintf(stderr, "<%d>%s\n", (int)level, line);
    else
        fprintf(stderr, "%s\n", line);
}

void log_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(LOG_LEVEL_ERROR, format, args);
    va_end(args);
}

void log_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(LOG_LEVEL_WARN, format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(LOG_LEVEL_INFO, format, args);
    va_end(args);
}

void log_debug(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    write_line(LOG_LEVEL_DEBUG, format, args);
    va_end(args);
}

bool log_progress_visible(void)
{
    return highest >= LOG_LEVEL_INFO && isatty(STDERR_FILENO);
}

/* A line that wraps could not be drawn over. */
static void cut_to_terminal(char *line)
{
    struct winsize size;
    bool is_known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    size_t columns = is_known ? size.ws_col - 1U : COLUMNS_USUAL - 1U;
    for (size_t n = utf8_prefix(line, LINE_SIZE); utf8_width(line) > columns; n = utf8_prefix(line, n - 1))
        line[n] = '\0';
}

void log_progress(const char *format, ...)
{
    if (!log_progress_visible())
        return;
    char line[LINE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    utf8_clean_line(line);
    cut_to_terminal(line);
    fprintf(stderr, ERASE_LINE "%s", line);
    progress_drawn = true;
}

void log_progress_end(void)
{
    erase_progress();
}
