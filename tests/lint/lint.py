"""What the house rules' scripts share: where the source is, which files there are, how findings are told."""
import os
import re
import sys
from pathlib import Path

ROOT = Path(os.environ.get("WEIR_SOURCE_DIR") or Path(__file__).resolve().parents[2])
SKIPPED = 77


def files(*patterns):
    """The files below ROOT that match, in order, as (path relative to ROOT, text)."""
    found = sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")) for path in found]


def code_only(text, keep_strings=False):
    """C without comments (and string contents), with all lines in their places."""
    token = r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''

    def blank(match):
        word = match.group()
        if word[0] in "\"'":
            return word if keep_strings else '""'
        return " " + "\n" * word.count("\n")

    return re.sub(token, blank, text, flags=re.S)


def finish(problems):
    """Prints each finding as FILE:LINE: what, and ends the script."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)
