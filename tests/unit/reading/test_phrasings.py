"""The many ways to tell of the same kind of event. All persons invented."""

import re
from pathlib import Path

from saksi.model import Event, Span, When, Zone
from saksi.reading.dates import find_dates
from saksi.reading.events import find_events
from saksi.reading.page import lay_out
from saksi.reading.people import find_people
from saksi.reading.speech import find_claims

_MARK = re.compile(r"\[(\w+):([^\]]+)\]")
_LINES = Path(__file__).with_name("phrasings.txt").read_text(encoding="utf-8").splitlines()[1:]
#: A trigger this near is the same event, as in `eval`.
_NEAR = 60


def wanted(line: str) -> tuple[str, list[tuple[str, int]]]:
    """The text of a line, and the kind and place of each event in it."""
    text, events, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        events.append((mark[1], len(text)))
        text, at = text + mark[2], mark.end()
    return text + line[at:], events


def told(text: str) -> list[tuple[str, int]]:
    """The kind and place of each event that is read."""
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),), When("2020-06-30"))
    people = find_people(page)
    found = find_events(page, people, find_claims(page, people), find_dates(page))
    return [(one.content.kind, one.span.start) for one in found if isinstance(one.content, Event)]


def test_nine_tenths_of_the_ways_to_tell_of_an_event_are_read_and_little_besides():
    right, missed, said = 0, [], 0
    for line in _LINES:
        text, events = wanted(line)
        found = told(text)
        said += len(found)
        for kind, place in events:
            same = [one for one in found if one[0] == kind and abs(one[1] - place) <= _NEAR]
            if same:
                found.remove(min(same, key=lambda one: abs(one[1] - place)))
                right += 1
            else:
                missed.append((kind, text))
    assert right / (right + len(missed)) > 0.92, missed
    assert right / said > 0.92
