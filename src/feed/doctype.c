/*
 * doctype — the internal subset's entities.
 */
#include "doctype.h"

#include <string.h>
#include <strings.h>

#include "weir/feed/html.h"
#include "weir/text/xml.h"

static bool starts(const char *s, size_t n, const char *with)
{
    return n >= strlen(with) && strncasecmp(s, with, strlen(with)) == 0;
}

static size_t skip_past(const char *s, size_t n, const char *end)
{
    const char *at = memmem(s, n, end, strlen(end));
    return at == NULL ? n : (size_t)(at - s) + strlen(end);
}

bool doctype_present(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (s[i] != '<')
            i++;
        else if (starts(s + i, n - i, "<!DOCTYPE"))
            return true;
        else if (starts(s + i, n - i, "<!--"))
            i += skip_past(s + i, n - i, "-->");
        else if (starts(s + i, n - i, "<?"))
            i += skip_past(s + i, n - i, "?>");
        else
            return false;
    }
    return false;
}

static size_t skip_space(const char *s, size_t n, size_t i)
{
    while (i < n && strchr(" \t\r\n", s[i]) != NULL)
        i++;
    return i;
}

/* <!ENTITY name "value">; parameter entities (%) and external ones (SYSTEM, PUBLIC) are nothing to us. */
static void read_entity(struct doctype *doctype, const char *s, size_t n)
{
    struct entity entity;
    size_t i = skip_space(s, n, strlen("<!ENTITY"));
    entity.name = s + i;
    while (i < n && strchr(" \t\r\n%>\"'", s[i]) == NULL)
        i++;
    entity.name_n = (size_t)(s + i - entity.name);
    i = skip_space(s, n, i);
    if (entity.name_n == 0 || i >= n || (s[i] != '"' && s[i] != '\''))
        return;
    entity.value = s + i + 1;
    const char *end = memchr(entity.value, s[i], n - i - 1);
    if (end == NULL || doctype->n_entities == DOCTYPE_LIMIT_ENTITIES)
        return;
    entity.value_n = (size_t)(end - entity.value);
    doctype->entities[doctype->n_entities++] = entity;
}

size_t doctype_read(struct doctype *doctype, const char *s, size_t n)
{
    bool in_subset = false;
    size_t i = strlen("<!DOCTYPE");
    while (i < n) {
        if (s[i] == '"' || s[i] == '\'') {
            const char *end = memchr(s + i + 1, s[i], n - i - 1);
            doctype->external = doctype->external || !in_subset;
            i = end == NULL ? i + 1 : (size_t)(end - s) + 1;
            continue;
        }
        if (in_subset && starts(s + i, n - i, "<!--")) {
            i += skip_past(s + i, n - i, "-->");
            continue;
        }
        if (in_subset && starts(s + i, n - i, "<!ENTITY"))
            read_entity(doctype, s + i, n - i);
        if (s[i] == '[')
            in_subset = true;
        if (s[i] == ']')
            in_subset = false;
        if (s[i++] == '>' && !in_subset)
            return i;
    }
    return n;
}

bool doctype_expand(struct doctype *doctype, const char *name, size_t n, struct buf *out)
{
    for (size_t i = 0; i < doctype->n_entities; i++) {
        const struct entity *entity = &doctype->entities[i];
        if (entity->name_n != n || memcmp(entity->name, name, n) != 0)
            continue;
        doctype->expanded += entity->value_n;
        if (doctype->expanded > DOCTYPE_LIMIT_EXPANSION)
            return true;
        struct buf value = BUF_INIT(DOCTYPE_LIMIT_EXPANSION);
        html_decode(entity->value, entity->value_n, &value);
        xml_text(out, value.data);
        buf_release(&value);
        return true;
    }
    return false;
}
