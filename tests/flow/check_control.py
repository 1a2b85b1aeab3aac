#!/usr/bin/env python3
"""Commands beside a running daemon: it polls, reloads and tells how it is, for those who may ask."""
import os
import re
import socket
import subprocess

from harness import Document, Origin, Weir, check, demo_sources, free_port, shipped_topics, wait_until


def ask(path, request):
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(10)
        s.connect(str(path))
        try:
            s.sendall(request)
            return s.makefile("rb").read()
        except ConnectionError:
            return b""  # it was cut off


def polls(weir, origin, conf):
    n = len(origin.requests)
    done = weir.run("poll", "small-models")
    check("polled 1 source: " in done.err and done.out == "", done.err)
    check([p for p, _ in origin.requests[n:]] == ["/blog.atom"], "not that source alone: %s" % origin.requests[n:])
    check("polled 3 sources" in weir.run("poll", "--all").err, "--all")
    check("no source is due" in weir.run("poll").err, "nothing is due")
    check("[source blog]" in weir.run("poll", "blog", expect=66).err, "an unknown source")
    check("daemon" in weir.run("poll", "--since", "3d", "small-models", expect=75).err, "--since beside a daemon")

    # The result comes when what was new is published.
    text = (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>N</title><id>urn:n</id><entry><id>urn:n:1</id><title>"
            b"Knowledge distillation again</title><updated>2026-11-21T00:00:00Z</updated></entry></feed>")
    origin.documents["/blog.atom"] = Document(text)
    done = weir.run("poll", "small-models")
    check("1 new stories" in done.err and re.search(r"[1-9]\d* of \d+ published files changed", done.err), done.err)
    check(b"Knowledge distillation again" in (weir.public / "feed.atom").read_bytes(), "it is not published yet")

    origin.documents["/blog.atom"] = Document(b"gone", "text/plain", 500)
    done = weir.run("poll", "small-models", expect=69)
    check("small-models failed" in done.err, done.err)


def reloads(weir, conf):
    weir.write(conf.replace("[source wx-small-models]", "[source renamed]"))
    check("3 sources" in weir.run("reload").err, "reload")
    check("polled 1 source" in weir.run("poll", "renamed").err, "the new name is not known")
    weir.write(conf + "\nevry = 1h\n")
    check("evry" in weir.run("reload", expect=78).err, "a wrong configuration")
    weir.write(conf)
    check("3 sources" in weir.run("reload").err, "reload")


def hostile(weir):
    path = weir.home / "state" / "control.sock"
    check(b"end\t1\t" in ask(path, b"dance\n"), "an unknown word")
    check(ask(path, b"x" * 100000) == b"", "a request without end is answered")
    idle = [socket.socket(socket.AF_UNIX) for _ in range(17)]
    for s in idle:
        s.connect(str(path))
    check(b"others" in idle[-1].recv(1000), "the seventeenth is not told")
    for s in idle:
        s.close()
    wait_until(lambda: b"running" in ask(path, b"status\n"), 5, "the daemon to have room again")
    if os.geteuid() == 0:
        weir.home.chmod(0o755)
        done = subprocess.run(["python3", "-c", "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
                               "print(s.recv(999))", str(path)], user=65534, capture_output=True)
        check(b"only root" in done.stdout or b"PermissionError" in done.stderr, "anybody may ask: %s" % done)


def main():
    with Origin() as origin, Weir("") as weir:
        conf = "[weir]\nlisten = 127.0.0.1:%d\n%s%s" % (free_port(), demo_sources(origin), shipped_topics())
        weir.write(conf)
        check("no daemon" in weir.run("reload", expect=66).err, "reload without a daemon")
        with weir.daemon() as daemon:
            wait_until(lambda: "new stories" in daemon.log(), 30, "the first round")
            polls(weir, origin, conf)
            reloads(weir, conf)
            check("serving 127.0.0.1" in weir.run("status").out, "status does not say that a daemon runs")
            hostile(weir)
            # A second one on the same port is no daemon that looks healthy.
            with Weir(conf) as other:
                check("Address already in use" in other.run("check").err, "check does not see that the port is taken")
                with other.daemon() as second:
                    wait_until(lambda: "Address already in use" in second.log(), 20, "the second to say what is wrong")
                    wait_until(lambda: "CANNOT SERVE" in other.run("status", "--daemon", expect=None).err, 20, "its status")
                    other.run("status", "--daemon", expect=69)
        check(not (weir.home / "state" / "control.sock").exists(), "the socket is left behind")
        check("polled 1 source" in weir.run("poll", "arxiv-cs.CL").err, "poll without it")


main()
