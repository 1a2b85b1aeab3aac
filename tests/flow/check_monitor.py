#!/usr/bin/env python3
"""/healthz and /metrics of a running daemon: what is counted, in a form that Prometheus takes without a remark."""
import json
import os
import pathlib
import re
import shutil
import subprocess
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

[source dead]
url = {base}/dead.atom

[source page]
url = {base}/page.html

[topic distillation]
terms = knowledge distillation
"""
NAME = re.compile(r"[a-z][a-z0-9_]*$")
SAMPLE = re.compile(r'([a-z0-9_]+)(?:\{([a-z]+)="([^"]*)"\})? (\S+)$')
UNITS = ("_seconds", "_bytes", "_total", "_info", "_items", "_way", "_sources", "_failing", "_silent")


def get(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode("utf-8")
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers["Content-Type"], answer.read().decode("utf-8")
    except (urllib.error.URLError, ConnectionError):
        return 0, "", ""


def read_metrics(text):
    """The samples by name and label; stops at what breaks the format's rules or those of `promtool check metrics`."""
    samples, types, helped = {}, {}, set()
    check(text.endswith("\n"), "the last line does not end")
    for line in text.splitlines():
        if line.startswith("# HELP "):
            _, _, name, text_of = line.split(" ", 3)
            check(name not in helped and text_of, "HELP twice or empty: " + line)
            helped.add(name)
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            check(name in helped and name not in types and NAME.match(name), "TYPE before HELP or twice: " + line)
            check((kind == "counter") == name.endswith("_total"), "a counter ends in _total, and nothing else: " + line)
            check(name.endswith(UNITS), "no base unit: " + line)
            types[name] = kind
        else:
            match = SAMPLE.match(line)
            check(match, "no sample: " + line)
            name, _, label, value = match.groups()
            family = re.sub(r"_(bucket|sum|count)$", "", name) if name not in types else name
            check(family in types, "a sample without TYPE: " + line)
            check((name, label) not in samples, "twice: " + line)
            samples[name, label] = float(value)
    return samples


def main():
    port = free_port()
    served = "http://127.0.0.1:%d" % port
    with Origin() as origin, Weir("") as weir:
        weir.write(CONF.format(base=origin.base, port=port))
        origin.documents["/blog.atom"] = Document((FEEDS / "blog.atom").read_bytes())
        origin.documents["/page.html"] = Document(b"<!doctype html><title>x</title>", "text/html")
        with weir.daemon() as daemon:
            wait_until(lambda: 'weir_polls_total{outcome="failed"} 2' in get(served + "/metrics")[2], 30, "two polls fail")
            wait_until(lambda: 'weir_polls_total{outcome="new"} 1' in get(served + "/metrics")[2], 20, "one poll brings items")
            wait_until(lambda: "weir_index_queue_items 0\n" in get(served + "/metrics")[2], 10, "what is stored is indexed")
            status, kind, text = get(served + "/metrics")
            check((status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8"), "%s %s" % (status, kind))
            samples = read_metrics(text)
            n_new = samples["weir_items_new_total", None]
            for name, label, want in (
                    ("weir_poll_failures_total", "http_status", 1), ("weir_poll_failures_total", "not_a_feed", 1),
                    ("weir_poll_failures_total", "timeout", 0), ("weir_sources", None, 3), ("weir_sources_failing", None, 2),
                    ("weir_poll_duration_seconds_count", None, 3), ("weir_poll_duration_seconds_bucket", "+Inf", 3),
                    ("weir_polls_under_way", None, 0), ("weir_stories_new_total", None, n_new)):
                check(samples[name, label] == want, "%s %s is %s, not %s" % (name, label, samples[name, label], want))
            check(n_new > 0, "no new items")
            check(1e6 < samples["process_resident_memory_bytes", None] < 4e9, "memory: %s" % text)
            buckets = [value for (name, _), value in samples.items() if name == "weir_poll_duration_seconds_bucket"]
            check(buckets == sorted(buckets), "buckets do not accumulate: %s" % buckets)
            promtool = os.environ.get("PROMTOOL") or shutil.which("promtool")
            if promtool:
                done = subprocess.run([promtool, "check", "metrics"], input=text.encode(), capture_output=True, timeout=30)
                check(done.returncode == 0 and not done.stderr, "promtool: " + done.stderr.decode())

            status, kind, text = get(served + "/healthz")
            health = json.loads(text)
            check((status, kind, health["status"], health["store"]) == (200, "application/json", "ok", "ok"), text)
            check(0 <= health["last_poll_age_s"] < 60 and health["overdue_s"] < 60, text)
            check("weir" in daemon.log(), daemon.log())


main()
