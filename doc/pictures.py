#!/usr/bin/env python3
"""Makes what the README shows: polls the documents of doc/demo with the topics of feeds.conf, prints the day's digest, and
photographs the page in headless Chromium. `doc/pictures.py` after a build; WEIR names the program."""
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
            browser.photograph(page, ROOT / "doc" / "index.png", 1280, 1100)


main()
