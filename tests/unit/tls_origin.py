"""A TLS server for test_tls.c: `tls_origin.py FOLDER` puts cert.pem there and prints its port. GET /account tells how
many connections came and how many of them resumed a session, /close ends the connection, /quit the server."""
import http.server
import os
import pathlib
import ssl
import subprocess
import sys

account = {"accepted": 0, "resumed": 0}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.do_handshake()
        account["accepted"] += 1
        account["resumed"] += self.request.session_reused
        super().setup()

    def do_GET(self):
        body = b"%(accepted)d %(resumed)d" % {name.encode(): n for name, n in account.items()}
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        if self.path == "/close":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        if self.path == "/quit":
            os._exit(0)

    def log_message(self, *_):
        pass


def main():
    folder = pathlib.Path(sys.argv[1])
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                    "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    print(server.server_address[1], flush=True)
    server.serve_forever()


main()
