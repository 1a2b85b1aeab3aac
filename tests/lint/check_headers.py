#!/usr/bin/env python3
"""A public header is the manual: it says what the module is and what each function does, and compiles alone and beside
any other. What is public has a name of its own, and so has a .c file."""
import os
import re
import shutil
import subprocess

from lint import ROOT, files, finish

TYPE = re.compile(r"^(struct|enum) (\w+) \{", re.M)
# Names that two files still share: a reader of one and a writer of a format, mostly. The list only shrinks.
SHARED = {"address.c", "answer.c", "arxiv.c", "atom.c", "decode.c", "feedback.c", "gather.c", "jsonfeed.c", "mirror.c",
          "opml.c", "place.c", "reading.c", "rules.c", "story.c", "words.c"}
DECLARATION = re.compile(r"^(?!typedef|static|#|/| )[A-Za-z][^;{}]*?\b(\w+)\([^;{}]*;", re.M)
compiler = os.environ.get("CC") or shutil.which("cc") or "gcc"
problems = []


def check_text(path, text):
    floor, module = path.split("/")[2:]
    module = module[:-2]
    guard = f"WEIR_{floor}_{module}_H".upper()
    if not text.startswith(f"#ifndef {guard}\n#define {guard}\n/*\n * {module} — "):
        yield f"{path}:1: does not begin with the guard {guard} and a comment ` * {module} — ` that says what it is"
    line = 1
    for paragraph in re.split(r"(\n\n)", text):
        bare = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), paragraph, flags=re.S)
        for match in DECLARATION.finditer(bare):
            if "/*" not in paragraph:
                number = line + bare.count("\n", 0, match.start())
                yield f"{path}:{number}: {match[1]} has no comment"
        line += paragraph.count("\n")


def compiles(source):
    command = [compiler, "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Werror", "-fsyntax-only", "-x", "c"]
    return subprocess.run([*command, "-I", ROOT / "include", "-"], input=source, capture_output=True, text=True)


def check_names(headers, sources):
    seen = {}
    for path, text in headers:
        for match in TYPE.finditer(text):
            first = seen.setdefault(match[0], path)
            if first != path:
                yield f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {match[1]} {match[2]} is in {first}, too"
    for path, _ in sources:
        name = os.path.basename(path)
        first = seen.setdefault(name, path)
        if first != path and name not in SHARED:
            yield f"{path}:1: {first} has the same name"


headers = files("include/weir/*/*.h")
problems += check_names(headers, files("src/*/*.c"))
together = compiles("".join(f'#include "{path.removeprefix("include/")}"\n' for path, _ in headers))
if together.returncode:
    problems.append(f"the headers do not compile together\n{together.stderr}")
for path, text in headers:
    problems += check_text(path, text)
    result = compiles(f'#include "{path.removeprefix("include/")}"\n')
    if result.returncode:
        problems.append(f"{path}:1: does not compile alone\n{result.stderr}")
finish(problems)
