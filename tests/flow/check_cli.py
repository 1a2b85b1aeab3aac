#!/usr/bin/env python3
"""What the program says and with which exit status (sysexits.h), when it is used rightly and wrongly."""
import json
import pathlib
import subprocess

from harness import WEIR, Weir, check

FEEDS = pathlib.Path(__file__).parent / "feeds"
GOOD = "[source a]\nurl = http://127.0.0.1:9/\n[topic kd]\nterms = knowledge distillation, 知识蒸馏\n"

# Words, exit status, what standard error must hold.
WRONG_USE = [
    ([], 64, "which command"),
    (["pol"], 64, 'did you mean "poll"?'),
    (["-x"], 64, "-x"),
    (["poll", "--everything"], 64, "--everything"),
    (["poll", "b"], 66, "[source b]"),
    (["status", "b"], 66, "[source b]"),
    (["digest"], 64, "--day"),
    (["digest", "--day", "2026-02-30"], 64, "2026-02-30"),
    (["digest", "--week", "2026-W54"], 64, "2026-W54"),
    (["help", "prase"], 64, 'did you mean "parse"?'),
    (["parse", "no-such-file"], 66, "no-such-file"),
    (["parse"], 64, "parse"),
    (["match", "no-such-file"], 66, "no-such-file"),
]


def one_line(err):
    return err.endswith("\n") and err.count("\n") == 1


def main():
    with Weir(GOOD) as weir:
        for words, status, says in WRONG_USE:
            done = weir.run(*words, expect=status)
            check(says in done.err and one_line(done.err), "weir %s says: %r" % (" ".join(words), done.err))
            check(done.out == "", "weir %s prints results: %r" % (" ".join(words), done.out))

        check("no problem" in weir.run("check").out, "check does not say that all is well")
        check("poll" in weir.run("help").out and "--all" in weir.run("help", "poll").out, "help helps not")
        check(weir.run("--help").out == weir.run("help").out, "--help is another help")
        version = subprocess.run([WEIR, "--version"], capture_output=True, text=True, check=True).stdout
        check(version.startswith("weir "), version)

        feed = weir.run("parse", "-", stdin=(FEEDS / "blog.atom").read_bytes()).out
        check(weir.run("parse", "-", stdin=feed.encode()).out == feed, "parse of parse is something else")
        check(json.loads(feed)["items"][1]["title"] == "A reading comprehension quiz", feed)
        done = weir.run("parse", "-", stdin=b"<html><body>Hello", expect=65)
        check(one_line(done.err) and "HTML" in done.err, done.err)

        lines = [json.loads(line) for line in weir.run("match", str(FEEDS / "blog.atom")).out.splitlines()]
        check([[t["topic"] for t in line["topics"]] for line in lines] == [["kd"], [], []], lines)
        check(lines[0]["topics"][0]["terms"] == ["knowledge distillation"], lines[0])

        status = json.loads(weir.run("status", "--json").out)
        check(status["sources"][0]["state"] == "new" and status["topics"][0]["stories"] == 0, status)

        # Every fault of a configuration in one run, each with its line.
        weir.write("[source a]\nurl = http://a.example/\nevry = 6h\n[topc x]\n[topic t]\nterms = a^7\n")
        for command in ("check", "poll"):
            done = weir.run(command, expect=78)
            for line, says in ((3, 'did you mean "every"?'), (4, "did you mean [topic]?"), (6, "boost")):
                check(any(l.startswith("%s:%d: " % (weir.conf, line)) and says in l for l in done.err.splitlines()),
                      "line %d is not named: %s" % (line, done.err))
        weir.conf.unlink()
        check(str(weir.conf) in weir.run("check", expect=None).err, "a missing configuration is not named")

        # An output that cannot be written is no success.
        with open("/dev/full", "w") as full:
            done = subprocess.run([WEIR, "parse", str(FEEDS / "blog.atom")], stdout=full, stderr=subprocess.PIPE, text=True)
        check(done.returncode == 74 and one_line(done.stderr), "a full disk: %s %s" % (done.returncode, done.stderr))


main()
