"""Alarms as a calendar, for programs that keep days: one entry for each alarm that has a day."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from saksi.register import Alarm

from .pages.fields import short_ids


def encode_calendar(found: Iterable[Alarm], on: date) -> str:
    """The alarms of a day in the form of RFC 5545. The same alarm has the same UID on every day that is asked about."""
    calendar = Calendar()
    calendar.add("prodid", "-//Saksi//alarms//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for alarm in found:
        if alarm.since is not None:
            calendar.add_component(_event(alarm, alarm.since, on))
    text: bytes = calendar.to_ical()
    return text.decode("utf-8")


def _event(alarm: Alarm, day: date, on: date) -> Event:
    event = Event()
    event.add("uid", f"{_identity(alarm)}@saksi")
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", day)
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    check = "to check: " if alarm.to_check else ""
    event.add("summary", f"{alarm.person}: {check}{alarm.kind}")
    event.add("description", "\n".join(_lines(alarm)))
    return event


def _lines(alarm: Alarm) -> Iterable[str]:
    yield alarm.words
    if alarm.clock is not None:
        yield from (f"Rule: {source}" for source in alarm.clock.sources)
        if alarm.clock.consequence:
            yield f"Then: {alarm.clock.consequence}"
    yield from (f"Check: {each}" for each in alarm.to_check)
    yield f"Rests on: {short_ids(alarm.basis.statements)}"


def _identity(alarm: Alarm) -> str:
    rule = () if alarm.clock is None else (alarm.clock.rule, alarm.clock.part, alarm.clock.reading)
    # a limit that was near is the same limit when it is past
    kind = "limit" if alarm.kind.startswith("limit") else "trial" if alarm.kind.startswith("trial") else alarm.kind
    return hashlib.sha256("\0".join((alarm.id, kind, *rule)).encode()).hexdigest()[:32]
