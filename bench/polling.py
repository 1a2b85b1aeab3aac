#!/usr/bin/env python3
"""How weir polls, in figures: a simulated month of 500 sources of mixed manners, a crowd of 2,000 sources of which a
quarter is bad, memory over many rounds, and what the behaviours of servers come to.

  bench/polling.py [BUILD]      the build folder; preset is build (cmake --preset dev && cmake --build build)
"""
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = {
    "test_month": {"WEIR_MONTH_DAYS": "30"},
    "test_crowd": {},
    "test_manners": {},
    "test_private": {},
    "test_tls": {},
}


def main():
    build = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build"
    status = 0
    for name, extra in TESTS.items():
        if not os.access(build / "tests" / name, os.X_OK):
            sys.exit("no %s: build it first" % (build / "tests" / name))
        done = subprocess.run([build / "tests" / name], env={**os.environ, "WEIR_SOURCE_DIR": str(ROOT), **extra}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        for line in done.stdout.splitlines():
            if not line.startswith("["):
                print(line)
        print("%s: %s\n" % (name, "all holds" if done.returncode == 0 else "FAILED"))
        status = status or done.returncode
    sys.exit(status)


main()
