#!/usr/bin/env python3
"""Coming from another reader, going to one, and keeping a copy: import, export, backup."""
import pathlib
import sqlite3
import xml.etree.ElementTree

from harness import Document, Origin, Weir, check, wait_until

FEEDS = pathlib.Path(__file__).parent / "feeds"
OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="博客"><outline type="rss" text="A blog" title="A blog" xmlUrl="{base}/blog.atom"/></outline>
<outline type="rss" text="机器之心" xmlUrl="{base}/wechat.xml" htmlUrl="{base}/"/>
<outline type="rss" text="With a password" xmlUrl="http://me:secret@127.0.0.1/feed"/>
</body></opml>"""
CONF = "[weir]\ntimezone = UTC\n"


def switch(weir, opml):
    """Appends what import prints, as a user would, until nothing is new."""
    printed = weir.run("import", str(opml)).out
    check("mine.opml: 2 new, 1 that cannot be taken" in printed.splitlines()[0], printed)
    weir.write(CONF + printed)
    check("no problem" in weir.run("check").out, "what import printed is no configuration:\n" + printed)
    again = weir.run("import", str(opml)).out
    check("mine.opml: 0 new, 2 already in" in again and "[source" not in again, "imported twice:\n" + again)


def main():
    with Origin() as origin, Weir("") as weir:
        origin.documents["/blog.atom"] = Document((FEEDS / "blog.atom").read_bytes())
        opml = weir.home / "mine.opml"
        opml.write_text(OPML.format(base=origin.base), encoding="utf-8")
        switch(weir, opml)

        check(weir.run("import", "no-such.opml", expect=66).err.count("\n") == 1, "a missing list is not said in a line")
        done = weir.run("import", str(FEEDS / "blog.atom"), expect=65)
        check("no OPML" in done.err and done.out == "", "a feed is taken for a list: " + done.err)

        exported = weir.run("export").out
        body = xml.etree.ElementTree.fromstring(exported).find("body")
        outlines = [o for o in body.iter("outline") if o.get("xmlUrl")]
        check(body.find("outline").get("text") == "博客", "the folder is lost: %s" % exported)
        check([o.get("xmlUrl") for o in outlines] == [origin.base + "/blog.atom", origin.base + "/wechat.xml"], exported)
        check(outlines[1].get("text") == "机器之心", exported)

        copy = weir.home / "copy.db"
        with weir.daemon() as daemon:
            opml = weir.public / "sources.opml"
            wait_until(lambda: opml.exists(), 20, "sources.opml")
            check(origin.base not in opml.read_text(encoding="utf-8"), "sources.opml publishes a private address")
            weir.run("backup", str(copy))
            first = copy.stat().st_mtime_ns
            weir.run("backup", str(copy))
            check(copy.stat().st_mtime_ns > first, "a second backup does not replace the first")
            check(daemon.poll() is None, "the daemon did not survive a backup:\n" + daemon.log())
        check(sorted(p.name for p in weir.home.glob("copy.db*")) == ["copy.db"], "backup leaves something lying about")
        with sqlite3.connect(copy) as database:
            check(database.execute("PRAGMA integrity_check").fetchone() == ("ok",), "the copy is damaged")
            check(database.execute("SELECT count(*) FROM story").fetchone()[0] > 0, "the copy holds no story")
        done = weir.run("backup", str(weir.home / "no-such-folder" / "copy.db"), expect=73)
        check(done.err.count("\n") == 1 and "no-such-folder" in done.err, done.err)


main()
