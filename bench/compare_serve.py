#!/usr/bin/env python3
"""Requests a second and p99 of /feed.atom, whole (200) and unchanged (304), by `weir run` and by nginx with one worker that
serves the same file, asked by wrk in turns within one run: `bench/compare_serve.py [BYTES]`, WEIR names the program."""
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "flow"))
os.environ.setdefault("WEIR", str(ROOT / "build" / "release" / "weir"))
import harness  # noqa: E402

WEIR_PORT, NGINX_PORT, ROUNDS, SECONDS = 8472, 8473, 3, 3
CONF = "[weir]\ntitle = x\ntimezone = UTC\nlisten = 127.0.0.1:%d\n[source none]\nurl = http://127.0.0.1:9/x\nevery = 1w\n" % WEIR_PORT
NGINX = """daemon off; master_process off; worker_processes 1; pid %(home)s/nginx.pid; error_log %(home)s/nginx.log;
events { worker_connections 512; }
http { access_log off; sendfile on; types { application/atom+xml atom; }
       client_body_temp_path %(home)s; proxy_temp_path %(home)s; fastcgi_temp_path %(home)s;
       uwsgi_temp_path %(home)s; scgi_temp_path %(home)s;
       server { listen 127.0.0.1:%(port)d; root %(public)s; } }
"""


def ask(port, etag):
    headers = ["-H", "If-None-Match: " + etag] if etag else []
    done = subprocess.run(["wrk", "-t1", "-c16", "-d%ds" % SECONDS, "--latency", *headers, "http://127.0.0.1:%d/feed.atom" % port],
                          capture_output=True, text=True, timeout=60, check=True).stdout
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done).groups()
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1)), float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]


def cpu_s(pid):
    fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main():
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200000
    with harness.Weir(CONF) as weir, weir.daemon() as daemon:
        harness.wait_until(lambda: "serving" in daemon.log(), 20, "serving")
        (weir.public / "feed.atom").write_bytes(b"<feed/>" * (size // 7))
        (weir.home / "nginx.conf").write_text(NGINX % {"home": weir.home, "port": NGINX_PORT, "public": weir.public})
        nginx = subprocess.Popen(["nginx", "-c", str(weir.home / "nginx.conf")], stderr=subprocess.DEVNULL)
        try:
            time.sleep(1)
            servers = {"weir": (WEIR_PORT, daemon.pid), "nginx": (NGINX_PORT, nginx.pid)}
            etags = {name: urllib.request.urlopen("http://127.0.0.1:%d/feed.atom" % port).headers["ETag"]
                     for name, (port, _) in servers.items()}
            for status in (200, 304):
                sums = {name: [0.0, 0.0, 0.0] for name in servers}
                for _ in range(ROUNDS):
                    for name, (port, pid) in servers.items():
                        before = cpu_s(pid)
                        rate, p99 = ask(port, etags[name] if status == 304 else "")
                        for i, value in enumerate((rate, p99, (cpu_s(pid) - before) / (rate * SECONDS) * 1e6)):
                            sums[name][i] += value / ROUNDS
                for name, (rate, p99, cost) in sums.items():
                    print("%d  %-5s  %8.0f requests/s  p99 %7.2f ms  %5.1f us of processor time a request" % (status, name, rate, p99, cost))
        finally:
            nginx.terminate()
            nginx.wait(10)


main()
