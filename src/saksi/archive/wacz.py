"""Web archives as one file that replays elsewhere: WACZ 1.1.1, as webrecorder's specification has it. Pure."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import urlsplit

from saksi.model import BadInputError

from .document import Source
from .formats.recorded import Record

_VERSION = "1.1.1"
_PAGES = ("text/html", "text/plain", "application/pdf")
_STARTS = (b"\x1f\x8b", b"WARC/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packable:
    """A web archive that goes into the package: its bytes, and what was taken in of it."""

    data: bytes
    source: Source

    @property
    def name(self) -> str:
        """Its name in the package: the first digits of its hash."""
        ending = ".warc.gz" if self.data.startswith(_STARTS[0]) else ".warc"
        return f"{self.source.sha256[:16]}{ending}"


def pack_wacz(archives: Sequence[Packable], *, created: datetime, software: str) -> bytes:
    """The package. Raises BadInputError on an archive whose records cannot be found one by one."""
    for archive in archives:
        _check(archive)
    files: dict[str, bytes] = {f"archive/{archive.name}": archive.data for archive in archives}
    files["indexes/index.cdxj"] = _lines(
        sorted(line for archive in archives for line in _index(archive.source.records, archive.name))
    )
    files["pages/pages.jsonl"] = _lines(_pages(archives))
    listed = {
        "profile": "data-package",
        "wacz_version": _VERSION,
        "title": "Captured pages",
        "created": _instant(created),
        "software": software,
        "resources": [_resource(path, data) for path, data in files.items()],
    }
    files["datapackage.json"] = _json(listed)
    files["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": _hash(files["datapackage.json"])})
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
        for path, data in files.items():
            package.writestr(zipfile.ZipInfo(path, created.astimezone(UTC).timetuple()[:6]), data)
    return made.getvalue()


def surt(address: str) -> str:
    """The key of an address in an index: the host from its end, then the path, all in small letters."""
    split = urlsplit(address.lower())
    host = split.hostname or ""
    first, _, rest = host.partition(".")
    if rest and first.startswith("www") and first.removeprefix("www").isdigit() | (first == "www"):
        host = rest
    usual = {"http": 80, "https": 443}.get(split.scheme)
    port = f":{split.port}" if split.port not in (None, usual) else ""
    query = "&".join(sorted(split.query.split("&"), key=lambda pair: pair.partition("=")[0]))
    # an address of IPv6 has no parts to turn around
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    return f"{turned}{port}){split.path or '/'}{f'?{query}' if query else ''}"


def _check(archive: Packable) -> None:
    for record in archive.source.records:
        if not archive.data.startswith(_STARTS, record.start):
            raise BadInputError(
                f"{archive.source.sha256[:12]} is packed as a whole, and not record by record: it cannot be replayed"
            )


def _index(records: Iterable[Record], file: str) -> Iterable[str]:
    for record in records:
        row: Mapping[str, str] = {
            "url": record.address,
            "mime": "warc/revisit" if record.kind == "revisit" else record.media_type or "unk",
            **({"status": str(record.status)} if record.status else {}),
            **({"digest": record.digest} if record.digest else {}),
            "length": str(record.end - record.start),
            "offset": str(record.start),
            "filename": file,
        }
        digits = "".join(letter for letter in record.at if letter.isdigit())
        yield f"{surt(record.address)} {digits} {json.dumps(row)}"


def _pages(archives: Sequence[Packable]) -> Iterable[str]:
    yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
    for archive in archives:
        for record in archive.source.records:
            if record.kind != "revisit" and record.status in (0, 200, 203) and record.media_type in _PAGES:
                identity = hashlib.sha256(f"{archive.source.sha256} {record.number}".encode()).hexdigest()[:16]
                yield json.dumps({"id": identity, "url": record.address, "ts": record.at})


def _resource(path: str, data: bytes) -> dict[str, object]:
    return {"name": path.rpartition("/")[2], "path": path, "hash": _hash(data), "bytes": len(data)}


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2).encode("ascii") + b"\n"


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("ascii")
