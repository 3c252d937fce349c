"""A web archive (WARC 1.0 and 1.1): its answers listed, and each page, PDF and text in it as a document of its own.

It is gone through record by record, and only one body is in the memory at a time. What is whole is told; what is cut
short, larger than a document, packed in an unknown way or not what its digest says is said.
"""

import hashlib
import re
import time
from collections.abc import Iterator
from gzip import GzipFile
from importlib import import_module
from io import BytesIO
from typing import IO, Any, cast
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from saksi.archive.position import Position
from saksi.model import Span

from .exchange import MOST_BODY, Answer, BodyError, is_digest_of, split_answer, unchunk, unpack
from .recorded import Kind, Record
from .told import Part, Piece, RefusedError, Remark, Told

MOST_RECORDS = 200_000
MOST_LINES = 10_000
#: Of all bodies together, and of all that is said of records: what comes out of the box stays within its bounds.
MOST_TOLD = 70_000_000
MOST_SAID = 45_000_000
#: Seconds of the processor after which no further record is begun: what was read until then is kept.
MOST_SECONDS = 35
_MOST_BLOCK = MOST_BODY + (1 << 20)
_HEAD = 1 << 16
_MOST_LINES = 1 << 20
_CHUNK = 1 << 16
_AT_ONCE = 200
# the line breaks after a record that is not packed
_GAP = 4
#: Types that are documents; others, as pictures and scripts, are only listed.
DOCUMENTS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "application/pdf": "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "application/vnd.oasis.opendocument.text": "application/vnd.oasis.opendocument.text",
}
_UNSAID = ("", "application/octet-stream", "application/force-download", "binary/octet-stream")
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_TYPE = re.compile(r"[a-z0-9.+/-]{1,100}")
_OUTCOME = re.compile(rb"^outcome:[ \t]*([^\r\n]{1,300})", re.MULTILINE)
_SAFE = "".join(map(chr, range(0x21, 0x7F)))


class _LateError(Exception):
    """Time is up."""


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    for name in ("encodings.cp437", "encodings.idna", "encodings.latin_1"):
        import_module(name)
    for name in ("sha1", "sha256", "sha384", "sha512", "md5"):
        hashlib.new(name, b"", usedforsecurity=False).digest()


def read(data: bytes) -> Iterator[Told]:
    """The archive, record by record. Raises RefusedError where it holds none."""
    telling = Telling()
    yield from telling.archive(BytesIO(data), len(data))
    yield from telling.end()


class Telling:
    """What is told of one archive, or of several that lie in one package."""

    def __init__(self) -> None:
        self._number = self._told = self._said = self._more = self._end = 0
        self._lines: list[tuple[int, str]] = []
        self._listed = 0
        self._remarks: dict[str, list[int]] = {}
        self._digests: dict[str, int] = {}

    def archive(self, stream: IO[bytes], size: int) -> Iterator[Told]:
        """The records of one archive of so many bytes."""
        before, self._end = self._number, 0
        try:
            yield from self._records(stream)
            # the library ends in silence where the last record has only begun
            if size - self._end > _GAP:
                self.remark("archive-cut", self._number)
        except ArchiveLoadFailed:
            if self._number == before + 1 and _is_gzip(stream):
                # packed as a whole, where each record should be packed by itself
                self._number = before
                yield from self._records(cast(IO[bytes], GzipFile(fileobj=stream)))
                return
            self.remark("archive-cut", self._number)
        except _LateError:
            self.remark("archive-late", self._number)
        except (EOFError, OSError, ValueError, MemoryError, AttributeError, TypeError, UnicodeError):
            # whatever a damaged record makes of the library: those before it are whole
            self.remark("archive-cut", self._number)

    def end(self) -> Iterator[Told]:
        """The rest of the list, and what was not read. Raises RefusedError where there was no record at all."""
        if self._number == 0:
            raise RefusedError("no-records")
        yield from self._list()
        if self._more:
            self.remark("records-unlisted", self._more)
        yield from (Remark(code=code, numbers=tuple(numbers[:1_000])) for code, numbers in self._remarks.items())

    def remark(self, code: str, number: int) -> None:
        """Say something of a record, or how many."""
        self._remarks.setdefault(code, []).append(number)

    def _records(self, stream: IO[bytes]) -> Iterator[Told]:
        records = ArchiveIterator(stream, no_record_parse=True)
        lines = _Lines(records.reader)
        for found in records:
            lines.begin()
            self._number += 1
            if self._number > MOST_RECORDS or self._said > MOST_SAID:
                self.remark("archive-many", self._number - 1)
                return
            _check_time()
            yield from self._record(records, found)
            if len(self._lines) >= _AT_ONCE:
                yield from self._list()

    def _record(self, records: Any, found: ArcWarcRecord) -> Iterator[Told]:
        number, kind, said = self._number, found.rec_type, found.rec_headers
        if said.get_header("Content-Length") is None:
            # its head is cut
            self.remark("archive-cut", number - 1)
            return
        block, is_whole = self._block(found)
        start, length = records.get_record_offset(), records.get_record_length()
        self._end = start + length
        address = quote(said.get_header("WARC-Target-URI") or "", safe=_SAFE)[:2_000]
        at = _instant(said.get_header("WARC-Date") or "")
        if kind == "metadata" and (outcome := _OUTCOME.search(block)) is not None:
            self._line(number, f"{at} {outcome[1].decode('utf-8', 'replace')} {address}")
        kinds: tuple[Kind, ...] = ("response", "resource", "revisit")
        if kind not in kinds or not address.startswith(("http://", "https://")):
            return
        answer = (
            Answer(status=0, headers={"content-type": str(found.content_type or "")}, body=block)
            if kind == "resource"
            else split_answer(block)
        )
        media_type = _media_type(answer)
        digest = str(said.get_header("WARC-Payload-Digest") or "")
        record = Record(
            number=number,
            kind=kinds[kinds.index(kind)],
            address=address,
            at=at,
            status=answer.status,
            media_type=media_type if _TYPE.fullmatch(media_type) else "",
            digest=digest if re.fullmatch(r"[!-~]{0,300}", digest) else "",
            start=start,
            end=start + length,
        )
        # an address may double as it is told, and the rest of a record is short
        self._said += 2 * len(address) + len(digest) + 300
        yield record
        note = self._revisited(record, said) if kind == "revisit" else ""
        self._line(number, f"{at} {answer.status or kind} {record.media_type} {address}{note}")
        if not is_whole:
            self.remark("records-cut", number)
        elif kind != "revisit" and _is_wrong(digest, answer):
            self.remark("records-wrong", number)
        self._digests.setdefault(digest, number)
        if (
            is_whole
            and record.media_type in DOCUMENTS.values()
            and answer.status in (0, 200, 203)
            and kind != "revisit"
        ):
            yield from self._document(record, answer)

    def _document(self, record: Record, answer: Answer) -> Iterator[Told]:
        try:
            if len(answer.body) > _MOST_BLOCK - _HEAD:
                raise BodyError("large")
            body = unpack(answer)
        except (BodyError, MemoryError) as error:
            self.remark(f"records-{error.code if isinstance(error, BodyError) else 'large'}", record.number)
            return
        if not body.strip():
            return
        if self._told + len(body) > MOST_TOLD:
            self.remark("records-beyond", record.number)
            return
        self._told += len(body)
        yield Part(name="", path=(("record", record.number),), data=body)

    def _block(self, found: ArcWarcRecord) -> tuple[bytes, bool]:
        """The bytes of a record, or the first of them where it is too large; and whether it is as long as it says."""
        kept, size = bytearray(), 0
        digest = str(found.rec_headers.get_header("WARC-Block-Digest") or "")
        while chunk := found.raw_stream.read(_CHUNK):
            _check_time()
            size += len(chunk)
            if len(kept) <= _MOST_BLOCK:
                kept += chunk
        if size <= _MOST_BLOCK and digest and is_digest_of(digest, bytes(kept)) is False:
            self.remark("records-wrong", self._number)
        return bytes(kept), getattr(found.raw_stream, "limit", 0) == 0

    def _revisited(self, record: Record, said: Any) -> str:
        """What a record that only says "as before" refers to."""
        before = self._digests.get(record.digest) if record.digest else None
        if before is not None:
            return f" (the same as record {before})"
        self.remark("records-elsewhere", record.number)
        when = _instant(said.get_header("WARC-Refers-To-Date") or "")
        return f" (the same as on {when}, in another archive)" if when else " (the same as in another archive)"

    def _line(self, number: int, words: str) -> None:
        if self._listed + len(self._lines) >= MOST_LINES:
            self._more += 1
            return
        self._lines.append((number, " ".join(words.split())[:2_400]))

    def _list(self) -> Iterator[Told]:
        """The lines that wait, as one block of text."""
        if not self._lines:
            return
        positions, start = [], 0
        for number, words in self._lines:
            span = Span(start=start, end=start + len(words))
            positions.append(Position(span=span, path=(("record", number),)))
            start += len(words) + 1
        yield Piece(words="\n".join(words for _, words in self._lines), kind="furniture", positions=tuple(positions))
        self._listed += len(self._lines)
        self._lines = []


class _Lines:
    """Bounds the lines that the library reads, which knows no bound: of a head, and of what is between two records."""

    def __init__(self, reader: Any) -> None:
        self._readline = reader.readline
        self._left = _MOST_LINES
        reader.readline = self.readline

    def begin(self) -> None:
        """The head of a record was read."""
        self._left = _MOST_LINES

    def readline(self, length: int | None = None) -> bytes:
        """The next line. Raises ValueError where there were too many, or too long ones."""
        line: bytes = self._readline(min(length or self._left, self._left))
        self._left -= len(line)
        if self._left <= 0:
            raise ValueError("lines without end")
        return line


def _is_wrong(digest: str, answer: Answer) -> bool:
    """Whether the payload is not what its digest says: archives take it with its chunks, or without."""
    if not digest or is_digest_of(digest, answer.body) is not False:
        return False
    try:
        return is_digest_of(digest, unchunk(answer.body)) is False
    except BodyError:
        return True


def _media_type(answer: Answer) -> str:
    """What the body is: by what the server says, and where it is vague, or plainly not so, by how the body begins."""
    said = answer.media_type
    if answer.body.startswith(b"%PDF-"):
        return "application/pdf"
    if said in _UNSAID and _PAGE.match(answer.body[:1_000]):
        return "text/html"
    return DOCUMENTS.get(said, said)


def _instant(text: str) -> str:
    """An instant of an archive to the second; empty where it says none."""
    found = _INSTANT.match(text)
    return f"{found[0]}Z" if found else ""


def _is_gzip(stream: IO[bytes]) -> bool:
    stream.seek(0)
    is_so = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    return is_so


def _check_time() -> None:
    if time.process_time() > MOST_SECONDS:
        raise _LateError
