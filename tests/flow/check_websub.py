#!/usr/bin/env python3
"""WebSub in both directions, with a hub on loopback: weir subscribes where its source says, takes in what is signed,
ignores what is not, signs off; and it tells the hub of its own feeds."""
import hashlib
import hmac
import http.client
import http.server
import re
import signal
import threading
import urllib.error
import urllib.parse
import urllib.request

from harness import Document, Origin, Weir, check, free_port, wait_until

CONF = """
[weir]
listen   = 127.0.0.1:{port}
base-url = http://127.0.0.1:{port}/
hub      = {hub}/publish
timezone = UTC

[source blog]
url   = {base}/blog.atom
every = 1s
allow-private = yes

[source shy]
url   = {base}/shy.atom
every = 1s

[topic distillation]
terms = knowledge distillation
"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:blog</id><title>Blog</title>
<link rel="hub" href="{hub}"/><link rel="self" href="{self}"/><updated>2026-11-20T00:00:00Z</updated>{entries}</feed>"""
ENTRY = """<entry><id>urn:{0}</id><title>{0}: knowledge distillation</title><link href="https://blog.example/{0}"/>
<updated>2026-11-20T00:00:00Z</updated></entry>"""


class Hub:
    """Records what it is asked; asks back and delivers when the test says so."""

    def __init__(self):
        self.asked = []
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode("ascii")
                hub.asked.append((self.path, urllib.parse.parse_qs(form, strict_parsing=True)))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def find(self, path, mode):
        return [form for at, form in self.asked if at == path and form["hub.mode"] == [mode]]


def call(url, body=None, **headers):
    """Status and body of an answer; status 0 when nobody is there."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers), timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.read().decode()
    except urllib.error.URLError:
        return 0, ""


def question(agreed, **changed):
    parts = {"hub.mode": "subscribe", "hub.topic": agreed["hub.topic"][0], "hub.challenge": "c 1&2", "hub.lease_seconds": "3600"}
    parts.update({"hub." + name: value for name, value in changed.items()})
    return call(agreed["hub.callback"][0] + "?" + urllib.parse.urlencode(parts))


def deliver(agreed, body, method="sha256", secret=None):
    secret = agreed["hub.secret"][0] if secret is None else secret
    signature = method + "=" + hmac.new(secret.encode(), body, method).hexdigest()
    return call(agreed["hub.callback"][0], body, **{"Content-Type": "application/atom+xml", "X-Hub-Signature": signature})


def announce(agreed, size):
    """The status of a delivery that only says how long it is."""
    url = urllib.parse.urlsplit(agreed["hub.callback"][0])
    connection = http.client.HTTPConnection(url.netloc, timeout=5)
    connection.putrequest("POST", url.path)
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    return connection.getresponse().status


def subscribe(hub, weir, served, topic):
    """The first agreement, with all that a hub may ask about it."""
    agreed = wait_until(lambda: hub.find("/blog", "subscribe"), 20, "weir subscribes at its source's hub")[0]
    check(agreed["hub.topic"] == [topic], "the topic is not the feed's rel=self: %s" % agreed)
    check(re.fullmatch(re.escape(served) + "websub/[0-9a-f]{32}", agreed["hub.callback"][0]), "the callback: %s" % agreed)
    check(len(agreed["hub.secret"][0]) >= 32, "the secret is short: %s" % agreed)
    check(question(agreed, topic=topic + "x")[0] == 404, "a topic that nobody asked for is confirmed")
    check(question(agreed, mode="unsubscribe")[0] == 404, "somebody else can sign weir off")
    check(question(agreed, challenge="")[0] == 404, "a question without a challenge is confirmed")
    check(call(served + "websub/" + "0" * 32 + "?hub.mode=subscribe&hub.challenge=x")[0] == 404, "an unknown callback")
    check(call(served + "websub/", b"x")[0] == 404, "a delivery to nobody")
    check("not subscribed" in weir.run("status", "blog").out, "status does not know that nothing is agreed yet")
    check(question(agreed) == (200, "c 1&2"), "the challenge is not echoed: %s" % (question(agreed),))
    check("tells of news until" in weir.run("status", "blog").out, "status does not know the hub:\n" + weir.run("status", "blog").out)
    return agreed


def main():
    port = free_port()
    served, hub = "http://127.0.0.1:%d/" % port, Hub()
    with Origin() as origin, Weir("") as weir:
        conf = CONF.format(port=port, hub=hub.base, base=origin.base)
        weir.write(conf)
        topic = "https://blog.example/self?a=1&b=2"
        feed = lambda *names: FEED.format(hub=hub.base + "/blog", self=topic.replace("&", "&amp;"), entries="".join(map(ENTRY.format, names))).encode()
        shown = lambda: call(served + "feed.atom")[1]
        origin.documents["/blog.atom"] = Document(feed("one"))
        origin.documents["/shy.atom"] = Document(feed("shy").replace(b"/blog", b"/shy"))
        with weir.daemon() as daemon:
            agreed = subscribe(hub, weir, served, topic)
            wait_until(lambda: "its hub tells of news meanwhile" in weir.run("status", "blog").out, 20, "the poll becomes a slow backup")
            n_polls = len([path for path, _ in origin.requests if path == "/blog.atom"])

            check(deliver(agreed, feed("forged"), secret="guessed")[0] == 202, "a wrong signature is told to its sender")
            check(call(agreed["hub.callback"][0], feed("unsigned"))[0] == 202, "so is a missing one")
            check("subscribed, but it delivers what is not signed" in weir.run("status", "blog").out, "status says nothing of it")
            for method in ("sha1", "sha256", "sha384", "sha512"):
                check(deliver(agreed, feed("by-" + method), method)[0] == 202, "a delivery by %s is not taken" % method)
                wait_until(lambda: "by-" + method in shown(), 20, "what the hub delivers is published (%s)" % method)
            check("forged" not in shown() and "unsigned" not in shown(), "what is not signed was published")
            check(deliver(agreed, b"<html>no feed</html>")[0] == 202 and "no feed" in daemon.log(), "a delivery of no feed")
            check(announce(agreed, 9 << 20) == 413, "a delivery may be of any size")
            check(len([path for path, _ in origin.requests if path == "/blog.atom"]) == n_polls, "it was polled all the same")
            check(not hub.find("/shy", "subscribe"), "a hub at a private address was asked without allow-private")

            check('rel="hub" href="%s/publish"' % hub.base in shown(), "our feed does not name our hub:\n" + shown()[:800])
            told = wait_until(lambda: hub.find("/publish", "publish"), 20, "the hub is told of our feeds")
            check(all(url in told[0]["hub.url"] for url in (served + "feed.atom", served + "topics/distillation.atom")), "told: %s" % told[0])

        # A restart neither forgets nor repeats.
        with weir.daemon() as daemon:
            wait_until(lambda: call(served + "feed.atom")[0] == 200, 20, "it serves again")
            check(deliver(agreed, feed("later"))[0] == 202, "a delivery after a restart")
            wait_until(lambda: "later" in shown(), 20, "what came after a restart is published")
            check(len(hub.find("/blog", "subscribe")) == 1, "a restart subscribes anew")
            check(question(agreed, mode="denied", reason="no more room")[0] == 200, "a denial is not taken")
            check("it refuses: no more room" in weir.run("status", "blog").out, "status does not say why")
            check(question(agreed)[0] == 200, "a hub that changes its mind is not heard")

            weir.write(conf.replace("source blog", "source other").replace("/blog.atom", "/shy.atom"))
            daemon.send_signal(signal.SIGHUP)
            goodbye = wait_until(lambda: hub.find("/blog", "unsubscribe"), 20, "a source that is gone is signed off")[0]
            check(goodbye["hub.callback"] == agreed["hub.callback"], "another callback is signed off: %s" % goodbye)
            check(deliver(agreed, feed("too-late"))[0] == 410, "deliveries are still taken")
            check(question(agreed, mode="unsubscribe") == (200, "c 1&2"), "the sign-off is not confirmed")
            check(question(agreed)[0] == 404 and deliver(agreed, feed("x"))[0] == 404, "it is still known")


main()
