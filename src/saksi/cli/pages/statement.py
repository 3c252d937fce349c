"""One statement for people: who says it and how, what it was read as, the words it rests on."""

from rich.text import Text

from saksi.cli.agreement import agreeing
from saksi.model import (
    EVENT_KINDS,
    Content,
    Count,
    Event,
    Measure,
    Party,
    Span,
    Statement,
    Trait,
)

from .screen import Screen, plain

#: How much of the text around a span is shown, in characters on each side.
_AROUND = 70
_STANCE_STYLE = {"denies": "red", "predicts": "magenta", "demands": "yellow", "promises": "yellow"}


def print_statement(
    screen: Screen, statement: Statement, text: str | None = None, *, mark: str | None = None, words: str = ""
) -> None:
    """Print a statement under a mark (its id). With the document's `text` its words stand in their context."""
    screen.item(mark or statement.id, voice(statement), width=6)
    for line in content_lines(statement.content):
        screen.line(line, indent=6)
    screen.line(quotation(statement.span, text) if text is not None else Text(f"“{plain(words)}”"), indent=6)


def voice(statement: Statement) -> Text:
    """Who says it, with which stance, certainty and cue: "Sok Ey San denies · alleged · to RFA, “told”"."""
    speaker = plain(statement.said_by.name) if statement.said_by is not None else "the document itself"
    stance = agreeing(statement.stance, speaker)
    line = Text.assemble((speaker, "bold"), " ", (stance, _STANCE_STYLE.get(statement.stance, "")))
    if statement.addressee is not None:
        line.append(f" to {plain(statement.addressee.name)}")
    line.append(f" · {statement.certainty}")
    if statement.form != "narration":
        line.append(f" · {statement.form} speech")
    if statement.cue is not None:
        line.append(f", “{plain(statement.cue)}”")
    if statement.continues is not None:
        line.append(f" · goes on from {statement.continues}")
    return line


def content_lines(content: Content) -> list[Text]:
    """What a statement was read as; an utterance is its words and has no lines of its own."""
    match content:
        case Event():
            return [_event_head(content), *(Text(f"  {line}") for line in _event_details(content))]
        case Measure():
            return [Text.assemble(("figure", "green"), ": ", measure_words(content))]
        case Trait():
            return [
                Text.assemble(
                    (plain(content.property), "green"), f" of {_name(content.subject)}: {plain(content.value)}"
                )
            ]
    return []


def _event_head(event: Event) -> Text:
    head = Text.assemble((EVENT_KINDS[event.kind].label, "green bold"))
    if event.targets:
        head.append(": " + ", ".join(_name(target) for target in event.targets))
    if event.agent is not None:
        head.append(f" by {_name(event.agent)}" if event.targets else f": {_name(event.agent)}")
    if event.count is not None:
        head.append(f" ({count_words(event.count)})")
    return head


def _event_details(event: Event) -> list[str]:
    route = [f"{label} {plain(place)}" for label, place in (("from", event.origin), ("to", event.destination)) if place]
    if event.place is not None and event.place != event.destination:
        route.insert(0, f"in {plain(event.place)}")
    if event.date is not None:
        route.append(date_words(event.date.edtf))
    named = (
        ("charge", event.charge),
        ("law", event.law_article),
        ("court", event.court.name if event.court is not None else None),
        ("term", event.term),
        ("reason", f"“{plain(event.reason)}”" if event.reason is not None else None),
    )
    return [*([" · ".join(route)] if route else []), *(f"{label}: {plain(value)}" for label, value in named if value)]


def date_words(edtf: str) -> str:
    """An EDTF date as people read it: `2015/..` is "since 2015"."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return edtf.replace("T", " ")
    if end == "..":
        return f"since {start}"
    return f"until {end}" if start == ".." else f"between {start} and {end}"


def measure_words(measure: Measure) -> str:
    """A figure with its unit, of what, when and on which condition."""
    line = f"{_figure(measure)} {plain(measure.unit)}".strip()
    extras = (
        ("of", measure.of),
        ("against", measure.baseline),
        ("when:", date_words(measure.when.edtf) if measure.when is not None else None),
        ("if:", measure.condition),
    )
    return " · ".join([line, *(f"{label} {plain(value)}" for label, value in extras if value)])


def _figure(measure: Measure) -> str:
    about = "about " if measure.approximate else ""
    if measure.value is not None:
        return f"{about}{measure.value:f}"
    if measure.min is not None and measure.max is not None:
        return f"{about}{measure.min:f} to {measure.max:f}"
    if measure.min is not None:
        return f"{about}at least {measure.min:f}"
    return f"{about}at most {measure.max:f}" if measure.max is not None else "an unsaid number of"


def count_words(count: Count) -> str:
    """How many: "16", "at least 16", "16 to 20"."""
    if count.min == count.max:
        return str(count.min)
    if count.min is None:
        return f"at most {count.max}"
    return f"at least {count.min}" if count.max is None else f"{count.min} to {count.max}"


def quotation(span: Span, text: str) -> Text:
    """The words at a span between ‹ ›, in as much of their paragraph as makes them clear."""
    start, end = _surroundings(span, text)
    before, words, after = text[start : span.start], span.of(text), text[span.end : end]
    lead = "… " if start and text[start - 1] != "\n" else ""
    tail = " …" if end < len(text) and text[end] != "\n" else ""
    return Text.assemble(
        (lead + _kept(before), "dim"), ("‹" + plain(words) + "›", "bold"), (_kept(after) + tail, "dim")
    )


def _surroundings(span: Span, text: str) -> tuple[int, int]:
    """As far as the paragraph goes, but not much further than `_AROUND`, and from word to word."""
    line_start, line_end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    start, end = max(line_start, span.start - _AROUND), min(line_end, span.end + _AROUND)
    if start > line_start:
        start = max(text.find(" ", start, span.start) + 1, start)
    if end < line_end:
        cut = text.rfind(" ", span.end, end)
        end = cut if cut >= 0 else end
    return start, end


def _kept(text: str) -> str:
    """Plain text that keeps the blank between it and its neighbour."""
    clean = plain(text)
    return f"{' ' if text[:1].isspace() else ''}{clean}{' ' if clean and text[-1:].isspace() else ''}"


def _name(party: Party) -> str:
    return plain(party.name)
