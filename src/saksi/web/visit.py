"""What came of asking for a page: every question and answer, byte for byte, and why it failed where it did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Code = Literal[
    "certificate",
    "cut",
    "elsewhere",
    "large",
    "name",
    "onion",
    "private",
    "protocol",
    "proxy",
    "redirects",
    "refused",
    "status",
    "time",
    "tls",
    "unreachable",
]
Truncated = Literal["length", "time", "disconnect", "unspecified"]

_WORDS: dict[Code, str] = {
    "certificate": "its certificate is not good ({detail})",
    "cut": "the answer broke off",
    "elsewhere": "it leads to what is no web page ({detail})",
    "large": "the answer is larger than {detail} MB",
    "name": "no such host, or no network to ask for it",
    "onion": "a .onion address is reached through Tor alone: name its proxy, --proxy socks5h://127.0.0.1:9050",
    "private": "it leads to an address within a private network ({detail}), which nobody typed",
    "protocol": "what answers there speaks no HTTP that can be understood",
    "proxy": "the proxy does not do it ({detail}); nothing was asked without it",
    "redirects": "it leads on and on: more than {detail} times",
    "refused": "the host refuses",
    "status": "the server answered {detail}",
    "time": "no answer in time",
    "tls": "no secure connection can be made ({detail})",
    "unreachable": "the host cannot be reached",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no page, and what that hangs on (a status, an address)."""

    code: Code
    detail: str = ""

    @property
    def words(self) -> str:
        """As people say it."""
        return _WORDS[self.code].format(detail=self.detail)


class FetchError(Exception):
    """A fetch that fails."""

    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(code)
        self.failure = Failure(code=code, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One question and its answer as they went over the line, without the security layer around them.

    `response` is empty where none came; `truncated` says why it is not whole. `ip` is where it went, None through a
    proxy. `certificate` is the server's own (DER), None without TLS.
    """

    address: str
    at: datetime
    request: bytes
    response: bytes = b""
    status: int = 0
    truncated: Truncated | None = None
    ip: str | None = None
    certificate: bytes | None = None
    tls: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """All that came of one address: the exchanges in order, the last of which is the page, where nothing failed."""

    address: str
    at: datetime
    exchanges: tuple[Exchange, ...]
    proxy: str | None = None
    failure: Failure | None = None

    @property
    def status(self) -> int:
        """The status of the last answer; 0 where there is none."""
        return self.exchanges[-1].status if self.exchanges else 0
