"""Headless Chromium with a profile of its own for each page, and as little to say to others as it can be told."""
import shutil
import subprocess
import tempfile

from harness import skip

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
         "--mute-audio", "--enable-logging=stderr")
ITS_OWN_HOSTS = (".google.com", ".googleapis.com", ".gvt1.com", ".gstatic.com")  # where it asks for news all the same


def find():
    """The program; a test without it is skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return found or skip("there is no Chromium here")


def command(profile, *words):
    return [find(), *FLAGS, "--user-data-dir=" + profile, *words]


def browse(url, *flags, timeout=100):
    """Opens a page and ends; what was printed is in the result."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        return subprocess.run(command(profile, *flags, url), timeout=timeout, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)


def photograph(url, picture, width, height, *flags):
    browse(url, "--window-size=%d,%d" % (width, height), "--screenshot=%s" % picture, *flags)
