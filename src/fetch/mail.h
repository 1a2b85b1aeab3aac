#ifndef WEIR_FETCH_MAIL_H
#define WEIR_FETCH_MAIL_H
/*
 * mail — a letter on its way to a mail server: its header fields, its two parts, its envelope, as libcurl
 * wants them.
 */
#include <curl/curl.h>

#include "weir/fetch/fetch.h"
#include "weir/text/arena.h"

/* A copy of the letter with all its strings, in `arena`. */
struct fetch_mail *mail_copy(struct arena *arena, const struct fetch_mail *mail);

/* Makes `easy` send the letter to the server that its address names. What it borrows stands in `*fields`,
 * `*recipients` and `*parts`, to be freed behind the handle. Without TLS it goes to private servers only. */
void mail_prepare(CURL *easy, const struct fetch_mail *mail, bool is_private, struct arena *arena,
                  struct curl_slist **fields, struct curl_slist **recipients, curl_mime **parts);

#endif
