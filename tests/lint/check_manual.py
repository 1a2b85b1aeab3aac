#!/usr/bin/env python3
"""The manual says what the tables say: feeds.conf(5) has every key of src/conf/keys.c in its order, with its preset
and whether it repeats; weir(1) has every command and option of src/cli/commands.c."""
import re
import shutil
import subprocess

from lint import ROOT, finish

STRING = r'"((?:\\.|[^"\\])*)"'
problems = []


def table(path, name):
    """The rows of a C table, each without the outer braces."""
    text = (ROOT / path).read_text(encoding="utf-8")
    body = re.search(rf"\b{name}\[\] = \{{\n(.*?)\n\}};", text, re.S)[1]
    return re.findall(r"^    \{(.*?)\},$", body, re.S | re.M)


def items(path, section=None):
    """What an .It of a page names, and the text below it; of one .Ss, or of the whole page."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if section:
        text = re.split(r"^\.S[sh] ", text.split(f".Ss {section}\n")[1], flags=re.M)[0]
    return {m[1]: m[0] for m in re.finditer(r"^\.It (?:Cm|Ic) (\S+).*?(?=^\.It |^\.El)", text, re.S | re.M)}


for name, section in (("weir", "[weir]"), ("source", "[source NAME]"), ("topic", "[topic NAME]"),
                      ("deliver", "[deliver NAME]")):
    page = "doc/feeds.conf.5"
    described = items(page, section)
    rows = {re.match(STRING, row)[1]: row for row in table("src/conf/keys.c", f"{name}_keys")}
    if list(rows) != list(described):
        problems.append(f"{page}: {section} describes {list(described)}, the table has {list(rows)}")
    for key in rows.keys() & described.keys():
        preset = re.match(rf"{STRING}, KIND_\w+, .*?, (?:{STRING}|NULL),\s+{STRING}$", rows[key], re.S)[2]
        if preset and f"Preset is {preset}.\n" not in described[key]:
            problems.append(f"{page}: {section} {key} does not say its preset: Preset is {preset}.")
        if ("KEY_REPEATS" in rows[key]) != ("May stand more than once" in described[key]):
            problems.append(f"{page}: {section} {key} and the table differ in whether it may stand more than once")

commands = {re.match(STRING, row)[1]: row for row in table("src/cli/commands.c", "commands")}
described = items("doc/weir.1")
for command in commands:
    if command not in described:
        problems.append(f"doc/weir.1: the command {command} is not described")
        continue
    for option in sorted(set(re.findall(r"--([a-z-]+)", commands[command]))):
        if f"Fl -{option}" not in described[command]:
            problems.append(f"doc/weir.1: {command} has an option --{option} that is not described")

if shutil.which("mandoc"):
    pages = sorted(str(page) for page in (ROOT / "doc").glob("*.[15]"))
    result = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages], capture_output=True, text=True)
    problems += result.stdout.splitlines()
finish(problems)
