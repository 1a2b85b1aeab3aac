#!/usr/bin/env python3
"""The whole walk over our own documents: poll, what is published, the digest, 304s, a mirror, what fails, what changes."""
import datetime
import json
import pathlib
import re

import atom
from harness import Document, Origin, Weir, check

FEEDS = pathlib.Path(__file__).parent / "feeds"
CONF = """
[weir]
title    = Our list
timezone = UTC
base-url = https://weir.example.org/

[source blog]
url = {base}/blog.atom

[source arxiv]
title = arXiv cs.XX
url = {base}/arxiv.rss

[source account]
title  = 一个公众号
url    = {base}/dead.json
mirror = {base}/account.json

[source page]
url = {base}/page.html

[source nowhere]
url = http://127.0.0.1:9/feed

[topic reading]
title = 阅读理解 / Reading
terms = reading comprehension, 阅读理解

[topic distillation]
title = Knowledge Distillation
terms = knowledge distillation, 知识蒸馏, distill*^0.6
under = reading
"""


def poll(weir, *words):
    return weir.run("-v", "poll", *words).err


def check_first(weir, log):
    for line in ("blog: 3 items, 3 new", "arxiv: 1 items, 1 new", "account: 2 items, 2 new"):
        check(line in log, "no %r in the log:\n%s" % (line, log))
    check(re.search(r"page failed: \S+page\.html: .*HTML", log), "the page's failure does not say what it is: %s" % log)
    check("nowhere failed: http://127.0.0.1:9/feed: " in log, "the unreachable source is not named")

    entries, faults = atom.read((weir.public / "feed.atom").read_bytes())
    check(not faults, faults)
    titles = [e["title"] for e in entries]
    check(sorted(titles) == sorted([
        "What a student model can learn [draft] (part *one*)", "A reading comprehension quiz",
        "Distilling reading comprehension into tiny encoders", "知识蒸馏综述：从教师到学生"]), "feed.atom: %s" % titles)
    everything = (weir.public / "all.atom").read_text(encoding="utf-8")
    check("My new bicycle" in everything and "招聘启事" in everything, "all.atom leaves stories out")
    for path in weir.public.rglob("*"):
        check(not path.is_file() or "alert(1)" not in path.read_text(encoding="utf-8"), "a script came through: %s" % path)
    urls = {e["title"]: e["url"] for e in entries}
    check("utm_source" not in urls[titles[0]] + "".join(urls.values()), "tracking is published: %s" % urls)


def check_digest(weir):
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    digest = weir.run("digest", "--day", today).out
    check(digest == weir.run("digest", "--day", today).out, "the same digest twice has other bytes")
    check("6 items fetched → 6 stories → 4 with a topic" in digest, "the funnel is wrong:\n" + digest)
    order = [digest.find(heading) for heading in ("阅读理解 / Reading", "Knowledge Distillation")]
    check(0 < order[0] < order[1], "topics are not in the list's order:\n" + digest)
    for story in ("student model can learn", "tiny encoders", "知识蒸馏综述"):
        check(len(re.findall(r"^- \[.*" + story, digest, re.M)) == 1, "%s stands not just once:\n%s" % (story, digest))
    check(re.search(r"\[What a student model can learn \\\[draft\\\] \(part \\\*one\\\*\)\]\(", digest),
          "the title's Markdown is not escaped:\n" + digest)
    check("also:" in digest, "no story says its other topic:\n" + digest)
    check("nowhere" in digest and "page" in digest, "the digest does not say what fails:\n" + digest)
    check("Mina Park" in digest and "Some University" not in digest, "authors are not names:\n" + digest)


def check_same(after, before):
    for path in sorted(set(after) | set(before)):
        check(after.get(path) == before.get(path), "a poll without news changed %s" % path)


def check_content_location(origin, weir):
    """Relative links are resolved against what the answer says that the document is, not against what was asked."""
    body = ('<feed xmlns="http://www.w3.org/2005/Atom"><id>n</id><title>Notes</title><updated>2026-11-20T08:00:00Z</updated>'
            '<entry><id>n:1</id><title>On reading comprehension</title><updated>2026-11-20T08:00:00Z</updated>'
            '<link href="one.html"/><content type="html">&lt;img src="one.png"></content></entry></feed>')
    origin.documents["/negotiated"] = Document(body.encode(), "application/atom+xml",
                                               headers={"Content-Location": "/notes/2026/feed.atom"})
    weir.write(weir.conf.read_text(encoding="utf-8") + "\n[source notes]\nurl = %s/negotiated\n" % origin.base)
    poll(weir, "notes")
    entry = {e["title"]: e for e in atom.read((weir.public / "feed.atom").read_bytes())[0]}["On reading comprehension"]
    check(entry["url"] == origin.base + "/notes/2026/one.html", "Content-Location is not the base: %s" % entry)
    check(origin.base + "/notes/2026/one.png" in (weir.public / "feed.atom").read_text(encoding="utf-8"),
          "Content-Location is not the base of images")


def main():
    with Origin() as origin, Weir("") as weir:
        weir.write(CONF.format(base=origin.base))
        for name, kind in (("blog.atom", "application/atom+xml"), ("arxiv.rss", "text/xml"), ("account.json", "application/json")):
            origin.documents["/" + name] = Document((FEEDS / name).read_bytes(), kind)
        origin.documents["/page.html"] = Document(b"<!doctype html><title>Hello</title><p>No feed.", "text/html")

        check_first(weir, poll(weir))
        blog = json.loads(weir.run("status", "--json", "blog").out)["sources"][0]
        check(blog["last_new"] and blog["items"] == 3, "status does not know of the new items: %s" % blog)
        check_digest(weir)

        before, n = weir.published(), len(origin.requests)
        log = poll(weir, "--all")
        for path, headers in origin.requests[n:]:
            if path in ("/blog.atom", "/arxiv.rss"):
                check("If-None-Match" in headers and "If-Modified-Since" in headers, "%s without conditions" % path)
        check("3 unchanged" in log and not re.search(r"^\w+: \d+ items", log, re.M), "something was read again:\n" + log)
        check_same(weir.published(), before)

        # A document without its old items takes nothing away; a changed title changes the entry, not its id.
        ids = {e["url"]: e["id"] for e in atom.read(before["feed.atom"][0])[0]}
        body = (FEEDS / "blog.atom").read_text(encoding="utf-8").replace("A &lt;b&gt;reading&lt;/b&gt; comprehension quiz",
                                                                       "The reading comprehension quiz, solved")
        body = re.sub(r"<entry>\s*<id>tag:blog.example.org,2026:3.*?</entry>", "", body, flags=re.S)
        origin.documents["/blog.atom"] = Document(body.encode(), "application/atom+xml")
        poll(weir, "blog")
        entries = atom.read((weir.public / "feed.atom").read_bytes())[0]
        check(len(entries) == 4, "a shrunken document took stories away")
        check("The reading comprehension quiz, solved" in [e["title"] for e in entries], "an edit did not arrive")
        check({e["url"]: e["id"] for e in entries} == ids, "an entry's id changed")

        # A source whose guids name nothing is told by other means, and that is said once.
        body = re.sub(r"<id>tag:blog.example.org,2026:[0-9]</id>", "<id>tag:blog.example.org,2026:0</id>",
                      (FEEDS / "blog.atom").read_text(encoding="utf-8"))
        origin.documents["/blog.atom"] = Document(body.encode(), "application/atom+xml")
        check("several items have one guid" in poll(weir, "blog"), "repeated guids are not noticed")
        origin.documents["/blog.atom"] = Document(body.encode() + b"\n", "application/atom+xml")
        check("several items have one guid" not in poll(weir, "blog"), "repeated guids are noticed twice")
        check(len(atom.read((weir.public / "feed.atom").read_bytes())[0]) == 4, "repeated guids changed the stories")

        check_content_location(origin, weir)

        # When everything fails, that is said, and what is published stays.
        before = weir.published()
        origin.documents.clear()
        failed = weir.run("poll", "--all", expect=69)
        check("every source failed" in failed.err, failed.err)
        check(weir.published()["feed.atom"] == before["feed.atom"], "failures changed the feed")

        # New rules are a view over what is stored.
        weir.write(weir.conf.read_text(encoding="utf-8") + "\n[topic cycling]\ntitle = Cycling\nterms = bicycle\n")
        weir.run("poll", "nowhere", expect=69)
        entries, _ = atom.read((weir.public / "topics" / "cycling.atom").read_bytes())
        check([e["title"] for e in entries] == ["My new bicycle"], "a new topic did not find what was stored: %s" % entries)


main()
