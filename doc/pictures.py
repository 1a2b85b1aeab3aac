#!/usr/bin/env python3
"""Makes what the README shows: polls the documents of doc/demo with the topics of feeds.conf, prints the day's digest, and
photographs pages in headless Chromium. `doc/pictures.py` after a build; WEIR names the program."""
import datetime
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "flow"))
os.environ.setdefault("WEIR", str(ROOT / "build" / "release" / "weir"))
import browser  # noqa: E402
import harness  # noqa: E402

CONF = """[weir]
title    = NLP reading list
timezone = UTC
listen   = 127.0.0.1:{port}
"""
# What is photographed: page, picture, width, height, and whether by night.
PICTURES = [("", "index.png", 1280, 1100, False),
            ("topics/knowledge-distillation.html", "topic.png", 500, 900, True),
            ("search?q=%E9%96%B1%E8%AE%80%E7%90%86%E8%A7%A3", "search.png", 500, 900, False)]


def main():
    port = harness.free_port()
    with harness.Origin() as origin, harness.Weir("") as weir:
        weir.write(CONF.format(port=port) + harness.demo_sources(origin) + harness.shipped_topics())
        weir.run("poll")
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        print(weir.run("digest", "--day", today).out)
        page = "http://127.0.0.1:%d/" % port
        with weir.daemon() as daemon:
            harness.wait_until(lambda: page in daemon.log(), 10, "serving")
            for path, picture, width, height, is_dark in PICTURES:
                browser.photograph(page + path, ROOT / "doc" / picture, width, height,
                                   "--blink-settings=preferredColorScheme=%d" % (0 if is_dark else 1))


main()
