#!/usr/bin/env python3
"""README.zh.md goes in step with README.md: its commands and configuration are the same, and its chapters in the same order."""
import re

from lint import ROOT, finish

# What stands in README.md → its chapter in Chinese; the chapters for developers are in English alone.
CHAPTERS = {"The list is the configuration": "清单就是配置", "Sources": "来源", "Lists and topics": "清单与主题",
            "What is published": "发布了什么", "Running as a service": "作为服务运行", "License": "许可"}


def commands(text):
    lines = re.findall(r"^ {4}(\S.*)$", text, re.M)
    return [re.sub(r"\s{2,}#.*", "", line).strip() for line in lines]


def main():
    english = (ROOT / "README.md").read_text(encoding="utf-8")
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    known = set(commands(english))
    problems = ["README.zh.md: README.md has no line `%s`" % line for line in commands(chinese) if line not in known]
    chapters = [CHAPTERS[c] for c in re.findall(r"^## (.*)$", english, re.M) if c in CHAPTERS]
    if chapters != re.findall(r"^## (.*)$", chinese, re.M):
        problems.append("README.zh.md: its chapters are not those of README.md, in their order: %s" % chapters)
    finish(problems)


main()
