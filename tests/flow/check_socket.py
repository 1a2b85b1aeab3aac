#!/usr/bin/env python3
"""A socket that the service manager listens on: it is served without `listen`, and still after a reload; pages lead to
the search then, whichever process publishes them."""
import os
import signal
import socket
import subprocess
import urllib.request

from harness import WEIR, Weir, check, wait_until

CONF = """
[weir]
title    = Our list
timezone = UTC

[source none]
url = http://127.0.0.1:9/none.atom
"""


SEARCH = '<a href="search">'


def get(port, path):
    try:
        with urllib.request.urlopen("http://127.0.0.1:%d%s" % (port, path), timeout=5) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return ""


def hand_over(fd):
    if fd != 3:
        os.dup2(fd, 3)
    os.set_inheritable(3, True)


def main():
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    with Weir(CONF) as weir:
        log = open(weir.home / "log", "wb")
        process = subprocess.Popen(["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" -c "$1" run', WEIR, str(weir.conf)],
                                   env=weir.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, close_fds=False,
                                   preexec_fn=lambda: hand_over(listening.fileno()))
        try:
            wait_until(lambda: "Our list" in get(port, "/"), 20, "the socket is served")
            weir.write(CONF.replace("Our list", "Their list"))
            process.send_signal(signal.SIGHUP)
            wait_until(lambda: "Their list" in get(port, "/"), 20, "it is served after a reload")
            check(SEARCH in get(port, "/"), "the page has no link to the search")
            check("<form" in get(port, "/search"), "there is no search")
        finally:
            process.terminate()
            check(process.wait(20) == 0, (weir.home / "log").read_text())
        weir.write(CONF.replace("Our list", "A third list"))
        weir.run("poll", expect=None)
        page = (weir.public / "index.html").read_text(encoding="utf-8")
        check("A third list" in page and SEARCH in page, "poll has published the page without a link to the search")


main()
