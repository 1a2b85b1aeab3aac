#!/usr/bin/env python3
"""Cases from other parsers' public suites, where they lie beside the source (WEIR_SHARED/feeds/conformance), held to
floors. Skipped where there are none.

    check_conformance.py [--all]

By itself it takes every eighth document, to stay quick in instrumented builds; --all takes every one, and its
figures are the ones to quote.
"""
import collections
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
WEIR = os.path.abspath(os.environ.get("WEIR", os.path.join(HERE, "../../build/weir")))
CASES = os.path.join(os.environ.get("WEIR_SHARED", os.path.join(HERE, "../../../shared")), "feeds/conformance")
EASY = ("feedvalidator", "rome", "newsboat", "simplepie-rare")  # no part of `field`

# The least that must pass, in per cent.
FLOORS = {"field": 98.5, "core": 99.0, "+ext": 95.0, "robust": 100.0}
FLOORS_OF_SAMPLE = {"field": 97.0, "core": 98.0, "+ext": 90.0, "robust": 100.0}

# Cases that are right not to pass, by the end of their names, and why.
RIGHT_TO_FAIL = {
    "atom/feed_tagline_base64.xml": "Atom 0.3: without a type it is plain text, as the same suite holds of <summary>",
    "atom03_feed_tagline_base64_escaped_markup.xml": "the same",
    "namespace/atomsvgdesc.xml": "asks for SVG to be kept; weir drops embedded SVG",
    "namespace/atomsvgtitle.xml": "the same",
    "encoding/bozo_linenoise.xml": "asks for '<>' to vanish; in HTML it is text",
    "entities/lang.xml": "HTML 4's character for &lang;; HTML 5 has another",
    "entities/rang.xml": "the same",
    "rss_0.91_missing_id.xml#html": "asks for a space inside an href; weir writes %20",
    "rss_2.0_rps.xml#links": "asks for FeedBurner's dead redirect instead of feedburner:origLink",
    "dup-entry-origLink.xml": "the same",
    "rss_2.0_rps.xml#html": "asks for the tracking pixel to be kept",
    "must/feed_title_is_inline_2.xml": "mode=\"xml\" says that <p> inside <code> is text",
    "TestParseEntryWithRelativeEnclosureURL": "resolves against the channel's link instead of the document's address",
    "item:title/Test_Bug_508_Test_3": "a title of 300,000 characters; FEED_LIMIT_TITLE cuts it",
}


def groups_of(suite):
    if suite == "robust":
        return ["robust"]
    if suite.endswith("+ext"):
        return ["+ext"]
    return ["core"] if suite in EASY else ["core", "field"]


def main():
    if not os.path.exists(os.path.join(CASES, "manifest.json")):
        print("no conformance cases at " + CASES)
        return 77
    sys.path.insert(0, CASES)
    sys.dont_write_bytecode = True
    import run as runner

    with open(os.path.join(CASES, "manifest.json"), encoding="utf-8") as f:
        cases = json.load(f)
    by_document = collections.OrderedDict()
    for case in cases:
        by_document.setdefault((case["file"], case.get("url", ""), case.get("content_type", "")), []).append(case)
    everything = "--all" in sys.argv
    documents = list(by_document.items())[:: 1 if everything else 8]

    tally = collections.defaultdict(lambda: [0, 0])
    command = WEIR + " parse --url {url} --content-type {ct} {file}"
    for (file, url, content_type), some in documents:
        document, failure = runner.run(command, os.path.join(CASES, file), url, content_type, 30)
        for case in some:
            why = runner.judge(case, document, failure)
            good = not why
            if why and not case["name"].endswith(tuple(RIGHT_TO_FAIL)):
                print("%s: %s" % (case["name"], why[0]))
            for group in groups_of(case["suite"]):
                tally[group][0] += good
                tally[group][1] += 1

    low = 0
    for group, floor in (FLOORS if everything else FLOORS_OF_SAMPLE).items():
        good, n = tally[group]
        share = 100.0 * good / n if n else 100.0
        low += share < floor
        print("%-7s %5d of %5d  %6.2f %%  (floor %.1f)" % (group, good, n, share, floor))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
