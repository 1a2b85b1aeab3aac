#!/usr/bin/env python3
"""src/feed/entities_table.c is the HTML standard's table of named character references, as Python's html.entities
carries it. This check remakes the file and compares; `check_entities.py --write` renews it.

One string a first letter; in it the records in byte order, each ended by a NUL: the name, `;` (or `,` when the
reference is also known without its semicolon), the text. Two names are left out because their text is longer than
the reference, so that decoding never grows: nGt and nLt.
"""
import html.entities
import os
import sys
import unicodedata

ROOT = os.environ.get("WEIR_SOURCE_DIR") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TABLE = os.path.join(ROOT, "src", "feed", "entities_table.c")
WIDTH = 110

HEAD = """\
/* Made by tests/lint/check_entities.py --write; do not edit. From Python's html.entities.html5: the named
 * references of the HTML standard (https://html.spec.whatwg.org/#named-character-references). */
#include "entities.h"

/* clang-format off */
#define LETTER(s) {s, sizeof s - 1}
const struct entity_letter entity_letters[128] = {
"""
TAIL = """\
};
/* clang-format on */
"""


def literal(text):
    """As it is where one can see it, else in octal: marks that would sit on their neighbour, spaces, controls."""
    visible = text.isprintable() and not any(unicodedata.category(c)[0] == "M" or c in '"\\?' for c in text)
    return text if visible else "".join("\\%03o" % b for b in text.encode())


def records():
    table = html.entities.html5
    for name in sorted(n[:-1] for n in table if n.endswith(";")):
        text = table[name + ";"]
        if len(text.encode()) <= len(name) + 2:
            yield name, name + (",", ";")[name not in table], text


def render():
    lines = []
    letters = {}
    for name, key, text in records():
        letters.setdefault(name[0], []).append(key + literal(text) + "\\0")
    for letter, cells in sorted(letters.items()):
        lines.append("    ['%s'] = LETTER(" % letter)
        row = ""
        for cell in cells:
            if len(row) + len(cell) > WIDTH - 10:
                lines.append('        "%s"' % row)
                row = ""
            row += cell
        lines.append('        "%s"),' % row)
    return HEAD + "\n".join(lines) + "\n" + TAIL


def main():
    want = render()
    if "--write" in sys.argv[1:]:
        with open(TABLE, "w", encoding="utf-8") as out:
            out.write(want)
        return 0
    with open(TABLE, encoding="utf-8") as table:
        if table.read() == want:
            return 0
    print("%s: not what tests/lint/check_entities.py makes; run it with --write" % TABLE)
    return 1


if __name__ == "__main__":
    sys.exit(main())
