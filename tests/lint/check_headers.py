#!/usr/bin/env python3
"""A public header is the manual: it says what the module is and what each function does, and compiles alone."""
import os
import re
import shutil
import subprocess

from lint import ROOT, files, finish

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


for path, text in files("include/weir/*/*.h"):
    problems += check_text(path, text)
    command = [compiler, "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Werror", "-fsyntax-only", "-x", "c"]
    source = f'#include "{path.removeprefix("include/")}"\n'
    result = subprocess.run([*command, "-I", ROOT / "include", "-"], input=source, capture_output=True, text=True)
    if result.returncode:
        problems.append(f"{path}:1: does not compile alone\n{result.stderr}")
finish(problems)
