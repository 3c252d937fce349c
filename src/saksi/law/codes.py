"""The rules as data: one TOML file for each jurisdiction under `codes/`, each rule with its source.

A limit is *confirmed* where its source was read. What is recalled, or stands in a report of another thing, is not: it
may warn, saying so, and raises no alarm.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias
from zoneinfo import ZoneInfo

from ..model import BadInputError, When
from .calendar import Term

#: What is limited: the custody of the police, detention before judgment, and the like.
Measure: TypeAlias = Literal["police_custody", "pretrial", "closing_order_hold", "judgment", "counsel"]
#: What a term runs from, or ends with.
Moment: TypeAlias = Literal[
    "arrest", "arrival", "charge", "detention_order", "indictment", "appearance", "trial", "judgment", "counsel"
]

JURISDICTIONS: tuple[str, ...] = ("BY", "ICCPR", "KH", "MM", "TH", "VN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where it is said, and whether that was read."""

    text: str
    url: str | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A term, and by whose word it holds; without a term it is half of the least sentence for the offence."""

    source: Source
    term: Term | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One of several ways in which lawyers read a rule: which restraints count, or from what the term runs."""

    name: str
    counts: tuple[str, ...] = ("held",)
    start: Moment | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of one edition of a law.

    `base` runs from `start`; `extension` may follow up to `times`; `maximum` bounds all of it, and `caps` too where the
    offence is known. It holds for an offence class, an age in whole years (from, below), and while the edition is in
    force; `open_ended` names what may suspend it. `consequence` is what the law says follows.
    """

    id: str
    jurisdiction: str
    article: str
    instrument: str
    measure: Measure
    start: Moment
    zone: ZoneInfo
    base: Limit | None = None
    extension: Limit | None = None
    times: int = 0
    maximum: Limit | None = None
    caps: tuple[Limit, ...] = ()
    offence: str | None = None
    age_from: int | None = None
    age_below: int | None = None
    in_force_from: When | None = None
    in_force_until: When | None = None
    open_ended: str | None = None
    readings: tuple[Reading, ...] = (Reading(name="as it stands"),)
    authority: str | None = None
    consequence: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence:
    """An offence and its penalty range, so that a cap that is relative to the sentence can be computed."""

    article: str
    name: str
    offence: str
    source: Source
    minimum: Term | None = None
    maximum: Term | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """All that is known here of the law of one jurisdiction."""

    jurisdiction: str
    name: str
    zone: ZoneInfo
    rules: tuple[Rule, ...]
    offences: Mapping[str, Offence] = field(default_factory=dict)


@cache
def load_code(jurisdiction: str) -> Code:
    """The rules of a jurisdiction. Raises BadInputError where there are none here."""
    if jurisdiction not in JURISDICTIONS:
        raise BadInputError(
            f"there are no rules of law for {jurisdiction} here; there are for {', '.join(JURISDICTIONS)}"
        )
    file = files(__package__).joinpath("codes", f"{jurisdiction.lower()}.toml")
    return read_code(tomllib.loads(file.read_text(encoding="utf-8")))


def read_code(data: Mapping[str, Any]) -> Code:
    """A code from the tables of its TOML file. Raises KeyError, TypeError or BadValueError on a table that is wrong."""
    zone = ZoneInfo(data["timezone"])
    sources = {name: Source(**held) for name, held in data["source"].items()}
    instruments = data["instrument"]
    return Code(
        jurisdiction=data["jurisdiction"],
        name=data["name"],
        zone=zone,
        rules=tuple(_rule(held, data["jurisdiction"], zone, instruments, sources) for held in data["rule"]),
        offences={held["article"]: _offence(held, sources) for held in data.get("offence", ())},
    )


def _rule(
    held: Mapping[str, Any],
    jurisdiction: str,
    zone: ZoneInfo,
    instruments: Mapping[str, Any],
    sources: Mapping[str, Source],
) -> Rule:
    unknown = set(held) - {each.name for each in fields(Rule)}
    if unknown:
        raise KeyError(f"{held['id']} has unknown keys: {', '.join(sorted(unknown))}")
    instrument = instruments[held["instrument"]]
    readings = tuple(_reading(each, sources) for each in held.get("readings", ()))
    return Rule(
        id=held["id"],
        jurisdiction=jurisdiction,
        zone=zone,
        instrument=instrument["title"],
        article=held["article"],
        measure=held["measure"],
        start=held["start"],
        base=_limit(held.get("base"), sources),
        extension=_limit(held.get("extension"), sources),
        times=held.get("times", 0),
        maximum=_limit(held.get("maximum"), sources),
        caps=tuple(_some_limit(each, sources) for each in held.get("caps", ())),
        offence=held.get("offence"),
        age_from=held.get("age_from"),
        age_below=held.get("age_below"),
        in_force_from=_when(held.get("in_force_from", instrument.get("in_force_from"))),
        in_force_until=_when(held.get("in_force_until", instrument.get("in_force_until"))),
        open_ended=held.get("open_ended"),
        readings=readings or (Reading(name="as it stands"),),
        authority=held.get("authority"),
        consequence=held.get("consequence"),
        note=held.get("note"),
    )


def _when(edtf: str | None) -> When | None:
    return None if edtf is None else When(edtf)


def _limit(held: Mapping[str, Any] | None, sources: Mapping[str, Source]) -> Limit | None:
    return None if held is None else _some_limit(held, sources)


def _some_limit(held: Mapping[str, Any], sources: Mapping[str, Source]) -> Limit:
    term = None if held.get("half_of_minimum") else Term.parse(held["term"])
    return Limit(source=sources[held["source"]], term=term)


def _reading(held: Mapping[str, Any], sources: Mapping[str, Source]) -> Reading:
    return Reading(
        name=held["name"],
        counts=tuple(held.get("counts", ("held",))),
        start=held.get("start"),
        source=sources[held["source"]] if "source" in held else None,
    )


def _offence(held: Mapping[str, Any], sources: Mapping[str, Source]) -> Offence:
    return Offence(
        article=held["article"],
        name=held["name"],
        offence=held["offence"],
        source=sources[held["source"]],
        minimum=None if "minimum" not in held else Term.parse(held["minimum"]),
        maximum=None if "maximum" not in held else Term.parse(held["maximum"]),
        note=held.get("note"),
    )
