#!/usr/bin/env python3
"""Captured feeds, where they lie beside the source (WEIR_SHARED/feeds/real): accepted or refused as their manifest
says, with its number of items and its first title. Skipped where there are none.
"""
import html
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WEIR = os.path.abspath(os.environ.get("WEIR", os.path.join(HERE, "../../build/weir")))
REAL = os.path.join(os.environ.get("WEIR_SHARED", os.path.join(HERE, "../../../shared")), "feeds/real")


def letters(title):
    """A title without markup, entities and white space: the manifest gives them as they stand in the document."""
    return re.sub(r"\s+|<[^>]*>", "", html.unescape(html.unescape(title or "")))


def judge(document):
    run = subprocess.run([WEIR, "parse", os.path.join(REAL, document["file"])], stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, timeout=30)
    if run.returncode == 65:
        return "refused: " + run.stderr.decode().strip() if document["expect"] == "feed" else None
    if run.returncode != 0:
        return "exit %d: %s" % (run.returncode, run.stderr.decode().strip())
    if document["expect"] == "not-feed":
        return "taken for a feed"
    items = json.loads(run.stdout)["items"]
    if document["items"] is not None and len(items) != document["items"]:
        return "%d items, not %d" % (len(items), document["items"])
    if items and document["first_title"] and letters(items[0].get("title")) != letters(document["first_title"]):
        return "first title %r, not %r" % (items[0].get("title"), document["first_title"])
    return None


def main():
    manifest = os.path.join(REAL, "manifest.json")
    if not os.path.exists(manifest):
        print("no captured feeds at " + REAL)
        return 77
    with open(manifest, encoding="utf-8") as f:
        documents = json.load(f)["documents"]
    wrong = [(d["file"], w) for d in documents for w in [judge(d)] if w]
    for name, why in wrong:
        print("%s: %s" % (name, why))
    print("%d documents, %d wrong" % (len(documents), len(wrong)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
