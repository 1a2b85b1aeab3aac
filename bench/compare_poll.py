#!/usr/bin/env python3
"""What a poll costs: weir's pass over many feeds, and beside it the least that any program needs (bench_floor: libcurl,
libxml2 and SQLite alone), in turn in one run; CPU seconds, their ratio, and the peak of memory.

    cmake --preset release -DWEIR_BENCH=ON && cmake --build build/release
    bench/compare_poll.py [--feeds 200] [--items 30] [--seed 1] [--runs 3] [--topics 36] [--texts varied|alike]

Three rounds: cold (nothing known), 304 (nothing changed), changed (a twentieth of the feeds has a new item). weir does
what its users have it do: it cleans, matches, finds duplicates, indexes and publishes. `--texts alike` makes all items
differ in one word only, as nightly builds do. The same seed gives the same documents.
"""
import argparse
import asyncio
import hashlib
import os
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading

SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu ar en il or un".split()
SUBJECTS = "distillation quantization retrieval translation parsing summarization dialogue alignment pruning diffusion".split()


def vocabulary(rng, n=20000):
    return ["".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))) for _ in range(n)]


def text(rng, words, n):
    """Words by a law like Zipf's: a few are everywhere, most are rare."""
    return " ".join(words[min(len(words) - 1, int(rng.paretovariate(0.7)) - 1)] if rng.random() < 0.97 else rng.choice(SUBJECTS)
                    for _ in range(n))


class Workload:
    def __init__(self, options):
        self.options = options
        self.rng = random.Random(options.seed)
        self.words = vocabulary(self.rng)
        self.alike = text(self.rng, self.words, 150)
        self.feeds = [[self.item(f, i) for i in range(options.items)] for f in range(options.feeds)]
        self.documents = {}
        for f in range(options.feeds):
            self.render(f)

    def item(self, feed, number):
        guid = "https://site%d.example.org/%d" % (feed, number)
        body = self.alike + " " + self.rng.choice(self.words) if self.options.texts == "alike" else text(self.rng, self.words, 150)
        return ("<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>Mon, 30 Nov 2026 %02d:00:00 GMT</pubDate>"
                "<description>&lt;p&gt;%s&lt;/p&gt;</description></item>"
                % (text(self.rng, self.words, 9), guid, guid, number % 24, body))

    def render(self, feed):
        body = ('<?xml version="1.0"?><rss version="2.0"><channel><title>Site %d</title><link>https://site%d.example.org/</link>'
                "<description/>%s</channel></rss>" % (feed, feed, "".join(self.feeds[feed]))).encode()
        self.documents["/%d" % feed] = (body, '"%s"' % hashlib.sha256(body).hexdigest()[:16])

    def change(self, number):
        for feed in range(0, self.options.feeds, 20):
            self.feeds[feed] = [self.item(feed, 1000 + number)] + self.feeds[feed][:-1]
            self.render(feed)


class Server:
    """One host a feed's address would be fairer to weir's manners; on loopback no host is hurried."""

    def __init__(self, workload):
        self.workload, self.loop = workload, asyncio.new_event_loop()
        ready = threading.Event()

        async def start():
            server = await asyncio.start_server(self.answer, "127.0.0.1", 0, backlog=1000)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()

        threading.Thread(target=lambda: (self.loop.run_until_complete(start()), self.loop.run_forever()), daemon=True).start()
        ready.wait()

    async def answer(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                body, etag = self.workload.documents.get(head.split(" ")[1], (b"", '""'))
                if "if-none-match: " + etag.lower() in head.lower():
                    writer.write(("HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag).encode())
                else:
                    writer.write(("HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: %s\r\nContent-Length: %d\r\n\r\n"
                                  % (etag, len(body))).encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def run(command, stdin=None, env=None):
    """CPU seconds and peak memory in MB of one process."""
    process = subprocess.Popen(command, stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, env=env)
    error = process.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit("%s: exit status %d\n%s" % (command, process.returncode, error[-2000:]))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def once(options, folder):
    workload = Workload(options)
    server = Server(workload)
    addresses = ["http://127.0.0.1:%d/%d" % (server.port, f) for f in range(options.feeds)]
    (folder / "addresses").write_text("\n".join(addresses) + "\n")
    conf = "[weir]\ntitle = Bench\ntimezone = UTC\nstate = %s\n" % (folder / "state")
    conf += "".join("[source s%d]\nurl = %s\n" % pair for pair in enumerate(addresses))
    for t in range(options.topics):
        conf += "[topic t%d]\nterms = %s + %s, %s^0.4\n" % (t, SUBJECTS[t % 10], workload.words[t + 20], workload.words[t + 40])
    (folder / "feeds.conf").write_text(conf)
    rows = {}
    for name in ("cold", "304", "changed"):
        if name == "changed":
            workload.change(1)
        floor = run([options.build / "bench_floor", folder / "floor.db"], folder / "addresses")
        weir = run([options.build / "weir", "-q", "-c", folder / "feeds.conf", "poll", "--all"])
        rows[name] = (weir[0], floor[0], weir[0] / floor[0], weir[1], floor[1])
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    for name, value in (("feeds", 200), ("items", 30), ("seed", 1), ("runs", 3), ("topics", 36)):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--texts", choices=("varied", "alike"), default="varied")
    options = parser.parse_args()
    options.build = options.build.resolve()
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    runs = []
    for number in range(options.runs):
        with tempfile.TemporaryDirectory(prefix="weir-bench-") as folder:
            runs.append(once(argparse.Namespace(**{**vars(options), "seed": options.seed + number}), pathlib.Path(folder)))
    print("%d feeds, %d items each, %d topics, %s texts; medians of %d runs with seeds %d to %d"
          % (options.feeds, options.items, options.topics, options.texts, options.runs, options.seed,
             options.seed + options.runs - 1))
    print("%-8s %10s %10s %8s %10s %10s" % ("round", "weir CPU s", "floor", "ratio", "weir MB", "floor MB"))
    for name in runs[0]:
        middle = [statistics.median(run[name][i] for run in runs) for i in range(5)]
        print("%-8s %10.2f %10.2f %8.1f %10.0f %10.0f" % (name, *middle))


main()
