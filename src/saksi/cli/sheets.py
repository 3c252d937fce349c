"""Answers as CSV, for spreadsheets and statistics: a line a row, with the columns in a fixed order."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import click

from saksi.model import Count, When
from saksi.register import Alarm, FlightRow, PersonRow, Register
from saksi.register.rows import GroupRow, Track
from saksi.resolve import Basis, Origins, Source

from .pages.fields import short_ids

_Cell = str | int | bool | date | When | None
_Row = dict[str, _Cell]
#: What a spreadsheet would run as a formula. Names and words are whatever a document says.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# spreadsheets take UTF-8 for an old encoding without it
_MARK = "\ufeff"

_GROUND = ("reviewed", "drafts", "documents", "origins", "statements")


def _track_columns(name: str) -> tuple[str, ...]:
    return (name, f"{name}_since", f"{name}_by", f"{name}_disputed", f"{name}_alleged")


#: What `register_sheet` fills, and the same for the others.
REGISTER = (
    *("on", "row", "who", "id", "count_min", "count_max", "role", "affiliation"),
    *_track_columns("liberty"),
    *("last_known", "unknown_since", "place", "overdue"),
    *_track_columns("order"),
    *_track_columns("proceedings"),
    *("next", "next_on", "charge"),
    *_GROUND,
)
FLIGHTS = (
    *("on", "who", "named", "count_min", "count_max", "date", "origin", "destination", "place", "rival_routes"),
    *("reasons", "denials"),
    *_GROUND,
)
ALARMS = ("on", "kind", "person", "id", "since", "words", "rule", "to_check", "statements")


def print_sheet(columns: Sequence[str], rows: Iterable[_Row]) -> None:
    """Print rows under the names of their columns; a cell that a spreadsheet would run gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows({name: _written(value) for name, value in row.items()} for row in rows)
    click.echo(_MARK + out.getvalue(), nl=False)


def register_sheet(register: Register, origins: Origins) -> list[_Row]:
    """The rows of a register: the named, then those who are counted and not named."""
    named = [_person(row, register.on, origins) for row in register.people]
    return named + [_group(row, register.on, origins) for row in register.groups]


def flight_sheet(rows: Iterable[FlightRow], on: date, origins: Origins) -> list[_Row]:
    """A line for each route of a flight: rival tellings are lines of their own."""
    return [
        {
            "on": on,
            "who": row.who,
            "named": row.person,
            **_count(row.count),
            "date": route.date,
            "origin": route.origin,
            "destination": route.destination,
            "place": route.place,
            "rival_routes": len(row.routes) - 1,
            "reasons": " | ".join(account.words for account in row.accounts if account.kind == "reason"),
            "denials": sum(account.kind == "denial" for account in row.accounts),
            **_ground(row.basis, route.sources, origins),
        }
        for row in rows
        for route in row.routes
    ]


def alarm_sheet(found: Iterable[Alarm], on: date) -> list[_Row]:
    """A line for each alarm."""
    return [
        {
            "on": on,
            "kind": alarm.kind,
            "person": alarm.person,
            "id": alarm.id,
            "since": alarm.since,
            "words": alarm.words,
            "rule": None if alarm.clock is None else alarm.clock.rule,
            "to_check": " | ".join(alarm.to_check),
            "statements": short_ids(alarm.basis.statements),
        }
        for alarm in found
    ]


def _person(row: PersonRow, on: date, origins: Origins) -> _Row:
    upcoming = row.proceedings.next
    return {
        "on": on,
        "row": "person",
        "who": row.person,
        "id": row.id,
        "count_min": 1,
        "count_max": 1,
        "role": row.role,
        "affiliation": row.affiliation,
        **_track("liberty", row.liberty),
        "last_known": row.liberty.last_known,
        "unknown_since": row.liberty.unknown_since,
        "place": row.place,
        "overdue": row.overdue,
        **_track("order", row.order),
        **_track("proceedings", row.proceedings),
        "next": None if upcoming is None else upcoming.value,
        "next_on": None if upcoming is None else upcoming.date,
        "charge": row.charge,
        **_ground(row.basis, row.sources, origins),
    }


def _group(row: GroupRow, on: date, origins: Origins) -> _Row:
    return {
        "on": on,
        "row": "group",
        "who": row.of,
        **_count(row.count),
        "liberty": row.liberty,
        "liberty_since": row.since,
        "liberty_by": row.by,
        "liberty_disputed": row.disputed,
        "liberty_alleged": row.alleged,
        "last_known": row.last_known,
        "unknown_since": row.unknown_since,
        "place": row.place,
        **_ground(row.basis, row.sources, origins),
    }


def _track(name: str, track: Track) -> _Row:
    values = (track.value, track.since, track.by, track.disputed, track.alleged)
    return dict(zip(_track_columns(name), values, strict=True))


def _count(count: Count | None) -> _Row:
    return {"count_min": None if count is None else count.min, "count_max": None if count is None else count.max}


def _ground(basis: Basis, sources: Sequence[Source], origins: Origins) -> _Row:
    documents = {source.document for source in sources}
    return {
        "reviewed": basis.reviewed,
        "drafts": basis.drafts,
        "documents": len(documents),
        "origins": origins.count(documents),
        "statements": short_ids(basis.statements),
    }


def _written(value: _Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
