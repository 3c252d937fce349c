"""When, where, why, on which charge and for how long: what stands around a trigger in its clause."""

import re
from collections.abc import Sequence

from saksi.model import DateMention, Span, When

from . import date_steps as steps
from .frames import Hit
from .numbers import number_of
from .page import Page
from .people import People

_CHARGE = re.compile(
    r"\s*(?:(?:\w+\s+){0,6}?(?:with|of|for|over|on (?:charges|allegations|suspicion) of|on (?:a )?)\s+)"
    r"(?P<charge>[^,;.”]+?)(?=,|;|\.|”|\s+and\s+(?:\w+ed|faces?|could|may|might|will|would|is|are|was|were|has|have|had|sent|held)\b|\s+(?:leading|after|before|by|in|on|from|while|when|but)\b|$)"
)
#: What parts a date from an act told after it: a stop, a step of time, an act with a subject of its own.
_PARTED = re.compile(
    r";|(?<!\bfor )\b[\w-]+ (?:days?|weeks?|months?|years?) (?:after|before)\b|\band that\b"
    r"|\bbut (?:has|have|is|are)\b",
    re.IGNORECASE,
)
#: A time that is told and gives no date; what has it needs no date from elsewhere.
_OTHER_TIME = re.compile(
    r"[^,;.“”]{0,40}?\b(?:twice|repeatedly|(?:several|many) times"
    r"|(?:this|last|that) (?:spring|summer|autumn|fall|winter))\b",
    re.IGNORECASE,
)
_FOR_SO_LONG = re.compile(
    r"[^,;.“”]{0,60}?\bfor (?:the (?:past|last) )?(?P<many>\d{1,4}|[a-z]+(?:-[a-z]+)?)"
    r" (?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_OWNED = 40  # what it costs an act to take the date of the act before it
_ARTICLE = re.compile(r"\b[Aa]rticles?\s+(\d+[\w()]*(?:(?:,| and)\s+\d+)*)")
_TERM = re.compile(
    r"\b((?:up to |at least |more than )?(?:\w+|\d+)(?:-| )(?:year|month|week|day|hour)s?"
    r"(?:(?: in| of)(?: \w+)? ?(?:prison|jail|detention|imprisonment))?)",
    re.IGNORECASE,
)
_NUMBER_TERM = re.compile(
    r"(?:\d|a\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|life)", re.I
)
_REASON = re.compile(
    r"\b(?:because (?:of )?|for fear (?:of|that) |fearing |in order to |so that |(?=to avoid\b)|(?=to escape\b)|"
    r"(?=to look for\b)|(?=to pursue\b)|simply |from (?=a debt))(?P<reason>(?:[^.;”]|\.(?=\w|\s[a-z]))+)",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\bto (?:pursue|join|unite|find|look|earn|continue|seek|work|live|avoid|escape)\b[^.;,”]*")
_REASON_ENDS = re.compile(
    r"(?<!\bwhat),\s+according to\b|(?<!\bwhat),?[”’]?\s+(?:he|she|they|we|the \w+) (?:said|says|added|told)\b"
    r"|,?\s+(?:amid|despite|while|although|even as)\b|,[”’]?\s+(?:said|says|added)\b"
)
_PLACE_IN = re.compile(r"\b(?:in|at|near|outside|inside|from|across|through|via|past)\s+(?:the\s+)?(?:\w+\s+){0,3}?$")
_TOWARDS = re.compile(r"\b(?:to|into|for|towards?)\s+(?:the\s+)?(?:border camp\s+(?:here\s+)?in\s+)?$")
_FROM = re.compile(r"\b(?:from|leav(?:e|es|ing)|left|flee(?:s|ing)?|fled)\s+(?:the\s+)?$")
_CHARGED = frozenset(
    {
        "charge",
        "conviction",
        "sentence",
        "arrest",
        "held",
        "pretrial_detention",
        "acquittal",
        "trial",
        "trial_scheduled",
        "release",
        "deportation",
    }
)
_TERMED = frozenset({"sentence", "detention_extension", "held", "pretrial_detention", "ban"})


def date_of(
    dates: Sequence[DateMention],
    hit: Hit,
    sentence: Span,
    barred: Sequence[Span],
    others: Sequence[Hit],
    text: str,
    unplaced: Sequence[Span] = (),
) -> When | None:
    """The date of the same clause: the nearest one, with no other trigger between; else one that opens the sentence.

    Where a time that nobody can place stands nearer, it is that time, and no date is known.
    """
    inside = [d for d in dates if sentence.holds(d.span) and not any(b.overlaps(d.span) for b in barred)]
    if _OTHER_TIME.match(text, hit.span.end, sentence.end):
        return None
    best = min(inside, key=lambda d: _distance(d.span, hit, others, text, sentence), default=None)
    reach = 200 if best is None else _distance(best.span, hit, others, text, sentence)
    if best is None or reach > 200:
        return None
    own = [span for span in unplaced if sentence.holds(span) and not any(b.overlaps(span) for b in barred)]
    if any(_distance(span, hit, others, text, sentence) < reach for span in own):
        return None
    return best.when


def _distance(date: Span, hit: Hit, others: Sequence[Hit], text: str, sentence: Span) -> float:
    after = date.start >= hit.span.end
    gap = (hit.span.end, date.start) if after else (date.end, hit.span.start)
    if date.overlaps(hit.span):
        return 0
    between = text[min(gap) : max(gap)]
    if not after and _PARTED.search(between):
        return 1000
    owner = next((o for o in others if o is not hit and 0 <= date.start - o.span.end <= 4), None)
    if owner is not None and owner.shape == "noun" and owner.head.start < hit.head.start:
        return 1000  # "a trial set for January": the date is the noun's own
    crossed = sum(min(gap) <= other.head.start < max(gap) for other in others if other is not hit)
    cost = len(between) + 60 * crossed * (1 if after else 0.5)
    if re.search(r"[;“”]|\b(?:because|although|while|that|who|which|but|whose)\b", between):
        cost += 120 if after else 60
    if not after and date.start - sentence.start < 12:
        cost = min(cost, 100 + 40 * crossed)
    return cost + (0 if after else 15) + (_OWNED if not after and _is_owned(date, hit, others, text) else 0)


def _is_owned(date: Span, hit: Hit, others: Sequence[Hit], text: str) -> bool:
    """Whether a date before an act stands right behind another: "arrested on 4 May and moved to jail on 6 May"."""
    behind = (text[one.span.end : date.start] for one in others if one is not hit and one.span.end <= date.start)
    return any(re.fullmatch(r"[^,;.“”]{0,30}", words) for words in behind)


def held_for(right: str, published: When | None) -> When | None:
    """Since when, by how long it has gone on: "for 11 days", as precise as the unit."""
    match = _FOR_SO_LONG.match(right)
    many = number_of(match["many"]) if match else None
    if match is None or many is None or published is None or published.earliest is None or not published.is_day:
        return None
    unit, count = match["unit"].lower(), int(many)
    if unit in ("day", "week"):
        start = steps.day(steps.days(published.earliest, -count * (7 if unit == "week" else 1)))
    elif unit == "month":
        start = steps.month(steps.months(steps.month_of(published.earliest), -count))
    else:
        start = steps.year(published.earliest.year - count)
    return When(f"{start.edtf}/..")


def charge_of(page: Page, hit: Hit, end: int) -> str | None:
    """The charge in its words: "charged with …", "accused of …", "sentenced for …"."""
    if hit.frame.kind not in _CHARGED:
        return None
    words = page.text[hit.span.end if hit.frame.has_gap else hit.head.end : end]
    before = page.text[max(0, hit.span.start - 40) : hit.span.end]
    own = re.search(
        r"\b(treason|incitement|sedition|espionage|terrorism|libel|defamation)\s+(?:charges?|trial)", before
    )
    if own:
        return own.group(1)
    accused = re.search(r"accused of ([^,;.”]+?)(?= from\b| in\b|,|;|\.|$)", words)
    if accused:
        return accused.group(1).strip()
    if hit.frame.kind in ("arrest", "held", "pretrial_detention", "release", "trial", "trial_scheduled", "deportation"):
        match = re.search(
            r"\b(?:on (?:charges|allegations|suspicion) of|for (?=\w+ing\b)|on (?:a )?charge of)\s*([^,;.”]+)", words
        )
        return match.group(1).strip() if match else None
    match = _CHARGE.match(words)
    return match["charge"].strip() if match and not re.match(r"\d|\w+ (?:days|months|years)", match["charge"]) else None


def article_of(page: Page, hit: Hit, end: int) -> str | None:
    """The article of law named in the clause."""
    match = _ARTICLE.search(page.text, hit.span.start, end)
    return match.group(0) if match else None


def term_of(page: Page, hit: Hit, end: int) -> str | None:
    """For how long: "two years in prison"."""
    if hit.frame.kind not in _TERMED:
        return None
    for match in _TERM.finditer(page.text, hit.span.start, end):
        if _NUMBER_TERM.match(re.sub(r"^(?:up to|at least|more than) ", "", match[1])):
            return match[1].strip()
    return None


def reason_of(page: Page, hit: Hit, end: int) -> str | None:
    """Why, in the document's words; of a flight also what for."""
    clause = page.text[hit.span.start : end]
    match = _REASON.search(clause)
    if match is not None:
        return _REASON_ENDS.split(match["reason"])[0].strip(" ,")
    if hit.frame.kind == "flight" and (purpose := _PURPOSE.search(clause)):
        return _REASON_ENDS.split(purpose.group(0))[0].strip()
    return None


def rival_reason(page: Page, hit: Hit, sentence: Span) -> str:
    """The words of another account of a flight: "just want to relocate to the coast"."""
    before = page.text[sentence.start : hit.span.start]
    opening = re.search(
        r"\b(?:so that\b[^,;“”]*|(?:simply |just |only )?(?:wants? |went |trying |hoping )?(?:to )?)$", before
    )
    start = sentence.start + opening.start() if opening else hit.span.start
    close = re.search(r"[;”]|\.(?!\w|\s[a-z])|,\s", page.text[hit.span.end : sentence.end])
    return page.text[start : hit.span.end + close.start() if close else sentence.end].strip(" .”,")


def places_of(page: Page, people: People, hit: Hit, end: int) -> dict[str, str]:
    """`place`, `origin` and `destination` by the prepositions that govern the places after the trigger."""
    found: dict[str, str] = {}
    for mention in people.mentions_in(Span(start=hit.head.start, end=max(end, hit.span.end))):
        if people.name(mention.ref).kind != "place" or mention.how == "description":
            continue
        before = page.text[max(hit.head.start, mention.span.start - 40) : mention.span.start]
        for field, pattern in (("destination", _TOWARDS), ("origin", _FROM), ("place", _PLACE_IN)):
            if pattern.search(before):
                found.setdefault(field, people.name(mention.ref).name)
                break
    return found
