#!/usr/bin/env python3
"""No dead promises: every key of feeds.conf has a reader outside src/conf, every public function a caller outside tests."""
import re

from lint import ROOT, finish

PROTOTYPE = re.compile(r"^(?!static|typedef|extern|#)[a-z][\w \*]*?\**\b(\w+)\((?:[^;{}]|\n)*?\)[^;{}]*;", re.M)
KEY = re.compile(r'\{"([\w-]+)", KIND_\w+, (?:\w+\((\w+)\)|offsetof\(struct \w+, (\w+)\))')
TESTS_ALONE = {"serve_port"}  # a test listens at port 0 and must learn which it got
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def code(folder, suffix):
    return {p: COMMENT.sub("", p.read_text(encoding="utf-8")) for p in sorted((ROOT / folder).rglob(suffix))}


def uses(name, texts):
    """Everywhere but where the function is defined: there, a type stands before it at the beginning of the line."""
    definition = re.compile(r"^(?!return)[a-z][\w \*]*\b%s\(" % name, re.M)
    return sum(len(re.findall(r"\b%s\b" % name, text)) - len(definition.findall(text)) for text in texts if name in text)


def main():
    problems = []
    sources, headers = code("src", "*.[ch]"), code("include", "*.h")
    outside = [text for path, text in sources.items() if "src/conf/" not in str(path)]
    for key, field, other in KEY.findall(sources[ROOT / "src" / "conf" / "keys.c"]):
        name = field or other
        if not any(re.search(r"(?:->|\.)%s\b" % name, text) for text in outside):
            problems.append("src/conf/keys.c: nobody outside src/conf reads `%s` (%s)" % (key, name))
    inline = list(headers.values())
    for path, text in headers.items():
        for name in PROTOTYPE.findall(text):
            called = uses(name, sources.values()) > 0 or sum(t.count(name + "(") for t in inline) > 1
            if not called and name not in TESTS_ALONE:
                problems.append("%s: nobody but tests calls %s" % (path.relative_to(ROOT), name))
    finish(problems)


main()
