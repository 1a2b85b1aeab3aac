/*
 * html_rules — the allow-lists.
 */
#include "html_parts.h"

#include <endian.h>
#include <string.h>

/* Both tables are in the order of their names. What no row names loses its tags and keeps its content. */

/* clang-format off */
static const struct html_element elements[] = {
    /* name, flags, families, what it is, what it ends, what it fences */
    {"a", HTML_KEEP, FAMILY_ANY | FAMILY_LINK, NEST_A, NEST_A, 0},
    {"abbr", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"acronym", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"address", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"annotation", HTML_DROP, 0, NEST_OTHER, 0, 0},
    {"annotation-xml", HTML_DROP, 0, NEST_OTHER, 0, 0},
    {"article", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"aside", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"audio", HTML_KEEP, FAMILY_ANY | FAMILY_MEDIA, NEST_OTHER, 0, 0},
    {"b", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"bdi", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"bdo", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"big", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"blockquote", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_QUOTE, NEST_OTHER, NEST_P, 0},
    {"body", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"br", HTML_KEEP | HTML_VOID | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"caption", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_GROUP, NEST_GROUP | NEST_ROW | NEST_CELL, NEST_IN_CELL},
    {"center", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"cite", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"code", HTML_KEEP, FAMILY_ANY | FAMILY_CODE, NEST_OTHER, 0, 0},
    {"col", HTML_KEEP | HTML_VOID, FAMILY_ANY | FAMILY_COLUMN, NEST_OTHER, 0, 0},
    {"colgroup", HTML_KEEP, FAMILY_ANY | FAMILY_COLUMN, NEST_GROUP, NEST_GROUP | NEST_ROW | NEST_CELL, 0},
    {"dd", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_DD, NEST_P | NEST_DD, 0},
    {"del", HTML_KEEP, FAMILY_ANY | FAMILY_QUOTE, NEST_OTHER, 0, 0},
    {"details", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"dfn", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"dir", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, NEST_LI},
    {"div", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_OTHER, NEST_P, 0},
    {"dl", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, NEST_DD},
    {"dt", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_DD, NEST_P | NEST_DD, 0},
    {"em", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"fieldset", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"figcaption", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"figure", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"font", HTML_KEEP, FAMILY_ANY | FAMILY_FONT, NEST_OTHER, 0, 0},
    {"footer", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"form", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"h1", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"h2", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"h3", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"h4", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"h5", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"h6", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_HEADING, NEST_P | NEST_HEADING, 0},
    {"header", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"hgroup", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"hr", HTML_KEEP | HTML_VOID | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_OTHER, NEST_P, 0},
    {"i", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"iframe", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"img", HTML_KEEP | HTML_VOID, FAMILY_ANY | FAMILY_IMAGE, NEST_OTHER, 0, 0},
    {"ins", HTML_KEEP, FAMILY_ANY | FAMILY_QUOTE, NEST_OTHER, 0, 0},
    {"kbd", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"legend", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"li", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_LI, NEST_LI, NEST_P | NEST_LI, 0},
    {"main", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"mark", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"menu", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, NEST_LI},
    {"nav", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"noembed", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"noframes", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"noscript", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"ol", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_LIST, NEST_OTHER, NEST_P, NEST_LI},
    {"optgroup", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"option", HTML_BLOCK, 0, NEST_OTHER, 0, 0},
    {"p", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_P, NEST_P, 0},
    {"picture", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"pre", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_CODE, NEST_OTHER, NEST_P, 0},
    {"q", HTML_KEEP, FAMILY_ANY | FAMILY_QUOTE, NEST_OTHER, 0, 0},
    {"rp", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"rt", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"ruby", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"s", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"samp", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"script", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"section", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"small", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"source", HTML_KEEP | HTML_VOID, FAMILY_ANY | FAMILY_SOURCE, NEST_OTHER, 0, 0},
    {"span", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"strike", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"strong", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"style", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"sub", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"summary", HTML_KEEP | HTML_BLOCK, FAMILY_ANY, NEST_OTHER, NEST_P, 0},
    {"sup", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"svg", HTML_DROP, 0, NEST_OTHER, 0, 0},
    {"table", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_TABLE | FAMILY_ALIGN, NEST_TABLE, NEST_P, ~0U},
    {"tbody", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_GROUP, NEST_GROUP | NEST_ROW | NEST_CELL, 0},
    {"td", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_CELL | FAMILY_ALIGN, NEST_CELL, NEST_CELL, NEST_IN_CELL},
    {"template", HTML_DROP, 0, NEST_OTHER, 0, 0},
    {"textarea", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"tfoot", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_GROUP, NEST_GROUP | NEST_ROW | NEST_CELL, 0},
    {"th", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_CELL | FAMILY_ALIGN, NEST_CELL, NEST_CELL, NEST_IN_CELL},
    {"thead", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_GROUP, NEST_GROUP | NEST_ROW | NEST_CELL, 0},
    {"time", HTML_KEEP, FAMILY_ANY | FAMILY_TIME, NEST_OTHER, 0, 0},
    {"title", HTML_RAW, 0, NEST_OTHER, 0, 0},
    {"tr", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_ALIGN, NEST_ROW, NEST_ROW | NEST_CELL, 0},
    {"tt", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"u", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"ul", HTML_KEEP | HTML_BLOCK, FAMILY_ANY | FAMILY_LIST, NEST_OTHER, NEST_P, NEST_LI},
    {"var", HTML_KEEP, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"video", HTML_KEEP, FAMILY_ANY | FAMILY_MEDIA, NEST_OTHER, 0, 0},
    {"wbr", HTML_KEEP | HTML_VOID, FAMILY_ANY, NEST_OTHER, 0, 0},
    {"xmp", HTML_RAW, 0, NEST_OTHER, 0, 0},
};

const struct html_rule html_rules[] = {
    {"abbr", FAMILY_CELL, VALUE_TEXT},
    {"align", FAMILY_ALIGN | FAMILY_IMAGE, VALUE_WORD},
    {"alt", FAMILY_IMAGE, VALUE_TEXT},
    {"border", FAMILY_TABLE, VALUE_NUMBER},
    {"cellpadding", FAMILY_TABLE, VALUE_NUMBER},
    {"cellspacing", FAMILY_TABLE, VALUE_NUMBER},
    {"cite", FAMILY_QUOTE, VALUE_LINK},
    {"class", FAMILY_CODE, VALUE_TEXT},
    {"color", FAMILY_FONT, VALUE_WORD},
    {"colspan", FAMILY_CELL, VALUE_NUMBER},
    {"controls", FAMILY_MEDIA, VALUE_FLAG},
    {"data-actualsrc", FAMILY_IMAGE, VALUE_LAZY_IMAGE},
    {"data-lazy-src", FAMILY_IMAGE, VALUE_LAZY_IMAGE},
    {"data-original", FAMILY_IMAGE, VALUE_LAZY_IMAGE},
    {"data-src", FAMILY_IMAGE, VALUE_LAZY_IMAGE},
    {"data-srcset", FAMILY_IMAGE | FAMILY_SOURCE, VALUE_LAZY_SRCSET},
    {"datetime", FAMILY_QUOTE | FAMILY_TIME, VALUE_TEXT},
    {"dir", FAMILY_ANY, VALUE_WORD},
    {"face", FAMILY_FONT, VALUE_WORD},
    {"height", FAMILY_IMAGE | FAMILY_MEDIA | FAMILY_CELL | FAMILY_TABLE | FAMILY_COLUMN, VALUE_NUMBER},
    {"href", FAMILY_LINK, VALUE_LINK},
    {"hreflang", FAMILY_LINK, VALUE_WORD},
    {"lang", FAMILY_ANY, VALUE_WORD},
    {"loop", FAMILY_MEDIA, VALUE_FLAG},
    {"media", FAMILY_SOURCE, VALUE_TEXT},
    {"muted", FAMILY_MEDIA, VALUE_FLAG},
    {"poster", FAMILY_MEDIA, VALUE_MEDIA},
    {"reversed", FAMILY_LIST, VALUE_FLAG},
    {"rowspan", FAMILY_CELL, VALUE_NUMBER},
    {"scope", FAMILY_CELL, VALUE_WORD},
    {"size", FAMILY_FONT, VALUE_WORD},
    {"sizes", FAMILY_IMAGE | FAMILY_SOURCE, VALUE_TEXT},
    {"span", FAMILY_COLUMN, VALUE_NUMBER},
    {"src", FAMILY_IMAGE | FAMILY_MEDIA | FAMILY_SOURCE, VALUE_MEDIA},
    {"srcset", FAMILY_IMAGE | FAMILY_SOURCE, VALUE_SRCSET},
    {"start", FAMILY_LIST, VALUE_NUMBER},
    {"style", FAMILY_ANY, VALUE_STYLE},
    {"summary", FAMILY_TABLE, VALUE_TEXT},
    {"title", FAMILY_ANY, VALUE_TEXT},
    {"type", FAMILY_SOURCE, VALUE_TEXT},
    {"valign", FAMILY_ALIGN, VALUE_WORD},
    {"value", FAMILY_LI, VALUE_NUMBER},
    {"width", FAMILY_IMAGE | FAMILY_MEDIA | FAMILY_CELL | FAMILY_TABLE | FAMILY_COLUMN, VALUE_NUMBER},
};
/* clang-format on */

const size_t html_n_rules = sizeof html_rules / sizeof html_rules[0];
_Static_assert(sizeof html_rules / sizeof html_rules[0] <= HTML_N_RULES_MAX,
               "a tag's attributes have a fixed place");

/* Eight bytes of a name as a number that sorts as the bytes do. */
static uint64_t word(const char *name)
{
    uint64_t bytes;
    memcpy(&bytes, name, sizeof bytes);
    return be64toh(bytes);
}

/* The row of a name in any case; each row begins with its name. */
static const void *find(const void *table, size_t n_rows, size_t row_size, const char *name, size_t n)
{
    char key[HTML_NAME_SIZE] = {0};
    if (n >= HTML_NAME_SIZE)
        return NULL;
    for (size_t i = 0; i < n; i++)
        key[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
    const uint64_t first = word(key), second = word(key + 8);
    size_t low = 0, high = n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *row = (const char *)table + middle * row_size;
        uint64_t row_first = word(row), row_second = word(row + 8);
        if (first == row_first && second == row_second)
            return row;
        if (first < row_first || (first == row_first && second < row_second))
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct html_element *html_element_find(const char *name, size_t n)
{
    return find(elements, sizeof elements / sizeof elements[0], sizeof elements[0], name, n);
}

const struct html_rule *html_rule_find(const char *name, size_t n)
{
    return find(html_rules, html_n_rules, sizeof html_rules[0], name, n);
}
