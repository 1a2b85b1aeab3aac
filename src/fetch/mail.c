#include "mail.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* Bytes of text in one encoded word, so that with its frame it stays below 75 (RFC 2047 §2). */
#define ENCODED_WORD 45

struct fetch_mail *mail_copy(struct arena *arena, const struct fetch_mail *mail)
{
    struct fetch_mail *copy = arena_alloc(arena, sizeof *copy);
    *copy = (struct fetch_mail){.from = arena_strdup(arena, mail->from),
                                .to = arena_strdup(arena, mail->to),
                                .subject = arena_strdup(arena, mail->subject),
                                .id = arena_strdup(arena, mail->id),
                                .list_id = arena_strdup(arena, mail->list_id),
                                .unsubscribe = arena_strdup(arena, mail->unsubscribe),
                                .at = mail->at,
                                .text = arena_strdup(arena, mail->text),
                                .html = arena_strdup(arena, mail->html)};
    return copy;
}

/* A text of any script as header fields may hold it: encoded words, each of whole characters (RFC 2047 §5).
 */
static char *encoded_words(struct arena *arena, const char *text)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    size_t n = strlen(text);
    for (size_t from = 0; from < n;) {
        size_t to = from;
        while (to < n) {
            uint32_t c;
            size_t length = utf8_next(text + to, n - to, &c);
            if (to + length - from > ENCODED_WORD)
                break;
            to += length;
        }
        buf_adds(&out, from > 0 ? " =?UTF-8?B?" : "=?UTF-8?B?");
        buf_add_base64(&out, text + from, to - from);
        buf_adds(&out, "?=");
        from = to;
    }
    char *words = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return words;
}

static void append(struct curl_slist **list, const char *line)
{
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer == NULL)
        abort();
    *list = longer;
}

/* RFC 5322 §3.6, RFC 2919 (List-Id), RFC 2369 and 8058 (List-Unsubscribe, with one click). */
static struct curl_slist *fields_of(const struct fetch_mail *mail, struct arena *arena)
{
    struct curl_slist *fields = NULL;
    char date[64];
    struct tm utc;
    time_t at = (time_t)mail->at;
    gmtime_r(&at, &utc);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &utc);
    append(&fields, arena_printf(arena, "From: weir <%s>", mail->from));
    append(&fields, arena_printf(arena, "To: <%s>", mail->to));
    append(&fields, arena_printf(arena, "Subject: %s", encoded_words(arena, mail->subject)));
    append(&fields, arena_printf(arena, "Date: %s", date));
    append(&fields, arena_printf(arena, "Message-ID: <%s>", mail->id));
    append(&fields, arena_printf(arena, "List-Id: <%s>", mail->list_id));
    append(&fields, "Auto-Submitted: auto-generated");
    if (*mail->unsubscribe != '\0') {
        append(&fields, arena_printf(arena, "List-Unsubscribe: <%s>", mail->unsubscribe));
        append(&fields, "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    }
    return fields;
}

static void add_part(curl_mime *alternatives, const char *text, const char *type)
{
    curl_mimepart *part = curl_mime_addpart(alternatives);
    curl_mime_data(part, text, CURL_ZERO_TERMINATED);
    curl_mime_type(part, type);
    curl_mime_encoder(part, "base64");
}

void mail_prepare(CURL *easy, const struct fetch_mail *mail, bool is_private, struct arena *arena,
                  struct curl_slist **fields, struct curl_slist **recipients, curl_mime **parts)
{
    *fields = fields_of(mail, arena);
    append(recipients, arena_printf(arena, "<%s>", mail->to));
    *parts = curl_mime_init(easy);
    curl_mime *alternatives = curl_mime_init(easy);
    add_part(alternatives, mail->text, "text/plain; charset=utf-8");
    add_part(alternatives, mail->html, "text/html; charset=utf-8");
    curl_mimepart *body = curl_mime_addpart(*parts);
    curl_mime_subparts(body, alternatives);
    curl_mime_type(body, "multipart/alternative");
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, arena_printf(arena, "<%s>", mail->from));
    curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, *recipients);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, *fields);
    curl_easy_setopt(easy, CURLOPT_MIMEPOST, *parts);
    curl_easy_setopt(easy, CURLOPT_USE_SSL, (long)(is_private ? CURLUSESSL_TRY : CURLUSESSL_ALL));
}
