#!/usr/bin/env python3
"""The topics of tests/golden/derive/list.md are topics.conf and its sources sources.conf, byte by byte; feeds.conf takes
the topics as they are, and they match what they should. `check_derive.py --write` renews both, to be read before they
are committed.
"""
import json
import os
import resource
import subprocess
import sys
import tempfile

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WEIR = os.environ.get("WEIR") or os.path.join(ROOT, "build", "weir")
FOLDER = os.path.join(ROOT, "tests", "golden", "derive")
LIST = os.path.join(FOLDER, "list.md")
GOLDEN = [("topics.conf", ["derive", LIST]), ("sources.conf", ["derive", "--sources", LIST])]
# Sanitizers cost several times the second that a plain build may take.
PLAIN_BUILD = b"__asan_" not in open(WEIR, "rb").read()

# New items, and the topics that each should have.
ITEMS = [
    ("Knowledge distillation for small translators", ["knowledge-distillation"]),
    ("知识蒸馏综述", ["knowledge-distillation"]),
    ("A machine reading benchmark in Finnish", ["阅读理解"]),
    ("机器阅读理解的新进展", ["阅读理解"]),
    ("DRCN revisited", ["drcn"]),
    ("文本生成的评测", ["text-generation-methods-summarization"]),
    ("Whisky and its stills", []),
]


def weir(*arguments):
    return subprocess.run([WEIR, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


def derive_complaints(topics):
    if weir("derive", LIST).stdout != topics:
        yield "deriving twice gives different bytes"
    with tempfile.TemporaryDirectory() as folder:
        empty = os.path.join(folder, "empty.md")
        with open(empty, "w", encoding="utf-8") as file:
            file.write("# Introduction\n\nNothing is listed here.\n")
        result = weir("derive", empty)
        if result.returncode != 65 or b"no topics" not in result.stderr:
            yield "a text without entries: exit status %d, %r" % (result.returncode, result.stderr)
        result = weir("derive", os.path.join(folder, "missing.md"))
        if result.returncode != 66:
            yield "a list that is not there: exit status %d" % result.returncode
        # What is common in the stream counts less.
        feed = os.path.join(folder, "feed.json")
        with open(feed, "w", encoding="utf-8") as file:
            json.dump({"version": "https://jsonfeed.org/version/1.1", "title": "Stream", "items": [
                {"id": str(i), "title": "Patient teachers in hospitals", "content_text": "x"} for i in range(2000)]},
                file)
        if b"patient teachers^" in weir("derive", "--background", feed, LIST).stdout:
            yield "\"patient teachers\" is in every background item, and still a term"


def long_list(n_lines):
    """A list of so many lines, the same each time: 40 entries under a heading, of words that are partly its own."""
    words, seed, lines = [], 7, ["# A list"]
    while len(words) < 6000:
        seed = (seed * 1664525 + 1013904223) % 2**32
        words.append("".join("bdfgklmnprst"[seed >> shift & 7] + "aeio"[seed >> shift + 3 & 3] for shift in (8, 13, 18)))
    while len(lines) < n_lines:
        seed = (seed * 1664525 + 1013904223) % 2**32
        if len(lines) % 41 == 1:
            own = seed >> 8
            lines.append("## %s %s" % (words[own % 6000], words[own * 7 % 6000]))
        else:
            chosen = [words[(own + seed % (9 + i)) % 6000] if seed >> i & 1 else words[(seed >> 5 + i) * 31 % 6000]
                      for i in range(9)]
            lines.append("- [%s](https://example.org/%d) Someone, 2020" % (" ".join(chosen), len(lines)))
    return "\n".join(lines) + "\n"


def speed_complaints():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "long.md")
        with open(path, "w", encoding="utf-8") as file:
            file.write(long_list(10000))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        first = weir("derive", path).stdout
        seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        if first.count(b"[topic ") < 200:
            yield "ten thousand lines give %d topics" % first.count(b"[topic ")
        if weir("derive", path).stdout != first:
            yield "deriving ten thousand lines twice gives different bytes"
        if seconds > (1 if PLAIN_BUILD else 25):
            yield "ten thousand lines take %.1f s of CPU" % seconds


def match_complaints(topics):
    with tempfile.TemporaryDirectory() as folder:
        conf, feed = os.path.join(folder, "topics.conf"), os.path.join(folder, "feed.json")
        with open(conf, "wb") as file:
            file.write(topics)
        with open(feed, "w", encoding="utf-8") as file:
            json.dump({"version": "https://jsonfeed.org/version/1.1", "title": "New", "items": [
                {"id": title, "title": title, "content_text": "x"} for title, _ in ITEMS]}, file, ensure_ascii=False)
        result = weir("-c", conf, "match", feed)
        if result.returncode != 0:
            yield "feeds.conf does not take what derive says: %s" % result.stderr.decode()
            return
        lines = [json.loads(line) for line in result.stdout.decode().splitlines()]
        if [line["id"] for line in lines] != [title for title, _ in ITEMS]:
            yield "match prints other items: %s" % [line["id"] for line in lines]
            return
        for line, (title, wanted) in zip(lines, ITEMS):
            got = [topic["topic"] for topic in line["topics"]]
            if got != wanted:
                yield "%s: topics %s, not %s" % (title, got, wanted)


def main():
    wrong = []
    for name, arguments in GOLDEN:
        path, got = os.path.join(FOLDER, name), weir(*arguments).stdout
        if "--write" in sys.argv[1:]:
            with open(path, "wb") as file:
                file.write(got)
        with open(path, "rb") as file:
            if file.read() != got:
                wrong.append("tests/golden/derive/%s is not what derive says: look, then check_derive.py --write" % name)
    topics = weir("derive", LIST).stdout
    wrong += list(derive_complaints(topics)) + list(match_complaints(topics)) + list(speed_complaints())
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
