#!/usr/bin/env python3
"""The served pages in a real browser: nothing is asked of another host, nothing needs or runs a script, no rule of the
Content-Security-Policy is broken; and axe-core, which knows what keyboards and screen readers need, finds nothing to
remark, light and dark, on a phone and a wide screen. Skipped without Chromium; the second half also without axe-core:

    npm install --prefix build/axe axe-core      (or AXE=/path/to/axe.min.js)

PICTURES=FOLDER photographs every page as well.
"""
import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
import urllib.request

from harness import Document, Origin, Weir, check, shipped_topics, skip, wait_until

ROOT = pathlib.Path(os.environ.get("WEIR_SOURCE_DIR") or pathlib.Path(__file__).resolve().parent.parent.parent)
AXE = pathlib.Path(os.environ.get("AXE") or ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
         "--disable-component-update", "--disable-sync", "--disable-default-apps", "--enable-logging=stderr"]
BROWSERS_OWN = (".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com")  # where Chromium itself asks for news
WIDTHS = {"phone": 360, "wide": 1280}
CONF = """[weir]
title    = 阅读清单 · NLP reading list
timezone = UTC
daily    = 00:00
weekly   = Mon 00:00
listen   = 127.0.0.1:{port}

[source arxiv-cs.CL]
title = arXiv: Computation and Language
url   = {base}/arxiv.rss

[source small-models]
url = {base}/blog.atom

[source wx-small-models]
title = 小模型笔记
url   = {base}/account.json

[source gone]
url = {base}/gone.atom
"""
# Runs axe in each page at each width, and hands over what it found.
RUNNER = """<!doctype html><meta charset=utf-8><title>runner</title><body><script>
const found = [];
function run(path, width) {
    return new Promise(done => {
        const frame = document.createElement("iframe");
        const name = path + " at " + width;
        const ended = setTimeout(() => { found.push([name, "did not load"]); frame.remove(); done(); }, 30000);
        frame.style = "border:0;height:2000px;width:" + width + "px";
        frame.onload = async () => {
            const result = await frame.contentWindow.axe.run(frame.contentDocument, {iframes: false});
            for (const v of result.violations)
                for (const node of v.nodes)
                    found.push([name, v.id + ": " + v.help + " " + node.html.slice(0, 200) + " " + (node.any[0]?.message ?? "")]);
            if (result.passes.length < 10) found.push([name, "axe looked at nothing"]);
            if (frame.contentDocument.documentElement.scrollWidth > width) found.push([name, "is wider than the screen"]);
            clearTimeout(ended);
            frame.remove();
            done();
        };
        frame.src = path;
        document.body.append(frame);
    });
}
(async () => {
    for (const path of PATHS) for (const width of WIDTHS) await run(path, width);
    fetch("/done", {method: "POST", body: JSON.stringify(found)});
})();
</script>"""


def chromium(url, *flags, timeout=60):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        return subprocess.run(["chromium", *FLAGS, "--user-data-dir=" + profile, *flags, url], timeout=timeout,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


class Recorder(http.server.BaseHTTPRequestHandler):
    """Every host but the server's own leads here."""

    def do_GET(self):
        if not self.headers.get("Host", "").split(":")[0].endswith(BROWSERS_OWN):
            self.server.seen.append(self.headers.get("Host", "") + self.path)
        self.send_error(404)

    do_CONNECT = do_POST = do_GET

    def log_message(self, *_):
        pass


class Bench(http.server.BaseHTTPRequestHandler):
    """The served pages with axe in them, below /light and /dark: the policy forbids scripts, so it is left away here."""

    def do_GET(self):
        if self.path == "/":
            text = RUNNER.replace("PATHS", json.dumps(self.server.paths)).replace("WIDTHS", json.dumps(list(WIDTHS.values())))
            return self.answer(text.encode(), "text/html; charset=utf-8")
        if self.path == "/axe.js":
            return self.answer(AXE.read_bytes(), "text/javascript; charset=utf-8")
        scheme, _, path = self.path[1:].partition("/")
        with urllib.request.urlopen(self.server.served + path, timeout=20) as answer:
            body, kind = answer.read().decode(), answer.headers["Content-Type"]
        other = "dark" if scheme == "light" else "light"
        body = body.replace("(prefers-color-scheme: %s)" % scheme, "(min-width: 0)")
        body = body.replace("(prefers-color-scheme: %s)" % other, "(max-width: 0)").replace("light dark", scheme)
        if kind.startswith("text/html"):
            body = body.replace("</head>", '<script src="/axe.js"></script></head>')
        return self.answer(body.encode(), kind)

    def do_POST(self):
        self.server.found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.answer(b"", "text/plain")
        self.server.done.set()

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def make_yesterday(weir):
    """What was polled now was seen eight days ago and a day ago, so that there are digests."""
    with contextlib.closing(sqlite3.connect(weir.home / "state" / "weir.db")) as db:
        for table in ("story", "item"):
            db.execute("UPDATE %s SET first_seen_at = first_seen_at - 86400 * iif(id %% 2, 1, 8)" % table)
        db.execute("DELETE FROM note WHERE name IN ('digest.daily', 'digest.weekly')")
        db.commit()


def start(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def pages_of(weir):
    """One of each kind."""
    kinds = {}
    for path in sorted(weir.public.rglob("*.html")):
        name = str(path.relative_to(weir.public))
        kinds.setdefault(re.sub(r"[^/]+(?=\.html)", "*", name) if "/" in name else name, name)
    found = [*kinds.values(), "search", "search?q=%E7%9F%A5%E8%AF%86", "search?q=since:never"]
    check({"index.html", "status.html"} <= set(found) and any(p.startswith("topics/") for p in found)
          and any(p.startswith("digest/") for p in found), "pages are missing: %s" % found)
    return found


def check_alone(served, pages):
    recorder = start(Recorder)
    recorder.seen = []
    rules = "--host-resolver-rules=MAP * 127.0.0.1:%d, EXCLUDE 127.0.0.1" % recorder.server_address[1]
    for page in pages:
        done = chromium(served + page, rules, "--dump-dom", "--virtual-time-budget=2000")
        dom, log = done.stdout.decode(), done.stderr.decode(errors="replace")
        check("<main" in dom and "<html" in dom, "%s does not show: %s" % (page, log[-2000:]))
        check("<script" not in dom and not re.search(r"<[^>]+\son[a-z]+=", dom), page + " has scripts")
        check("CONSOLE" not in log, "%s: %s" % (page, [line for line in log.splitlines() if "CONSOLE" in line]))
    check(not recorder.seen, "other hosts were asked: %s" % recorder.seen)


def check_axe(served, pages):
    bench = start(Bench)
    bench.served, bench.found, bench.done = served, None, threading.Event()
    bench.paths = ["/%s/%s" % (scheme, page) for scheme in ("light", "dark") for page in pages if "never" not in page]
    thread = threading.Thread(target=chromium, args=("http://127.0.0.1:%d/" % bench.server_address[1],
                                                     "--remote-debugging-port=0", "--window-size=1400,2000"), daemon=True,
                              kwargs={"timeout": 240})
    thread.start()
    check(bench.done.wait(230), "axe did not end")
    check(not bench.found, "axe found:\n" + "\n".join("%s: %s" % tuple(line) for line in bench.found))


def photograph(served, pages, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        for width_name, width in WIDTHS.items():
            for scheme, number in (("dark", 0), ("light", 1)):
                name = re.sub(r"[^a-z]+", "-", page.lower()) + "-%s-%s.png" % (width_name, scheme)
                chromium(served + page, "--window-size=%d,1000" % max(width, 500), "--screenshot=%s" % (folder / name),
                         "--blink-settings=preferredColorScheme=%d" % number)


def main():
    if not shutil.which("chromium"):
        skip("there is no chromium")
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    served = "http://127.0.0.1:%d/" % port
    with Origin() as origin, Weir("") as weir:
        for document in (ROOT / "doc" / "demo").iterdir():
            origin.documents["/" + document.name] = Document(document.read_bytes())
        weir.write(CONF.format(base=origin.base, port=port) + shipped_topics())
        weir.run("poll")
        make_yesterday(weir)
        with weir.daemon() as daemon:
            wait_until(lambda: served in daemon.log(), 20, "serving")
            pages = pages_of(weir)
            check_alone(served, pages)
            if os.environ.get("PICTURES"):
                photograph(served, pages, pathlib.Path(os.environ["PICTURES"]))
            if not AXE.exists():
                skip("there is no axe-core at %s" % AXE)
            check_axe(served, pages)


main()
