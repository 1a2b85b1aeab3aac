#!/usr/bin/env python3
"""CPU seconds to read the same feeds: weir, libxml2 alone, and the parsers that Debian has beside them.

    cmake --preset release -DWEIR_BENCH=ON && cmake --build build/release
    bench/compare_parse.py [--build build/release] FILE…

Programs that are not installed are left out. Each is started once with all documents, or once a document where it
takes only one (sfeed, `weir parse`); what starting it costs is in its figure. Peak memory is the largest process's.
"""
import argparse
import os
import resource
import shutil
import subprocess
import sys

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
