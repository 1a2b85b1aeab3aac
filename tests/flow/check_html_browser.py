#!/usr/bin/env python3
"""Loads what `weir parse` makes of the hostile vectors into a real browser, where nothing may run, pop up or be
requested but the images that stand in the result.

Every host name leads to a server on loopback that records requests. Each result is a page of its own, twice in it: as
the parser reads it, and through innerHTML there and back (which is how mutations become harmful). As a counter-check
the vectors themselves are loaded, and must run. Skipped where there is no Chromium.
"""
import html.parser
import http.server
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from xml.sax.saxutils import escape

import browser
from harness import ROOT, WEIR

VECTORS = ROOT / "tests" / "golden" / "hostile_html.txt"
RUNS_AT_LEAST = 60  # of the bare vectors, or the test sees nothing
WAIT_S = 120

# Runs first in each page: whatever a vector calls is reported to the page around it.
PRELUDE = """<!doctype html><meta charset=utf-8><script>
for (const name of ["alert", "confirm", "prompt", "print", "open"])
    window[name] = () => parent.report(%(n)d, "ran " + name);
function poke(root) {
    const events = ["mouseover", "pointerdown", "focus", "error", "load", "toggle", "input", "animationstart", "begin"];
    const forbidden = /^(script|style|iframe|frame|object|embed|applet|form|input|button|select|textarea|meta|base|link|svg|math|template|noscript|dialog)$/i;
    for (const e of root.querySelectorAll("*")) {
        if (forbidden.test(e.localName)) parent.report(%(n)d, "holds " + e.localName);
        for (const a of e.attributes)
            if (/^on|^srcdoc$|^formaction$/i.test(a.name)) parent.report(%(n)d, "holds " + a.name);
        if (/^(javascript|vbscript|data|blob):/i.test(e.protocol || "")) parent.report(%(n)d, "leads to " + e.protocol);
        for (const type of events) e.dispatchEvent(new Event(type));
    }
}
</script>"""
PAGE = """%(prelude)s<div id=inline>%(inline)s</div>
<script>
poke(document.getElementById("inline"));
const again = document.createElement("div");
document.body.append(again);
again.innerHTML = %(literal)s;
again.innerHTML = again.innerHTML;
poke(again);
</script>"""
FRAMES = """<!doctype html><meta charset=utf-8><body><script>
const seen = [];
function report(n, what) { seen.push([n, what]); }
function load(path) {
    return new Promise(done => {
        const frame = document.createElement("iframe");
        frame.onload = () => setTimeout(() => { frame.remove(); done(); }, 100);
        setTimeout(done, 3000);
        frame.sandbox = "allow-scripts allow-same-origin"; // a dialog of a frame within would stop everything
        frame.src = path;
        document.body.append(frame);
    });
}
(async () => {
    for (let n = 0; n < %(count)d; n += 24)
        await Promise.all(Array.from({length: Math.min(24, %(count)d - n)}, (_, k) => load("/%(kind)s/" + (n + k))));
    fetch("/done", {method: "POST", body: JSON.stringify(seen)});
})();
</script>"""


def read_vectors():
    table = {"n": b"\n", "t": b"\t", "r": b"\r", "f": b"\f", "0": b"\0", "\\": b"\\"}
    vectors = []
    with open(VECTORS, encoding="ascii") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line or line.startswith("# "):
                continue
            out, i = b"", 0
            while i < len(line):
                if line[i] == "\\" and line[i + 1] == "x":
                    out += bytes([int(line[i + 2:i + 4], 16)])
                    i += 4
                elif line[i] == "\\" and line[i + 1] in table:
                    out += table[line[i + 1]]
                    i += 2
                else:
                    out += line[i].encode()
                    i += 1
            vectors.append(out.decode("utf-8", "replace"))
    return vectors


def parse(document, suffix):
    with tempfile.NamedTemporaryFile("w", suffix=suffix, encoding="utf-8") as file:
        file.write(document)
        file.flush()
        done = subprocess.run([WEIR, "parse", file.name], stdout=subprocess.PIPE, check=True)
    return {item["id"]: item.get("content_html", "") for item in json.loads(done.stdout)["items"]}


def results(vectors):
    """What weir makes of the vectors in a JSON Feed and in an Atom feed, without repetitions."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "t",
            "items": [{"id": str(n), "content_html": v} for n, v in enumerate(vectors)]}
    entries = "".join("<entry><id>%d</id><title>t</title><content type='html'>%s</content></entry>" % (n, escape(v))
                      for n, v in enumerate(vectors) if all(c >= " " or c in "\t\n" for c in v))
    atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>x</id>%s</feed>" % entries
    pages = []
    for made in (parse(json.dumps(feed), ".json"), parse(atom, ".atom")):
        pages += [(int(n), content) for n, content in made.items() if (int(n), content) not in pages]
    return pages


class Images(html.parser.HTMLParser):
    """The addresses that a page may load."""

    def __init__(self, content, base):
        super().__init__()
        self.base, self.urls = base, set()
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("src", "poster"):
                self.urls.add(self.key(value))
            elif name == "srcset":
                self.urls.update(self.key(part.split()[0]) for part in value.split(", "))

    def key(self, value):
        parts = urllib.parse.urlsplit(urllib.parse.urljoin(self.base, value or ""))
        return parts.hostname, urllib.parse.unquote(parts.path, errors="replace")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, pages):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked, self.seen, self.done = pages, [], [], threading.Event()


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page(self, n):
        literal = json.dumps(self.server.pages[n]).replace("<", "\\u003c")
        return PAGE % {"prelude": PRELUDE % {"n": n}, "inline": self.server.pages[n], "literal": literal}

    def do_GET(self):
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        kind, _, n = self.path.strip("/").partition("/")
        if host == "127.0.0.1" and kind == "v" and n.isdigit() and int(n) < len(self.server.pages):
            self.answer(200, self.page(int(n)).encode("utf-8", "replace"))
        elif host == "127.0.0.1" and kind == "frames":
            self.answer(200, (FRAMES % {"count": len(self.server.pages), "kind": "v"}).encode())
        else:
            path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path, errors="replace")
            self.server.asked.append((host, path))
            self.answer(404, b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/done":
            self.server.seen = json.loads(body)
            self.server.done.set()
        else:
            self.server.asked.append((self.headers.get("Host", ""), self.path))
        self.answer(204, b"")


def browse(pages):
    """Loads each page; returns what the pages reported, and what was requested besides them."""
    server = Server(pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            browser.command(profile, "--host-resolver-rules=MAP * 127.0.0.1:%d" % port, "http://127.0.0.1:%d/frames" % port),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        finished = server.done.wait(WAIT_S)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    server.shutdown()
    if not finished:
        sys.exit("the browser did not finish within %d s" % WAIT_S)
    return server.seen, server.asked


def main():
    browser.find()
    vectors = read_vectors()
    pages = results(vectors)
    seen, asked = browse([content for _, content in pages])
    allowed = {("127.0.0.1", "/favicon.ico")}
    for n, (_, content) in enumerate(pages):
        allowed |= Images(content, "http://127.0.0.1/v/%d" % n).urls
    faults = ["%s: %r became %r" % (what, vectors[pages[n][0]], pages[n][1]) for n, what in seen]
    faults += ["requested: http://%s%s" % request for request in sorted(set(asked) - allowed)
               if not request[0].endswith(browser.ITS_OWN_HOSTS)]
    print("%d vectors, %d pages, %d faults" % (len(vectors), len(pages), len(faults)))
    print("\n".join(faults))

    seen, asked = browse(vectors)
    ran = len({n for n, what in seen if what.startswith("ran")})
    print("bare, %d of them run" % ran)
    return 1 if faults or ran < RUNS_AT_LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
