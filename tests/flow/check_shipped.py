#!/usr/bin/env python3
"""The configuration that ships: nothing in it is wrong, its topics are what `derive` says of reading-list.md, what is
by hand adds to them and is marked as such, and together they know items in English and Chinese.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WEIR = os.environ.get("WEIR") or os.path.join(ROOT, "build", "weir")
CONF, LIST = os.path.join(ROOT, "feeds.conf"), os.path.join(ROOT, "reading-list.md")
OWN = {"tools"}  # of no heading

# Titles that came after the list, and the topic that each should have among its own.
ITEMS = [
    ("Layer-wise knowledge distillation of encoders", "knowledge-distillation"),
    ("面向端侧的知识蒸馏方法", "knowledge-distillation"),
    ("Document-level neural machine translation revisited", "machine-translation"),
    ("低资源机器翻译的数据选择", "machine-translation"),
    ("A multi-hop question answering benchmark of statutes", "question-answering"),
    ("RoBERTa for language understanding in the clinic", "bert"),
    ("Post-training quantization below two bits", "model-compression"),
    ("Joint entity and relation extraction with spans", "relation-extraction"),
    ("序列推荐中的长期兴趣", "recommendation"),
    ("What the next spaCy brings to languages", "tools"),
]
STRANGERS = ["Whisky stills and distillation columns", "Rotation curves of dwarf galaxies", "本周菜谱：红烧肉"]


def weir(state, *arguments):
    return subprocess.run([WEIR, "-c", CONF, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=250, env=dict(os.environ, XDG_STATE_HOME=state, STATE_DIRECTORY=""))


def sections(text):
    """[topic …] sections: name -> the lines of its keys."""
    out, name = {}, None
    for line in text.splitlines():
        if line.startswith("["):
            name = re.fullmatch(r"\[topic (.+)\]", line)
        elif name and re.match(r"[a-z]", line):
            out.setdefault(name[1], []).append(line)
    return out


def text_complaints(state):
    with open(CONF, encoding="utf-8") as file:
        written = file.read()
    above, _, by_hand = written.partition("- by hand\n")
    if sections(above) or not by_hand:
        yield "a topic stands above the line \"by hand\""
    derived = sections(weir(state, "derive", LIST).stdout)
    for name, lines in sections(by_hand).items():
        if (name in derived) == (name in OWN):
            yield "[topic %s]: %s" % (name, "no heading has it" if name not in OWN else "a heading has it")
        for line in lines:
            if name not in OWN and not re.match(r"title +=|terms +\+=|exclude +=", line):
                yield "[topic %s] takes the place of what is derived: %s" % (name, line)
    result = weir(state, "check")
    if result.returncode != 0 or "no problem" not in result.stdout:
        yield "check: exit status %d\n%s%s" % (result.returncode, result.stdout, result.stderr)


def match_complaints(state):
    titles = [title for title, _ in ITEMS] + STRANGERS
    feed = os.path.join(state, "feed.json")
    with open(feed, "w", encoding="utf-8") as file:
        json.dump({"version": "https://jsonfeed.org/version/1.1", "title": "New", "items": [
            {"id": title, "title": title, "content_text": "x"} for title in titles]}, file, ensure_ascii=False)
    lines = [json.loads(line) for line in weir(state, "match", feed).stdout.splitlines()]
    got = {line["id"]: [topic["topic"] for topic in line["topics"]] for line in lines}
    for title, wanted in ITEMS:
        if wanted not in got.get(title, []):
            yield "%s: topics %s, without %s" % (title, got.get(title), wanted)
    for title in STRANGERS:
        if got.get(title) != []:
            yield "%s: topics %s" % (title, got.get(title))


def main():
    with tempfile.TemporaryDirectory() as state:
        wrong = list(text_complaints(state)) + list(match_complaints(state))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


sys.exit(main())
