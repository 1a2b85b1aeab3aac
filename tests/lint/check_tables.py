#!/usr/bin/env python3
"""src/topic/tables.c is data/glossary.tsv and data/common.tsv as C strings. This check looks over the data files
(columns, order, doubles, numbers), remakes tables.c and compares; `check_tables.py --write` renews it.
"""
import os
import sys

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TABLES = os.path.join(ROOT, "src", "topic", "tables.c")
WIDTH = 110
HEAD = """\
/* Made by tests/lint/check_tables.py --write from the files in data/; do not edit. */
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


def string(symbol, lines):
    rows, row = [], ""
    for line in lines:
        literal = '"%s",' % line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        if row and len(row) + len(literal) > WIDTH:
            rows.append(row)
            row = ""
        row += (" " if row else "    ") + literal
    return "const char *const %s[] = {\n%s\n    NULL,\n};\n" % (symbol, "\n".join(rows + [row]))


def main():
    wrong = list(complaints())
    text = (HEAD + string("table_glossary", records("glossary.tsv")) + "\n" +
            string("table_common", records("common.tsv")) + "/* clang-format on */\n")
    if "--write" in sys.argv[1:]:
        with open(TABLES, "w", encoding="utf-8") as file:
            file.write(text)
    with open(TABLES, encoding="utf-8") as file:
        if file.read() != text:
            wrong.append("src/topic/tables.c is not what data/ says: check_tables.py --write")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
