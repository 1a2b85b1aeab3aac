#!/usr/bin/env python3
"""Every captured document, one source each, polled in one run: counts, feed, topics, digest; then nothing but 304s."""
import datetime
import json
import re

import atom
from harness import SHARED, Document, Origin, Weir, check, skip

REAL = SHARED / "feeds" / "real"
TYPES = {".json": "application/feed+json", ".html": "text/html"}
TOPICS = """
[topic language-models]
title = Language models
terms = language model, LLM, 大模型, 语言模型, GPT^0.8, BERT^0.8, transformer^0.6

[topic distillation]
title = 知识蒸馏 / Distillation
terms = distillation, distill*^0.6, 蒸馏
under = language-models

[topic software]
title = Software
terms = title: release*, title: fix*, title: v1*^0.5, open source, 开源
"""
CONDITIONS = ("If-None-Match", "If-Modified-Since")
LINK = re.compile(r"^- \[(.+)\]\((<[^<>\n]+>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)\)")


def configuration(origin, documents):
    """One source a document. All of arXiv's kinds of announcement, since the manifest counts them all."""
    out = ["[weir]\ntitle = Captured\ntimezone = UTC\nbase-url = https://weir.example.org/\n", TOPICS]
    for i, d in enumerate(documents):
        path = "/%03d" % i
        body = (REAL / d["file"]).read_bytes()
        origin.documents[path] = Document(body, TYPES.get(d["file"][-5:], "application/xml"), d.get("http_status", 200))
        out.append("[source s%03d]\ntitle = %s\nurl = %s%s\narxiv-announce = new, cross, replace, replace-cross\n"
                   % (i, d["file"].replace("#", ""), origin.base, path))
    return "\n".join(out)


def check_counts(log, documents):
    stored = {int(m[1]): int(m[2]) for m in re.finditer(r"^s(\d{3}): (\d+) items", log, re.M)}
    failed = {int(m[1]): m[2] for m in re.finditer(r"^s(\d{3}) failed: (.*)$", log, re.M)}
    for i, d in enumerate(documents):
        if d.get("http_status", 200) != 200 or d["expect"] == "not-feed":
            check(i in failed, "%s was taken for a feed" % d["file"])
        elif d["expect"] == "feed":
            check(i not in failed, "%s was refused: %s" % (d["file"], failed.get(i)))
            check(stored.get(i) == d["items"], "%s: %s items, expected %d" % (d["file"], stored.get(i), d["items"]))
    return stored, failed


def check_digest(markdown):
    lines = markdown.splitlines()
    check(lines[0].startswith("# "), "the digest has no title")
    check(re.search(r"\d[\d,]* items? fetched → \d[\d,]* stor(y|ies) → \d[\d,]* with a topic", markdown),
          "the digest has no counted line")
    entries = [l for l in lines if l.startswith("- [")]
    check(entries, "the digest is empty")
    for line in entries:
        match = LINK.match(line)
        check(match, "no Markdown link: %s" % line)
        check(match[2].strip("<>").startswith("http"), "no address: %s" % line)
    headings = [l for l in lines if l.startswith("## ")]
    check(len(headings) >= 2, "the digest is not grouped by topic: %s" % headings)
    return len(entries)


def main():
    if not REAL.is_dir():
        skip("no captured feeds beside the checkout")
    documents = json.loads((REAL / "manifest.json").read_text(encoding="utf-8"))["documents"]
    with Origin() as origin, Weir("") as weir:
        weir.write(configuration(origin, documents))
        first = weir.run("-v", "poll")
        stored, failed = check_counts(first.err, documents)

        entries, faults = atom.read((weir.public / "feed.atom").read_bytes())
        check(not faults, "feed.atom: %s" % faults[:5])
        check(len(entries) > 50, "feed.atom has %d entries" % len(entries))
        check(all("language-models" in e["topics"] or "distillation" in e["topics"] or "software" in e["topics"]
                  for e in entries), "an entry of feed.atom has no topic")
        for name in ("language-models", "distillation", "software"):
            some, faults = atom.read((weir.public / "topics" / (name + ".atom")).read_bytes())
            check(not faults and some, "topics/%s.atom: %d entries, %s" % (name, len(some), faults[:5]))
            check(all(name in e["topics"] for e in some), "topics/%s.atom holds others" % name)

        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        n_digest = check_digest(weir.run("digest", "--day", today).out)

        weir.run("poll", "--all")  # the validators of a broken document are kept when it comes again
        before, n_requests = weir.published(), len(origin.requests)
        second = weir.run("-v", "poll", "--all")
        answers = origin.requests[n_requests:]
        good = {"/%03d" % i for i in stored}
        for path, headers in answers:
            if path in good:
                check(all(h in headers for h in CONDITIONS), "%s was asked for without conditions" % path)
        check(not re.search(r"^s\d{3}: \d+ items", second.err, re.M), "a document was read twice: %s" % second.err[:500])
        check(weir.published() == before, "the second poll changed what is published")
    print("%d documents: %d feeds, %d refused, %d items; feed.atom %d entries, digest %d entries; second poll: %d requests"
          % (len(documents), len(stored), len(failed), sum(stored.values()), len(entries), n_digest, len(answers)))


main()
