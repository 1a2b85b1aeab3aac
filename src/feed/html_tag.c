/* html_tag — attributes by their rules, and what of an image is to be shown. */
#include "html_tag.h"

#include <string.h>
#include <strings.h>

#include "html_value.h"

bool html_tag_has(const struct html_tag *tag, const struct html_rule *rule)
{
    return (tag->present >> (rule - html_rules) & 1) != 0;
}

struct html_attribute *html_tag_value(struct html_tag *tag, const struct html_rule *rule)
{
    return &tag->values[rule - html_rules];
}

void html_tag_read(struct html_scan *scan, struct html_tag *tag)
{
    struct html_attribute attribute;
    tag->present = 0;
    tag->image = NULL;
    while (html_attribute(scan, &attribute)) {
        const struct html_rule *rule = html_rule_find(attribute.name, attribute.n_name);
        if (rule == NULL || (rule->families & tag->element->families) == 0 || html_tag_has(tag, rule))
            continue;
        tag->present |= UINT64_C(1) << (rule - html_rules);
        *html_tag_value(tag, rule) = attribute;
    }
}

static bool begins(const struct html_attribute *value, const char *prefix)
{
    size_t n = strlen(prefix);
    return value->n_value >= n && strncasecmp(value->value, prefix, n) == 0;
}

/* Pages that load images by script keep the true address elsewhere (WeChat: data-src) and a blank picture, if
 * anything, in src. True when it was moved there. */
static bool prefer_lazy(struct html_tag *tag, enum html_value lazy, const char *target_name)
{
    const struct html_rule *target = html_rule_find(target_name, strlen(target_name));
    for (uint64_t left = tag->present; left != 0; left &= left - 1) {
        const struct html_rule *rule = &html_rules[__builtin_ctzll(left)];
        if (rule->value != lazy || html_tag_value(tag, rule)->n_value == 0)
            continue;
        bool is_blank = !html_tag_has(tag, target) || html_tag_value(tag, target)->n_value == 0 ||
                        begins(html_tag_value(tag, target), "data:");
        if (!is_blank && !begins(html_tag_value(tag, rule), "http") &&
            !begins(html_tag_value(tag, rule), "//"))
            continue;
        *html_tag_value(tag, target) = *html_tag_value(tag, rule);
        tag->present |= UINT64_C(1) << (target - html_rules);
        return true;
    }
    return false;
}

/* 0 or 1, perhaps with px */
static bool is_tiny(struct html_tag *tag, const char *name)
{
    const struct html_rule *rule = html_rule_find(name, strlen(name));
    if (!html_tag_has(tag, rule))
        return false;
    const struct html_attribute *value = html_tag_value(tag, rule);
    return value->n_value > 0 && (value->value[0] == '0' || value->value[0] == '1') &&
           (value->n_value == 1 || (value->n_value == 3 && memcmp(value->value + 1, "px", 2) == 0));
}

static void drop(struct html_tag *tag, const struct html_rule *rule)
{
    tag->present &= ~(UINT64_C(1) << (rule - html_rules));
}

static bool hides(const struct html_attribute *style, struct arena *scratch)
{
    return html_style_hides(style->value, style->n_value, scratch);
}

bool html_tag_prepare_image(struct html_tag *tag, const char *base, struct arena *scratch)
{
    const struct html_rule *src = html_rule_find("src", 3), *style = html_rule_find("style", 5);
    bool is_lazy = prefer_lazy(tag, VALUE_LAZY_IMAGE, "src");
    is_lazy |= prefer_lazy(tag, VALUE_LAZY_SRCSET, "srcset");
    bool is_hidden = html_tag_has(tag, style) && hides(html_tag_value(tag, style), scratch);
    if (is_hidden && is_lazy) { /* the script that would have loaded it would have shown it, too */
        drop(tag, style);
        is_hidden = false;
    }
    if (!html_tag_has(tag, src))
        return true;
    const struct html_attribute *value = html_tag_value(tag, src);
    tag->image = html_url(value->value, value->n_value, base, HTML_URL_IMAGE, scratch);
    if (tag->image == NULL)
        drop(tag, src);
    return tag->image == NULL ||
           !(is_hidden || (is_tiny(tag, "width") && is_tiny(tag, "height")) || html_is_tracker(tag->image));
}
