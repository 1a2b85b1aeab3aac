#!/usr/bin/env python3
"""Every script can at least be read by its interpreter."""
import subprocess

from lint import ROOT, files, finish

problems = []
for path, text in files("*", ".ci/*", "tests/**/*", "bench/*", "systemd/*"):
    first = text.split("\n", 1)[0]
    if path.endswith(".py"):
        try:
            compile(text, path, "exec")
        except SyntaxError as error:
            problems.append(f"{path}:{error.lineno}: {error.msg}")
    elif first.startswith("#!") and first.split("/")[-1].split()[-1] in ("sh", "bash"):
        shell = first.split("/")[-1].split()[-1]
        result = subprocess.run([shell, "-n", path], cwd=ROOT, capture_output=True, text=True)
        problems += [f"{path}: {line}" for line in result.stderr.splitlines()]
finish(problems)
