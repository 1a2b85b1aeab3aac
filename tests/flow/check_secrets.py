#!/usr/bin/env python3
"""What is published and logged holds no token of a source's address, and nothing of the address of a private source."""
import gzip

from harness import Document, Origin, Weir, check

TOKEN, PRIVATE = "t0ken-of-an-address", "path-of-a-private-source"
CONF = """
[weir]
title = Secrets

[topic kd]
terms = knowledge

[source open]
title = Open
url = {base}/open

[source token]
title = Token
url = http://127.0.0.1:{port}/feed?token={token}

[source gone]
title = Gone
url = http://127.0.0.1:{port}/gone?token={token}

[source hidden]
title = Hidden
url = http://localhost:{port}/{private}
private = yes
"""
FEED = """<rss version='2.0'><channel><title>%s</title><link>%s</link>
<item><title>knowledge of %s</title><guid isPermaLink='false'>%s-1</guid><link>https://example.org/%s</link></item>
</channel></rss>"""


def feed(name, link):
    return Document((FEED % (name, link, name, name, name)).encode())


def main():
    with Origin() as origin:
        port = origin.server.server_address[1]
        origin.documents["/open"] = feed("open", origin.base)
        origin.documents["/feed?token=" + TOKEN] = feed("token", "http://127.0.0.1:%d/feed?token=%s" % (port, TOKEN))
        origin.documents["/" + PRIVATE] = feed("hidden", "http://localhost:%d/%s" % (port, PRIVATE))
        with Weir(CONF.format(base=origin.base, port=port, private=PRIVATE, token=TOKEN)) as weir:
            done = weir.run("poll")
            written = {"standard output": done.out, "standard error": done.err}
            for name, (content, _) in weir.published().items():
                plain = gzip.decompress(content) if name.endswith(".gz") else content
                written[name] = plain.decode("utf-8", "replace")
            asked = {path for path, _ in origin.requests}
    check({"/feed?token=" + TOKEN, "/gone?token=" + TOKEN} <= asked, "the sources were asked: %s" % asked)
    check("knowledge of token" in written["all.atom"], "the items of the source with a token are published")
    for name, text in written.items():
        for secret in (TOKEN, PRIVATE, "localhost:%d" % port):
            check(secret not in text, "%s holds %s" % (name, secret))


main()
