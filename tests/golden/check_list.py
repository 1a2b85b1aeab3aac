#!/usr/bin/env python3
"""Each list in tests/golden/list is kept in another layout; what `weir derive --entries` makes of it is NAME.jsonl, line
by line. `check_list.py --write` renews these, to be read before they are committed.
"""
import os
import subprocess
import sys

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
WEIR = os.environ.get("WEIR") or os.path.join(ROOT, "build", "weir")
FOLDER = os.path.join(ROOT, "tests", "golden", "list")


def main():
    wrong, names = [], sorted(name for name in os.listdir(FOLDER) if not name.endswith(".jsonl"))
    for name in names:
        path = os.path.join(FOLDER, name)
        got = subprocess.run([WEIR, "derive", "--entries", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             timeout=60).stdout
        if "--write" in sys.argv[1:]:
            with open(path + ".jsonl", "wb") as file:
                file.write(got)
        with open(path + ".jsonl", "rb") as file:
            want = file.read()
        if got != want:
            lines = [(g, w) for g, w in zip(got.splitlines(), want.splitlines()) if g != w] or [(got[-200:], want[-200:])]
            wrong.append("%s:\n  got  %s\n  want %s" % (name, lines[0][0].decode(), lines[0][1].decode()))
    print("\n".join(wrong + ["%d layouts, %d wrong" % (len(names), len(wrong))]))
    return 1 if wrong or len(names) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
