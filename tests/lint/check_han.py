#!/usr/bin/env python3
"""src/text/han_table.c is data/han.txt as a C table. This check looks over the data file, remakes the table and compares;
`check_han.py --write` renews it. Where Debian's package unicode-data is installed, the data file is compared with the
Unicode Han database too; `check_han.py --unihan FILE` makes it anew from a Unihan_Variants.txt (or .txt.bz2).
"""
import bz2
import os
import re
import sys

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
DATA = os.path.join(ROOT, "data", "han.txt")
TABLE = os.path.join(ROOT, "src", "text", "han_table.c")
UNIHAN = "/usr/share/unicode/Unihan_Variants.txt.bz2"
WIDTH = 110
FIRST, LAST = 0x4E00, 0x9FFF  # CJK Unified Ideographs: what the table's 16 bits and the matcher's fast path hold
HEAD = """\
# Simplified characters, each followed by the traditional ones that are written as it. Sorted by code point.
# Origin: the field kSimplifiedVariant of the Unicode Han database, of Unicode 15.0 (Unihan_Variants.txt in Debian's
# unicode-data; the pairs are facts, the file is under the Unicode licence). Left out is what has more than one simplified
# form (乾: 干 or itself), what is a simplified form itself (著), and what lies outside U+4E00–U+9FFF.
# Checked and remade by tests/lint/check_han.py, which makes src/text/han_table.c.
"""
CODE_HEAD = """\
/* Made by tests/lint/check_han.py --write from data/han.txt; do not edit. */
#include "han_table.h"

/* clang-format off */
#define P(t, s) [t - HAN_FIRST] = s
const uint16_t han_table[HAN_LAST - HAN_FIRST + 1] = {
"""
CODE_TAIL = """\
};
/* clang-format on */
"""


def wrap(words, width, indent=""):
    rows, row = [], indent
    for word in words:
        if len(row) > len(indent) and len(row) + 1 + len(word) > width:
            rows.append(row)
            row = indent
        row += ("" if row == indent else " ") + word
    return "\n".join(rows + [row]) + "\n"


def read_unihan(path):
    """-> {traditional: simplified}, the unambiguous ones."""
    simplified, traditional = {}, {}
    with (bz2.open if path.endswith(".bz2") else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] in ("kSimplifiedVariant", "kTraditionalVariant"):
                table = simplified if fields[1] == "kSimplifiedVariant" else traditional
                table[int(fields[0][2:], 16)] = [int(code, 16) for code in re.findall(r"U\+([0-9A-F]+)", fields[2])]
    return {t: s[0] for t, s in simplified.items()
            if len(s) == 1 and s[0] != t and FIRST <= t <= LAST and FIRST <= s[0] <= LAST
            and s[0] in simplified.get(s[0], s)
            and all(simplified.get(other) == s for other in traditional.get(t, []))}


def data_text(pairs):
    groups = {}
    for t, s in sorted(pairs.items()):
        groups.setdefault(s, []).append(chr(t))
    return HEAD + wrap([chr(s) + "".join(groups[s]) for s in sorted(groups)], 60)


def read_data():
    with open(DATA, encoding="utf-8") as file:
        return file.read()


def pairs_of(text):
    words = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    return [(ord(t), ord(word[0])) for word in words for t in word[1:]]


def complaints(text):
    pairs = pairs_of(text)
    if len({t for t, _ in pairs}) != len(pairs):
        yield "data/han.txt: a traditional character stands there twice"
    for t in {t for t, _ in pairs} & {s for _, s in pairs}:
        yield "data/han.txt: %s is written as another, and another as it" % chr(t)
    for code in [code for pair in pairs for code in pair if not FIRST <= code <= LAST]:
        yield "data/han.txt: %s is outside U+4E00–U+9FFF" % chr(code)
    if os.path.exists(UNIHAN) and data_text(read_unihan(UNIHAN)) != text:
        yield "data/han.txt is not what %s says: check_han.py --unihan" % UNIHAN


def main():
    arguments = sys.argv[1:]
    if "--unihan" in arguments:
        path = arguments[arguments.index("--unihan") + 1]
        with open(DATA, "w", encoding="utf-8") as file:
            file.write(data_text(read_unihan(path)))
    data = read_data()
    wrong = list(complaints(data))
    code = CODE_HEAD + wrap(["P(u'%c', u'%c')," % pair for pair in sorted(pairs_of(data))], WIDTH, "    ") + CODE_TAIL
    if "--write" in arguments:
        with open(TABLE, "w", encoding="utf-8") as file:
            file.write(code)
    with open(TABLE, encoding="utf-8") as file:
        if file.read() != code:
            wrong.append("src/text/han_table.c is not what data/han.txt says: check_han.py --write")
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
