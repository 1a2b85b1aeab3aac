#ifndef WEIR_SYSTEM_NOTIFY_H
#define WEIR_SYSTEM_NOTIFY_H
/*
 * notify — what the service manager is told (sd_notify(3)); without one, every call does nothing.
 */
#include <stdint.h>

void notify_ready(void);
void notify_reloading(void); /* followed by notify_ready */
void notify_stopping(void);
void notify_alive(void); /* the watchdog's ping */

/* A socket that the manager listens on for us (sd_listen_fds(3)), the first if there are more; -1 without
 * one. The environment that told it is taken away at the first call, so that no child believes it. */
int notify_listening(void);

/* One line for `systemctl status`. */
void notify_status(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How often the manager wants `notify_alive`, in seconds (half of WatchdogSec); 0 when it does not watch. */
double notify_watchdog_s(void);

#endif
