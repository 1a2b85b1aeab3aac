#!/usr/bin/env python3
"""The daemon: polls and serves by itself, picks up what changes, reloads, survives a wrong file, stops within a second."""
import pathlib
import signal
import time
import urllib.error
import urllib.request

from harness import Document, Origin, Weir, check, free_port, wait_until

FEEDS = pathlib.Path(__file__).parent / "feeds"
CONF = """
[weir]
title    = Our list
timezone = UTC
listen   = 127.0.0.1:{port}

[source blog]
url   = {base}/blog.atom
every = 1s

[source dead]
url = {base}/dead.atom

[topic distillation]
terms = knowledge distillation
"""


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode("utf-8")
    except (urllib.error.URLError, ConnectionError):
        return ""


def main():
    port = free_port()
    served = "http://127.0.0.1:%d/" % port
    document = (FEEDS / "blog.atom").read_text(encoding="utf-8")
    with Origin() as origin, Weir("") as weir:
        conf = CONF.format(base=origin.base, port=port)
        weir.write(conf)
        origin.documents["/blog.atom"] = Document(document.encode())
        with weir.daemon() as daemon:
            wait_until(lambda: "student model" in get(served + "feed.atom"), 20, "the first poll is served")
            wait_until(lambda: "student model" in get(served), 5, "the page shows the story")
            check("dead failed: %s/dead.atom: HTTP 404" % origin.base in daemon.log() and "asked again in" in daemon.log(),
                  "the log does not say what failed and when it is asked again:\n" + daemon.log())
            wait_until(lambda: "404" in get(served + "status.html"), 5, "the sources' page says what fails")
            check(served in daemon.log(), "the log does not say the address:\n" + daemon.log())
            check(weir.run("run", expect=75).err.count("\n") == 1, "a second weir on the same state says more than a line")
            check("blog" in weir.run("status").out, "status does not work beside the daemon")

            changed = document.replace("What a student model can learn", "What a patient student can learn")
            origin.documents["/blog.atom"] = Document(changed.encode())
            wait_until(lambda: "patient student" in get(served + "feed.atom"), 20, "a changed document is picked up")

            weir.write(conf.replace("every = 1s", "evry  = 1s"))
            daemon.send_signal(signal.SIGHUP)
            wait_until(lambda: 'feeds.conf:9: unknown key "evry" in [source blog]; did you mean "every"?' in daemon.log(), 10, "a wrong file is named:\n" + daemon.log())
            check("patient student" in get(served + "feed.atom"), "a wrong file stopped the daemon")

            weir.write(conf + "\n[topic quiz]\ntitle = Quizzes\nterms = quiz\n")
            daemon.send_signal(signal.SIGHUP)
            wait_until(lambda: "comprehension quiz" in get(served + "topics/quiz.atom"), 20, "a reload brings the new topic")

            start = time.monotonic()
            daemon.send_signal(signal.SIGINT)
            check(daemon.wait(20) == 0, "exit status %s: %s" % (daemon.returncode, daemon.log()[-3000:]))
            check(time.monotonic() - start < 1.0, "stopping took %.1f s" % (time.monotonic() - start))

        # Killed at any moment, it goes on where it was, and asks with its validators.
        with weir.daemon() as daemon:
            wait_until(lambda: get(served + "feed.atom"), 20, "it serves again")
            wait_until(lambda: "published files changed" in daemon.log(), 20, "it brings up to date what it serves")
            check(daemon.log().index("serving http") < daemon.log().index("published files changed"),
                  "what was published is not served before it is brought up to date:\n" + daemon.log())
            daemon.kill()
            daemon.wait(5)
        n = len(origin.requests)
        weir.run("poll", "--all")
        check(all("If-None-Match" in headers for path, headers in origin.requests[n:] if path == "/blog.atom"), "a restart forgot the validators")


main()
