"""AQUAINT TimeML: newswire with its expressions of time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from xml.etree import ElementTree as Xml

from eval.records import Dated
from eval.words import Span

_DATELINE = re.compile(r"\s*[A-Z][^\n]{0,80}?\([\w .]+\)\s*(?:--?|_)")
_QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedText:
    """A body with its dates; `open_spans` hold what stands for no date, and a dateline that nobody marked."""

    name: str
    text: str
    published: str | None
    dates: tuple[Dated, ...]
    open_spans: tuple[Span, ...]


def read_timed_texts(files: Mapping[str, bytes]) -> list[TimedText]:
    """All documents."""
    return [read_timed_text(PurePosixPath(path).stem, content) for path, content in files.items()]


def read_timed_text(name: str, content: bytes) -> TimedText:
    """One document: the body's text, its DATE and TIME expressions, the rest of its TIMEX3 as open."""
    root = Xml.fromstring(content)  # noqa: S314 - a corpus that the user names; the standard library has no other parser
    body = root.find("TEXT")
    pieces = list(_pieces(body)) if body is not None else []
    text = "".join(words for words, _ in pieces)
    dates, unclear = [], []
    place = 0
    for words, marked in pieces:
        if marked is not None:
            edtf = edtf_of(marked.get("value", "")) if marked.get("type") in ("DATE", "TIME") else None
            span = Span(place, place + len(words))
            if edtf is None:
                unclear.append(span)
            else:
                dates.append(Dated(span=span, edtf=edtf))
        place += len(words)
    dateline = _DATELINE.match(text)
    created = root.find("DCT/TIMEX3")
    return TimedText(
        name=name,
        text=text,
        published=edtf_of(created.get("value", "")[:10]) if created is not None else None,
        dates=tuple(dates),
        open_spans=(*unclear, *([Span(*dateline.span())] if dateline else [])),
    )


def edtf_of(value: str) -> str | None:
    """EDTF for a TIMEX3 value; None where it stands for no date (now, the future, a season)."""
    if match := re.fullmatch(r"(\d{4}(?:-\d{2}){0,2})(?:-XX){0,2}", value):
        return match[1]
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})T(?:(\d{2}:\d{2})(?::\d{2})?|[A-Z]{2})", value):
        return f"{match[1]}T{match[2]}" if match[2] else match[1]
    if match := re.fullmatch(r"(\d{3})X(?:-XX)*", value):
        return f"{match[1]}0/{match[1]}9"
    if match := re.fullmatch(r"(\d{4})-W(\d{1,2})", value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return f"{monday}/{monday + timedelta(days=6)}"
    if (match := re.fullmatch(r"(\d{4})-([QH]\d)", value)) and match[2] in _QUARTERS:
        first, last = _QUARTERS[match[2]]
        return f"{match[1]}-{first:02}/{match[1]}-{last:02}"
    return None


def _pieces(element: Xml.Element) -> Iterator[tuple[str, Xml.Element | None]]:
    """The text of an element in order, each run with the TIMEX3 that it stands in."""
    if element.text:
        yield element.text, None
    for child in element:
        if child.tag == "TIMEX3":
            yield "".join(child.itertext()), child
        else:
            yield from _pieces(child)
        if child.tail:
            yield child.tail, None
