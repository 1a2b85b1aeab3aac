#!/usr/bin/env python3
"""The tables that say which test shows what name files that are there, and no row is without one."""
import re

from lint import ROOT, finish

FILE = re.compile(r"(?:((?:unit|flow|golden|bench|fuzz|lint)(?:/[a-z]+)?)/)?([A-Za-z_0-9*.-]+\.(?:c|py|txt|tsv))\b")
TABLES = ("topics.md", "stories.md", "publishing.md")


def main():
    faults = []
    for table in TABLES:
        for number, line in enumerate((ROOT / "tests" / table).read_text(encoding="utf-8").splitlines(), 1):
            if not line.startswith("| ") or line.startswith("| what |") or line.startswith("| ---"):
                continue
            folder, named = "", FILE.findall(line.rsplit(" | ", 1)[1])
            if not named:
                faults.append("tests/%s:%d: names no test" % (table, number))
            for place, name in named:
                folder = place or folder
                base = ROOT if folder == "bench" else ROOT / "tests"
                if not list((base / folder).glob(name)):
                    faults.append("tests/%s:%d: there is no %s/%s" % (table, number, folder, name))
    finish(faults)


main()
