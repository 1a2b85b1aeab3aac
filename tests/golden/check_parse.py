#!/usr/bin/env python3
"""What `weir parse` makes of the documents in parse/: compared with parse/expected/NAME.json.

    check_parse.py [--renew] [NAME…]

A document that is no feed is expected to end with status 65; its one line stands in the expectation instead. Each
output is parsed again and must come out the same. --renew writes what came out as what is expected: read the
difference before you commit it.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WEIR = os.path.abspath(os.environ.get("WEIR", os.path.join(HERE, "../../build/weir")))

# What the transfer said of a document, where its reading depends on it.
OPTIONS = {
    "rss-2.0.xml": ["--url", "https://notes.example/rss.xml"],
    "json-1.0.json": ["--url", "https://j.example/feed.json"],
    "urls.xml": ["--url", "https://u.example/feeds/rss.xml"],
    "enc-transfer.xml": ["--content-type", "application/rss+xml; charset=GBK"],
}


def weir(arguments, data=None):
    run = subprocess.run([WEIR, "parse", *arguments], input=data, cwd=os.path.join(HERE, "parse"),
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    if run.returncode == 0:
        return run.stdout
    return b"exit %d: " % run.returncode + run.stderr


def check(name, renew):
    """What is wrong with one document; None when nothing is."""
    out = weir([*OPTIONS.get(name, []), name])
    if not out.startswith(b"exit ") and weir(["-"], out) != out:
        return "parsed again it is another feed"
    path = os.path.join(HERE, "parse", "expected", name + ".json")
    if renew:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(out)
    if not os.path.exists(path):
        return "nothing says what is expected; look at it, then --renew"
    with open(path, "rb") as f:
        expected = f.read()
    if out == expected:
        return None
    for got, want in zip(out.decode("utf-8", "replace").split("\n"), expected.decode("utf-8", "replace").split("\n")):
        if got != want:
            return "got  %s\n    want %s" % (got.strip(), want.strip())
    return "got %d bytes, want %d" % (len(out), len(expected))


def main():
    renew = "--renew" in sys.argv
    names = [a for a in sys.argv[1:] if a != "--renew"]
    if not names:
        names = sorted(n for n in os.listdir(os.path.join(HERE, "parse")) if n != "expected")
    failed = 0
    for name in names:
        wrong = check(name, renew)
        if wrong:
            failed += 1
            print("%s: %s" % (name, wrong))
    print("%d documents, %d failed" % (len(names), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
