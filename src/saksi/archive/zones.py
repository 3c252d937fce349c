"""What kind of text each block of a page is.

First what a block says of itself, then where it stands: before the first paragraph, between paragraphs, after the last,
among readers' comments. One zone a block; a place and agency before the first sentence are a zone of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from saksi.model import Span, Zone, ZoneKind

from . import zone_rules as rules
from .blocks import Block, find_blocks, make_block

Kinds = list[ZoneKind | None]
# how far from a pull quote its sentence may stand
_NEAR = 14
# a place and agency stand before the first sentence, or after a standfirst
_LEADING = 3


def zone_text(text: str) -> tuple[Zone, ...]:
    """The zones of a plain text."""
    return zone_blocks(text, find_blocks(text))


def title_of(text: str, zones: tuple[Zone, ...]) -> str | None:
    """The words of the first title zone."""
    return next((" ".join(zone.span.of(text).split()) for zone in zones if zone.kind == "title"), None)


def zone_blocks(text: str, blocks: Sequence[Block]) -> tuple[Zone, ...]:
    """The zones of blocks, of which markup may have told some already."""
    blocks = list(_split_leads(text, blocks))
    kinds: Kinds = [block.kind or _own_kind(block) for block in blocks]
    _find_comments(blocks, kinds)
    _find_captions(blocks, kinds)
    _find_title(blocks, kinds)
    _find_head(blocks, kinds)
    _find_links(blocks, kinds)
    _find_tail(blocks, kinds)
    _find_headings(blocks, kinds)
    _find_pull_quotes(blocks, kinds)
    return tuple(Zone(kind=kind or "article", span=block.span) for block, kind in zip(blocks, kinds, strict=True))


def _split_leads(text: str, blocks: Sequence[Block]) -> Iterable[Block]:
    prose = 0
    for block in blocks:
        length = rules.lead_length(block.words) if block.kind is None and block.is_prose and prose < _LEADING else 0
        prose += block.kind is None and block.is_prose
        if not length:
            yield block
            continue
        yield make_block(text, block.span.start, block.span.start + length, kind="dateline")
        rest = block.words[length:]
        start = block.span.end - len(rest.lstrip())
        yield replace(block, span=Span(start=start, end=block.span.end), words=rest.lstrip(), is_main=True)


def _own_kind(block: Block) -> ZoneKind | None:
    """What the words alone show."""
    if rules.is_advert(block):
        return "advert"
    if rules.is_furniture(block):
        return "furniture"
    if rules.is_byline(block):
        return "byline"
    if rules.is_dateline(block):
        return "dateline"
    return None


def _find_comments(blocks: Sequence[Block], kinds: Kinds) -> None:
    """From the heading after the article to the last date or sentence; what trails is furniture."""
    prose = 0
    for place, block in enumerate(blocks):
        if block.kind is None and prose >= 2 and rules.is_comment_heading(block):
            kinds[place] = "furniture"
            _mark_comments(blocks, kinds, place + 1)
            return
        prose += kinds[place] is None and block.is_prose


def _mark_comments(blocks: Sequence[Block], kinds: Kinds, start: int) -> None:
    end = len(blocks)
    while end > start and _is_trailing(blocks[end - 1], kinds[end - 1]):
        end -= 1
    for place in range(start, len(blocks)):
        if blocks[place].kind is None:
            kinds[place] = "comment" if place < end else "furniture"


def _is_trailing(block: Block, kind: ZoneKind | None) -> bool:
    if rules.is_stamp(block.words):
        return False
    return kind in ("furniture", "advert") or not block.is_prose


def _find_captions(blocks: Sequence[Block], kinds: Kinds) -> None:
    for place, block in enumerate(blocks):
        if kinds[place] is None and (rules.is_caption(block) or rules.is_credit(block)):
            kinds[place] = "caption"
    for place in range(1, len(blocks)):
        before, block = blocks[place - 1], blocks[place]
        is_twice = before.words == block.words and block.is_prose and kinds[place] is None
        if is_twice:
            kinds[place - 1] = kinds[place] = "caption"
        # a credit on a line of its own belongs to the line above it
        if kinds[place] == "caption" and kinds[place - 1] is None and _is_credit_below(before, block):
            kinds[place - 1] = "caption"


def _is_credit_below(before: Block, credit: Block) -> bool:
    near = credit.span.start - before.span.end <= 2
    return near and before.kind is None and rules.is_credit(credit) and len(before.words) < 450


def _first_paragraph(blocks: Sequence[Block], kinds: Kinds) -> int:
    """Where the article begins; a block long enough for a story is not asked to end in a full stop."""
    for place, block in enumerate(blocks):
        if kinds[place] is None and block.is_prose and (not block.counts(7) or block.words[0] in "“«"):
            return place
    return len(blocks)


def _find_title(blocks: Sequence[Block], kinds: Kinds) -> None:
    """The first line over the article that could be a headline, past labels and single menu words."""
    if "title" in kinds:
        return
    first = _first_paragraph(blocks, kinds)
    if not blocks or (first == len(blocks) and len(blocks) == 1):
        return
    open_ = [place for place in range(first) if kinds[place] is None and not rules.is_label(blocks[place])]
    candidates = [place for place in open_ if not blocks[place].counts(3)] or open_
    if candidates and len(blocks[candidates[0]].words) <= 250:
        kinds[candidates[0]] = "title"
    elif first < len(blocks) and _is_headline(blocks, first):
        kinds[first] = "title"


def _is_headline(blocks: Sequence[Block], place: int) -> bool:
    """A first line that ends in a mark, as "Who Is Next?" does."""
    words = blocks[place].words
    return place == 0 and len(blocks) > 1 and len(words) <= 120 and words[-1] in "?!" and not blocks[0].is_main


def _find_head(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Between title and first paragraph: the outlet before the date, pictures' lines, a standfirst, menu words."""
    first = _first_paragraph(blocks, kinds)
    if first == len(blocks):
        return
    while _is_dated_picture(blocks, kinds, first):
        kinds[first] = "caption"
        first = _first_paragraph(blocks, kinds)
    for place in range(first):
        if kinds[place] is None:
            kinds[place] = _head_kind(blocks, kinds, place)


def _is_dated_picture(blocks: Sequence[Block], kinds: Kinds, first: int) -> bool:
    """One sentence with its full date at the end, over an article that has more paragraphs than this."""
    if first == len(blocks) or not rules.ends_in_date(blocks[first]) or blocks[first].is_main:
        return False
    # after a place and agency it is the article's first sentence
    if first > 0 and blocks[first].span.start - blocks[first - 1].span.end <= 1 and kinds[first - 1] == "dateline":
        return False
    rest = [block for block, kind in zip(blocks[first + 1 :], kinds[first + 1 :], strict=True) if kind is None]
    return sum(block.is_prose for block in rest) >= 2 and not _is_several(blocks[first].words)


def _is_several(words: str) -> bool:
    stops = words.count(". ") + words.count("? ") + words.count("! ")
    return stops > 2


def _head_kind(blocks: Sequence[Block], kinds: Kinds, place: int) -> ZoneKind:
    block = blocks[place]
    follows = kinds[place + 1] if place + 1 < len(kinds) else None
    after_title = "title" in kinds[:place]
    if after_title and follows == "dateline" and not rules.is_label(block) and block.counts(6):
        return "byline"
    if after_title and not block.counts(7):
        return "title"
    return "furniture"


def _find_links(blocks: Sequence[Block], kinds: Kinds) -> None:
    """Under a heading over other stories, within the article too: their titles, up to the next paragraph."""
    under = False
    for place, block in enumerate(blocks):
        under = block.kind is None and (rules.is_closing(block) or (under and not block.is_prose))
        if under and kinds[place] is None:
            kinds[place] = "furniture"


def _find_tail(blocks: Sequence[Block], kinds: Kinds) -> None:
    """After the last paragraph: links. A heading over other stories ends the article where little prose follows."""
    prose = [place for place, block in enumerate(blocks) if kinds[place] is None and block.is_prose]
    if not prose:
        return
    last = _last_paragraph(blocks, kinds, prose)
    for place in range(last + 1, len(blocks)):
        if kinds[place] is None and (place > prose[-1] or last < prose[-1]) and _is_link(blocks, place, last, prose):
            kinds[place] = "furniture"


def _last_paragraph(blocks: Sequence[Block], kinds: Kinds, prose: Sequence[int]) -> int:
    for place in range(prose[0] + 1, len(blocks)):
        if blocks[place].kind is None and kinds[place] in (None, "furniture") and rules.is_closing(blocks[place]):
            before = sum(len(blocks[p].words) for p in prose if p < place)
            after = sum(len(blocks[p].words) for p in prose if p > place)
            if after * 4 < before:
                return place - 1
    return prose[-1]


def _is_link(blocks: Sequence[Block], place: int, last: int, prose: Sequence[int]) -> bool:
    """Past a closing heading all is; else what is short and holds no figure, so that a closing list of names stays."""
    if last < prose[-1]:
        return True
    block = blocks[place]
    return not block.is_main and block.counts(12) and not any(letter.isdigit() for letter in block.words)


def _find_headings(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A short line without a stop, alone between two paragraphs."""
    for place in range(1, len(blocks) - 1):
        around = (kinds[place - 1], kinds[place + 1])
        if kinds[place] is None and _is_heading(blocks[place]) and all(kind in (None, "caption") for kind in around):
            alone = blocks[place - 1].is_prose and blocks[place + 1].is_prose
            kinds[place] = "furniture" if alone else None


def _is_heading(block: Block) -> bool:
    words = block.words
    return not block.is_prose and len(words) <= 80 and block.counts(9) and words[-1] not in ":,;" and words[0].isalnum()


def _find_pull_quotes(blocks: Sequence[Block], kinds: Kinds) -> None:
    """A quotation without a speaker whose words stand again in a paragraph near by."""
    for place, block in enumerate(blocks):
        quoted = _all_quoted(block.words) if kinds[place] is None else ""
        if quoted and any(quoted in _plain(blocks[near].words) for near in _neighbours(blocks, kinds, place)):
            kinds[place] = "pull_quote"


def _neighbours(blocks: Sequence[Block], kinds: Kinds, place: int) -> list[int]:
    near = range(max(0, place - _NEAR), min(len(blocks), place + _NEAR + 1))
    return [p for p in near if p != place and kinds[p] is None and len(blocks[p].words) > len(blocks[place].words)]


def _all_quoted(words: str) -> str:
    """The words between the marks, where one pair of marks holds the whole block."""
    inner = words.strip()
    if len(inner) < 30 or inner[0] not in '“"«' or inner[-1] not in '”"»':
        return ""
    inner = inner[1:-1]
    return "" if any(mark in inner for mark in '“”"«»') else _plain(inner)


def _plain(words: str) -> str:
    return " ".join("".join(c.lower() if c.isalnum() else " " for c in words).split())
