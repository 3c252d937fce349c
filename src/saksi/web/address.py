"""What may be asked for: addresses of the web, and no private network that the user has not typed. Pure.

A page of a stranger can lead anywhere: to a file of this machine, to the router of this office, to a service that
believes whoever speaks from here. So only what the user typed may be private, and only where it says so itself.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from saksi.model import BadInputError

from .visit import FetchError

_PORTS = {"http": 80, "https": 443}
_SAFE = "".join(map(chr, range(0x21, 0x7F)))
_MOST_LETTERS = 2_000
# what browsers take for a number of an address in another spelling: 0x7f.1, 2130706433
_NUMBER = re.compile(r"(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address of the web, in parts: the host in ASCII, the path with its query, and nothing after a #."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they are asked for, without the usual port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        """The address as one."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def place(self) -> tuple[str, int]:
        """Who answers for it."""
        return self.host, self.port


def parse_target(address: str) -> Target:
    """An address that the user typed. Raises BadInputError, with what to do."""
    try:
        return _target(address.strip())
    except ValueError as error:
        raise BadInputError(f"{_shown(address)} cannot be captured: {error}") from None


def follow(target: Target, location: str) -> Target:
    """Where an answer leads. Raises FetchError where that is no page of the web."""
    try:
        # what is no ASCII was sent as UTF-8
        where = urljoin(target.address, location.encode("latin-1", "replace").decode("utf-8", "replace").strip())
        return _target(where)
    except ValueError:
        raise FetchError("elsewhere", _shown(location)) from None


def _target(address: str) -> Target:
    split = urlsplit(address)
    if split.scheme not in _PORTS or not split.hostname:
        raise ValueError("an address of the web begins with http:// or https://")
    if split.username is not None or split.password is not None:
        raise ValueError("it holds a name or a password, which would be on record: leave it out")
    if len(address) > _MOST_LETTERS:
        raise ValueError(f"it is longer than {_MOST_LETTERS} letters")
    return Target(
        scheme=split.scheme,
        host=_host(split.hostname),
        port=split.port or _PORTS[split.scheme],
        path=_path(split),
    )


def _host(named: str) -> str:
    if _literal(named) is not None:
        return named
    try:
        host = named.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError("its host is no name that can be asked for") from None
    if not _HOST.fullmatch(host) or _NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        raise ValueError("its host is no name that can be asked for")
    return host


def _path(split: SplitResult) -> str:
    path = quote(split.path or "/", safe=_SAFE)
    return f"{path}?{quote(split.query, safe=_SAFE)}" if split.query else path


def _shown(address: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in address[:100])


def refuse_private(target: Target, typed: Target) -> None:
    """Raise FetchError where the host itself says that it is private, and is not the one that the user typed."""
    literal = _literal(target.host)
    is_private = is_local_name(target.host) if literal is None else _is_private(literal)
    if is_private and target.place != typed.place:
        raise FetchError("private", target.host)


def refuse_private_ip(ip: str, target: Target, typed: Target) -> None:
    """Raise FetchError where a name leads to a private address. One that the user typed as such is meant."""
    says_so = _literal(target.host) is not None or is_local_name(target.host)
    found = _literal(ip)
    if (found is None or _is_private(found)) and not (says_so and target.place == typed.place):
        raise FetchError("private", ip)


def is_local_name(host: str) -> bool:
    """Whether a name means this machine, whatever is asked."""
    return host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost")


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_private(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if within is None and str(ip).startswith("64:ff9b:"):
            within = IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None and _is_private(within):
            return True
    return not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified
