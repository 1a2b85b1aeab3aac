#!/usr/bin/env python3
"""Servers that cannot prove who they are, or speak nothing newer than TLS 1.1, are asked for nothing."""
import pathlib
import shutil
import ssl
import subprocess
import tempfile
import warnings

from harness import Document, Origin, Weir, check, skip

FEED = b"<rss version='2.0'><channel><title>T</title><item><title>x</title></item></channel></rss>"
CONF = """
[source blog]
url = https://127.0.0.1:{port}/feed
"""


def certificate(folder):
    """A key and a certificate that nobody vouches for, in one file."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return cert, key


def refused(context, why):
    """Polls a server behind `context`; the failure must say `why`, and no request may have come through."""
    with Origin() as origin:
        origin.documents["/feed"] = Document(FEED)
        origin.server.socket = context.wrap_socket(origin.server.socket, server_side=True)
        with Weir(CONF.format(port=origin.server.server_address[1])) as weir:
            said = weir.run("poll", expect=69).err
        check(any(word in said for word in why), "%s, but weir says: %s" % (why, said))
        check(not origin.requests, "a request came through: %s" % origin.requests)


def main():
    if not shutil.which("openssl"):
        skip("no openssl to make a certificate with")
    with tempfile.TemporaryDirectory(prefix="weir-tls-") as folder:
        cert, key = certificate(pathlib.Path(folder))
        modern = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        modern.load_cert_chain(cert, key)
        refused(modern, ["certificate"])
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        old.load_cert_chain(cert, key)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            old.set_ciphers("ALL:@SECLEVEL=0")
            old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        refused(old, ["protocol version", "alert", "no protocols"])


main()
