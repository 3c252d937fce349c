"""A visit as a WARC 1.1 file: each question and answer byte for byte, with SHA-256 digests; and how it went."""

import base64
import hashlib
import uuid
from datetime import UTC, datetime
from io import BytesIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from saksi import __version__

from .visit import Exchange, Visit

_FIELDS = "application/warc-fields"


def record_visit(visit: Visit, picture: bytes | None = None, *, notes: tuple[str, ...] = ()) -> bytes:
    """The file, packed record by record. `picture` is one of the page (PNG); `notes` say what else to know of it."""
    made = _Archive(visit.at)
    info = {
        "software": f"saksi/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    made.write("warcinfo", None, visit.at, _fields(info), _FIELDS)
    last: str | None = None
    for exchange in visit.exchanges:
        last = _write_exchange(made, exchange)
    outcome = "captured" if visit.failure is None else f"not captured: {visit.failure.words}"
    told = {
        "outcome": outcome,
        "proxy": visit.proxy or "none",
        **{f"note{number}": note for number, note in enumerate(notes, start=1)},
    }
    made.write("metadata", visit.address, visit.at, _fields(told), _FIELDS, concurrent=last)
    if picture is not None:
        made.write("resource", f"urn:view:{visit.address}", visit.at, picture, "image/png", concurrent=last)
    return made.data()


def _write_exchange(made: "_Archive", exchange: Exchange) -> str:
    """The answer, then the question, then what is known of the line; the id of the first that was written."""
    headers = {} if exchange.ip is None else {"WARC-IP-Address": exchange.ip}
    first: str | None = None
    if exchange.response:
        cut = {} if exchange.truncated is None else {"WARC-Truncated": exchange.truncated}
        kind = "application/http; msgtype=response"
        first = made.write("response", exchange.address, exchange.at, exchange.response, kind, {**headers, **cut})
    kind = "application/http; msgtype=request"
    asked = made.write("request", exchange.address, exchange.at, exchange.request, kind, headers, concurrent=first)
    if exchange.certificate is not None:
        told = {
            "tls": exchange.tls or "",
            "certificate-sha256": hashlib.sha256(exchange.certificate).hexdigest(),
            "certificate": base64.b64encode(exchange.certificate).decode("ascii"),
        }
        made.write("metadata", exchange.address, exchange.at, _fields(told), _FIELDS, concurrent=first or asked)
    return first or asked


def _fields(told: dict[str, str]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in told.items()).encode("utf-8")


class _Archive:
    """A WARC file that is being written."""

    def __init__(self, at: datetime) -> None:
        self._out = BytesIO()
        self._writer = _Writer(self._out, gzip=True, warc_version="1.1")

    def write(
        self,
        kind: str,
        address: str | None,
        at: datetime,
        block: bytes,
        media_type: str,
        more: dict[str, str] | None = None,
        *,
        concurrent: str | None = None,
    ) -> str:
        """Write a record; its id."""
        identity = f"<urn:uuid:{uuid.uuid4()}>"
        headers = [("WARC-Type", kind), ("WARC-Record-ID", identity)]
        headers.append(("WARC-Date", f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"))
        headers += [] if address is None else [("WARC-Target-URI", address)]
        headers += [] if concurrent is None else [("WARC-Concurrent-To", concurrent)]
        headers += [*(more or {}).items(), ("WARC-Block-Digest", _digest(block))]
        if kind in ("request", "response"):
            # as the tools of web archives take it: what follows the head, with its chunks
            headers.append(("WARC-Payload-Digest", _digest(block.partition(b"\r\n\r\n")[2])))
        record = ArcWarcRecord(
            "warc", kind, StatusAndHeaders("", headers, "WARC/1.1"), BytesIO(block), None, media_type, len(block)
        )
        self._writer.write_record(record)
        return identity

    def data(self) -> bytes:
        """The file so far."""
        return self._out.getvalue()


class _Writer(WARCWriter):  # type: ignore[misc]  # no types published
    """Writes records as they are: every digest is ours, and SHA-256."""

    def ensure_digest(self, record: object, block: bool = True, payload: bool = True) -> None:
        """Nothing: the library would add SHA-1."""


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
