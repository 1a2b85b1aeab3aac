#ifndef WEIR_SERVE_LISTEN_H
#define WEIR_SERVE_LISTEN_H
/*
 * listen — where connections are taken: a TCP port or a UNIX socket.
 */
#include "weir/text/error.h"

/* The path of a UNIX socket that `listen` names, "unix:/run/weir/weir.sock" or "/run/weir/weir.sock"; NULL
 * when it names a port. */
const char *listen_path(const char *listen);

/* A socket that listens, or -1. A UNIX socket that a process which died has left behind is replaced. */
int listen_open(const char *listen, struct error *err);

#endif
