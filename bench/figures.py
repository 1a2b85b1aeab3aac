#!/usr/bin/env python3
"""The figures that weir quotes of itself, measured here and now.

  bench/figures.py [--clone]      --clone also times a clean clone to the first published feed, by part

Needs the captured feeds beside the checkout for the memory of `poll`; says so when they are absent.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "flow"))
os.environ.setdefault("WEIR", str(ROOT / "build" / "release" / "weir"))
os.environ.setdefault("WEIR_SHARED", str(ROOT.parent / "shared"))
import harness  # noqa: E402

PACKAGES = ["libev4", "libcurl4", "libxml2", "libsqlite3-0", "libmicrohttpd12", "libcmark-gfm0.29.0.gfm.6", "libjansson4",
            "libnettle8", "libutf8proc2", "libpcre2-8-0", "libsystemd0"]


def lines_by_folder():
    print("lines by folder")
    folders = sorted({p.parent for p in (ROOT / "src").rglob("*.c")}) + [ROOT / "include", ROOT / "tests", ROOT / "bench"]
    total = 0
    for folder in folders:
        files = [p for p in folder.rglob("*") if p.suffix in (".c", ".h", ".py") and p.is_file()]
        n = sum(len(p.read_bytes().splitlines()) for p in files)
        total += n
        print("  %-14s %6d lines %4d files" % (folder.relative_to(ROOT), n, len(files)))
    print("  %-14s %6d lines" % ("all", total))


def packages():
    print("run-time packages (installed size)")
    for name in PACKAGES:
        done = subprocess.run(["dpkg-query", "-W", "-f", "${Version} ${Installed-Size}", name], capture_output=True, text=True)
        version, size = done.stdout.split() if done.returncode == 0 else ("not installed", "0")
        print("  %-26s %-24s %5s kB" % (name, version, size))


def timed(what, words, **options):
    start = time.monotonic()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
    print("  %-34s %6.1f s" % (what, time.monotonic() - start))


def peak_kb(pid):
    """The most memory the process ever held, of a process that is still there."""
    for line in open("/proc/%d/status" % pid):
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


def serve_real(origin):
    """Every captured document on a path of its own -> the sections that name them."""
    out = []
    for i, path in enumerate(sorted((harness.SHARED / "feeds" / "real").glob("*/*"))):
        origin.documents["/%d" % i] = harness.Document(path.read_bytes())
        out.append("[source s%d]\nurl = %s/%d\n" % (i, origin.base, i))
    return "".join(out)


def memory():
    print("memory and time")
    if (harness.SHARED / "feeds" / "real").is_dir():
        with harness.Origin() as origin, harness.Weir("") as weir:
            weir.write("[weir]\ntimezone = UTC\n" + serve_real(origin) + harness.shipped_topics())
            start = time.monotonic()
            process = subprocess.Popen([harness.WEIR, "-q", "-c", str(weir.conf), "poll"], env=weir.environment(),
                                       stderr=subprocess.DEVNULL)
            _, _, usage = os.wait4(process.pid, 0)
            print("  poll of %d captured documents: %.1f s, %.2f s CPU, peak %.1f MB" %
                  (len(origin.documents), time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
    else:
        print("  poll of the captured documents: not measured, they are not beside the checkout")
    shipped = (ROOT / "feeds.conf").read_text(encoding="utf-8").replace("listen ", "# listen ", 1)
    with harness.Weir(shipped.replace("reading-list.md", str(ROOT / "reading-list.md"))) as weir:
        with weir.daemon() as daemon:
            time.sleep(5)
            print("  run, idle with the %d sources that ship: peak %.1f MB" %
                  (weir.conf.read_text(encoding="utf-8").count("\n[source "), peak_kb(daemon.pid) / 1024))


def clone():
    print("clean clone to the first published feed")
    with tempfile.TemporaryDirectory() as folder:
        timed("git clone", ["git", "clone", "-q", str(ROOT), folder + "/weir"])
        timed("bootstrap: packages, build, check", ["./bootstrap", "run", "check"], cwd=folder + "/weir")
        with harness.Origin() as origin:
            origin.documents["/a"] = harness.Document((ROOT / "tests/flow/feeds/blog.atom").read_bytes())
            conf = pathlib.Path(folder) / "feeds.conf"
            conf.write_text("[weir]\nstate = %s/state\n[source a]\nurl = %s/a\n" % (folder, origin.base))
            timed("poll and publish", [folder + "/weir/build/release/weir", "-c", str(conf), "poll"])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--clone", action="store_true")
    chosen = options.parse_args()
    lines_by_folder()
    packages()
    if chosen.clone:
        clone()
    if not os.access(harness.WEIR, os.X_OK):
        sys.exit("no %s: build it first (./bootstrap run check), or set WEIR" % harness.WEIR)
    memory()


main()
