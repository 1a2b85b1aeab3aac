#!/usr/bin/env python3
"""The reader's word on stories, as a curator gives it: kept ones gather and go into the list, dismissed ones leave what
is published, and the last word can be taken back."""
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import atom
from harness import Origin, Weir, check, demo_sources, free_port, wait_until

LIST = """# Reading list

## Knowledge Distillation

- [Distilling the Knowledge in a Neural Network](https://arxiv.org/abs/1503.02531)

## Machine Translation

- [Neural Machine Translation by Jointly Learning to Align and Translate](https://arxiv.org/abs/1409.0473)
"""
CONF = """[weir]
title = Reading list
timezone = UTC
base-url = https://weir.example.org/

[topic knowledge-distillation]
title = Knowledge Distillation
terms = distillation, distill*, 蒸馏

[topic machine-translation]
title = Machine Translation
terms = machine translation, 机器翻译
"""
PAPER = "https://arxiv.org/abs/2611.04101"
POST = "https://blog.example.org/distil-notes"


def titles(weir, name):
    entries, faults = atom.read((weir.public / name).read_bytes())
    check(not faults, "%s: %s" % (name, faults[:3]))
    return [entry["title"] for entry in entries]


def has(weir, name, part):
    return any(part in title for title in titles(weir, name))


def main():
    with Origin() as origin, Weir("") as weir:
        weir.write(CONF + demo_sources(origin))
        (weir.home / "list.md").write_text(LIST, encoding="utf-8")
        weir.run("poll", "--all")
        check(not (weir.public / "kept.md").exists(), "kept.md stands before anything was kept")

        said = weir.run("keep", "2611.04101").out
        check(said.startswith("kept for Knowledge Distillation: A Student That Asks Back"), "keep says %s" % said)
        weir.run("keep", POST, "Machine Translation")
        weir.run("dismiss", PAPER.replace("2611.04101", "2611.04160"), "machine-translation")
        weir.run("poll", "--all")
        kept = (weir.public / "kept.md").read_text(encoding="utf-8")
        check("## Knowledge Distillation\n\n- [A Student That Asks Back" in kept, "kept.md lacks the paper:\n%s" % kept)
        check("## Machine Translation\n\n- [What I Learned Distilling Forty Models](%s)" % POST in kept,
              "kept.md lacks the post:\n%s" % kept)
        check(len(titles(weir, "kept.atom")) == 2, "kept.atom has %s" % titles(weir, "kept.atom"))
        check(has(weir, "topics/machine-translation.atom", "Forty Models"), "a kept story is not in its topic's feed")
        check(not has(weir, "topics/machine-translation.atom", "Back-Translation"), "a dismissed story is in its topic's feed")
        check(has(weir, "all.atom", "Back-Translation"), "dismissed from one topic, it left everything")

        diff = weir.run("digest", "--kept", "--patch", "list.md").stdout
        subprocess.run(["patch", "-p0", "-s"], input=diff, cwd=weir.home, check=True)
        grown = (weir.home / "list.md").read_text(encoding="utf-8")
        check("1503.02531)\n- [A Student That Asks Back" in grown, "the list has not grown:\n%s" % grown)

        weir.run("dismiss", POST)
        weir.run("poll", "--all")
        check(not has(weir, "all.atom", "Forty Models"), "dismissed altogether, it stands in all.atom")
        check("Forty Models" not in (weir.public / "kept.md").read_text(encoding="utf-8"), "kept.md shows what was dismissed")
        check(weir.run("undo").out.startswith("no longer dismissed from all topics: "), "undo does not say what it undid")
        weir.run("poll", "--all")
        check(has(weir, "all.atom", "Forty Models"), "undo did not bring it back")

        wrong = weir.run("keep", PAPER, "knowledge-destillation", expect=66).err
        check('did you mean "knowledge-distillation"?' in wrong, "a misspelt topic gets: %s" % wrong)
        check("no stored item" in weir.run("dismiss", "https://nowhere.example/", expect=66).err, "an unknown story is not told")


def press(port, path, fields, **headers):
    """What a browser sends for a button; the status and the page."""
    request = urllib.request.Request("http://127.0.0.1:%d/%s" % (port, path), data=urllib.parse.urlencode(fields).encode(),
                                     headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


def check_buttons():
    """On pages that weir serves to its own machine, one click does the same; other sites' forms do nothing."""
    port = free_port()
    local = CONF.replace("base-url = https://weir.example.org/", "listen = 127.0.0.1:%d" % port)
    with Origin() as origin, Weir("") as weir:
        weir.write(local + demo_sources(origin))
        with weir.daemon() as process:
            wait_until(lambda: "published files changed" in process.log() and "polled" in process.log(), 30, "a publication")
            page = (weir.public / "topics" / "machine-translation.html").read_text(encoding="utf-8")
            check('action="../keep"' in page, "the topic's page has no buttons")
            form = {"item": "tag:weir,2026:arxiv:2611.04101", "topic": "machine-translation"}
            for headers in ({}, {"Sec_Fetch_Site": "cross-site"}, {"Origin": "http://evil.example"},
                            {"Sec_Fetch_Site": "same-origin", "X_Forwarded_For": "192.0.2.1"}):
                status, _ = press(port, "keep", form, **headers)
                check(status == 403, "a form with %s got %d" % (headers, status))
            status, page = press(port, "keep", form, Sec_Fetch_Site="same-origin")
            check(status == 200 and "Kept for" in page and "A Student That Asks Back" in page, "keep: %d %s" % (status, page))
            wait_until(lambda: (weir.public / "kept.md").exists(), 20, "kept.md")
            status, page = press(port, "undo", {}, Origin="http://127.0.0.1:%d" % port)
            check(status == 200 and "Taken back" in page, "undo: %d %s" % (status, page))
            status, page = press(port, "dismiss", {"item": "nothing"}, Sec_Fetch_Site="same-origin")
            check(status == 404 and "no stored item" in page, "an unknown story: %d %s" % (status, page))


main()
check_buttons()
