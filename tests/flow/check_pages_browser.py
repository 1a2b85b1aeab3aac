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
import sqlite3
import threading
import urllib.request

import browser
from harness import ROOT, Origin, Weir, check, demo_sources, free_port, shipped_topics, skip, wait_until

AXE = pathlib.Path(os.environ.get("AXE") or ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js")
WIDTHS = {"phone": 360, "wide": 1280}
CONF = """[weir]
title    = 阅读清单 · NLP reading list
timezone = UTC
daily    = 00:00
weekly   = Mon 00:00
listen   = 127.0.0.1:{port}

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


class Recorder(http.server.BaseHTTPRequestHandler):
    """Every host but the server's own leads here."""

    def do_GET(self):
        if not self.headers.get("Host", "").split(":")[0].endswith(browser.ITS_OWN_HOSTS):
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
        done = browser.browse(served + page, rules, "--dump-dom", "--virtual-time-budget=2000")
        dom, log = done.stdout.decode(), done.stderr.decode(errors="replace")
        check("<main" in dom and "<html" in dom, "%s does not show: %s" % (page, log[-2000:]))
        check("<script" not in dom and not re.search(r"<[^>]+\son[a-z]+=", dom), page + " has scripts")
        check("CONSOLE" not in log, "%s: %s" % (page, [line for line in log.splitlines() if "CONSOLE" in line]))
    check(not recorder.seen, "other hosts were asked: %s" % recorder.seen)


def check_axe(served, pages):
    bench = start(Bench)
    bench.served, bench.found, bench.done = served, None, threading.Event()
    bench.paths = ["/%s/%s" % (scheme, page) for scheme in ("light", "dark") for page in pages if "never" not in page]
    thread = threading.Thread(target=browser.browse, args=("http://127.0.0.1:%d/" % bench.server_address[1],
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
                browser.photograph(served + page, folder / name, max(width, 500), 1000,
                                   "--blink-settings=preferredColorScheme=%d" % number)


def main():
    browser.find()
    port = free_port()
    served = "http://127.0.0.1:%d/" % port
    with Origin() as origin, Weir("") as weir:
        weir.write(CONF.format(base=origin.base, port=port) + demo_sources(origin) + shipped_topics())
        weir.run("poll")
        make_yesterday(weir)
        with weir.daemon() as daemon:
            wait_until(lambda: served in daemon.log(), 20, "serving")
            # what was published is served at once, and what is due is made in steps
            wait_until(lambda: "published files changed" in daemon.log(), 60, "the digests that are due")
            pages = pages_of(weir)
            check_alone(served, pages)
            if os.environ.get("PICTURES"):
                photograph(served, pages, pathlib.Path(os.environ["PICTURES"]))
            if not AXE.exists():
                skip("there is no axe-core at %s" % AXE)
            check_axe(served, pages)


main()
