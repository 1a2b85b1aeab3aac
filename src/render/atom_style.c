/*
 * atom_style — how a browser shows a feed that was opened in it. CSS reaches elements and attributes, not the
 * escaped HTML of a content: titles, who, when, where and the topics are shown, the texts are the reader's.
 */
#include "weir/render/atom.h"

static const char colours[] =
    ":root{color-scheme:light dark;--paper:#fcfbf8;--ink:#1f1e1b;--soft:#625f57;--line:#e4e0d6;"
    "--tint:#f3f0e8;--accent:#0a5c66}\n"
    "@media (prefers-color-scheme:dark){:root{--paper:#16191b;--ink:#e7e4dc;--soft:#a7a399;--line:#31363a;"
    "--tint:#1f2427;--accent:#7cc7cf}}\n";

static const char head[] =
    "feed{display:block;margin:0 auto;max-width:44rem;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem;"
    "background:var(--paper);color:var(--ink);overflow-wrap:anywhere;text-autospace:normal;"
    "font:1rem/1.6 system-ui,-apple-system,\"Segoe UI\",\"Noto Sans\",\"PingFang SC\",\"Hiragino Sans GB\","
    "\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}\n"
    "feed>*,entry>*,source>*{display:none}\n"
    "feed>title,entry>title{display:block;line-height:1.3;font-weight:600;text-wrap:balance;"
    "font-family:\"Iowan Old Style\",\"Palatino Linotype\",Palatino,\"Source Serif 4\",\"Noto Serif\","
    "\"Songti SC\",\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,serif}\n"
    "feed>title{font-size:clamp(1.7rem,5vw,2.4rem);letter-spacing:-.01em}\n"
    "feed>link[rel=alternate]{display:block;margin:.75rem 0 1.5rem;padding:.6rem 1rem;border-radius:.4rem;"
    "background:var(--tint);color:var(--soft);font-size:.9rem}\n"
    "feed>link[rel=alternate]::before{content:\"This is a feed. To subscribe, copy its address into a feed "
    "reader. To read, open \"}\n"
    "feed>link[rel=alternate]::after{content:attr(href);color:var(--accent)}\n";

/* The first ten digits of a moment are its date. */
static const char entries[] =
    "entry{display:block;padding:1.15rem 0;border-top:1px solid var(--line)}\n"
    "entry>title{font-size:1.18rem}\n"
    "entry>published{display:inline-block;width:10ch;overflow:hidden;white-space:nowrap;vertical-align:"
    "bottom;"
    "font-family:ui-monospace,\"DejaVu Sans Mono\",monospace;font-size:.8rem;line-height:1.4rem;"
    "color:var(--soft)}\n"
    "entry>author{display:inline;font-size:.875rem;color:var(--soft)}\n"
    "author>uri,author>email{display:none}\n"
    "entry>author::before{content:\" · \"}entry>author~author::before{content:\", \"}\n"
    "entry>link[rel=alternate]{display:block;overflow:hidden;white-space:nowrap;text-overflow:ellipsis;"
    "font-size:.875rem;color:var(--accent)}\n"
    "entry>link[rel=alternate]::after{content:attr(href)}\n"
    "entry>category[scheme$=\"topics/\"],entry>category[scheme$=\":topics\"]{display:inline-block;"
    "margin:.35rem .5rem 0 0;padding:0 .6rem;border-radius:1rem;background:var(--tint);font-size:.85rem}\n"
    "entry>category::after{content:attr(label)}\n"
    "entry>source{display:block;margin-top:.35rem;font-size:.85rem;color:var(--soft)}\n"
    "source>title{display:inline}source>title::before{content:\"from \"}\n";

void atom_write_style(struct buf *out)
{
    buf_adds(out, "@charset \"utf-8\";\n");
    buf_adds(out, colours);
    buf_adds(out, head);
    buf_adds(out, entries);
}
