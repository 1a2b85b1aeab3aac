#!/usr/bin/env python3
"""Includes go down: src/FLOORS says which folder may include which, and where each library may be seen."""
import re

from lint import ROOT, files, finish

floors, libraries, problems = {}, {}, []
for number, line in enumerate((ROOT / "src/FLOORS").read_text().splitlines(), 1):
    line = line.split("#")[0].strip()
    if not line:
        continue
    name, _, folders = line.partition(":")
    if name.startswith("library "):
        libraries[name.split()[1]] = folders.split()
        continue
    problems += [f"src/FLOORS:{number}: {name} names {f}, which is not below it" for f in folders.split() if f not in floors]
    floors[name] = folders.split()


def check_include(folder, where, quoted, name):
    if not quoted:
        for library, folders in libraries.items():
            if name.startswith(library) and folder not in folders:
                yield f"{where}: <{name}> may be seen in {', '.join(folders)} alone"
    elif name.startswith("weir/"):
        floor = name.split("/")[1]
        if floor != folder and floor not in floors[folder]:
            yield f"{where}: {folder} may not know {floor}"
    elif "/" in name or not (ROOT / "src" / folder / name).exists():
        yield f'{where}: "{name}" is no header of its own folder; others are included as "weir/FLOOR/MODULE.h"'


for path, text in files("src/*/*.[ch]", "include/weir/*/*.h"):
    folder = path.split("/")[1 if path.startswith("src/") else 2]
    if folder not in floors:
        problems.append(f"{path}:1: the folder {folder} is not in src/FLOORS")
        continue
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)', line)
        if match:
            problems += check_include(folder, f"{path}:{number}", match[1] == '"', match[2])
finish(problems)
