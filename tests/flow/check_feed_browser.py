#!/usr/bin/env python3
"""A feed that is opened in a browser is shown by its stylesheet: headless Chromium, skipped where there is none."""
import urllib.request

import browser
from harness import Document, Origin, Weir, check, free_port, wait_until

CONF = """[weir]
title = Readable
timezone = UTC
listen = 127.0.0.1:{port}

[source one]
url = {base}/one.xml
topics = all

[topic all]
title = All of it
"""
FEED = b"""<rss version="2.0"><channel><title>One</title><link>http://one.example/</link>
<item><title>\xe7\x9f\xa5\xe8\xaf\x86\xe8\x92\xb8\xe9\xa6\x8f: a first post</title><link>http://one.example/1</link>
<description>Words.</description></item></channel></rss>"""
BROWSER_ACCEPTS = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# A red entry can only come of the stylesheet, which is served for this test alone.
PROBE = "entry{display:block;height:9999px;background:rgb(255,0,0)}feed>*{display:none}"


def pixels(url, folder):
    picture = folder + "/feed.png"
    browser.photograph(url, picture, 400, 400)
    return open(picture, "rb").read()


def main():
    browser.find()
    with Origin() as origin, Weir("") as weir:
        origin.documents["/one.xml"] = Document(FEED)
        port = free_port()
        weir.write(CONF.format(base=origin.base, port=port))
        weir.run("poll")
        with weir.daemon() as daemon:
            wait_until(lambda: "serving http" in daemon.log(), 20, "serving")
            wait_until(lambda: "published files changed" in daemon.log(), 60, "the last time that the stylesheet is written")
            url = "http://127.0.0.1:%d/feed.atom" % port
            request = urllib.request.Request(url, headers={"Accept": BROWSER_ACCEPTS})
            with urllib.request.urlopen(request, timeout=20) as answer:
                check(answer.headers["Content-Type"].startswith("application/xml"), "a browser gets the type of feeds")
            plain = pixels(url, str(weir.home))
            (weir.public / "feed.css").write_text(PROBE)
            styled = pixels(url, str(weir.home))
            check(plain != styled, "the browser does not follow the feed's stylesheet")
    print("a feed in a browser follows feed.css")


main()
