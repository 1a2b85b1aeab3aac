#ifndef SERVE_ANSWER_H
#define SERVE_ANSWER_H
/*
 * answer — a request becomes a response: status, headers, file.
 */
#include <microhttpd.h>

/* libmicrohttpd's access handler; `root` points at the descriptor of the folder. */
enum MHD_Result answer(void *root, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state);

#endif
