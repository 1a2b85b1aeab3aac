#ifndef WEIR_SYSTEM_SANDBOX_H
#define WEIR_SYSTEM_SANDBOX_H
/*
 * sandbox — a daemon that reads strangers' documents gives up what it never needs, whoever started it: no
 * program is executed, no other process touched, nothing mounted, no module, clock, user or namespace
 * changed, no socket made but of the internet and of UNIX, and no privilege is won (seccomp(2), prctl(2)'s
 * PR_SET_NO_NEW_PRIVS). Files, threads and connections stay as they were.
 *
 *     if (sandbox_enter(&err) < 0)
 *         log_warn("%s", err.text);
 */
#include "weir/text/error.h"

/* For all threads, for good. What is refused fails with EPERM; -1 where the kernel has no such filters. */
int sandbox_enter(struct error *err);

#endif
