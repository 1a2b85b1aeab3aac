#!/usr/bin/env python3
"""derive --online asks the web what its proposals are worth; derive -c learns from what is stored how common words are."""
from harness import Document, Origin, Weir, check

LIST = """## Notes
- [A post](%(base)s/post.html)
- [Another one](%(base)s/other.html)
- [A page without a feed](http://127.0.0.1:9/nothing.html)
- [A page of a known kind](https://openreview.net/forum?id=x)

## Distillation
- [Patient teachers and their distilled students](https://example.org/1)
- [Why patient teachers matter](https://example.org/2)

## Translation
- [Machine translation on a phone](https://example.org/3)
"""
PAGE = b'<html><head><link rel="alternate" type="application/atom+xml" href="/feed.atom"></head><body>x</body></html>'
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:x:1</id><updated>2026-01-01T00:00:00Z</updated>
<entry><title>A</title><id>urn:x:2</id><updated>2026-01-01T00:00:00Z</updated></entry></feed>"""
ITEM = "<item><title>Patient teachers in hospital %d</title><link>https://example.org/h/%d</link></item>"

with Origin() as origin, Weir("") as weir:
    origin.documents["/feed.atom"] = Document(ATOM)
    for path in ("/post.html", "/other.html"):
        origin.documents[path] = Document(PAGE, "text/html")
    path = weir.home / "list.md"
    path.write_text(LIST % {"base": origin.base}, encoding="utf-8")
    by_rule = weir.run("derive", "--sources", str(path)).out
    check(not origin.requests and "url = %s" % origin.base not in by_rule, "--sources fetches something:\n" + by_rule)
    refused = weir.run("derive", "--online", str(path)).out
    check(not origin.requests and "private address" in refused, "a list had private addresses asked:\n" + refused)
    told = weir.run("derive", "--online", "--allow-private", str(path)).out
    for line in ("url = %s/feed.atom" % origin.base, "# asked: Atom 1.0, 1 item: Notes", "# openreview.net (1 link): there is no feed"):
        check(line in told, "%r is not in what --online says:\n%s" % (line, told))
    check(told.count("feed.atom") == 1, "one feed is proposed twice:\n" + told)

    origin.documents["/feed.rss"] = Document(
        ('<rss version="2.0"><channel><title>t</title>%s</channel></rss>' % "".join(ITEM % (i, i) for i in range(2000))).encode())
    weir.write("[source s]\nurl = %s/feed.rss\n[topic t]\nterms = x\n" % origin.base)
    terms = weir.run("derive", str(path)).out
    check("patient teachers^" in terms, "the phrase is no term to begin with:\n" + terms)
    weir.run("poll")
    terms = weir.run("derive", str(path)).out
    check("patient teachers^" not in terms, "what every stored item says is still a term:\n" + terms)
print("proposals are asked for")
