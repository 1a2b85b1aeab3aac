#!/usr/bin/env python3
"""What derived topics find among the new items of labelled lists is no worse than it was. The lists and their scorer lie
beside the checkout; without them the test is skipped."""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(os.environ.get("WEIR_SOURCE_DIR") or pathlib.Path(__file__).resolve().parent.parent.parent)
WEIR = os.environ.get("WEIR") or str(ROOT / "build" / "weir")
SCORER = pathlib.Path(os.environ.get("WEIR_SHARED") or ROOT.parent / "shared") / "topics" / "score.py"
# Set: F1 and P@10 at least, near misses at most in per cent. A step below what is reached.
FLOORS = {"mt": (0.52, 0.53, 5.0), "tasks": (0.63, 0.64, 7.0), "attack": (0.40, 0.34, 3.5),
          "zh-tags": (0.53, 0.53, 3.5), "seeds": (0.46, 0.61, 6.0)}
COLUMNS = ["P", "R", "F1", "uF1", "anyP", "anyR", "far%", "near%", "n/it", "P@10"]


def main():
    if not SCORER.exists():
        print("skipped: no labelled lists beside the checkout")
        return 77
    told = subprocess.run([sys.executable, str(SCORER), "--cmd", WEIR], stdout=subprocess.PIPE, timeout=240, check=True,
                          encoding="utf-8").stdout
    scores = {}
    for line in told.splitlines():
        words = line.split()
        if words and words[0] in FLOORS:
            scores[words[0]] = dict(zip(COLUMNS, map(float, words[1:1 + len(COLUMNS)])))
    wrong = ["%s was not scored:\n%s" % (name, told) for name in FLOORS if name not in scores]
    for name, score in scores.items():
        f1, precise, near = FLOORS[name]
        if score["F1"] < f1 or score["P@10"] < precise or score["near%"] > near:
            wrong.append("%s: F1 %.3f, P@10 %.3f, near %.1f %%; wanted %.3f, %.3f, %.1f %%"
                         % (name, score["F1"], score["P@10"], score["near%"], f1, precise, near))
    print("\n".join(wrong) or told)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
