"""What one document tells, from when to when: pure, from its entries to spans of knowledge."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from saksi.ledger import Entry, fold, latest_readings
from saksi.model import Event, Json, JsonObject, Name, Record, View, encode_name
from saksi.register import counted_in, is_uncounted
from saksi.resolve import Telling, normal_name, references, spellings, telling_of

from .tables import OPEN

_BEGINNING = datetime.min.replace(tzinfo=UTC)
#: A row of a table but for its document: by column.
Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The rows of one document, by table."""

    naming: tuple[Row, ...] = ()
    spelling: tuple[Row, ...] = ()
    saying: tuple[Row, ...] = ()
    link: tuple[Row, ...] = ()
    erased: tuple[Row, ...] = ()


def seconds(instant: datetime) -> int:
    """An instant as whole seconds since the year 1: what is recorded is claimed to the second."""
    return (instant - _BEGINNING) // _SECOND


def what_is_told(sha256: str, entries: Iterable[Entry], depths: Mapping[str, int]) -> Told:
    """The rows of the document `sha256`, from its entries and the reviews that bear on it.

    See `fold` for which reviews; `depths` are the places of all these in the chains of their authors.
    """
    known = {entry.id: entry for entry in entries}
    namings, sayings, bodies, erased = _Spans(), _Spans(), _Spans(), _Spans()
    links: dict[tuple[str, str, str], Row] = {}
    for instant in sorted({entry.recorded_at for entry in known.values()}):
        record = fold(known.values(), View(as_of=instant), depths)
        seen = _Seen(sha256, record, _reviewed_readings(record, known.values(), instant, depths))
        now = seconds(instant)
        namings.put(now, seen.namings())
        bodies.put(now, seen.spellings())
        sayings.put(now, seen.sayings(known))
        links.update(seen.links)
        erased.put(now, _erased(record, known.values(), instant, depths))
    return Told(
        naming=namings.rows(),
        spelling=bodies.rows(),
        saying=sayings.rows(),
        link=tuple(links.values()),
        erased=erased.rows(),
    )


def encode(value: Json) -> bytes:
    """The one spelling in which values are stored here."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


_SECOND = datetime(1, 1, 1, 0, 0, 1, tzinfo=UTC) - _BEGINNING


def crowd_unit(key: tuple[str, object], counts: tuple[int | None, int | None]) -> str:
    """The unit of people who are counted: their normal name and the count."""
    return encode([key[0], *("" if count is None else count for count in counts)]).decode()


class _Spans:
    """States at instants to rows that hold from one instant until another."""

    def __init__(self) -> None:
        self._open: dict[object, tuple[Row, int]] = {}
        self._closed: list[Row] = []

    def put(self, now: int, state: Mapping[object, Row]) -> None:
        for key in [key for key, (held, _) in self._open.items() if state.get(key) != held]:
            held, since = self._open.pop(key)
            self._closed.append({**held, "since": since, "until": now})
        for key, held in state.items():
            self._open.setdefault(key, (held, now))

    def rows(self) -> tuple[Row, ...]:
        return (*self._closed, *({**held, "since": since, "until": OPEN} for held, since in self._open.values()))


class _Seen:
    """A record of one document as rows."""

    def __init__(self, sha256: str, record: Record, reviewed: frozenset[str]) -> None:
        self._sha256 = sha256
        self._record = record
        self._reviewed = reviewed
        self._people = references(record.names)
        self.links: dict[tuple[str, str, str], Row] = {}

    def namings(self) -> dict[object, Row]:
        found: dict[object, Row] = {}
        for (reading, ref), name in self._record.names.items():
            if name.kind == "person":
                found[reading, ref] = {
                    "reading": reading,
                    "ref": ref,
                    "unit": normal_name(name.name),
                    "affiliation": None if name.affiliation is None else normal_name(name.affiliation),
                    "reviewed": reading in self._reviewed,
                    "body": encode({**_without_spans(name), "document": self._sha256}),
                }
        return found

    def spellings(self) -> dict[object, Row]:
        names = self._record.names.items()
        reviewed = spellings(name for (reading, _), name in names if reading in self._reviewed)
        return {
            each: {"key": each.key, "before": each.before, "full": each.full, "reviewed": each in reviewed}
            for each in spellings(name for _, name in names)
        }

    def sayings(self, entries: Mapping[str, Entry]) -> dict[object, Row]:
        found: dict[object, Row] = {}
        for recorded in self._record.statements:
            if not isinstance(recorded.statement.content, Event):
                continue
            document = self._record.documents[recorded.reading]
            telling = telling_of(recorded, document, self._people)
            self._link(telling)
            body: JsonObject = {
                "author": recorded.author,
                "fields": {
                    key: value
                    for key, value in entries[recorded.id].fields.items()
                    if key not in ("document", "reading")
                },
                "document": {"sha256": document.sha256, **_page(document.title, document.published)},
                "recorded_at": seconds(recorded.recorded_at),
                "standing": recorded.standing,
            }
            vague = (telling.earliest or telling.latest).toordinal() if is_uncounted(telling) else None
            found[recorded.id] = {
                "id": recorded.id,
                "reading": recorded.reading,
                "reviewed": recorded.standing == "accepted",
                "vague_from": vague,
                "body": encode(body),
            }
        return found

    def _link(self, telling: Telling) -> None:
        """Who and what this statement is folded into: the same at all instants, since its reading is."""
        by_unit: dict[str, list[str]] = {}
        for name in telling.names:
            by_unit.setdefault(normal_name(name.name), []).append(name.id)
        for unit, refs in by_unit.items():
            self._add("person", unit, telling.recorded.id, refs)
        for of, count in counted_in(telling):
            self._add("crowd", crowd_unit((of, count), (count.min, count.max)), telling.recorded.reading, [])

    def _add(self, kind: str, unit: str, member: str, refs: list[str]) -> None:
        self.links[kind, unit, member] = {
            "kind": kind,
            "unit": unit,
            "member": member,
            "refs": encode(list(refs)).decode(),
        }


def _reviewed_readings(
    record: Record, entries: Iterable[Entry], instant: datetime, depths: Mapping[str, int]
) -> frozenset[str]:
    """The readings whose names count where only reviewed statements are shown: the latest, and those of statements."""
    readings = [entry for entry in entries if entry.kind == "reading" and entry.recorded_at <= instant]
    told = {item.reading for item in record.statements if item.standing == "accepted"}
    return latest_readings(readings, depths) | told


def _erased(
    record: Record, entries: Iterable[Entry], instant: datetime, depths: Mapping[str, int]
) -> dict[object, Row]:
    if not record.erased:
        return {}
    reviewed = fold(entries, View(as_of=instant, trust="reviewed"), depths).erased
    return {"": {"drafts": record.erased, "reviewed": reviewed}}


def _without_spans(name: Name) -> JsonObject:
    return {key: value for key, value in encode_name(name).items() if key != "spans"}


def _page(title: str | None, published: object) -> JsonObject:
    shown: dict[str, object] = {"title": title, "published": None if published is None else str(published)}
    return {key: value for key, value in shown.items() if isinstance(value, str)}
