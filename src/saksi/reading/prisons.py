"""Who is said to be in a prison by its name: "remains in Makala prison", and then "is still in Makala".

Only words that say it lasts count: who "was in Makala prison on Monday" may have visited.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from saksi.model import Span

from .frames import Frame, Hit, all_frames
from .naming import countries, towns
from .page import Page

_KIND = (
    r"(?:(?:[Cc]entral|[Mm]ilitary|[Ww]omen[’']s|[Mm]aximum[ -][Ss]ecurity|[Uu]pper|[Mm]ain) )*"
    r"(?:[Pp]rison|[Jj]ail|[Pp]enitentiary|[Pp]enal [Cc]olony|[Dd]etention [Cc]ent(?:er|re))\b"
)
_CALLED = re.compile(rf"\b(?P<name>(?:[A-Z][\w’'-]+ ){{1,3}}){_KIND}")
_LASTING = r"\b(?:still|remains?|remained)\s+"
_FOR_LONG = r"\b(?:has|have) been\s+"


def prisons(page: Page) -> frozenset[str]:
    """The names that a page gives to prisons."""
    found = (match["name"].strip() for one in page.telling() for match in _CALLED.finditer(page.words(one.span)))
    return frozenset(re.sub(r"^The ", "", name) for name in found)


def prison_hits(text: str, sentence: Span, names: frozenset[str]) -> Iterator[Hit]:
    """Where a sentence says that somebody stays in one of these prisons; a town's name alone is the town."""
    for pattern in _patterns(names) if names else ():
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(start=match.start("at"), end=match.end("at"))
            yield Hit(span=span, head=span, shape="state", frame=_held())


@lru_cache(maxsize=1)
def _patterns(names: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """What tells of a stay in one of these prisons; those of one page at a time."""
    alone = names - towns() - countries().keys()
    return (
        re.compile(rf"{_LASTING}(?P<at>{_in(names)} {_KIND})"),
        re.compile(rf"{_FOR_LONG}(?P<at>{_in(names)} {_KIND})(?=\s+(?:since|for)\b)"),
        re.compile(
            rf"{_LASTING}(?P<at>{_in(alone)})(?![\w’'-]| [A-Z]| (?:city|town|district|province|hospital)\b| {_KIND})"
        ),
    )


def _in(names: frozenset[str]) -> str:
    joined = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return rf"in (?:the )?(?:{joined or '(?!)'})"


@cache
def _held() -> Frame:
    return next(one for one in all_frames() if (one.kind, one.lemma) == ("held", "in prison"))
