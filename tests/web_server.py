"""A web server of the tests' own, friendly and hostile; a SOCKS proxy; a socket that nobody may call."""

import gzip
import socket
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.web_archives import PAGE, answer, chunked

Answer = Callable[[socket.socket, bytes], None]


class Server:
    """Serves what `pages` says: whole answers as bytes, or a function that does with the line as it likes."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, bytes | Answer] = {}
        self.asked: list[bytes] = []
        self.open = threading.Event()
        serving = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    wire = self.request if context is None else context.wrap_socket(self.request, server_side=True)
                    serving._serve(wire)
                    if context is not None:
                        wire.close()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.port: int = self._server.server_address[1]
        self.root = f"{'http' if context is None else 'https'}://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def _serve(self, wire: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            more = wire.recv(65536)
            if not more:
                return
            request += more
        self.asked.append(request)
        page = self.pages.get(request.split()[1].decode(), answer(b"none", status="404 Not Found"))
        if callable(page):
            page(wire, request)
        else:
            wire.sendall(page)

    def paths(self) -> list[str]:
        return [request.split()[1].decode() for request in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def page(body: bytes = PAGE, media_type: str = "text/html", **headers: str) -> bytes:
    return answer(body, media_type, Content_Length=str(len(body)), **headers)


def leading(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, Location=location, Content_Length="0")


def endless(wire: socket.socket, _: bytes) -> None:
    wire.sendall(answer(b""))
    while True:
        wire.sendall(b"a" * 65536)


def silent(wire: socket.socket, _: bytes) -> None:
    time.sleep(20)


def slow(wire: socket.socket, _: bytes) -> None:
    wire.sendall(answer(b"", Content_Length="1000"))
    for _number in range(100):
        wire.sendall(b"a")
        time.sleep(0.2)


def huge_headers(wire: socket.socket, _: bytes) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 10_000_000 + b"\r\n\r\n")


HOSTILE: dict[str, tuple[bytes | Answer, str]] = {
    "/endless": (endless, "large"),
    "/silent": (silent, "time"),
    "/slow": (slow, "time"),
    "/huge-headers": (huge_headers, "protocol"),
    "/short": (answer(b"abc", Content_Length="1000"), "cut"),
    "/chunks-cut": (answer(chunked(PAGE)[:-20], Transfer_Encoding="chunked"), "cut"),
    "/bad-chunks": (answer(b"zz\r\nabc\r\n0\r\n\r\n", Transfer_Encoding="chunked"), "cut"),
    "/no-http": (b"SSH-2.0-OpenSSH_9.0\r\n\r\n", "protocol"),
    "/nothing": (b"", "cut"),
    "/gone": (answer(b"gone", status="404 Not Found", Content_Length="4"), "status"),
    "/broken": (answer(b"oh", status="500 Oh", Content_Length="2"), "status"),
    "/loop": (leading("/loop"), "redirects"),
    "/to-file": (leading("file:///etc/passwd"), "elsewhere"),
    "/to-gopher": (leading("gopher://127.0.0.1:70/"), "elsewhere"),
    "/to-password": (leading("http://user:secret@news.example/"), "elsewhere"),
    "/to-router": (leading("http://192.168.1.1/"), "private"),
    "/to-cloud": (leading("http://169.254.169.254/latest/meta-data/"), "private"),
    "/to-mapped": (leading("http://[::ffff:10.0.0.1]/"), "private"),
    "/to-here": (leading("http://localhost:1/"), "private"),
    "/to-number": (leading("http://2130706433/"), "elsewhere"),
    "/to-hex": (leading("http://0x7f.1/"), "elsewhere"),
}
BOMB = gzip.compress(b" " * 400_000_000, 9)


class Canary:
    """A socket that nobody may call; it counts who does."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with suppress(OSError):
            while True:
                wire, _ = self._server.accept()
                self.calls += 1
                wire.close()

    def close(self) -> None:
        self._server.close()


class Socks:
    """A SOCKS 5 proxy that leads every name to `port` of this machine, or refuses; it keeps what it was asked for."""

    def __init__(self, port: int | None, reply: int = 0) -> None:
        self.asked: list[tuple[str, int]] = []
        asked = self.asked

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    wire = self.request
                    if wire.recv(3) != b"\x05\x01\x00":
                        return
                    wire.sendall(b"\x05\x00")
                    kind = wire.recv(4)[3]
                    if kind == 3:
                        host = wire.recv(wire.recv(1)[0]).decode()
                    else:
                        host = socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, wire.recv(4 * kind))
                    asked.append((host, int.from_bytes(wire.recv(2), "big")))
                    if port is None:
                        wire.sendall(bytes([5, reply, 0, 1]) + b"\0" * 6)
                        return
                    wire.sendall(b"\x05\x00\x00\x01" + b"\0" * 6)
                    _carry(wire, port)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.address = f"socks5h://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _carry(wire: socket.socket, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as other:

        def back() -> None:
            with suppress(OSError):
                while data := other.recv(65536):
                    wire.sendall(data)
                wire.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=back, daemon=True)
        thread.start()
        with suppress(OSError):
            while data := wire.recv(65536):
                other.sendall(data)
        thread.join(5)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(context)
    try:
        yield server
    finally:
        server.close()


def certificates(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context for 127.0.0.1, and the certificate that its clients must trust."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key",
         "-out", "pem", "-subj", "/CN=TEST server", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "pem", folder / "key")
    return context, folder / "pem"
