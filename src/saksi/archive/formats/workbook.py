"""What the sheets of a workbook (XLSX) share: which member is which, texts, formats; and how its XML is walked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath

from lxml import etree

from .package import Package
from .told import RefusedError

_MOST_SHEETS = 200
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATED = re.compile(r"\{http[^}]*/relationships\}id")


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets share: texts, and for each style of a cell the number of its format and its code."""

    texts: tuple[str, ...]
    formats: tuple[tuple[int, str], ...]
    is_1904: bool


def workbook_name(package: Package) -> str:
    """The member that is the workbook. Raises RefusedError where there is none."""
    relations = package.tree("_rels/.rels")
    for relation in () if relations is None else relations.iter(_RELATION):
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    raise RefusedError("no-document")


def _targets(package: Package, of: str) -> dict[str, tuple[str, str]]:
    """The members that a member relates to: by the id of the relation, its type and the member's name."""
    folder, _, file = of.rpartition("/")
    relations = package.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
    found: dict[str, tuple[str, str]] = {}
    for relation in () if relations is None else relations.iter(_RELATION):
        target = relation.get("Target") or ""
        member = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        found[relation.get("Id") or ""] = (relation.get("Type") or "").rpartition("/")[2], member
    return found


def sheets_of(package: Package, name: str, workbook: "etree._Element") -> Iterator[tuple[str, str, str]]:
    """The sheets in order: name, state, member."""
    targets = _targets(package, name)
    found = [each for each in workbook.iter() if tag_of(each) == "sheet"]
    if len(found) > _MOST_SHEETS:
        raise RefusedError("parts")
    for sheet in found:
        related = next((str(value) for key, value in sheet.attrib.items() if _RELATED.fullmatch(str(key))), "")
        kind, member = targets.get(related, ("", ""))
        if kind == "worksheet":
            yield sheet.get("name") or "", sheet.get("state") or "", member


def book_of(package: Package, name: str, workbook: "etree._Element") -> Book:
    """What the sheets of the workbook `name` share."""
    members = dict(_targets(package, name).values())
    properties = next((each for each in workbook if tag_of(each) == "workbookPr"), None)
    return Book(
        texts=_texts(package, members.get("sharedStrings", "")),
        formats=_formats(package.tree(members.get("styles", ""))),
        is_1904=properties is not None and properties.get("date1904") in ("1", "true"),
    )


def _texts(package: Package, member: str) -> tuple[str, ...]:
    data = package.read(member)
    return () if data is None else tuple(words_of(each) for each in elements(data, "si"))


def _formats(styles: "etree._Element | None") -> tuple[tuple[int, str], ...]:
    """The format of each style of cells, in the order in which cells name them."""
    if styles is None:
        return ()
    listed = (each for each in styles.iter() if tag_of(each) == "numFmt")
    own = {number_of(each.get("numFmtId")): each.get("formatCode") or "" for each in listed}
    lists = (each for each in styles if tag_of(each) == "cellXfs")
    ids = [number_of(style.get("numFmtId")) for each in lists for style in each if tag_of(style) == "xf"]
    return tuple((number, own.get(number, "")) for number in ids)


def elements(data: bytes, wanted: str) -> "Iterator[etree._Element]":
    """The elements of one name, one by one: a sheet as a whole tree would not fit into the memory of the box."""
    if b"<!DOCTYPE" in data[:2_000_000] or b"<!ENTITY" in data[:2_000_000]:
        raise RefusedError("entities")
    walk = etree.iterparse(
        BytesIO(data),
        events=("end",),
        tag=f"{{*}}{wanted}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in walk:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("nested" if "depth" in str(error) else "broken") from None
    if walk.root is not None and walk.root.getroottree().docinfo.doctype:
        raise RefusedError("entities")


def words_of(element: "etree._Element") -> str:
    """The text of a cell in pieces of several fonts, without the reading aids of Japanese."""
    words: list[str] = []
    for child in element:
        name = tag_of(child)
        if name == "t":
            words.append(child.text or "")
        elif name in ("r", "is"):
            words.append(words_of(child))
    return "".join(words)


def tag_of(element: "etree._Element") -> str:
    """The name of an element without its namespace, of which there are two in use."""
    return str(element.tag).rpartition("}")[2]


def number_of(value: str | None, otherwise: int = 0) -> int:
    """A whole number as the file writes it; `otherwise` where it is none."""
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 10 else otherwise
