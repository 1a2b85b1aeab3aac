#!/usr/bin/env python3
"""The guides do what they say: their commands run, their configurations pass `weir check`."""
import os
import pathlib
import re
import shutil
import subprocess

from harness import ROOT, WEIR, Origin, Weir, check, demo_sources

GUIDES = ROOT / "doc" / "guide"
FENCE = re.compile(r"^```([\w-]+)\n(.*?)^```$", re.M | re.S)
ACCOUNT = "\n[source jiqizhixin]\nurl = {base}/account.json\n"


def blocks(guide):
    return FENCE.findall(guide.read_text(encoding="utf-8"))


def check_configuration(weir, guide, text):
    (weir.home / "sources.d").mkdir(exist_ok=True)
    weir.write(text + ("" if "[source" in text else "\n[source a]\nurl = http://127.0.0.1:9/\n"))
    done = weir.run("check", expect=None)
    check(done.returncode == 0, "%s: its configuration is refused: %s" % (guide.name, done.err))


def run_commands(weir, guide, commands):
    path = weir.home / "bin"
    if not path.exists():
        path.mkdir()
        (path / "weir").write_text('#!/bin/sh\nexec "%s" "$@"\n' % pathlib.Path(WEIR).resolve())
        (path / "weir").chmod(0o755)
    done = subprocess.run(["sh", "-e", "-c", commands], cwd=weir.home, text=True, capture_output=True, timeout=120,
                          env={**os.environ, "PATH": "%s:%s" % (path, os.environ["PATH"]), "HOME": str(weir.home)})
    check(done.returncode == 0, "%s:\n%s%s%s" % (guide.name, commands, done.stdout, done.stderr))


def main():
    guides = sorted(GUIDES.glob("*.md"))
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (GUIDES / "README.md").read_text())
    check(sorted(listed) + [] == sorted(g.name for g in guides if g.name != "README.md"), "README.md lists %s" % listed)
    kinds = set()
    for guide in guides:
        with Origin() as origin, Weir("") as weir:
            shutil.copy(ROOT / "reading-list.md", weir.home)
            (weir.home / "state").mkdir()
            for kind, text in blocks(guide):
                kinds.add(kind)
                if kind == "ini":
                    check_configuration(weir, guide, text)
                elif kind == "sh":
                    weir.write("[weir]\nlist = reading-list.md\ninclude = sources.d/*.conf\n" + demo_sources(origin)
                               + ACCOUNT.format(base=origin.base))
                    run_commands(weir, guide, text)
                elif kind.startswith("sh-"):
                    subprocess.run(["sh", "-n", "-c", text], check=True)
    check(kinds == {"ini", "sh", "sh-needs-root", "sh-needs-podman", "nginx", "caddy"}, "unknown blocks: %s" % kinds)


main()
