#!/usr/bin/env python3
"""The list is the configuration: topics come from it and follow it, wherever it is, and a list that cannot be had, is
empty or is cut short changes nothing."""
import os
import time

from harness import Document, Origin, Weir, check, wait_until

LIST = """# Reading

## Machine Translation
- [Neural Machine Translation of Rare Words](https://arxiv.org/abs/1508.07909)
- [Back-translation at scale](https://example.org/back-translation)

## Knowledge Distillation
- [Distilling the Knowledge in a Neural Network](https://arxiv.org/abs/1503.02531)
- [TinyBERT: Distilling BERT](https://arxiv.org/abs/1909.10351)
- [A survey of knowledge distillation](https://example.org/0)
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>https://example.org/</link>
%s</channel></rss>"""
ITEM = "<item><title>%s</title><link>https://example.org/%d</link><description>x</description></item>"
TITLES = ["A survey of knowledge distillation", "Machine translation on a phone", "Cooking rice",
          "Prompt tuning, step by step"]


def write_list(weir, text, age_s=0):
    path = weir.home / "reading-list.md"
    path.write_text(text, encoding="utf-8")
    when = time.time() - age_s
    os.utime(path, (when, when))


def topics(weir):
    return sorted(p.stem for p in (weir.public / "topics").glob("*.atom"))


def check_follows(weir):
    write_list(weir, LIST)
    weir.run("poll")
    check(topics(weir) == ["knowledge-distillation", "machine-translation"], "topics: %s" % topics(weir))
    feed = (weir.public / "topics/knowledge-distillation.atom").read_text(encoding="utf-8")
    check(TITLES[0] in feed and TITLES[1] not in feed, "the derived terms do not match:\n" + feed)
    status = weir.run("status").out
    check("Machine Translation" in status, "status knows nothing of the list's topics:\n" + status)
    line = weir.run("match", str(weir.home / "feed.rss")).out.splitlines()[1]
    check('"machine-translation"' in line, "match knows nothing of the list's topics: " + line)
    check("2 topics, no problem" in weir.run("check").out, "check does not read the list")

    write_list(weir, LIST + "\n## Prompt Tuning\n- [The power of scale](https://arxiv.org/abs/2104.08691)\n")
    told = weir.run("poll").err
    check("prompt-tuning: new, " in told and ", 1 story gained" in told, "what changed is not told: " + told)
    feed = (weir.public / "topics/prompt-tuning.atom").read_text(encoding="utf-8")
    check(TITLES[3] in feed, "what was stored before the list grew is not found:\n" + feed)


def check_overrides(weir, conf):
    weir.write(conf + "[topic machine-translation]\nterms += cooking\ntitle = MT\n")
    told = weir.run("poll").err
    check("machine-translation: +1 term, 1 story gained" in told, "what changed is not told: " + told)
    feed = (weir.public / "topics/machine-translation.atom").read_text(encoding="utf-8")
    check(TITLES[1] in feed and TITLES[2] in feed, "+= does not add to what is derived:\n" + feed)
    weir.write(conf + "[topic machine-translation]\nterms = cooking\n")
    weir.run("poll")
    feed = (weir.public / "topics/machine-translation.atom").read_text(encoding="utf-8")
    check(TITLES[1] not in feed and TITLES[2] in feed, "= does not replace what is derived:\n" + feed)
    weir.write(conf)
    weir.run("poll")


def check_glossary(weir, conf):
    """What a user's glossary calls things is a term at once, and what is wrong in it is said by line."""
    glossary = weir.home / "glossary.tsv"
    named = conf.replace("[source", "glossary = glossary.tsv\n[source", 1)
    weir.write(named)
    check("feeds.conf:4: glossary: " in weir.run("check", expect=78).err, "a glossary that never was is no fault")
    glossary.write_text("machine translation\t机器翻译\tcooking\n", encoding="utf-8")
    told = weir.run("poll").err
    check("machine-translation: +1 term" in told, "a glossary's term is not told: " + told)
    check("cooking" in weir.run("-c", str(weir.conf), "derive", "--topics", str(weir.home / "reading-list.md")).out,
          "derive -c leaves the configuration's glossary out")
    check("cooking" in weir.run("derive", "--glossary", str(glossary), str(weir.home / "reading-list.md")).out,
          "derive --glossary adds nothing")
    glossary.write_text("machine translation\t机器翻译\n\nalone\n", encoding="utf-8")
    told = weir.run("check")
    check("glossary.tsv:3: " in told.err and "one name alone" in told.err and "1 warning" in told.out,
          "a wrong line is not told: " + told.err + told.out)
    check("machine-translation: -1 term" in weir.run("poll").err.replace("−", "-"), "a glossary that shrinks changes nothing")
    weir.write(conf)
    weir.run("poll")


def check_reasons(weir, conf):
    """explain, try and check --terms over what is stored."""
    told = weir.run("explain", "http://www.example.org/0?utm_source=x").out
    for word in (TITLES[0], "in your list", "Topics", "knowledge-distillation", "from 0.50 on", "knowledge distillation", "title", "Seen at"):
        check(word in told, "explain does not tell of %r:\n%s" % (word, told))
    check("no stored item" in weir.run("explain", "https://example.org/none", expect=66).err, "what is unknown is explained")
    told = weir.run("try", "cooking, translation^0.4", "--since", "3650d").out
    check(told.startswith("1 of 4 stories since ") and TITLES[2] in told.split("misses")[0], "try: " + told)
    check(TITLES[1] in told.split("The closest misses")[1], "try does not show the near miss: " + told)
    weir.run("try", "a^7", expect=64)
    (weir.home / "new.conf").write_text(conf + "[topic machine-translation]\nterms = cooking\n", encoding="utf-8")
    told = weir.run("try", "--conf", str(weir.home / "new.conf")).out
    check("machine-translation: 1 → 1 story, 1 gained, 1 lost" in told and "+ " in told and "− " in told, "try --conf: " + told)
    check(TITLES[1] in (weir.public / "topics/machine-translation.atom").read_text(encoding="utf-8"), "try changed something")
    told = weir.run("check", "--terms").out
    check("over 4 stored stories" in told and "Never: " in told, "check --terms: " + told)
    check("knowledge distillation" in told.split("Never: ")[0], "a term in one of four stories is not too much: " + told)


def check_bad_lists(weir, conf):
    before = topics(weir)
    weir.write(conf.replace("reading-list.md", "raeding-list.md"))
    check("feeds.conf:3: list: " in weir.run("check", expect=78).err, "a list that never was is no fault")
    weir.write(conf)
    write_list(weir, LIST + "- [again](https://arxiv.org/pdf/1909.10351v2)\n")
    check("reading-list.md:11: arxiv:1909.10351 stands already in line 9" in weir.run("check").err, "a repeat is not told")
    for what, spoil in (("gone", lambda: os.remove(weir.home / "reading-list.md")),
                        ("no entries", lambda: write_list(weir, "<html>404</html>\n")),
                        ("only 1 entries", lambda: write_list(weir, "## A\n- [b](https://example.org/b)\n"))):
        spoil()
        told = weir.run("poll").err
        check("last good copy" in told, "%s: nothing is said: %s" % (what, told))
        check("last good copy" not in weir.run("poll").err, "%s: it is said again" % what)
        check(topics(weir) == before, "%s: topics: %s" % (what, topics(weir)))
        checked = weir.run("check")
        check("feeds.conf:3: list: " in checked.err and "last good copy" in checked.err and "1 warning" in checked.out,
              "%s: check says %s" % (what, checked.err + checked.out))
    write_list(weir, "## Prompt Tuning\n- [b](https://example.org/b)\n", age_s=25 * 3600)
    weir.run("poll")
    check("1 topic, no problem" in weir.run("check").out, "a list that stays short for a day is not believed")


def check_address(origin, weir, conf):
    """A list at an address: fetched, asked for conditionally, and its last good copy used while it is down."""
    weir.write(conf.replace("reading-list.md", origin.base + "/list.md"))
    origin.documents["/list.md"] = Document(LIST.encode(), "text/plain")
    check("not fetched yet" in weir.run("check").err, "check does not say that the list is not fetched yet")
    weir.run("poll")
    check("2 topics, no problem" in weir.run("check").out, "the fetched list gives no topics")
    weir.run("poll", "--all")
    asked = [headers for path, headers in origin.requests if path == "/list.md"]
    check(len(asked) == 2 and "If-None-Match" in asked[1], "it is not asked for conditionally: %s" % asked)
    for document, says in ((Document(b"gone", status=500), "500"), (Document(b"<html>", "text/html"), "raw address")):
        origin.documents["/list.md"] = document
        told = weir.run("poll", "--all").err
        check(told.count("list: ") == 1 and says in told, "its failure is not told: " + told)
        check("list: " not in weir.run("poll", "--all").err, "its failure is told again")
        status = weir.run("status").out
        check("/list.md: ok, fetched " in status and "; failing: " in status, "status does not tell of the list:\n" + status)
        check("2 topics, no problem" in weir.run("check").out, "topics are lost with their list")
        origin.documents["/list.md"] = Document(LIST.encode(), "text/plain")
        weir.run("poll", "--all")


def check_learning(origin):
    """What a first run derives is derived once more when there is enough to learn from, and then stays."""
    many = "".join(ITEM % ("Machine translation of dialect %d" % i, i) for i in range(1000))
    origin.documents["/many.rss"] = Document((FEED % many).encode())
    with Weir("[weir]\nlist = reading-list.md\n[source s]\nurl = %s/many.rss\n" % origin.base) as weir:
        write_list(weir, LIST)
        kept = weir.home / "state/lists/topics.conf"
        weir.run("poll")
        check("with little stored" in kept.read_text(encoding="utf-8"), "a first run knows what is stored")
        weir.run("poll", "--all")
        text = kept.read_text(encoding="utf-8")
        check("knowing what is stored" in text, "a thousand stories are not learnt from:\n" + text)
        weir.run("poll", "--all")
        check(kept.read_text(encoding="utf-8") == text, "topics change without a change of the list")


def check_daemon(origin, weir, conf):
    """The daemon follows a file at once, however it is written, and an address when it polls it."""
    write_list(weir, LIST)
    weir.write(conf + "[weir]\nlist = %s/other.md\nglossary = glossary.tsv\n" % origin.base)
    origin.documents["/other.md"] = Document(b"## Summarization\n- [A](https://example.org/a)\n", "text/markdown")
    glossary = weir.home / "glossary.tsv"
    glossary.write_text("# nothing yet\n", encoding="utf-8")
    with weir.daemon() as daemon:
        wait_until(lambda: "summarization" in topics(weir), 20, "the list at an address\n" + daemon.log())
        scratch = weir.home / "scratch"
        scratch.write_text(LIST + "\n## Prompt Tuning\n- [P](https://example.org/p)\n", encoding="utf-8")
        os.replace(scratch, weir.home / "reading-list.md")
        gained = weir.public / "topics/prompt-tuning.atom"  # there already: it was a topic before, and gone
        wait_until(lambda: TITLES[3] in gained.read_text(encoding="utf-8"), 20,
                   "stored stories of the topic that the list has gained\n" + daemon.log())
        glossary.write_text("summarization\tcooking\n", encoding="utf-8")
        wait_until(lambda: "summarization: +1 term" in daemon.log(), 20, "the glossary's term\n" + daemon.log())
        (weir.home / "reading-list.md").unlink()
        wait_until(lambda: "last good copy" in daemon.log(), 20, "a word about the list that is gone")
        check("prompt-tuning" in topics(weir), "the topics went with the list")


with Origin() as origin, Weir("") as weir:
    feed = (FEED % "".join(ITEM % (title, i) for i, title in enumerate(TITLES))).encode()
    origin.documents["/feed.rss"] = Document(feed)
    (weir.home / "feed.rss").write_bytes(feed)
    conf = "[weir]\nbase-url = https://weir.example.org/\nlist = reading-list.md\n[source s]\nurl = %s/feed.rss\n" % origin.base
    weir.write(conf)
    check_follows(weir)
    check_overrides(weir, conf)
    check_glossary(weir, conf)
    check_reasons(weir, conf)
    check_bad_lists(weir, conf)
    check_address(origin, weir, conf)
    check_daemon(origin, weir, conf)
    check_learning(origin)
print("the lists are followed")
