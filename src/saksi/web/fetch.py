"""Ask for a page, and follow where it leads; keep each question and answer byte for byte.

What is sent is the same from every office: no cookies, no language, no name of this program, whose few users are all
of one kind. `Accept-Encoding: gzip` spares the line; nothing is unpacked here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import h11

from .address import Target, follow, parse_target
from .line import Deadline, Line, Proxy, connect
from .visit import Exchange, Failure, FetchError, Truncated, Visit

#: Honest, since it claims to be no browser with a person before it; and it names neither the office nor this program.
USER_AGENT = "Mozilla/5.0 (compatible; web-archiver)"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_LEADS_ON = (301, 302, 303, 307, 308)
_FIRST_FAILURE = 400
_MOST_HEAD = 1 << 16
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds for all of a visit and for one wait; bytes of one answer; how often it may lead on."""

    seconds: float = 180
    patience: float = 45
    most_bytes: int = 50 * _MB
    most_hops: int = 10


def visit(
    address: str,
    *,
    typed: str | None = None,
    proxy: Proxy | None = None,
    more: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Visit:
    """Ask for `address`; `typed` is what the user typed, where a feed names the address.

    `more` are further headers. Raises BadInputError where it is no address of the web; whatever fails on the way is
    part of what came of it.
    """
    target = parse_target(address)
    meant = target if typed is None else parse_target(typed)
    limits = limits or Limits()
    at = datetime.now(UTC)
    exchanges: list[Exchange] = []
    failure = _go(target, meant, proxy, {**_HEADERS, **(more or {})}, limits, exchanges)
    return Visit(
        address=target.address,
        at=at,
        exchanges=tuple(exchanges),
        proxy=None if proxy is None else "socks5h",
        failure=failure,
    )


def _go(
    target: Target,
    typed: Target,
    proxy: Proxy | None,
    headers: Mapping[str, str],
    limits: Limits,
    exchanges: list[Exchange],
) -> Failure | None:
    deadline = Deadline(limits.seconds, limits.patience)
    try:
        for _ in range(limits.most_hops + 1):
            location = _ask(target, typed, proxy, deadline, headers, limits, exchanges)
            if location is None:
                status = exchanges[-1].status
                return Failure(code="status", detail=str(status)) if status >= _FIRST_FAILURE else None
            target = follow(target, location)
    except FetchError as error:
        return error.failure
    return Failure(code="redirects", detail=str(limits.most_hops))


def _ask(
    target: Target,
    typed: Target,
    proxy: Proxy | None,
    deadline: Deadline,
    headers: Mapping[str, str],
    limits: Limits,
    exchanges: list[Exchange],
) -> str | None:
    """One question and its answer, put to `exchanges` however it ends; where it leads, if it does."""
    at = datetime.now(UTC)
    with connect(target, typed, proxy, deadline) as line:
        speaking = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD)
        asked = h11.Request(method="GET", target=target.path, headers=[("Host", target.authority), *headers.items()])
        request = (speaking.send(asked) or b"") + (speaking.send(h11.EndOfMessage()) or b"")
        hearing = _Hearing(speaking, limits)
        failure: FetchError | None = None
        try:
            line.send(request)
            hearing.hear(line)
        except FetchError as error:
            failure = error
        exchanges.append(
            Exchange(
                address=target.address,
                at=at,
                request=request,
                response=bytes(hearing.raw),
                status=hearing.status,
                truncated=_truncated(failure) if hearing.raw else None,
                ip=line.ip,
                certificate=line.certificate,
                tls=line.tls,
            )
        )
    if failure is not None:
        raise failure
    return hearing.location if hearing.status in _LEADS_ON else None


def _truncated(failure: FetchError | None) -> Truncated | None:
    if failure is None:
        return None
    causes: dict[str, Truncated] = {"large": "length", "time": "time", "cut": "disconnect"}
    return causes.get(failure.failure.code, "unspecified")


class _Hearing:
    """An answer as it comes in: its bytes as they are, and as much as it takes to know where it ends."""

    def __init__(self, speaking: h11.Connection, limits: Limits) -> None:
        self._speaking = speaking
        self._limits = limits
        self.raw = bytearray()
        self.status = 0
        self.location: str | None = None

    def hear(self, line: Line) -> None:
        """Hear it to its end. Raises FetchError; what came is kept."""
        while not self._heard_all():
            data = line.receive()
            if not data and not self.raw:
                raise FetchError("cut")
            self.raw += data
            if len(self.raw) > self._limits.most_bytes:
                raise FetchError("large", str(self._limits.most_bytes // _MB))
            self._speaking.receive_data(data)

    def _heard_all(self) -> bool:
        while True:
            try:
                event = self._speaking.next_event()
            except h11.RemoteProtocolError:
                raise FetchError("cut" if self.status else "protocol") from None
            if event is h11.NEED_DATA:
                return False
            if isinstance(event, h11.InformationalResponse):
                # what comes before the answer is none
                self.raw = bytearray(self._speaking.trailing_data[0])
            elif isinstance(event, h11.Response):
                self.status = event.status_code
                found = (value for name, value in event.headers if name == b"location")
                self.location = next((value.decode("latin-1") for value in found), None)
            elif isinstance(event, h11.EndOfMessage):
                surplus = len(self._speaking.trailing_data[0])
                del self.raw[len(self.raw) - surplus :]
                return True
            elif not isinstance(event, h11.Data):
                raise FetchError("cut")
