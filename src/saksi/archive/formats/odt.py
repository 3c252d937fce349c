"""ODT (OpenDocument, ISO/IEC 26300): headings, paragraphs, lists and tables; then notes, remarks, headers and footers.

Read as the document stands: what was deleted under "track changes" is not read.
"""

from collections.abc import Iterator

from lxml import etree

from saksi.archive.position import Kind, Step
from saksi.model import ZoneKind

from .office import Cell, Counter, held, paragraph, row
from .package import Package
from .package import prepare as prepare
from .told import Head, Piece, RefusedError, Told

_SPACES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TYPE = b"application/vnd.oasis.opendocument.text"
_KINDS: dict[str, ZoneKind] = {"title": "title", "caption": "caption", "illustration": "caption"}
_WRAPPERS = frozenset({"text:list", "text:list-item", "text:list-header", "text:section", "text:index-body"})
_NOT_HERE = frozenset({"text:note", "office:annotation", "text:tracked-changes", "text:ruby-text", "text:hidden-text"})
# a run of blanks is written as one element with a number
_MOST_BLANKS = 1_000
_MOST_REPEATED = 100


def read(data: bytes) -> Iterator[Told]:
    """The document, piece by piece. Raises RefusedError."""
    package = Package(data)
    manifest = package.tree("META-INF/manifest.xml")
    if manifest is not None and any(_name(each) == "manifest:encryption-data" for each in manifest.iter()):
        raise RefusedError("password")
    if not (package.read("mimetype") or b"").startswith(_TYPE):
        raise RefusedError("no-document")
    root = package.tree("content.xml")
    body = None if root is None else next((each for each in root.iter() if _name(each) == "office:text"), None)
    if root is None or body is None:
        raise RefusedError("no-document")
    numbers = Counter()
    pieces = [*_blocks(body, numbers), *_beside(body, numbers), *_margins(package, numbers)]
    meta = package.tree("meta.xml")
    title = None if meta is None else next((each.text for each in meta.iter() if _name(each) == "dc:title"), None)
    yield Head(title=title)
    yield from held(pieces)


def _blocks(parent: "etree._Element", numbers: Counter) -> Iterator[Piece]:
    for child in parent:
        name = _name(child)
        if name in ("text:p", "text:h"):
            yield paragraph(_words(child), (numbers.next("paragraph"),), _kind(child))
        elif name == "table:table":
            yield from _rows(child, (numbers.next("table"),))
        elif name in _WRAPPERS or name.endswith(("-index", "text:table-of-content")):
            yield from _blocks(child, numbers)


def _rows(table: "etree._Element", path: tuple[Step, ...]) -> Iterator[Piece]:
    rows = [each for each in table.iter() if _name(each) == "table:table-row"]
    for number, line in enumerate(rows, start=1):
        cells = [words for cell in line if _name(cell) == "table:table-cell" for words in _cell(cell)]
        yield row(
            Cell(words=words, path=(*path, ("row", number), ("column", column)))
            for column, words in enumerate(cells, start=1)
        )


def _cell(cell: "etree._Element") -> list[str]:
    """The words of a cell, as often as it is repeated."""
    words = " ".join(_words(each) for each in cell.iter(f"{_TEXT}p", f"{_TEXT}h"))
    repeated = cell.get(f"{_TABLE}number-columns-repeated") or "1"
    return [words] * max(1, min(int(repeated) if repeated.isdecimal() else 1, _MOST_REPEATED))


def _beside(body: "etree._Element", numbers: Counter) -> Iterator[Piece]:
    named: tuple[tuple[str, Kind, ZoneKind], ...] = (
        ("text:note-body", "note", "article"),
        ("office:annotation", "remark", "comment"),
    )
    for name, kind, zone in named:
        for each in body.iter():
            if _name(each) == name:
                words = " ".join(_words(inner) for inner in each.iter(f"{_TEXT}p", f"{_TEXT}h"))
                yield paragraph(words, (numbers.next(kind),), zone)


def _margins(package: Package, numbers: Counter) -> Iterator[Piece]:
    root = package.tree("styles.xml")
    kinds: tuple[Kind, ...] = ("header", "footer")
    for kind in kinds:
        for each in () if root is None else root.iter():
            if _name(each) == f"style:{kind}":
                words = " ".join(_words(inner) for inner in each.iter(f"{_TEXT}p", f"{_TEXT}h"))
                yield paragraph(words, (numbers.next(kind),), "furniture")


def _words(element: "etree._Element") -> str:
    """The words of a paragraph as they are seen; notes and remarks in it stand elsewhere."""
    words = [element.text or ""]
    for child in element:
        match _name(child):
            case "text:s":
                count = child.get(f"{_TEXT}c") or "1"
                words.append(" " * max(1, min(int(count) if count.isdecimal() else 1, _MOST_BLANKS)))
            case "text:tab":
                words.append("\t")
            case "text:line-break":
                words.append("\n")
            case name if name not in _NOT_HERE:
                words.append(_words(child))
        words.append(child.tail or "")
    return "".join(words)


def _kind(element: "etree._Element") -> ZoneKind | None:
    return _KINDS.get((element.get(f"{_TEXT}style-name") or "").lower())


def _name(element: "etree._Element") -> str:
    """The name with its usual prefix, whatever prefix the file gives it."""
    space, _, name = str(element.tag).rpartition("}")
    return f"{_SPACES.get(space[1:], '?')}:{name}"
