"""One connection to one host, through the proxy where one is named. The only module that opens a socket for a page.

Through a proxy (SOCKS 5, RFC 1928) the host's name goes to the proxy and is asked of nobody else: so Tor wants it.
Proxies that the environment names are left alone: what is not named on the command line is not meant.
"""

import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from saksi.model import BadInputError

from .address import Target, refuse_private, refuse_private_ip
from .visit import FetchError

_TOR_PORT = 1080
_MOST_ADDRESSES = 4
_CHUNK = 1 << 16
_REPLIES = {
    1: "it failed",
    2: "its rules forbid it",
    3: "the network cannot be reached",
    4: "the host cannot be reached, or has no such name",
    5: "the host refuses",
    6: "the host took too long",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A SOCKS 5 proxy that asks for names itself."""

    host: str
    port: int


def parse_proxy(named: str) -> Proxy:
    """A proxy as it is named: socks5h://HOST:PORT. Raises BadInputError."""
    try:
        split = urlsplit(named)
        host, port = split.hostname, split.port
    except ValueError:
        host = port = None
        split = None
    if split is None or split.scheme != "socks5h" or not host or split.username is not None:
        hint = "socks5h, with the h, asks for names through the proxy"
        raise BadInputError(f"{named!r} is no proxy that Saksi knows: write socks5h://127.0.0.1:9050 ({hint})")
    return Proxy(host=host, port=port or _TOR_PORT)


class Deadline:
    """How long all of it may take, and how long one wait."""

    def __init__(self, seconds: float, patience: float) -> None:
        self._ends = time.monotonic() + seconds
        self._patience = patience

    def left(self) -> float:
        """Seconds that the next wait may take. Raises FetchError where time is up."""
        left = min(self._patience, self._ends - time.monotonic())
        if left <= 0:
            raise FetchError("time")
        return left


class Line:
    """An open connection. Everything that fails on it is a FetchError."""

    def __init__(self, wire: socket.socket, deadline: Deadline, ip: str | None) -> None:
        self._wire = wire
        self._deadline = deadline
        self.ip = ip
        self.certificate: bytes | None = None
        self.tls: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    def secure(self, target: Target) -> None:
        """Speak TLS from here on, with whom the system's certificates say that it is."""
        # not the default context: it writes keys to a file where the environment names one
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        context.set_alpn_protocols(["http/1.1"])
        try:
            self._wire.settimeout(self._deadline.left())
            wire = context.wrap_socket(self._wire, server_hostname=target.host)
        except ssl.SSLCertVerificationError as error:
            raise FetchError("certificate", error.verify_message) from None
        except TimeoutError:
            raise FetchError("time") from None
        except (OSError, ValueError) as error:
            raise FetchError("tls", str(getattr(error, "reason", None) or "broken off").lower()) from None
        self._wire, self.tls = wire, wire.version()
        self.certificate = wire.getpeercert(binary_form=True)

    def send(self, data: bytes) -> None:
        """Send all of it."""
        try:
            self._wire.settimeout(self._deadline.left())
            self._wire.sendall(data)
        except TimeoutError:
            raise FetchError("time") from None
        except OSError:
            raise FetchError("cut") from None

    def receive(self, most: int = _CHUNK) -> bytes:
        """What has come; nothing at its end."""
        try:
            self._wire.settimeout(self._deadline.left())
            return self._wire.recv(most)
        except TimeoutError:
            raise FetchError("time") from None
        except OSError:
            raise FetchError("cut") from None


def connect(target: Target, typed: Target, proxy: Proxy | None, deadline: Deadline) -> Line:
    """A connection to where the target is. Raises FetchError; where a proxy is named, nothing is asked without it."""
    refuse_private(target, typed)
    if proxy is not None:
        line = _connect_proxy(proxy, deadline)
        _ask_proxy(line, target)
    elif target.host.rstrip(".").endswith(".onion"):
        # its name alone, asked of a name server, says who wanted to go there
        raise FetchError("onion")
    else:
        line = _connect_directly(target, typed, deadline)
    try:
        if target.scheme == "https":
            line.secure(target)
    except FetchError:
        line.__exit__()
        raise
    return line


def _connect_directly(target: Target, typed: Target, deadline: Deadline) -> Line:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError("name") from None
    ips = [str(place[4][0]) for place in found][:_MOST_ADDRESSES]
    # all of them before any: of a name that has both, the private one is what was meant to be reached
    for ip in ips:
        refuse_private_ip(ip, target, typed)
    failure = FetchError("unreachable")
    for ip in ips:
        try:
            # the very address that was looked at: a second question could be answered otherwise
            return Line(socket.create_connection((ip, target.port), deadline.left()), deadline, ip)
        except TimeoutError:
            failure = FetchError("time")
        except ConnectionRefusedError:
            failure = FetchError("refused")
        except OSError:
            failure = FetchError("unreachable")
    raise failure


def _connect_proxy(proxy: Proxy, deadline: Deadline) -> Line:
    try:
        return Line(socket.create_connection((proxy.host, proxy.port), deadline.left()), deadline, None)
    except OSError:
        raise FetchError("proxy", "it cannot be reached") from None


def _ask_proxy(line: Line, target: Target) -> None:
    """Have the proxy connect: a greeting without a password, then the name (RFC 1928)."""
    try:
        line.send(b"\x05\x01\x00")
        if _exactly(line, 2) != b"\x05\x00":
            raise FetchError("proxy", "it speaks no SOCKS 5, or wants a password")
        line.send(b"\x05\x01\x00" + _spelled(target.host) + target.port.to_bytes(2, "big"))
        version, reply, _, kind = _exactly(line, 4)
        if version != 5 or reply != 0:
            raise FetchError("proxy", _REPLIES.get(reply, "it failed"))
        length = {1: 4, 4: 16}.get(kind) or _exactly(line, 1)[0]
        _exactly(line, length + 2)
    except FetchError as error:
        line.__exit__()
        if error.failure.code == "cut":
            raise FetchError("proxy", "it broke off") from None
        raise


def _spelled(host: str) -> bytes:
    with suppress(ValueError):
        ip = ip_address(host)
        return (b"\x01" if ip.version == 4 else b"\x04") + ip.packed
    name = host.encode("ascii")
    return b"\x03" + bytes([len(name)]) + name


def _exactly(line: Line, number: int) -> bytes:
    found = b""
    while len(found) < number:
        more = line.receive(number - len(found))
        if not more:
            raise FetchError("cut")
        found += more
    return found
