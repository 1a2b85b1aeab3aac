"""A scripted origin on loopback, and a weir with a state folder of its own, for the end-to-end tests."""
import contextlib
import email.utils
import gzip
import hashlib
import http.server
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

WEIR = os.environ.get("WEIR", "build/weir")
SHARED = pathlib.Path(os.environ.get("WEIR_SHARED", "../shared"))
ROOT = pathlib.Path(os.environ.get("WEIR_SOURCE_DIR") or pathlib.Path(__file__).resolve().parent.parent.parent)
SKIP = 77


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIP)


def check(condition, message):
    if not condition:
        print("FAILED:", message)
        sys.exit(1)


class Document:
    """What a path answers: validators are made from the bytes, as a well-kept server does."""

    def __init__(self, body, content_type="application/xml", status=200, headers=(), delay_s=0.0):
        self.body, self.content_type, self.status = body, content_type, status
        self.headers, self.delay_s = dict(headers), delay_s

    def etag(self):
        return '"%s"' % hashlib.sha256(self.body).hexdigest()[:16]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        origin = self.server.origin
        document = origin.documents.get(self.path)
        origin.requests.append((self.path, dict(self.headers)))
        if document is None:
            document = Document(b"no such path\n", "text/plain", 404)
        time.sleep(document.delay_s)
        matched = self.headers.get("If-None-Match") == document.etag()
        status = 304 if matched and document.status == 200 else document.status
        body = document.body
        self.send_response(status)
        if document.status == 200:
            self.send_header("ETag", document.etag())
            self.send_header("Last-Modified", email.utils.formatdate(1700000000, usegmt=True))
        for name, value in document.headers.items():
            self.send_header(name, value)
        if status == 304:
            self.end_headers()
            return
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", document.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


class Origin:
    """`documents` maps a path to what it answers and may change at any time; `requests` records who asked for what."""

    def __init__(self):
        self.documents, self.requests = {}, []
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.origin = self
        self.base = "http://127.0.0.1:%d" % self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Weir:
    """A configuration and a state folder in a temporary place."""

    def __init__(self, conf):
        self.folder = tempfile.TemporaryDirectory(prefix="weir-test-")
        self.home = pathlib.Path(self.folder.name)
        self.conf = self.home / "feeds.conf"
        self.public = self.home / "state" / "public"
        self.write(conf)

    def write(self, conf):
        self.conf.write_text(conf, encoding="utf-8")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def environment(self):
        return {**os.environ, "STATE_DIRECTORY": str(self.home / "state"), "HOME": str(self.home)}

    def run(self, *words, expect=0, stdin=None, timeout=120):
        """Runs a command to its end; stops the test when the exit status is not the expected one."""
        done = subprocess.run([WEIR, "-c", str(self.conf), *words], env=self.environment(), input=stdin, timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.home)
        done.out, done.err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        check(expect is None or done.returncode == expect,
              "weir %s: exit status %d, expected %s\n%s" % (" ".join(words), done.returncode, expect, done.err[-4000:]))
        return done

    @contextlib.contextmanager
    def daemon(self, *options):
        """`weir run` in the background; ended with SIGTERM, which it must obey within a second or two."""
        log = open(self.home / "log", "wb")
        process = subprocess.Popen([WEIR, "-c", str(self.conf), *options, "run"], env=self.environment(), stdout=log,
                                   stderr=log, stdin=subprocess.DEVNULL, cwd=self.home)
        process.log = lambda: (self.home / "log").read_text(encoding="utf-8", errors="replace")
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
            log.close()

    def published(self):
        """Path → (bytes, time) of every published file."""
        return {str(p.relative_to(self.public)): (p.read_bytes(), p.stat().st_mtime_ns)
                for p in sorted(self.public.rglob("*")) if p.is_file()}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


DEMO = """
[source arxiv-cs.CL]
title = arXiv: Computation and Language
url   = {base}/arxiv.rss

[source small-models]
url = {base}/blog.atom

[source wx-small-models]
title = 小模型笔记
url   = {base}/account.json
"""


def demo_sources(origin):
    """The documents that we wrote to be shown, answered by `origin`, and the sections that name them."""
    for document in (ROOT / "doc" / "demo").iterdir():
        origin.documents["/" + document.name] = Document(document.read_bytes())
    return DEMO.format(base=origin.base)


def shipped_topics():
    """The topics that ship, for a configuration that lies elsewhere."""
    text = (ROOT / "feeds.conf").read_text(encoding="utf-8")
    return "[weir]\nlist = %s\n%s" % (ROOT / "reading-list.md", text[text.find("\n[topic "):])


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    check(False, "waited %d s for: %s" % (seconds, what))
