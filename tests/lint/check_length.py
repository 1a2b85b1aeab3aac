#!/usr/bin/env python3
"""A file has one subject, a function one thought: neither grows past what one can hold in mind."""
from lint import files, finish

FILE_LINES = 500
FUNCTION_LINES = 80

problems = []
for path, text in files("src/*/*.[ch]", "include/weir/*/*.h", "tests/**/*.py"):
    lines = text.splitlines()
    if len(lines) > FILE_LINES:
        problems.append(f"{path}:1: {len(lines)} lines, more than {FILE_LINES}")
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if path.startswith("src/") and number - start > FUNCTION_LINES:
                problems.append(f"{path}:{start}: a function of {number - start} lines, more than {FUNCTION_LINES}")
            start = None
finish(problems)
