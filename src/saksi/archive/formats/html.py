"""A web page: its visible blocks joined to a text, and what its markup says of each.

Nothing is fetched, no entity is expanded, no script is run. The main text is what trafilatura takes for it; elements
and class names speak for the rest; what neither knows is judged by its words, as in a plain text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import trafilatura
from lxml import etree, html
from trafilatura import external

from saksi.archive.blocks import MOST_BLOCKS, Block
from saksi.archive.zone_rules import is_byline, is_dateline, load_rules
from saksi.archive.zones import zone_blocks
from saksi.model import Span, ZoneKind

from . import text
from .declared import declared_date
from .told import ELEMENT, MOST_ELEMENTS, RefusedError, Told, Whole

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOST = re.compile(r"huge|depth|too (?:long|deep|large|big)|exceed", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
# news pages have hundreds of blocks; on a hostile one of 250 kB the search for its main text took 45 seconds
_MOST_BLOCKS_SEARCHED = 5_000
_MOST_LETTERS_SEARCHED = 5_000_000

_EXAMPLE = b"""<html><head><title>A Title</title></head><body><h1>A Title</h1><p>By A. Writer</p>
<p>The court held him on Monday, his lawyer said on the day after.</p><p>It gave no reason.</p></body></html>"""

Weights = dict[html.HtmlElement, tuple[int, bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    words: str
    kind: ZoneKind | None
    tag: str
    element: str = ""


def prepare() -> None:
    """Import what is imported late, before the box is sealed, by reading a page and searching it in vain."""
    text.prepare()
    external.jt_stoplist_init()
    list(read(_EXAMPLE))
    list(read(_EXAMPLE.replace(b"<p>", b"<div>")))


def read(data: bytes) -> Iterator[Told]:
    """The visible text of a page, in zones, and what its markup declares. Raises RefusedError."""
    markup = text.decode_text(data, is_html=True)
    page = _read_markup(markup.text)
    yield replace(page, encoding=markup.encoding, is_guess=markup.is_guess)


def _read_markup(markup: str) -> Whole:
    root = _parse(markup)
    pieces = [piece for piece in _pieces(root) if piece.words]
    if not pieces:
        raise RefusedError("blank")
    if len(pieces) > MOST_BLOCKS:
        raise RefusedError("lines")
    head_title = _head_title(root)
    pieces = _settle_titles(pieces, head_title)
    blocks = _blocks(pieces, _main_words(markup, len(pieces)))
    words = "\n\n".join(piece.words for piece in pieces) + "\n"
    zones = zone_blocks(words, blocks)
    date = declared_date(root)
    return Whole(
        words=words,
        zones=zones,
        title=next((zone.span.of(words) for zone in zones if zone.kind == "title"), head_title),
        elements=tuple(_elements(pieces)),
        published=date[0].edtf if date else None,
        basis=date[1] if date else None,
    )


def _elements(pieces: list[_Piece]) -> Iterator[tuple[Span, str]]:
    start = 0
    for piece in pieces[:MOST_ELEMENTS]:
        if ELEMENT.fullmatch(piece.element):
            yield Span(start=start, end=start + len(piece.words)), piece.element
        start += len(piece.words) + 2


def _parse(markup: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True)
    clean = _NOT_TEXT.sub(" ", markup).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise RefusedError("broken") from None
    # libxml2 drops what is nested deeper than 256 or longer than 10 MB: say so rather than read half a page
    if any(error.level == etree.ErrorLevels.FATAL and _LOST.search(error.message) for error in parser.error_log):
        raise RefusedError("deep")
    return root


def _pieces(root: html.HtmlElement) -> Iterator[_Piece]:
    """The blocks in order: text between two edges of block elements, with the kind of the nearest telling element."""
    rules = _html_rules()
    inline, skip = rules["inline"], rules["skip"]
    weights = _weights(root)
    kinds: list[ZoneKind | None] = [None]
    tags: list[str] = [""]
    words: list[str] = []
    # the way to the element, and to the block around it; how many children of each name each on the way had so far
    way, blocks = [""], [""]
    children: list[Counter[str]] = [Counter()]

    def flush() -> _Piece:
        piece = _Piece(words=" ".join("".join(words).split()), kind=kinds[-1], tag=tags[-1], element=blocks[-1])
        words.clear()
        return piece

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = not tag or tag in skip or _is_hidden(element)
        is_inline = tag in inline
        if event == "start":
            children[-1][tag] += 1
            if hidden:
                walker.skip_subtree()
                continue
            if not is_inline:
                yield flush()
                kinds.append(kinds[-1] or _element_kind(element, weights))
                tags.append(tag if tag in _HEADINGS else tags[-1] if tags[-1] in _HEADINGS else tag)
                blocks.append(f"{way[-1]}/{tag}[{children[-1][tag]}]")
            way.append(f"{way[-1]}/{tag}[{children[-1][tag]}]")
            children.append(Counter())
            words.append(element.text or "")
            continue
        if not hidden and not is_inline:
            yield flush()
            kinds.pop()
            tags.pop()
            blocks.pop()
        if not hidden:
            way.pop()
            children.pop()
        words.append(element.tail or "")
    yield flush()


def _is_hidden(element: html.HtmlElement) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return _HIDDEN.search(element.get("style") or "") is not None


def _weights(root: html.HtmlElement) -> Weights:
    """How much text of paragraphs each element holds, and whether an h1: counted once, from the leaves up."""
    weights: Weights = {}
    for element in root.iter("p", "h1"):
        weights[element] = (len(element.text_content()), element.tag == "h1")
    for element in reversed(list(root.iter())):
        length, has_title = weights.get(element, (0, False))
        around = element.getparent()
        if around is not None and (length or has_title):
            so_far, titled = weights.get(around, (0, False))
            weights[around] = (so_far + length, titled or has_title)
    return weights


def _element_kind(element: html.HtmlElement, weights: Weights) -> ZoneKind | None:
    if element.tag == "figcaption":
        return "caption"
    if element.tag in ("html", "body", "main", "article"):
        return None
    kind = "furniture" if element.tag in _html_rules()["furniture"] else _hinted(element)
    if kind == "furniture" and _holds_article(element, weights):
        return None
    if kind in ("byline", "dateline") and len(element.text_content()) > 240:
        return None
    return kind


def _hinted(element: html.HtmlElement) -> ZoneKind | None:
    names = " ".join(element.get(name) or "" for name in ("class", "id", "role", "itemprop"))[:400].lower()
    words = set(names.split()) | set(re.split(r"[\s_-]+", names))
    return next((kind for kind, known in _hints() if words & known), None)


def _holds_article(element: html.HtmlElement, weights: Weights) -> bool:
    """A wrapper around most of the page, or over the headline, is no furniture whatever its name."""
    length, has_title = weights.get(element, (0, False))
    whole, _ = weights.get(element.getroottree().getroot(), (0, False))
    return (has_title and element.tag != "nav") or (length * 2 > whole and length > 400)


def _head_title(root: html.HtmlElement) -> str | None:
    for path in ("//meta[@property='og:title']/@content", "//head/title/text()", "//title/text()"):
        found = root.xpath(path)
        if found and str(found[0]).strip():
            return " ".join(str(found[0]).split())
    return None


def _settle_titles(pieces: list[_Piece], head_title: str | None) -> list[_Piece]:
    """One heading is the title: the h1 that the page's own title repeats, else its first. The others are headings."""
    tops = [place for place, piece in enumerate(pieces) if piece.tag == "h1" and piece.kind is None]
    named = [place for place in tops if head_title and pieces[place].words in head_title]
    title = next(iter([*sorted(named, key=lambda p: -len(pieces[p].words)), *tops]), None)
    return [replace(piece, kind=_heading_kind(piece, place == title)) for place, piece in enumerate(pieces)]


def _heading_kind(piece: _Piece, is_title: bool) -> ZoneKind | None:
    if is_title:
        return "title"
    if piece.tag in _HEADINGS and piece.kind in (None, "comment"):
        return "furniture"
    return piece.kind


def _main_words(markup: str, size: int) -> str:
    """The words of what trafilatura takes for the main text; none where it finds nothing."""
    if size > _MOST_BLOCKS_SEARCHED or len(markup) > _MOST_LETTERS_SEARCHED:
        return ""
    found = trafilatura.extract(_NOT_TEXT.sub(" ", markup), include_comments=False, include_tables=True, fast=False)
    return _plain(found or "")


def _blocks(pieces: list[_Piece], main: str) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    for piece in pieces:
        end = start + len(piece.words)
        is_main = f" {_plain(piece.words).strip()} " in main if main else None
        kind = piece.kind or _meta_kind(piece)
        blocks.append(Block(span=Span(start=start, end=end), words=piece.words, kind=kind, is_main=is_main))
        start = end + 2
    return _settle_outside(blocks)


def _meta_kind(piece: _Piece) -> ZoneKind | None:
    """A line with names and a date is a byline, though its element has no telling name."""
    block = Block(span=Span(start=0, end=len(piece.words)), words=piece.words)
    if is_byline(block):
        return "byline"
    return "dateline" if is_dateline(block) else None


def _settle_outside(blocks: list[Block]) -> list[Block]:
    """Before the first and after the last paragraph of the main text nothing is the article."""
    main = [place for place, block in enumerate(blocks) if block.is_main and block.kind is None]
    if not main:
        return blocks
    return [
        replace(block, kind="furniture")
        if block.kind is None and not block.is_main and not main[0] < place < main[-1]
        else block
        for place, block in enumerate(blocks)
    ]


def _plain(words: str) -> str:
    return " " + " ".join(_WORDS.findall(words.lower())) + " "


@cache
def _html_rules() -> dict[str, frozenset[str]]:
    table = load_rules()["html"]
    return {
        key: frozenset(map(str, value)) for key, value in table.items() if isinstance(value, list) and key != "hint"
    }


@cache
def _hints() -> tuple[tuple[ZoneKind, frozenset[str]], ...]:
    hints = load_rules()["html"]["hint"]
    assert isinstance(hints, list)  # noqa: S101  the package's own data
    return tuple((hint["kind"], frozenset(hint["words"])) for hint in hints)
