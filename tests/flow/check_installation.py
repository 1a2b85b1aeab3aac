#!/usr/bin/env python3
"""One state, found by all: a command that reads finds what the daemon writes, and creates and changes nothing."""
import os
import signal
import sqlite3
import subprocess

from harness import WEIR, Origin, Weir, check, demo_sources, shipped_topics, wait_until

READERS = (["status"], ["status", "--json"], ["search", "distillation"], ["digest", "--day", "2026-11-20"],
           ["try", "distillation"], ["explain", "https://arxiv.org/abs/2611.04101"], ["export"], ["check", "--terms"])


def tree(folder):
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(folder.rglob("*"))}


def shell(weir, *words, user=None, **environment):
    """A command as somebody types it: nobody has told it of STATE_DIRECTORY."""
    env = {k: v for k, v in os.environ.items() if k not in ("STATE_DIRECTORY", "XDG_STATE_HOME", "WEIR_CONF")}
    done = subprocess.run([WEIR, *words], env={**env, "HOME": "/nonexistent", **environment}, cwd=weir.home, text=True,
                          capture_output=True, timeout=60, user=user)
    return done


def reads(weir, words, user=None):
    before = tree(weir.home)
    done = shell(weir, *words, user=user)
    check(done.returncode == 0 and done.stdout, "weir %s: %s" % (words, done.stderr))
    check(tree(weir.home) == before, "weir %s changed the state" % words)
    return done.stdout


def nothing_stored(weir):
    """Nothing is there yet: said in one line with what was looked for, and nothing made."""
    for words, status in ((["search", "x"], 66), (["backup", "copy.db"], 66), (["explain", "x"], 66), (["status"], 0)):
        done = shell(weir, "-c", str(weir.conf), *words, XDG_STATE_HOME=str(weir.home / "elsewhere"))
        check(done.returncode == status and "elsewhere/weir/weir.db" in done.stderr and done.stderr.count("\n") == 1,
              "weir %s without a state: %s %r" % (words, done.returncode, done.stderr))
    check(os.listdir(weir.home) == ["feeds.conf"], os.listdir(weir.home))


def backup(weir):
    os.mkfifo(weir.home / "pipe")
    os.symlink("plain", weir.home / "link")
    (weir.home / "folder").mkdir()
    (weir.home / "plain").write_text("old")
    (weir.home / "plain.tmp").write_text("mine")
    for name in ("pipe", "link", "folder", "state/weir.db"):
        before = tree(weir.home)
        done = shell(weir, "backup", name)
        check(done.returncode == 73 and name in done.stderr, "backup %s: %s %r" % (name, done.returncode, done.stderr))
        check(tree(weir.home) == before, "backup %s changed something" % name)
    done = shell(weir, "backup", "plain")
    check(done.returncode == 0, done.stderr)
    n = sqlite3.connect(weir.home / "plain").execute("SELECT count(*) FROM item").fetchone()[0]
    check(n == 15, "the backup has %d items" % n)
    check((weir.home / "plain.tmp").read_text() == "mine", "backup took a file that it did not make")


def main():
    with Origin() as origin, Weir(demo_sources(origin) + shipped_topics()) as weir:
        nothing_stored(weir)
        (weir.home / "state").mkdir()
        with weir.daemon() as daemon:
            wait_until(lambda: "new stories" in daemon.log(), 30, "the first round")
            for words in READERS:
                reads(weir, words)
            daemon.send_signal(signal.SIGKILL)
            daemon.wait()
        for words in READERS:  # what the killed one has left in its log is read, too
            reads(weir, words)
        check(shell(weir, "poll").returncode == 0, "poll")
        check(not (weir.home / "state" / "weir.db-wal").exists(), "a log is left over")
        for words in READERS:
            reads(weir, words)
        check((weir.home / "state" / "weir.db").stat().st_mode & 0o777 == 0o600, "others may read the database")
        if os.geteuid() == 0:  # somebody whom its owner lets read
            weir.home.chmod(0o755)
            (weir.home / "state" / "weir.db").chmod(0o644)
            for words in READERS:
                reads(weir, words, user=65534)
        backup(weir)


main()
