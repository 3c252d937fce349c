"""DOCX (Office Open XML, ECMA-376): paragraphs and tables as they are seen, then notes, remarks, headers and footers.

Read as the document stands: what was inserted under "track changes" is in, what was deleted and what is hidden is not.
Styles say what is a title or a caption; the words decide the rest.
"""

from collections.abc import Iterator

from lxml import etree

from saksi.archive.position import Kind, Step
from saksi.model import ZoneKind

from .office import Cell, Counter, held, paragraph, row
from .package import Package
from .package import prepare as prepare
from .told import Head, Piece, RefusedError, Told

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# the same names in the strict variant of the standard
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_KINDS: dict[str, ZoneKind] = {"title": "title", "caption": "caption"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
# what is not seen, or seen only as what takes its place
_UNSEEN = frozenset({"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "sectPr", "tblPr"})
_BESIDE: tuple[tuple[str, str, Kind, ZoneKind], ...] = (
    ("footnotes", "footnote", "note", "article"),
    ("endnotes", "endnote", "note", "article"),
    ("comments", "comment", "remark", "comment"),
)


def read(data: bytes) -> Iterator[Told]:
    """The document, piece by piece. Raises RefusedError."""
    package = Package(data)
    main = _main_name(package)
    root = package.tree(main)
    body = None if root is None else next((each for each in root if _name(each) == "body"), None)
    if body is None:
        raise RefusedError("no-document")
    numbers = Counter()
    pieces = list(_blocks(body, numbers, ()))
    for name, element, kind, zone in _BESIDE:
        pieces += _beside(package, main, name, element, kind, zone, numbers)
    pieces += _margins(package, main, numbers)
    yield Head(title=_title(package))
    yield from held(pieces)


def _main_name(package: Package) -> str:
    relations = package.tree("_rels/.rels")
    for relation in () if relations is None else relations.iter(_RELATION):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    raise RefusedError("no-document")


def _title(package: Package) -> str | None:
    core = package.tree("docProps/core.xml")
    return None if core is None else core.findtext(_TITLE)


def _blocks(parent: "etree._Element", numbers: Counter, around: tuple[Step, ...]) -> Iterator[Piece]:
    """The paragraphs and rows of a body, in order; a wrapper of either (a content control) is looked through."""
    for child in parent:
        match _name(child):
            case "p":
                yield paragraph(_words(child), (*around, numbers.next("paragraph")), _kind(child))
            case "tbl":
                yield from _rows(child, (*around, numbers.next("table")))
            case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                yield from _blocks(child, numbers, around)


def _rows(table: "etree._Element", path: tuple[Step, ...]) -> Iterator[Piece]:
    rows = [child for child in table if _name(child) == "tr"]
    for number, line in enumerate(rows, start=1):
        cells = [child for child in line if _name(child) == "tc"]
        yield row(
            Cell(words=_cell_words(cell), path=(*path, ("row", number), ("column", column)))
            for column, cell in enumerate(cells, start=1)
        )


def _cell_words(cell: "etree._Element") -> str:
    return " ".join(_words(each) for each in cell.iter(f"{_W}p", f"{_STRICT}p"))


def _beside(
    package: Package, main: str, name: str, element: str, kind: Kind, zone: ZoneKind, numbers: Counter
) -> Iterator[Piece]:
    root = package.tree(f"{main.rpartition('/')[0]}/{name}.xml".lstrip("/"))
    for note in () if root is None else root:
        # separators between text and notes are notes too, of a type of their own
        if _name(note) == element and _attribute(note, "type") in ("", "normal"):
            yield paragraph(_cell_words(note), (numbers.next(kind),), zone)


def _margins(package: Package, main: str, numbers: Counter) -> Iterator[Piece]:
    folder = f"{main.rpartition('/')[0]}/".lstrip("/")
    kinds: tuple[Kind, ...] = ("header", "footer")
    for kind in kinds:
        for name in sorted(
            name for name in package.names if name.startswith(f"{folder}{kind}") and "/" not in name[len(folder) :]
        ):
            root = package.tree(name)
            if root is not None:
                yield paragraph(_cell_words(root), (numbers.next(kind),), "furniture")


def _words(element: "etree._Element") -> str:
    """The words of a paragraph as they are seen."""
    words: list[str] = []
    for child in element:
        name = _name(child)
        if name == "t":
            words.append(child.text or "")
        elif name in _BREAKS:
            words.append(_BREAKS[name])
        elif name not in _UNSEEN and not (name == "r" and _is_hidden(child)):
            words.append(_words(child))
    return "".join(words)


def _is_hidden(run: "etree._Element") -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            return any(_name(each) == "vanish" and _attribute(each, "val") not in ("0", "false") for each in properties)
    return False


def _kind(element: "etree._Element") -> ZoneKind | None:
    for properties in element:
        if _name(properties) == "pPr":
            styles = [_attribute(each, "val") for each in properties if _name(each) == "pStyle"]
            return _KINDS.get(styles[0].lower()) if styles else None
    return None


def _attribute(element: "etree._Element", name: str) -> str:
    return element.get(f"{_W}{name}") or element.get(f"{_STRICT}{name}") or ""


def _name(element: "etree._Element") -> str:
    """The name of an element of the format; what is of another format has none, but its content is looked into."""
    tag = str(element.tag)
    for space in (_W, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return "Fallback" if tag.endswith("}Fallback") else ""
