#!/usr/bin/env python3
"""A compressed answer that breaks off, with nothing that says how long it should have been: its whole items are taken, once."""
import gzip
import re
import socketserver
import threading

from harness import Weir, check

CONF = "[source blog]\nurl = http://127.0.0.1:{port}/feed\n"
ITEM = "<item><title>Post {0}</title><guid>urn:{0}</guid><description>{1}</description></item>"
FEED = "<rss version='2.0'><channel><title>T</title>%s</channel></rss>" % "".join(ITEM.format(i, "words %d " % i**3 * 20) for i in range(50))


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.request.recv(65536)
        body = gzip.compress(FEED.encode())
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"
                             + body[:int(len(body) * self.server.share)])


def main():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, Weir("") as weir:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        weir.write(CONF.format(port=server.server_address[1]))
        n_new = 0
        for server.share in (0.3, 0.6, 0.95):
            said = weir.run("poll", "--all", expect=69).err
            check("the connection ended before the document did" in said, "%s of it: %s" % (server.share, said))
            n_new += int(re.search(r"(\d+) new,", said).group(1))
        check(10 < n_new < 50, "whole items of the parts: %d" % n_new)
        server.share = 1
        said = weir.run("poll", "--all").err
        check("50 items, %d new" % (50 - n_new) in said, "the whole: %s" % said)
        server.shutdown()


main()
