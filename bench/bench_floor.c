/*
 * bench_floor — what a poll costs at least: the same documents fetched by libcurl's multi interface, parsed
 * by libxml2 as they come, and the same rows inserted into SQLite, in one transaction a document. Nothing
 * else is done: no HTML is cleaned, nothing is matched, indexed or published. bench/compare_poll.py runs it
 * beside weir.
 *
 *     bench_floor DATABASE < ADDRESSES        a line an address; prints feeds and items
 */
#include <curl/curl.h>
#include <libxml/parser.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONCURRENT 100
#define SCHEMA                                                                                               \
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"                                                \
    "CREATE TABLE IF NOT EXISTS feed (url TEXT PRIMARY KEY, etag TEXT);"                                     \
    "CREATE TABLE IF NOT EXISTS item (feed TEXT, guid TEXT, title TEXT, link TEXT, body TEXT,"               \
    " PRIMARY KEY (feed, guid));"

enum field { GUID, TITLE, LINK, BODY, N_FIELDS, NONE };

/* A document under way, with its parser. */
struct load {
    CURL *easy;
    struct curl_slist *headers;
    char *url, etag[128];
    xmlParserCtxtPtr parser;
    char *rows[1000][N_FIELDS];
    size_t n_rows;
    bool is_in_item;
    enum field field;
    char *text;
    size_t n_text;
};

static sqlite3 *db;
static sqlite3_stmt *put_item, *put_feed, *get_feed;
static size_t n_feeds, n_items;

static enum field field_of(const char *name)
{
    static const char *const names[N_FIELDS][3] = {[GUID] = {"guid", "id"},
                                                   [TITLE] = {"title"},
                                                   [LINK] = {"link"},
                                                   [BODY] = {"description", "content", "encoded"}};
    for (int i = 0; i < N_FIELDS; i++)
        for (int k = 0; k < 3 && names[i][k] != NULL; k++)
            if (strcmp(names[i][k], name) == 0)
                return (enum field)i;
    return NONE;
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
                     const xmlChar **attributes)
{
    struct load *load = arg;
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_attributes, (void)n_defaulted;
    (void)attributes;
    if (strcmp((const char *)name, "item") == 0 || strcmp((const char *)name, "entry") == 0)
        load->is_in_item = load->n_rows < 1000;
    else if (load->is_in_item)
        load->field = field_of((const char *)name);
    load->n_text = 0;
}

static void on_text(void *arg, const xmlChar *text, int n)
{
    struct load *load = arg;
    if (!load->is_in_item || load->field == NONE)
        return;
    load->text = realloc(load->text, load->n_text + (size_t)n + 1);
    if (load->text == NULL)
        abort();
    memcpy(load->text + load->n_text, text, (size_t)n);
    load->n_text += (size_t)n;
    load->text[load->n_text] = '\0';
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct load *load = arg;
    (void)prefix, (void)uri;
    if (strcmp((const char *)name, "item") == 0 || strcmp((const char *)name, "entry") == 0) {
        load->n_rows += load->is_in_item;
        load->is_in_item = false;
    } else if (load->is_in_item && load->field != NONE) {
        char **cell = &load->rows[load->n_rows][load->field];
        free(*cell);
        *cell = load->n_text > 0 ? strdup(load->text) : NULL;
        load->field = NONE;
    }
}

static size_t on_body(char *bytes, size_t size, size_t n, void *arg)
{
    static xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
                                    .startElementNs = on_start,
                                    .endElementNs = on_end,
                                    .characters = on_text,
                                    .cdataBlock = on_text};
    struct load *load = arg;
    if (load->parser == NULL)
        load->parser = xmlCreatePushParserCtxt(&handler, load, NULL, 0, NULL);
    xmlParseChunk(load->parser, bytes, (int)(size * n), 0);
    return size * n;
}

static size_t on_header(char *line, size_t size, size_t n, void *arg)
{
    struct load *load = arg;
    if (size * n > 6 && strncasecmp(line, "etag: ", 6) == 0)
        snprintf(load->etag, sizeof load->etag, "%.*s", (int)strcspn(line + 6, "\r\n"), line + 6);
    return size * n;
}

static void run(sqlite3_stmt *statement)
{
    sqlite3_step(statement);
    sqlite3_reset(statement);
}

static struct load *load_start(CURLM *multi, const char *url)
{
    struct load *load = calloc(1, sizeof *load);
    if (load == NULL)
        abort();
    load->url = strdup(url);
    load->field = NONE;
    load->easy = curl_easy_init();
    sqlite3_bind_text(get_feed, 1, url, -1, SQLITE_STATIC);
    if (sqlite3_step(get_feed) == SQLITE_ROW) {
        char line[256];
        snprintf(line, sizeof line, "If-None-Match: %s", (const char *)sqlite3_column_text(get_feed, 0));
        load->headers = curl_slist_append(NULL, line);
    }
    sqlite3_reset(get_feed);
    curl_easy_setopt(load->easy, CURLOPT_URL, load->url);
    curl_easy_setopt(load->easy, CURLOPT_HTTPHEADER, load->headers);
    curl_easy_setopt(load->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(load->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(load->easy, CURLOPT_WRITEDATA, load);
    curl_easy_setopt(load->easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(load->easy, CURLOPT_HEADERDATA, load);
    curl_easy_setopt(load->easy, CURLOPT_PRIVATE, load);
    curl_multi_add_handle(multi, load->easy);
    return load;
}

static void load_store(struct load *load)
{
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    for (size_t i = 0; i < load->n_rows; i++) {
        sqlite3_bind_text(put_item, 1, load->url, -1, SQLITE_STATIC);
        for (int k = 0; k < N_FIELDS; k++)
            sqlite3_bind_text(put_item, k + 2, load->rows[i][k], -1, SQLITE_STATIC);
        run(put_item);
    }
    sqlite3_bind_text(put_feed, 1, load->url, -1, SQLITE_STATIC);
    sqlite3_bind_text(put_feed, 2, load->etag, -1, SQLITE_STATIC);
    run(put_feed);
    sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    n_items += load->n_rows;
}

static void load_end(CURLM *multi, struct load *load)
{
    if (load->parser != NULL) {
        xmlParseChunk(load->parser, "", 0, 1);
        load_store(load);
        xmlFreeParserCtxt(load->parser);
    }
    for (size_t i = 0; i < load->n_rows; i++)
        for (int k = 0; k < N_FIELDS; k++)
            free(load->rows[i][k]);
    curl_multi_remove_handle(multi, load->easy);
    curl_easy_cleanup(load->easy);
    curl_slist_free_all(load->headers);
    free(load->text);
    free(load->url);
    free(load);
    n_feeds++;
}

/* Starts the next address of standard input; false at its end. */
static bool start_next(CURLM *multi)
{
    char line[1000];
    if (fgets(line, sizeof line, stdin) == NULL)
        return false;
    line[strcspn(line, "\n")] = '\0';
    load_start(multi, line);
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK ||
        sqlite3_exec(db, SCHEMA, NULL, NULL, NULL) != SQLITE_OK) {
        fprintf(stderr, "usage: bench_floor DATABASE < ADDRESSES\n");
        return 64;
    }
    sqlite3_prepare_v2(db, "INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?, ?)", -1, &put_item, NULL);
    sqlite3_prepare_v2(db,
                       "INSERT INTO feed VALUES (?, ?) ON CONFLICT (url) DO UPDATE SET etag = excluded.etag",
                       -1, &put_feed, NULL);
    sqlite3_prepare_v2(db, "SELECT etag FROM feed WHERE url = ?", -1, &get_feed, NULL);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    CURLM *multi = curl_multi_init();
    int n_running = 0, n_left = 0;
    for (int i = 0; i < CONCURRENT && start_next(multi); i++)
        n_running++;
    while (n_running > 0) {
        CURLMsg *message;
        int n_active;
        curl_multi_perform(multi, &n_active);
        while ((message = curl_multi_info_read(multi, &n_left)) != NULL) {
            struct load *load;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &load);
            load_end(multi, load);
            n_running += start_next(multi) ? 0 : -1;
        }
        if (n_running > 0)
            curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    curl_multi_cleanup(multi);
    sqlite3_finalize(put_item);
    sqlite3_finalize(put_feed);
    sqlite3_finalize(get_feed);
    sqlite3_close(db);
    printf("%zu feeds, %zu items\n", n_feeds, n_items);
    return 0;
}
