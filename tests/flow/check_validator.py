#!/usr/bin/env python3
"""Everything that is published keeps the rules of atom.py and is read back as it was written, over 10,000 generated
stories with hostile titles and bodies, and over the captured feeds where they are at hand."""
import html
import json
import random
import re
import urllib.parse

import atom
from harness import SHARED, Document, Origin, Weir, check

CONF = """[weir]
title = Hostile & <b>"titles"</b> 标题
timezone = Asia/Shanghai
base-url = https://feeds.example.org/a b/
{sources}
[topic 知识蒸馏]
title = 知识蒸馏 & "co" <压缩>
terms = 蒸馏, distil*
[topic plain]
terms = the^0.6, a^0.6, of^0.6
threshold = 0.1
under = 知识蒸馏
"""
N_SOURCES, N_ITEMS = 50, 200  # as many as a feed holds, so that each source's own topic shows all of them
WORDS = ["knowledge", "distillation", "知识蒸馏", "of", "the", "大模型", "a", "BERT", "ＢＥＲＴ", "e\u0301", "🎈", "\u202e", "\u200b", "]]>",
         "<b>", "</title>", "&amp;", "&", "<!--", "-->", "<script>", "%00", "\u00a0", "“引号”", "(", ")", "[", "]", "`", "\\", "*", "_",
         "http://x.example/?a=1&b=2", "javascript:alert(1)", "<?xml", "\ufeff", "\ufffd", "𝕏", "العربية", "x" * 300]
BODIES = ["<p>Plain of {}</p>", "<script>alert({})</script>", "<img src=x onerror=alert({})>", "<a href='javascript:{}'>x</a>",
          "<p style='background:url(x)'>{}", "<a href=relative/{}>rel</a>", "]]>{}", "<svg onload=alert({})>", "<iframe src=//x>{}",
          "<table><tr><td>{}", "<p>未闭合 {}", "<base href=//evil>{}", "<img src='data:image/png;base64,AA'>{}", "{}", ""]
MOMENTS = ["Fri, 20 Nov 2026 05:00:00 GMT", "Fri, 20 Nov 2026 05:00:00 GMT", "", "garbage", "Mon, 01 Jan 2035 00:00:00 GMT",
           "Thu, 01 Jan 1970 00:00:00 GMT"]
LINKS = ["http://s{s}.example/{i}", "http://s{s}.example/中文/{i}?q=a b&amp;c=%zz", "/relative/{i}", "javascript:alert({i})", "",
         "http://s{s}.example/{i}#frag ment", "HTTP://S{s}.EXAMPLE:80/{i}"]
# What an item of JSON Feed says that Atom says too.
SAME = ("id", "url", "title", "content_html", "date_published")
# In Atom a title is one line without what reorders or hides it, and never empty, an item without
# a date is of when weir met it, and one without an address has its title for content (§4.1.2).
HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u00ad\u200b\u2060\ufeff]")


def escaped(text):
    return html.escape("".join(c for c in text if c >= " "), quote=True)


def hostile_document(chance, number):
    items = []
    for i in range(N_ITEMS):
        title = " ".join(chance.choices(WORDS, k=chance.randint(0, 9)))
        body = chance.choice(BODIES).format(i)
        items.append("<item><guid>g-%d-%d</guid><title>%s</title><link>%s</link><pubDate>%s</pubDate><author>%s</author>"
                     "<category>%s</category><description>%s</description></item>"
                     % (number, i, escaped(title), chance.choice(LINKS).format(s=number, i=i), chance.choice(MOMENTS),
                        escaped(chance.choice(["", "me@x.example (Me)", "@", "李华 <x>", "a b c@"])),
                        escaped(chance.choice(WORDS)), escaped(body)))
    return ('<rss version="2.0"><channel><title>S %d</title><link>http://s%d.example/</link>%s</channel></rss>'
            % (number, number, "".join(items))).encode()


def check_round_trip(weir, path):
    """The Atom document, read back by weir, says what its JSON Feed says, whose own reading is its bytes again."""
    written = json.loads(path.with_suffix(".json").read_bytes())
    read = json.loads(weir.run("parse", str(path)).out)
    again = json.loads(weir.run("parse", str(path.with_suffix(".json"))).out)
    for what, items in (("Atom", read["items"]), ("JSON", again["items"])):
        check(len(items) == len(written["items"]), "%s of %s: %d items of %d" % (what, path, len(items), len(written["items"])))
        for got, want in zip(items, written["items"]):
            for key in SAME:
                value = want.get(key, "")
                if what == "Atom" and key == "title":
                    value = " ".join(HIDDEN.sub("", value).split()) or got["title"]
                if what == "Atom" and (key == "date_published" or key == "content_html" and not got.get("url")):
                    value = value or got[key]
                check(got.get(key, "") == value,
                      "%s of %s, %s: %r, written %r" % (what, path.name, key, got.get(key), value))


def check_everything(weir):
    n_feeds = n_entries = 0
    for path in sorted(weir.public.rglob("*.atom")):
        entries, faults = atom.read(path.read_bytes())
        check(not faults, "%s: %d faults: %s" % (path.relative_to(weir.public), len(faults), faults[:5]))
        n_feeds, n_entries = n_feeds + 1, n_entries + len(entries)
        if path.with_suffix(".json").exists() and "archive" not in path.parts and n_feeds % 4 == 0:
            check_round_trip(weir, path)
    return n_feeds, n_entries


def check_names(weir):
    """A topic's name of any script is one file, and its address leads there."""
    name = "知识蒸馏.atom"
    data = (weir.public / "topics" / name).read_text(encoding="utf-8")
    address = "https://feeds.example.org/a b/".replace(" ", "%20") + "topics/" + urllib.parse.quote(name)
    check('rel="self" href="%s"' % address in data, "the topic's own address is not %s" % address)


def publish(weir, origin, documents):
    sources = []
    for i, document in enumerate(documents):
        origin.documents["/%d.xml" % i] = document
        sources.append("[source s%d]\nurl = %s/%d.xml\ntopics = 来源-%d\n[topic 来源-%d]\n" % (i, origin.base, i, i, i))
    weir.write(CONF.format(sources="".join(sources)).replace("a b/", "a%20b/"))
    weir.run("poll", timeout=280)
    return check_everything(weir)


def main():
    chance = random.Random(4287)
    with Origin() as origin, Weir("") as weir:
        hostile = [Document(hostile_document(chance, i)) for i in range(N_SOURCES)]
        n_feeds, n_entries = publish(weir, origin, hostile)
        print("%d feeds, %d entries of generated stories" % (n_feeds, n_entries))
        check(n_entries >= N_SOURCES * N_ITEMS * 0.9, "only %d entries: stories were merged" % n_entries)
        check_names(weir)
    real = SHARED / "feeds" / "real"
    if not real.is_dir():
        print("no captured feeds beside the checkout: left out")
        return
    names = [d["file"] for d in json.loads((real / "manifest.json").read_text(encoding="utf-8"))["documents"]]
    with Origin() as origin, Weir("") as weir:
        captured = [Document((real / name).read_bytes()) for name in names]
        print("%d feeds, %d entries of captured ones" % publish(weir, origin, captured))


main()
