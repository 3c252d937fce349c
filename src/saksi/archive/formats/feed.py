"""A feed (RSS 0.9 to 2.0, Atom), as the record of its fetching holds it: the addresses that it names, newest first.

It is read however badly it is written; entities are never expanded, and nothing is fetched.
"""

import codecs
import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from . import mail, warc
from .exchange import Answer, BodyError, split_answer, unpack
from .recorded import Link, Validator
from .told import RefusedError, Told

MOST_LINKS = 500
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"'][^>]{0,100}\?>")
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f]{1,2000}")
_LINE = re.compile(r"[ -~]{0,300}")


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    warc.prepare()
    mail.prepare()


def read(data: bytes) -> Iterator[Told]:
    """By what the server knows its state, and the addresses that it names. Raises RefusedError."""
    answer = _last_answer(data)
    if answer is None:
        raise RefusedError("no-records")
    yield Validator(tag=_header(answer, "etag"), modified=_header(answer, "last-modified"))
    try:
        root = _root(unpack(answer))
    except BodyError:
        raise RefusedError("broken") from None
    found: dict[str, None] = {}
    for item in root.iter():
        if _name(item) in ("item", "entry") and (address := _address(item)) and _ADDRESS.fullmatch(address):
            found.setdefault(address)
    yield from (Link(address=address) for address in list(found)[:MOST_LINKS])


def _last_answer(data: bytes) -> Answer | None:
    answer = None
    for record in ArchiveIterator(BytesIO(data), no_record_parse=True):
        if record.rec_type == "response":
            answer = split_answer(record.raw_stream.read())
    return answer


def _header(answer: Answer, name: str) -> str:
    value = answer.headers.get(name, "")
    return value if _LINE.fullmatch(value) else ""


def _root(body: bytes) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(_in_utf8(body), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    # a login page is XML to a parser that forgives
    if root is None or _name(root) not in ("rss", "feed", "rdf"):
        raise RefusedError("no-feed")
    return root


def _in_utf8(body: bytes) -> bytes:
    """The feed in UTF-8: the library would open a file of the system for other encodings."""
    declared = _DECLARED.match(body)
    if declared is None or body.startswith(_MARKED):
        return body
    try:
        return body[declared.end() :].decode(declared[1].decode("ascii")).encode("utf-8", "replace")
    except (LookupError, UnicodeDecodeError):
        return body[declared.end() :]


def _name(element: "etree._Element") -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _address(item: "etree._Element") -> str:
    """Where the item is read: its link, or what names it, where that is an address."""
    spare = ""
    for child in item:
        name, text = _name(child), (child.text or "").strip()
        if name == "link":
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return str(child.get("href")).strip()
            if text:
                return text
        if name in ("guid", "id") and child.get("isPermaLink", "true") == "true" and text.startswith("http"):
            spare = spare or text
    return spare
