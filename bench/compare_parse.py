#!/usr/bin/env python3
"""CPU seconds to read the same feeds: weir, libxml2 alone, and the parsers that Debian has beside them.

    cmake --preset release -DWEIR_BENCH=ON && cmake --build build/release
    bench/compare_parse.py [--build build/release] FILE…

Programs that are not installed are left out. Each is started once with all documents, or once a document where it
takes only one (sfeed, `weir parse`); what starting it costs is in its figure. Peak memory is the largest process's.
The memory of parsing alone is measured on documents of 8 MiB made here, for those captured are too small to tell.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile

FEEDPARSER = """
import sys
sys.path = [p for p in sys.path if p] + ["/usr/lib/python3/dist-packages"]
import feedparser
for path in sys.argv[1:]:
    with open(path, "rb") as f:
        feedparser.parse(f.read())
"""


def cost(commands, inputs=None):
    """CPU seconds of the commands together, and the memory of the largest in KiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = 0
    for i, command in enumerate(commands):
        stdin = open(inputs[i], "rb") if inputs else subprocess.DEVNULL
        process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        largest = max(largest, usage.ru_maxrss)
        if inputs:
            stdin.close()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, largest


WORDS = "the gauge at the weir reads four decimetres more than yesterday 水位 上升 four by noon".split()
BODIES = {
    "text": "%s",
    "HTML": "&lt;p&gt;%s &lt;a href=\"https://gauge.example/4\"&gt;the gauge&lt;/a&gt;&lt;/p&gt;",
    "CDATA": "<![CDATA[<p>%s <img src=\"/4.png\" alt=\"\"></p>]]>",
}


def large_document(body, size=8 << 20):
    """A document of that size, by items of a usual one."""
    item = "<item><title>%s</title><link>https://gauge.example/</link><guid>%d</guid><description>%s</description></item>"
    text, n, items = " ".join(WORDS * 6), 0, []
    while n < size:
        items.append(item % (" ".join(WORDS[:9]), n, body % text))
        n += len(items[-1].encode())
    return '<rss version="2.0"><channel><title>Levels</title>%s</channel></rss>' % "".join(items)


def print_memory(bench):
    for kind, body in BODIES.items():
        with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as f:
            f.write(large_document(body))
            f.flush()
            out = subprocess.run([bench, "-m", f.name], check=True, stdout=subprocess.PIPE, text=True).stdout
            print("%-6s %s" % (kind, out.strip()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--build", default="build/release")
    ap.add_argument("files", nargs="+")
    a = ap.parse_args()
    bench, weir = os.path.join(a.build, "bench_parse"), os.path.join(a.build, "weir")
    if not os.path.exists(bench):
        print("no %s; configure with -DWEIR_BENCH=ON" % bench, file=sys.stderr)
        return 1
    sys.stdout.flush()
    subprocess.run([bench, *a.files], check=True)
    print_memory(bench)
    rows = [("weir parse, a process a feed", [[weir, "parse", f] for f in a.files], None)]
    if shutil.which("xmllint"):
        rows.append(("xmllint --noout", [["xmllint", "--noout", "--nonet", *a.files]], None))
    if shutil.which("sfeed"):
        rows.append(("sfeed, a process a feed", [["sfeed"] for _ in a.files], a.files))
    if os.path.exists("/usr/lib/python3/dist-packages/feedparser"):
        rows.append(("python3-feedparser", [["/usr/bin/python3", "-c", FEEDPARSER, *a.files]], None))
    print("\n%-30s %8s %10s" % ("", "CPU s", "peak KiB"))
    for name, commands, inputs in rows:
        seconds, peak = cost(commands, inputs)
        print("%-30s %8.2f %10d" % (name, seconds, peak))
    return 0


if __name__ == "__main__":
    sys.exit(main())
