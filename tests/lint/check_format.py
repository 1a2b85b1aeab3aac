#!/usr/bin/env python3
"""Layout is clang-format's business; its versions differ, so one is asked alone."""
import shutil
import subprocess

from lint import ROOT, files, finish, skip

VERSION = "14."

tool = shutil.which("clang-format-14") or shutil.which("clang-format")
if not tool:
    skip("clang-format is not installed")
if f"version {VERSION}" not in subprocess.run([tool, "--version"], capture_output=True, text=True).stdout:
    skip(f"{tool} is not version {VERSION}x")
names = [path for path, _ in files("src/**/*.[ch]", "include/**/*.h", "tests/**/*.[ch]", "bench/*.[ch]")]
result = subprocess.run([tool, "--dry-run", "-Werror", *names], cwd=ROOT, capture_output=True, text=True)
wrong = sorted({line.split(":")[0] for line in result.stderr.splitlines() if "error:" in line})
finish([f"{name}:1: run clang-format -i on it" for name in wrong])
