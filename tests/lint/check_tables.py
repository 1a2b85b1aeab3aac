#!/usr/bin/env python3
"""src/derive/table_glossary.c and table_common.c are data/glossary.tsv and data/common.tsv as C strings. This check looks
over the data files (columns, order, doubles, numbers), remakes the sources and compares; `check_tables.py --write` renews
them.
"""
import os
import sys

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NAMES = ("glossary", "common")
WIDTH = 110
HEAD = """\
/* Made by tests/lint/check_tables.py --write of data/%s.tsv; do not edit. */
#include "tables.h"

#include <stddef.h>

/* clang-format off */
"""


def records(name):
    with open(os.path.join(ROOT, "data", name), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def complaints():
    glossary = [line.split("\t") for line in records("glossary.tsv")]
    for fields in glossary:
        if not 2 <= len(fields) <= 3 or not fields[0]:
            yield "glossary.tsv: a line has English, Chinese and perhaps related names: %s" % fields
    common = [line.split("\t") for line in records("common.tsv")]
    for fields in common:
        if len(fields) != 3 or not all(number.isdigit() and int(number) <= 1000 for number in fields[1:]):
            yield "common.tsv: a line has a phrase and two numbers up to 1000: %s" % fields
    for name, rows in (("glossary.tsv", glossary), ("common.tsv", common)):
        keys = [fields[0] for fields in rows]
        for before, after in zip(keys, keys[1:]):
            if before >= after:
                yield "%s: %s and %s are not in order" % (name, before, after)


def source(name):
    """The table as C."""
    rows, row = [], ""
    for line in records(name + ".tsv"):
        literal = '"%s",' % line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        if row and len(row) + len(literal) > WIDTH:
            rows.append(row)
            row = ""
        row += (" " if row else "    ") + literal
    rows.append(row)
    return HEAD % name + "const char *const table_%s[] = {\n%s\n    NULL,\n};\n/* clang-format on */\n" % (
        name, "\n".join(rows))


def main():
    wrong = list(complaints())
    for name in NAMES:
        path = os.path.join(ROOT, "src", "derive", "table_%s.c" % name)
        if "--write" in sys.argv[1:]:
            with open(path, "w", encoding="utf-8") as file:
                file.write(source(name))
        with open(path, encoding="utf-8") as file:
            if file.read() != source(name):
                wrong.append("src/derive/table_%s.c is not what data/ says: check_tables.py --write" % name)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
