#include "weir/system/notify.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <time.h>

#include "weir/text/utf8.h"

#define STATUS_SIZE 512

void notify_ready(void)
{
    sd_notify(0, "READY=1");
}

/* Type=notify-reload waits for the time as well as for the word; Type=notify reads past it. */
void notify_reloading(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long long microseconds = (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    sd_notifyf(0, "RELOADING=1\nMONOTONIC_USEC=%lld", microseconds);
}

void notify_stopping(void)
{
    sd_notify(0, "STOPPING=1");
}

void notify_alive(void)
{
    sd_notify(0, "WATCHDOG=1");
}

int notify_listening(void)
{
    static int listening;
    if (listening == 0)
        listening = sd_listen_fds(1) > 0 && sd_is_socket(SD_LISTEN_FDS_START, 0, SOCK_STREAM, 1) > 0
                        ? SD_LISTEN_FDS_START
                        : -1;
    return listening;
}

void notify_status(const char *format, ...)
{
    char line[STATUS_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    utf8_clean_line(line); /* a line break would begin another field */
    sd_notifyf(0, "STATUS=%s", line);
}

double notify_watchdog_s(void)
{
    uint64_t microseconds;
    if (sd_watchdog_enabled(0, &microseconds) <= 0)
        return 0;
    return (double)microseconds / 1e6 / 2;
}
