"""The words of `zones.toml` as questions about one block at a time."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from .blocks import Block

# longer than any menu line, byline or credit: running text, whatever its first words
_SHORT = 240
_MENU_WORDS = 40


@cache
def load_rules() -> dict[str, dict[str, object]]:
    """The tables of `zones.toml`."""
    tables: dict[str, dict[str, object]] = tomllib.loads(
        files(__package__).joinpath("zones.toml").read_text(encoding="utf-8")
    )
    return tables


def is_furniture(block: Block) -> bool:
    """Whether it is a button, a menu line, a notice of rights or an address to write to."""
    if len(block.words) > _SHORT or not block.counts(_MENU_WORDS):
        return False
    return _is_whole("furniture", "whole", block.words) or _opens("furniture", "opening", block.words)


def is_advert(block: Block) -> bool:
    """Whether it marks an advertisement."""
    return len(block.words) < 60 and _is_whole("advert", "whole", block.words)


def is_label(block: Block) -> bool:
    """Whether it only says what kind of text follows: "STATEMENT"."""
    return len(block.words) < 60 and _is_whole("furniture", "label", block.words)


def is_closing(block: Block) -> bool:
    """Whether it is a heading over other stories."""
    return len(block.words) < 60 and _is_whole("furniture", "closing", block.words)


def is_comment_heading(block: Block) -> bool:
    """Whether readers' comments may follow."""
    return len(block.words) < 200 and _is_whole("comment", "heading", block.words)


def is_stamp(words: str) -> bool:
    """Whether it is the date and hour of a comment, and no more."""
    return len(words) < 80 and _is_whole("comment", "stamp", words)


def is_byline(block: Block) -> bool:
    """Whether it says who reported, wrote or translated."""
    if len(block.words) > _SHORT:
        return False
    return _opens("byline", "opening", block.words) or _is_signed(block.words)


def _is_signed(words: str) -> bool:
    first = _pattern("byline", "first").match(words)
    if first is None:
        return False
    dated = _pattern("parts", "date").search(words)
    names = words[first.end() : dated.start() if dated else len(words)].split()
    names = [name for name in names if name.lower().strip(".,:") not in {"published", "updated", "posted"}]
    small = load_rules()["byline"]["small"]
    return 0 < len(names) <= 20 and all(_is_name(name, small) for name in names)


def _is_name(word: str, small: object) -> bool:
    return word[0].isupper() or (isinstance(small, list) and word.strip(".,;:") in small)


def is_dateline(block: Block) -> bool:
    """Whether the block is a date, with a place or outlet beside it at most."""
    if len(block.words) > 120:
        return False
    return _is_whole("dateline", "line", block.words) or _is_whole("dateline", "notice", block.words)


def lead_length(words: str) -> int:
    """How many letters of a paragraph are the place and agency before its first sentence ("PARIS (AP) —")."""
    start = words[:140]
    match = next(filter(None, (pattern.match(start) for pattern in _patterns("dateline", "lead", 0))), None)
    return match.end() if match is not None and words[match.end() :].strip() else 0


def is_credit(block: Block) -> bool:
    """Whether it says only who took a picture."""
    if len(block.words) > 120:
        return False
    exact = (_pattern("caption", "credit", 0), _pattern("caption", "agency", 0))
    return any(p.fullmatch(block.words) for p in exact) or (
        len(block.words) < 80 and _opens("caption", "opening", block.words)
    )


def is_caption(block: Block) -> bool:
    """Whether its own words show that it stands under a picture."""
    if len(block.words) > 600:
        return False
    return (
        _opens("caption", "opening", block.words)
        or any(pattern.search(block.words) for pattern in _patterns("caption", "inside"))
        or _is_credited(block.words)
    )


def _is_credited(words: str) -> bool:
    """A credit in brackets that closes the block, after its full stop and not inside its last sentence."""
    tail = words.rstrip()[-140:]
    found = re.search(_pattern("caption", "credit", 0).pattern + r"\.?$", tail)
    return found is not None and len(words) < 450


def ends_in_date(block: Block) -> bool:
    """Whether a date with its year closes the block, as in the line under a picture."""
    return re.search(_pattern("caption", "dated").pattern, block.words[-40:], re.IGNORECASE) is not None


def _is_whole(table: str, key: str, words: str) -> bool:
    return any(pattern.fullmatch(words) for pattern in _patterns(table, key))


def _opens(table: str, key: str, words: str) -> bool:
    return any(pattern.match(words) for pattern in _patterns(table, key))


def _pattern(table: str, key: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return _patterns(table, key, flags)[0]


@cache
def _patterns(table: str, key: str, flags: int = re.IGNORECASE) -> tuple[re.Pattern[str], ...]:
    value = load_rules()[table][key]
    sources = value if isinstance(value, list) else [value]
    return tuple(re.compile(_with_parts(str(source)), flags) for source in sources)


def _with_parts(source: str) -> str:
    parts = load_rules()["parts"]
    for name in ("time", "date", "weekday", "month"):
        source = source.replace("{" + name + "}", str(parts[name]))
    return source
