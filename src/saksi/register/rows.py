"""The rows of the register. Each says on which statements it rests."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from saksi.model import Count, Json, JsonObject, When
from saksi.resolve import Basis, Source, plain

#: No statement at all.
NOTHING = Basis()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is announced and has not happened: a trial set for a day."""

    value: str
    date: When | None = None
    place: str | None = None
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of the three tracks of a person on a day.

    `value` "unknown" with `unknown_since` and `last_known` means: so it was when last told, and nobody said how it went
    on; without `unknown_since` it was told on a page that bears no date. `since` is absent where only `by` is known,
    the day at which it was so at the latest; `otherwise` are other dates told for the same beginning. `attested` is
    the last day of which somebody speaks. `against` holds those who deny it; `disputed` is then true.
    """

    value: str = "unknown"
    since: When | None = None
    by: date | None = None
    otherwise: tuple[When, ...] = ()
    attested: date | None = None
    unknown_since: When | None = None
    last_known: str | None = None
    place: str | None = None
    disputed: bool = False
    alleged: bool = False
    according_to: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    against: tuple[Source, ...] = ()
    next: Expected | None = None
    basis: Basis = NOTHING


#: A track of which nobody said anything.
UNKNOWN = Track()


OddityKind = Literal["release before arrest", "later than its document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Two things told of one person that do not fit.

    - release before arrest: let out on `day`, and the first restraint that anybody tells of began on `other`;
    - later than its document: it happened on `day`, by a page that was out on `other`.
    """

    kind: OddityKind
    day: date
    other: date
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A named person on a day. `namesakes`: so many others on record bear the very name, and were not taken for one."""

    id: str
    person: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    by_name_only: bool = False
    namesakes: int = 0
    order: Track = UNKNOWN
    liberty: Track = UNKNOWN
    proceedings: Track = UNKNOWN
    overdue: bool = False
    charge: str | None = None
    charges: tuple[str, ...] = ()
    place: str | None = None
    origin: str | None = None
    destination: str | None = None
    oddities: tuple[Oddity, ...] = ()
    sources: tuple[Source, ...] = ()
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some among the people of a group, of whom more is told. `person` where they are named after all."""

    count: Count | None = None
    person: str | None = None
    overdue: bool = False
    sentence_done: bool = False
    kinds: tuple[str, ...] = ()
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """People who are counted and not named. Never added to the named, nor to another source's count."""

    of: str
    liberty: str
    count: Count
    last_known: str | None = None
    unknown_since: When | None = None
    since: When | None = None
    by: date | None = None
    otherwise: tuple[When, ...] = ()
    attested: date | None = None
    place: str | None = None
    alleged: bool = False
    disputed: bool = False
    includes: tuple[Part, ...] = ()
    sources: tuple[Source, ...] = ()
    against: tuple[Source, ...] = ()
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many named persons there are by liberty; `overdue` are among the held. Groups are not in it."""

    held: int = 0
    restricted: int = 0
    at_liberty: int = 0
    abroad: int = 0
    dead: int = 0
    disappeared: int = 0
    unknown: int = 0
    overdue: int = 0
    disputed: int = 0
    groups: int = 0


_NOBODY = Tally()


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Who is where on a day. `uncounted` are statements on people neither named nor counted."""

    on: date
    people: tuple[PersonRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    counts: Tally = _NOBODY
    uncounted: tuple[str, ...] = ()


def encode_register(register: Register) -> JsonObject:
    """The register as JSON: rows of people, then rows of groups, each with its kind as `row`."""
    rows: list[Json] = [encode_row(row) for row in register.people]
    rows += [encode_row(row) for row in register.groups]
    return {
        "on": register.on.isoformat(),
        "counts": plain(register.counts),
        "rows": rows,
        "uncounted": plain(register.uncounted),
    }


def encode_row(row: PersonRow | GroupRow) -> JsonObject:
    """One row as JSON, with its kind as `row`."""
    encoded = plain(row)
    assert isinstance(encoded, dict)  # noqa: S101 - a row is an object; narrows the type
    return {"row": "person" if isinstance(row, PersonRow) else "group", **encoded}
