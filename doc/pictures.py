#!/usr/bin/env python3
"""Makes what the README shows: polls the documents of doc/demo with the topics of feeds.conf, prints the day's digest, and
photographs the page in headless Chromium. `doc/pictures.py` after a build; WEIR names the program."""
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "flow"))
os.environ.setdefault("WEIR", str(ROOT / "build" / "release" / "weir"))
import harness  # noqa: E402

CONF = """[weir]
title    = NLP reading list
timezone = UTC
listen   = 127.0.0.1:{port}

[source arxiv-cs.CL]
title = arXiv: Computation and Language
url   = {base}/arxiv.rss

[source small-models]
url = {base}/blog.atom

[source wx-small-models]
title = 小模型笔记
url   = {base}/account.json
"""
QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def photograph(page):
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["chromium", *QUIET, "--user-data-dir=" + profile, "--window-size=1280,1100",
                        "--screenshot=%s" % (ROOT / "doc" / "index.png"), page], check=True, timeout=60,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main():
    port = 8471
    with harness.Origin() as origin, harness.Weir("") as weir:
        for document in (ROOT / "doc" / "demo").iterdir():
            origin.documents["/" + document.name] = harness.Document(document.read_bytes())
        weir.write(CONF.format(base=origin.base, port=port) + harness.shipped_topics())
        weir.run("poll")
        today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
        print(weir.run("digest", "--day", today).out)
        page = "http://127.0.0.1:%d/" % port
        with weir.daemon() as daemon:
            harness.wait_until(lambda: page in daemon.log(), 10, "serving")
            photograph(page)


main()
