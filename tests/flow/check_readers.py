#!/usr/bin/env python3
"""Real readers subscribe to feed.atom: newsboat, sfeed and feedparser read the same items with the same ids, and find
nothing new in 20 re-publications. A reader that is not installed is left out; without any, the test is skipped."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess

import atom
from harness import Document, Origin, Weir, check, skip

CONF = """[weir]
title = Readers
timezone = Asia/Shanghai
base-url = {base}/

[source one]
url = {base}/one.xml
topics = all
[source two]
url = {base}/two.xml
topics = all

[topic all]
title = 全部 & "all" <of it>
{more}"""
ITEM = """<item><guid isPermaLink="false">{id}</guid><title>{title}</title><link>http://one.example/{id}?a=1&amp;b=2</link>
<pubDate>Fri, 20 Nov 2026 0{hour}:00:00 GMT</pubDate><description>{text}</description></item>"""
TITLES = ["Plain", "知识蒸馏：把大模型压小", "A &amp;lt;b&amp;gt; tag &amp;amp; more", "Emoji 🎈 and e&#x301;", "tabs\tand\nlines",
          "x" * 400, "&amp;#8217;quoted&amp;#8217;", "ends with ]]&gt;"]
RSS = '<rss version="2.0"><channel><title>{name}</title><link>http://one.example/</link>{items}</channel></rss>'
PYTHON = "/usr/bin/python3"  # Debian's, for which python3-feedparser is made
FEEDPARSER = """import feedparser, json, sys
feed = feedparser.parse(sys.stdin.buffer.read())
print(json.dumps({"bozo": bool(feed.bozo), "entries": [
    [e.id, e.title, e.link, e.updated, [t.label or t.term for t in e.get("tags", [])]] for e in feed.entries]}))"""


def documents(origin, round_):
    """Each round an unrelated source changes its document, and one of the items its text."""
    for name, offset in (("one", 0), ("two", 100)):
        items = [ITEM.format(id=offset + i, title=title, hour=i + 1, text="&lt;p&gt;Words %d&lt;/p&gt;" % (offset + i))
                 for i, title in enumerate(TITLES)]
        origin.documents["/%s.xml" % name] = Document(
            (RSS.format(name=name, items="".join(items)) + "<!-- %d -->" % round_).encode())


def squashed(text):
    return " ".join(text.split())


def with_feedparser(feed):
    done = subprocess.run([PYTHON, "-c", FEEDPARSER], input=feed.read_bytes(), stdout=subprocess.PIPE, check=True)
    answer = json.loads(done.stdout)
    check(not answer["bozo"], "feedparser finds the feed broken")
    check(all('全部 & "all" <of it>' in tags for *_, tags in answer["entries"]), "feedparser misses the topic")
    return {id_: (squashed(title), link) for id_, title, link, *_ in answer["entries"]}


def with_sfeed(feed):
    """sfeed(5): timestamp, title, link, content, content type, id, author, enclosure, category, parted by tabs."""
    done = subprocess.run(["sfeed"], input=feed.read_bytes(), stdout=subprocess.PIPE, check=True)
    rows = [line.split("\t") for line in done.stdout.decode("utf-8").splitlines()]
    check(all(row[0].isdigit() for row in rows), "sfeed misses a date")
    return {row[5]: (squashed(row[1]), row[2]) for row in rows}


def with_newsboat(feed):
    home = feed.parent.parent / "newsboat"
    home.mkdir(exist_ok=True)
    (home / "urls").write_text("file://%s\n" % feed)
    (home / "config").write_text("auto-reload no\n")
    subprocess.run(["newsboat", "-u", str(home / "urls"), "-c", str(home / "cache"), "-C", str(home / "config"), "-x",
                    "reload"], check=True, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={**os.environ, "HOME": str(home)})
    with sqlite3.connect(home / "cache") as cache:
        rows = cache.execute("SELECT guid, title, url FROM rss_item WHERE deleted = 0").fetchall()
    return {guid: (squashed(title), url) for guid, title, url in rows}


def has_feedparser():
    return pathlib.Path(PYTHON).exists() and subprocess.run([PYTHON, "-c", "import feedparser"],
                                                            stderr=subprocess.DEVNULL).returncode == 0


READERS = [("feedparser", has_feedparser, with_feedparser),
           ("sfeed", lambda: shutil.which("sfeed"), with_sfeed),
           ("newsboat", lambda: shutil.which("newsboat"), with_newsboat)]
ROUNDS = 20


def main():
    readers = [(name, read) for name, is_there, read in READERS if is_there()]
    if not readers:
        skip("none of newsboat, sfeed, python3-feedparser is installed")
    with Origin() as origin, Weir("") as weir:
        feed = weir.public / "feed.atom"
        first = None
        for round_ in range(ROUNDS + 1):
            documents(origin, round_)
            # A change of the rules makes everything that is published anew.
            weir.write(CONF.format(base=origin.base, more="\n[topic extra-%d]\nterms = none\n" % round_))
            weir.run("poll", "--all")
            entries, faults = atom.read(feed.read_bytes())
            check(not faults, "the feed: %s" % faults[:3])
            want = {e["id"]: (squashed(e["title"]), e["url"]) for e in entries}
            check(len(want) == 2 * len(TITLES), "%d entries" % len(want))
            first = first or want
            check(want == first, "round %d: ids or titles changed" % round_)
            if round_ not in (0, ROUNDS):
                continue
            for name, read in readers:
                got = read(feed)
                check(got == want, "%s reads otherwise: %s" % (
                    name, sorted(set(got.items()) ^ set(want.items()))[:4]))
    print("%s: %d items, the same in %d re-publications" % (", ".join(n for n, _ in readers), len(first), ROUNDS))


main()
