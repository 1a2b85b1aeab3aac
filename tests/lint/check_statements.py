#!/usr/bin/env python3
"""The store keeps every statement that it has prepared: its cache must have room for all that stand in the source."""
import re

from lint import code_only, files, finish

sources = {path: code_only(text) for path, text in files("src/store/*.[ch]", "src/sqlite/*.[ch]")}
limit = int(re.search(r"#define STATEMENT_LIMIT +(\d+)", sources["src/sqlite/connection.h"])[1])
count = sum(len(re.findall(r"\bdb_(?:run|query|row)\(", code)) for path, code in sources.items() if path.endswith(".c"))
# Tables of statements are asked for at one place, and hold one in each row.
count += sum(len(re.findall(r"^    \[\w+\] =", code, re.M)) for code in sources.values())
finish([f"src/sqlite/connection.h:1: STATEMENT_LIMIT is {limit}, and the source may hold {count}"] if count > limit else [])
