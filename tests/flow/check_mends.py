#!/usr/bin/env python3
"""What a running weir mends by itself, and what it says meanwhile: a port that is taken, a folder that is removed, a file
that cannot be replaced; and a reload that cuts no download."""
import os
import shutil
import signal
import socket
import time
import urllib.error
import urllib.request

from harness import Document, Origin, Weir, check, free_port, wait_until

CONF = """
[weir]
listen = 127.0.0.1:%d
title = %s

[topic kd]
terms = knowledge

[source s]
url = %s/feed
every = 1s
"""


def feed(n):
    items = "".join("<item><title>knowledge %d</title><guid>%d</guid></item>" % (i, i) for i in range(n))
    return Document(("<rss version='2.0'><channel><title>T</title>%s</channel></rss>" % items).encode())


def get(port, path):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, path), timeout=5) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8", "replace")
    except OSError as error:
        return 0, str(error)


def a_slow_reader(port, conf, weir, process):
    """Reads the beginning of a large file, has the configuration read anew, and reads the rest."""
    size = 8 << 20
    (weir.public / "large.bin").write_bytes(b"x" * size)
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 64 << 10)
        reader.connect(("127.0.0.1", port))
        reader.settimeout(40)
        reader.sendall(b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        n = len(reader.recv(4096))
        weir.write(conf("Another title"))
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "Another title" in get(port, "/feed.atom")[1], 20, "the configuration is read anew")
        while True:
            part = reader.recv(1 << 20)
            if not part:
                break
            n += len(part)
    check(n > size, "a reload cut a download behind %d of %d bytes" % (n, size))


def main():
    with Origin() as origin, Weir("") as weir:
        port = free_port()
        conf = lambda title: CONF % (port, title, origin.base)
        origin.documents["/feed"] = feed(1)
        weir.write(conf("Our title"))
        taken = socket.create_server(("127.0.0.1", port))
        with weir.daemon() as process:
            wait_until(lambda: "not serving" in process.log(), 20, "it says that the port is taken")
            taken.close()
            wait_until(lambda: get(port, "/healthz")[0] == 200, 30, "it serves when the port is free")
            check(process.log().count("not serving") == 1, "a taken port is told more than once")

            a_slow_reader(port, conf, weir, process)

            shutil.rmtree(weir.public)
            wait_until(lambda: get(port, "/feed.atom")[0] == 200, 70, "a removed folder is made again, and served")

            in_the_way = weir.public / "feed.atom"
            in_the_way.unlink()
            in_the_way.mkdir()
            (in_the_way / "x").write_text("x")
            origin.documents["/feed"] = feed(2)
            wait_until(lambda: '"publishing":"fails"' in get(port, "/healthz")[1], 20, "a failed publication is told")
            check(get(port, "/healthz")[0] == 503, "all is well although nothing can be published")
            shutil.rmtree(in_the_way)
            wait_until(lambda: "knowledge 1" in get(port, "/feed.atom")[1], 70, "a failed publication is made up for")
            wait_until(lambda: get(port, "/healthz")[0] == 200, 20, "all is well again")


main()
