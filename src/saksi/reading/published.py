"""The day on which a document was published, as its own page shows it, and how that is known.

Nothing is guessed. What the publisher writes goes before what an address holds, and both before what readers show: the
first of them cannot have commented before there was a page.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from saksi.model import When, Zone

from .comments import find_comments
from .page_dates import MONTHS, NAMES, day_of, first_date, full_dates

Found = tuple[When, str]

_YEARLESS = (
    re.compile(rf"\b{NAMES} (?P<day>\d{{1,2}})\b(?!,? \d{{4}})", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}}) {NAMES}(?!,? \d{{4}})", re.IGNORECASE),
)
_NOTICE = re.compile(r"(?<![\w-])(?:first )?(?:published|posted|released|issued)\b(?: (?:on|at))?:?", re.IGNORECASE)
_UPDATED = re.compile(r"(?<![\w-])(?:last )?(?:updated|modified)\b(?: (?:on|at))?:?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"“”]{4,300}", re.IGNORECASE)
_PATH_DAY = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<number>\d\d)[/-](?P<day>\d\d)(?=[/._-]|$)")
# 12272019154917: month, day, year, then the clock
_STAMP = re.compile(r"[-_/](?P<number>\d\d)(?P<day>\d\d)(?P<year>(?:19|20)\d\d)\d{6}(?=\D|$)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RECENT = re.compile(rf"\b(?:on )?({'|'.join(_WEEKDAYS)})\b(?!,? (?:{'|'.join(MONTHS)}|\d))", re.IGNORECASE)


def infer_published(text: str, zones: tuple[Zone, ...]) -> Found | None:
    """The day of publication and, in words for people, how it is known; None where the page does not show it."""
    ways: Sequence[Callable[[str, tuple[Zone, ...]], Found | None]] = (
        _from_notice,
        _from_dateline,
        _from_byline,
        _from_address,
        _from_comments,
        _from_yearless_dateline,
    )
    return next((found for way in ways if (found := way(text, zones)) is not None), None)


def _from_notice(text: str, zones: tuple[Zone, ...]) -> Found | None:
    """ "Published: …" goes before "Updated: …": a later change does not move the day on which it came out."""
    for pattern, basis in (
        (_NOTICE, "the line that says when it was published"),
        (_UPDATED, "the line that says when it was updated"),
    ):
        for words in _words(text, zones, "dateline", "byline", "furniture"):
            for notice in pattern.finditer(words):
                # the date must follow at once: "published a report that in May 2012 …" is no notice
                day = first_date(words[notice.end() : notice.end() + 45])
                if day is not None:
                    return When(day.isoformat()), basis
    return None


def _from_dateline(text: str, zones: tuple[Zone, ...]) -> Found | None:
    return _first_in(_words(text, zones, "dateline"), "the dateline")


def _from_byline(text: str, zones: tuple[Zone, ...]) -> Found | None:
    return _first_in(_words(text, zones, "byline"), "the byline")


def _first_in(lines: Iterable[str], basis: str) -> Found | None:
    days = (first_date(line) for line in lines)
    return next(((When(day.isoformat()), basis) for day in days if day is not None), None)


def _from_address(text: str, zones: tuple[Zone, ...]) -> Found | None:
    """An address outside the article and the comments: inside, it may be that of another page."""
    days = {
        day
        for words in _words(text, zones, "furniture", "byline", "dateline")
        for address in _ADDRESS.finditer(words)
        for pattern in (_PATH_DAY, _STAMP)
        if (match := pattern.search(address.group())) is not None and (day := day_of(match)) is not None
    }
    return (When(days.pop().isoformat()), "the date in the page's address") if len(days) == 1 else None


def _from_comments(text: str, zones: tuple[Zone, ...]) -> Found | None:
    """The first comment, where its day bears with the weekdays that the article speaks of.

    A page is commented within days or not at all, but comments can be closed and opened: an article whose latest full
    date lies after the first comment was not published before it, so nothing is said.
    """
    days = (comment.day for comment in find_comments(text, zones))
    day = min((day for day in days if day is not None), default=None)
    if day is None or any(told > day + timedelta(days=1) for told in _past_days(text, zones)):
        return None
    return When(day.isoformat()), "the earliest reader comment"


def _past_days(text: str, zones: tuple[Zone, ...]) -> Iterator[date]:
    """Days with a year under pictures: a picture is taken before its page comes out. An article may look ahead."""
    for words in _words(text, zones, "caption"):
        yield from full_dates(words)


def _from_yearless_dateline(text: str, zones: tuple[Zone, ...]) -> Found | None:
    """Day and month of the dateline, with the one year that the page's own furniture names, if it names one."""
    lines = [match for words in _words(text, zones, "dateline") for p in _YEARLESS for match in p.finditer(words)]
    years = {int(y) for words in _words(text, zones, "furniture", "byline", "caption") for y in _YEAR.findall(words)}
    if not lines or len(years) != 1:
        return None
    day = day_of(lines[0], years.pop())
    if day is None or not _fits_weekdays(day, text, zones):
        return None
    return When(day.isoformat()), "the dateline, with the year from elsewhere on the page"


def _fits_weekdays(day: date, text: str, zones: tuple[Zone, ...]) -> bool:
    """The weekday of the first paragraph is the day of writing or one of the two before it."""
    for words in list(_words(text, zones, "article"))[:1]:
        named = _RECENT.search(words)
        if named is not None:
            return (day.weekday() - _WEEKDAYS.index(named.group(1).lower())) % 7 <= 2
    return False


def _words(text: str, zones: tuple[Zone, ...], *kinds: str) -> Iterator[str]:
    for zone in zones:
        if zone.kind in kinds:
            yield " ".join(zone.span.of(text)[:2000].split())
