#!/usr/bin/env python3
"""How honest the digest of a week is: of the items that it shows, the share that belongs; of those that belong, the share
that it shows.

  bench/digest_week.py [--without-background]

A week is simulated in which one item in twenty belongs to the reading list: new items of a list that derive has not seen,
among items of other fields, half of them of a neighbouring one. Needs the labelled lists beside the checkout (WEIR_SHARED or
../shared); says so when they are absent. Goals: two thirds of the digest, 0.6 of what belongs.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("WEIR_SHARED") or ROOT.parent / "shared")
WEIR = os.environ.get("WEIR") or str(ROOT / "build" / "weir")
SETS = ["mt", "tasks", "attack", "zh-tags", "seeds"]
BELONGS = 0.05


def write_feed(items, path):
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Week", "items": [
        {"id": item["id"], "url": item["url"], "title": item["title"], "content_text": item.get("abstract") or item["title"]}
        for item in items]}
    path.write_text(json.dumps(feed, ensure_ascii=False), encoding="utf-8")


def weir(*arguments):
    return subprocess.run([WEIR, *map(str, arguments)], stdout=subprocess.PIPE, check=True, timeout=300).stdout


def lists_of(name):
    if name == "seeds":
        return sorted(path for path in (SHARED / "lists").glob("*.md") if path.name != "README.md")
    return [SHARED / "topics" / "dev" / (name + ".md")]


def shown(name, items, background, folder):
    """-> ids of the items that get a topic"""
    conf, feed = folder / "topics.conf", folder / "feed.json"
    conf.write_bytes(weir("derive", *background, *lists_of(name)))
    write_feed(items, feed)
    lines = [json.loads(line) for line in weir("-c", conf, "match", feed).splitlines()]
    return {line["id"] for line in lines if line["topics"]}


def measure(name, background, folder):
    """-> share of the digest that belongs, share found: what is to be expected of such a week"""
    data = json.loads((SHARED / "topics" / "dev" / (name + ".json")).read_text(encoding="utf-8"))
    ids = shown(name, data["items"], background, folder)
    rates = {}
    for kind in ("pos", "far", "near"):
        of_kind = [item["id"] in ids for item in data["items"] if item["kind"] == kind]
        rates[kind] = sum(of_kind) / len(of_kind)
    right = BELONGS * rates["pos"]
    wrong = (1 - BELONGS) * (rates["far"] + rates["near"]) / 2
    return right / (right + wrong) if right else 0.0, rates["pos"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--without-background", action="store_true", help="as on a first run, with an empty store")
    chosen = options.parse_args()
    if not (SHARED / "topics" / "dev").is_dir():
        print("not measured: no labelled lists at %s" % SHARED)
        return 77
    print("%-10s %8s %8s" % ("list", "belongs", "found"))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        stream = folder / "stream.json"
        write_feed(json.loads((SHARED / "topics" / "dev" / "stream.json").read_text(encoding="utf-8"))["items"], stream)
        background = [] if chosen.without_background else ["--background", stream]
        figures = [measure(name, background, folder) for name in SETS]
    for name, (share, found) in zip(SETS, figures):
        print("%-10s %8.3f %8.3f" % (name, share, found))
    print("%-10s %8.3f %8.3f" % ("mean", *(sum(column) / len(column) for column in zip(*figures))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
