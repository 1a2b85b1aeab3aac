#!/usr/bin/env python3
"""Deliveries: a letter to a real SMTP server, a signed webhook and a chat, each once, again after a failure, ended by
one click."""
import datetime
import email
import email.policy
import hashlib
import hmac
import http.server
import json
import os
import sqlite3
import sys
import threading
import time
import urllib.request

from harness import Document, Origin, Weir, check, free_port, skip, wait_until

PYTHON = "/usr/bin/python3"  # Debian's, for which python3-aiosmtpd is made
try:
    from aiosmtpd.controller import Controller
except ImportError:
    if sys.executable == PYTHON or not os.path.exists(PYTHON):
        skip("python3-aiosmtpd is not installed")
    os.execv(PYTHON, [PYTHON, *sys.argv])

CONF = """
[weir]
title = Lese­liste 阅读
timezone = UTC
base-url = https://weir.example.org/
listen = 127.0.0.1:{port}

[source notes]
url = {origin}/notes.atom
every = 1s

[topic distillation]
title = 知识蒸馏 & Distillation
terms = distillation, 蒸馏

[deliver me]
what = new
to = reader@example.org
server = smtp://127.0.0.1:{smtp}
from = weir@example.net

[deliver hook]
what = new
format = json
to = {hook}/hook
secret-file = secret

[deliver group]
what = new
format = feishu
to = {hook}/feishu

[deliver ops]
what = trouble
format = ntfy
to = {hook}/topic
"""

ENTRY = """<entry><id>urn:x:{n}</id><title>{title}</title><link href="https://blog.example.org/{n}"/>
<updated>{at}</updated><published>{at}</published><author><name>Ada Okafor</name></author>
<content type="html">&lt;p&gt;About distillation, in short.&lt;/p&gt;</content></entry>"""


class Letters:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 taken"


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        status, answer = self.server.answers.get(self.path, (200, b"ok"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def feed(*titles):
    at = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries = "".join(ENTRY.format(n=n, title=title, at=at) for n, title in enumerate(titles))
    text = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Notes</title><id>urn:x</id><updated>%s</updated>%s</feed>'
    return Document((text % (at, entries)).encode("utf-8"))


def change_state(weir, *sql):
    with sqlite3.connect(weir.home / "state" / "weir.db", timeout=10) as db:
        for statement in sql:
            db.execute(statement)
    db.close()


def half_an_hour_passes(weir):
    """Deliveries gather news for a quarter of an hour."""
    change_state(weir, "UPDATE story SET first_seen_at = first_seen_at - 1800",
                 "UPDATE delivery SET told = CAST(told AS INTEGER) - 1800 WHERE name <> 'ops'")


def poll(weir):
    """Takes in what is new, and delivers it when its time has come."""
    half_an_hour_passes(weir)
    weir.run("poll", "--all")
    half_an_hour_passes(weir)
    return weir.run("poll", "--all")


def posts_to(server, path):
    return [post for post in server.posts if post[0] == path]


def check_letter(letters):
    check(len(letters) == 1, "%d letters instead of one" % len(letters))
    envelope, letter = letters[0]
    check(envelope.rcpt_tos == ["reader@example.org"], "sent to %s" % envelope.rcpt_tos)
    check(letter["Subject"].startswith("Lese"), "the subject is %s" % letter["Subject"])
    check("阅读" in letter["Subject"], "the subject lost its Chinese: %s" % letter["Subject"])
    check(letter["List-Id"] == "<weir-me.example.net>", "List-Id: %s" % letter["List-Id"])
    check(letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "no one-click unsubscribe")
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    check("A second look at distillation" in text and "再谈知识蒸馏" in text, "the text lacks the stories: %s" % text)
    check('<a href="https://blog.example.org/1">A second look' in html, "the page lacks the link: %s" % html)
    check("The first" not in text, "old news are told: %s" % text)
    return letter["List-Unsubscribe"].strip("<>")


def check_hook(posts):
    check(len(posts) == 1, "%d posts to the webhook instead of one" % len(posts))
    _, headers, body = posts[0]
    signature = "sha256=" + hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    check(headers.get("X-Hub-Signature-256") == signature, "the signature does not fit")
    document = json.loads(body)
    check(document["version"] == "https://jsonfeed.org/version/1.1", "no JSON Feed: %s" % body[:200])
    check(sorted(item["title"] for item in document["items"]) == ["A second look at distillation", "再谈知识蒸馏"],
          "wrong items: %s" % document["items"])


def check_failure(weir, server):
    """A chat that says no with HTTP 200 is asked again, until it says yes; then never again."""
    check(len(posts_to(server, "/feishu")) == 1, "the chat was not asked once")
    server.answers["/feishu"] = (200, b'{"code":0,"msg":"success"}')
    weir.run("poll", "--all")
    check(len(posts_to(server, "/feishu")) == 1, "the chat was asked again at once")
    change_state(weir, "UPDATE delivery SET retry_at = 0 WHERE name = 'group'")
    weir.run("poll", "--all")
    check(len(posts_to(server, "/feishu")) == 2, "the chat was not asked again")
    change_state(weir, "UPDATE delivery SET retry_at = 0")
    weir.run("poll", "--all")
    check(len(posts_to(server, "/feishu")) == 2, "the chat was told twice")


def check_unsubscribe(weir, origin, letters, address, port):
    path = address.replace("https://weir.example.org", "http://127.0.0.1:%d" % port)
    with weir.daemon() as process:
        wait_until(lambda: "serving" in process.log(), 20, "a weir that serves")
        page = urllib.request.urlopen(path, timeout=10).read()
        check(b"<form" in page, "looking does not show the form: %s" % page)
        urllib.request.urlopen(path, data=b"List-Unsubscribe=One-Click", timeout=10).read()
        check(b"has ended" in urllib.request.urlopen(path, timeout=10).read(), "the delivery has not ended")
    origin.documents["/notes.atom"] = feed("The first", "A second look at distillation", "再谈知识蒸馏", "More distillation")
    poll(weir)
    check(len(letters.letters) == 1, "a letter came after the end")


def main():
    letters, port = Letters(), free_port()
    smtp = Controller(letters, hostname="127.0.0.1", port=free_port())
    smtp.start()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.posts, server.answers = [], {"/feishu": (200, b'{"code":9499,"msg":"Bad Request"}')}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hook = "http://127.0.0.1:%d" % server.server_address[1]
    try:
        with Origin() as origin, Weir("") as weir:
            weir.write(CONF.format(port=port, origin=origin.base, smtp=smtp.port, hook=hook))
            (weir.home / "secret").write_text("s3cret\n")
            origin.documents["/notes.atom"] = feed("The first")
            weir.run("poll", "--all")
            check(not letters.letters and not server.posts, "the first pass told old news")
            origin.documents["/notes.atom"] = feed("The first", "A second look at distillation", "再谈知识蒸馏")
            log = poll(weir).err
            address = check_letter(letters.letters)
            check_hook(posts_to(server, "/hook"))
            check("Bad Request" in log, "the chat's answer is not told: %s" % log)
            shown = weir.run("deliver", "--test", "me").out
            check("Subject: " in shown and "再谈知识蒸馏" in shown, "--test does not show the letter: %s" % shown)
            check_failure(weir, server)
            check_unsubscribe(weir, origin, letters, address, port)
            origin.documents["/notes.atom"] = Document(b"gone\n", "text/plain", 500)
            weir.run("poll", "--all", expect=None)
            change_state(weir, "UPDATE delivery SET retry_at = 0")
            weir.run("poll", "--all", expect=None)
            troubles = posts_to(server, "/")
            check(len(troubles) == 1, "%d times told of the trouble instead of once" % len(troubles))
            check("HTTP 500" in json.loads(troubles[0][2])["message"], "the trouble is not told: %s" % troubles[0][2])
    finally:
        smtp.stop()
        server.shutdown()


main()
