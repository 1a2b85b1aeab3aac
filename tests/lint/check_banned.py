#!/usr/bin/env python3
"""Functions that have a better one here, and the clock, files and output that pure floors do not touch."""
import re

from lint import code_only, files, finish

BANNED = {
    "strcpy|strcat|strncpy|strncat|sprintf|vsprintf|gets": "knows no size; use snprintf or a buf",
    "strtok|asctime|ctime|localtime|gmtime|strerror_r": "keeps hidden state or has two meanings; use its _r form or text/",
    "atoi|atol|atoll|atof": "cannot say what is no number; use strtol or read the digits",
    "system|popen|tmpnam|tempnam|mktemp": "runs or names what a stranger may choose",
    "rand|srand": "is the same for all; derive what spreads from a hash",
    "alloca": "has no limit; use an arena",
}
PURE_FLOORS = ("feed", "story", "topic", "list", "derive", "conf", "render")
IMPURE = "time|clock_gettime|gettimeofday|getenv|fopen|open|read|write|printf|fprintf|puts|fputs|socket|log_\\w+"

problems = []
for path, text in files("src/*/*.[ch]", "include/weir/*/*.h"):
    code = code_only(text)
    pure = re.search(r"(?:src|weir)/(\w+)/", path)[1] in PURE_FLOORS
    rules = [*BANNED.items(), *([(IMPURE, "pure floors are functions of their arguments")] if pure else [])]
    for number, line in enumerate(code.splitlines(), 1):
        for names, why in rules:
            for match in re.finditer(rf"(?<![\w.>])({names})\(", line):
                problems.append(f"{path}:{number}: {match[1]}() {why}")
    for match in re.finditer(r"INSERT\s+OR\s+REPLACE", code_only(text, keep_strings=True)):
        number = text.count("\n", 0, match.start()) + 1
        problems.append(f"{path}:{number}: INSERT OR REPLACE blanks the columns it does not name; use ON CONFLICT")
finish(problems)
