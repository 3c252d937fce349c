"""From entries to the Record that a View shows: a pure function of the set of entries, whatever their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from ..model import (
    ORIGIN_VERDICTS,
    Document,
    Json,
    JsonObject,
    Name,
    OriginLink,
    OriginVerdict,
    Record,
    Recorded,
    Standing,
    Trust,
    View,
)
from .entries import Entry
from .fields import document_of, linked, names_of, statement_of


def fold(entries: Iterable[Entry], view: View, depths: Mapping[str, int] | None = None) -> Record:
    """The record that `view` shows. Entries of a key that no owner admitted are left out.

    So is a statement of which any field was erased, since without it it would say something else; it is counted.

    What is shown of a document depends on the entries that name it, and on the reviews of its statements or with a
    correction among them, with all other reviews of what these correct. Of those alone the record of that document can
    be folded, given `depths`, the place of each in the chain of its author (see `depths_of`).
    """
    counted = [entry for entry in entries if entry.role is not None]
    # of what another office keeps to itself nothing can be said; without it the rest would say something else
    known = [entry for entry in counted if not entry.closed]
    visible = [entry for entry in known if view.as_of is None or entry.recorded_at <= view.as_of]
    by_id = {entry.id: entry for entry in visible}
    readings = {entry.id: entry for entry in visible if entry.kind == "reading"}
    depths = depths_of(counted) if depths is None else depths
    verdicts = _verdicts(visible, depths)
    unknown = _undated_or_unnamed(readings.values())
    latest = _latest(readings.values(), depths, unknown)
    shown = _standings(visible, verdicts, latest, view)
    told = [by_id[entry_id] for entry_id in shown if _is_of_its_reading(by_id[entry_id], readings)]
    whole = [
        entry for entry in told if not entry.erased and _source(readings[str(entry.fields["reading"])]) not in unknown
    ]
    statements = sorted((_recorded(entry, shown[entry.id]) for entry in whole), key=lambda item: _place(item, readings))
    kept = latest | {item.reading for item in statements}
    record = _record(statements, [readings[entry_id] for entry_id in sorted(kept)], visible)
    dated = _dated(record.documents, latest)
    return replace(record, documents=dated, erased=len(told) - len(whole), links=_links(visible, depths))


def origin_links(entries: Iterable[Entry]) -> tuple[OriginLink, ...]:
    """What is said now of the origins of documents, by entries of which none is closed."""
    held = [entry for entry in entries if entry.role is not None and not entry.closed]
    return _links(held, depths_of(held))


def _links(visible: Iterable[Entry], depths: Mapping[str, int]) -> tuple[OriginLink, ...]:
    """Of each author the latest on two documents, in the order of reviews. What has no known form says nothing."""
    latest: dict[tuple[str, tuple[str, str]], OriginLink] = {}
    links = [entry for entry in visible if entry.kind == "link"]
    for entry in sorted(links, key=lambda entry: (entry.recorded_at, depths[entry.id], entry.id)):
        link = _origin_link(entry)
        if link is not None:
            latest[link.author, link.between] = link
    return tuple(sorted(latest.values(), key=lambda link: (link.between, link.id)))


def _origin_link(entry: Entry) -> OriginLink | None:
    between, verdict, basis = linked(entry.fields), entry.fields.get("verdict"), entry.fields.get("basis")
    known: OriginVerdict | None = next((each for each in ORIGIN_VERDICTS if each == verdict), None)
    if not between or known is None:
        return None
    return OriginLink(
        id=entry.id,
        between=between,
        verdict=known,
        author=entry.author,
        person=entry.role == "owner",
        recorded_at=entry.recorded_at,
        basis=basis if isinstance(basis, dict) else {},
    )


def _is_of_its_reading(entry: Entry, readings: Mapping[str, Entry]) -> bool:
    reading = readings.get(str(entry.fields["reading"]))
    return reading is not None and reading.fields["document"] == entry.fields["document"]


#: A document, and the office that read it.
_Source: TypeAlias = tuple[Json, str | None]


def _source(reading: Entry) -> _Source:
    return reading.fields["document"], reading.office


def _undated_or_unnamed(readings: Iterable[Entry]) -> set[_Source]:
    """Documents of which an office's reading lost its date or its names: what it says would be told otherwise.

    Another office's reading of the same document stands for itself: what a partner erases is its own.
    """
    return {_source(entry) for entry in readings if not {"published", "names"}.isdisjoint(entry.erased)}


_SAME_PLACE = ("document", "span", "stance", "certainty", "form")
_SAME_PARTIES = ("said_by", "content")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Verdict:
    verdict: str
    replacement: str = ""


def _verdicts(visible: Iterable[Entry], depths: Mapping[str, int]) -> dict[str, set[_Verdict]]:
    """What the persons who reviewed a statement say of it now: each key's latest review replaces its earlier ones."""
    latest: dict[tuple[str, str], Entry] = {}
    reviews = [entry for entry in visible if entry.kind == "review" and entry.role == "owner"]
    # a clock may stand still or run backwards: within one key the chain says which review came later
    for entry in sorted(reviews, key=lambda entry: (entry.recorded_at, depths[entry.id], entry.id)):
        latest[entry.author, str(entry.fields["target"])] = entry
    verdicts: dict[str, set[_Verdict]] = defaultdict(set)
    for (_, target), entry in latest.items():
        replacement = str(entry.fields.get("replacement", ""))
        verdicts[target].add(_Verdict(verdict=str(entry.fields["verdict"]), replacement=replacement))
    return verdicts


def depths_of(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries of its author each one follows, of those that are there."""
    before = {entry.id: entry.prev for entry in entries}
    depths: dict[str, int] = {}
    for entry_id in before:
        path = []
        here: str | None = entry_id
        while here is not None and here in before and here not in depths:
            path.append(here)
            here = before[here]
        base = depths.get(here, -1) if here is not None else -1
        for step, passed in enumerate(reversed(path), start=1):
            depths[passed] = base + step
    return depths


def _latest(readings: Iterable[Entry], depths: Mapping[str, int], unknown: Set[_Source]) -> frozenset[str]:
    """The reading of each document that gives its drafts and its date: the latest of those that are whole, if any."""

    def rank(entry: Entry) -> tuple[bool, datetime, int, str]:
        return (_source(entry) not in unknown, entry.recorded_at, depths[entry.id], entry.id)

    latest: dict[Json, Entry] = {}
    for entry in sorted(readings, key=rank):
        latest[entry.fields["document"]] = entry
    return frozenset(entry.id for entry in latest.values())


def latest_readings(readings: Iterable[Entry], depths: Mapping[str, int]) -> frozenset[str]:
    """The reading of each document that gives its drafts and its date, of readings that count and are open."""
    held = list(readings)
    return _latest(held, depths, _undated_or_unnamed(held))


def _dated(documents: Mapping[str, Document], latest: frozenset[str]) -> dict[str, Document]:
    """What was reviewed in an earlier reading is dated as the latest knows it: a document has one day."""
    newest = {documents[reading].sha256: documents[reading] for reading in latest}
    return {reading: _with_date_of(newest[document.sha256], document) for reading, document in documents.items()}


def _with_date_of(newest: Document, document: Document) -> Document:
    if newest.published is None:
        return document
    return replace(document, published=newest.published, published_basis=newest.published_basis)


_SHOWN: Mapping[Trust, Set[Standing]] = {
    "reviewed": {"accepted"},
    "drafts": {"accepted", "draft", "disputed"},
    "rejected": {"accepted", "draft", "disputed", "rejected"},
}


def _standings(
    visible: Iterable[Entry], verdicts: Mapping[str, set[_Verdict]], latest: frozenset[str], view: View
) -> dict[str, Standing]:
    """The statements that are shown, and how they stand."""
    statements = {entry.id: entry for entry in visible if entry.kind == "statement"}
    written = {key for key, entry in statements.items() if entry.role == "reader"}
    standings = _reviewed_standings(verdicts, written) | _unreviewed_standings(statements, visible, verdicts, latest)
    wanted = _SHOWN[view.trust]
    return {key: standing for key, standing in standings.items() if standing in wanted and key in statements}


def _reviewed_standings(verdicts: Mapping[str, set[_Verdict]], by_readers: Set[str]) -> dict[str, Standing]:
    """What was reviewed stands as its own reviews say; a correction of which nobody said more, as its target's do.

    A reader's statement that takes the place of another, as where a list came again, is still to be reviewed.
    """
    corrections: dict[str, Standing] = {}
    for said in verdicts.values():
        for verdict in said:
            if verdict.replacement and verdict.replacement not in by_readers:
                # a correction on which persons disagree in one place is disputed everywhere
                disputed = len(said) > 1 or corrections.get(verdict.replacement) == "disputed"
                corrections[verdict.replacement] = "disputed" if disputed else "accepted"
    return corrections | {target: _own_standing(said) for target, said in verdicts.items()}


def _own_standing(said: set[_Verdict]) -> Standing:
    if len(said) > 1:
        return "disputed"
    (verdict,) = said
    # a corrected statement gives its place to the correction
    return "accepted" if verdict.verdict == "accept" else "rejected"


def _unreviewed_standings(
    statements: Mapping[str, Entry],
    visible: Iterable[Entry],
    verdicts: Mapping[str, set[_Verdict]],
    latest: frozenset[str],
) -> dict[str, Standing]:
    """A person's own statements are accepted; a reader's are drafts, of its latest reading, unless settled before."""
    corrections = _all_corrections(visible)
    settled = {_settling(entry) for key, entry in statements.items() if key in verdicts or entry.role == "owner"}
    standings: dict[str, Standing] = {}
    for key, entry in statements.items():
        if key in verdicts or (key in corrections and entry.role == "owner"):
            continue
        if entry.role == "owner":
            standings[key] = "accepted"
        elif entry.fields["reading"] in latest and (_settling(entry) or key) not in settled:
            standings[key] = "draft"
    return standings


def _all_corrections(entries: Iterable[Entry]) -> set[Json]:
    """Statements written as a correction, also those whose review was replaced since."""
    return {entry.fields["replacement"] for entry in entries if "replacement" in entry.fields}


def _settling(entry: Entry) -> str | None:
    """By what a statement settles another, or is settled; None where too little is left of it to say."""
    return None if not entry.erased.keys().isdisjoint((*_SAME_PLACE, *_SAME_PARTIES)) else sameness(entry)


def sameness(entry: Entry) -> str:
    """Equal for two readings of the same words as the same: what a later reader finds again is not asked again."""
    fields = {key: entry.fields.get(key, "") for key in _SAME_PLACE}
    parties = {key: entry.fields.get(key, "") for key in _SAME_PARTIES}
    return repr(sorted({**fields, **_without_local_ids(parties)}.items()))


def _without_local_ids(value: JsonObject) -> JsonObject:
    return {key: _strip(item) for key, item in sorted(value.items()) if key not in {"ref", "event", "part_of"}}


def _strip(value: Json) -> Json:
    if isinstance(value, dict):
        return _without_local_ids(value)
    if isinstance(value, list):
        return [_strip(item) for item in value]
    return value


def _recorded(entry: Entry, standing: Standing) -> Recorded:
    return Recorded(
        id=entry.id,
        reading=str(entry.fields["reading"]),
        words=str(entry.fields["words"]),
        statement=statement_of(entry.fields),
        author=entry.author,
        recorded_at=entry.recorded_at,
        standing=standing,
    )


def _place(item: Recorded, readings: Mapping[str, Entry]) -> tuple[object, ...]:
    """By reading, then in the order of the text; statements of one span in the reader's own order."""
    reading = readings[item.reading]
    span, local = item.statement.span, item.statement.id
    return (reading.recorded_at, str(reading.fields["document"]), span.start, span.end, len(local), local, item.id)


def _record(statements: list[Recorded], readings: list[Entry], visible: Iterable[Entry]) -> Record:
    captures = [entry for entry in visible if entry.kind == "capture"]
    media_types = {
        str(entry.fields["document"]): str(entry.fields["media_type"])
        for entry in sorted(captures, key=lambda entry: (entry.recorded_at, entry.id))
        if "media_type" in entry.fields
    }
    documents: dict[str, Document] = {}
    names: dict[tuple[str, str], Name] = {}
    for entry in readings:
        documents[entry.id] = document_of(entry.fields, media_types)
        names |= {(entry.id, name.id): name for name in names_of(entry.fields)}
    return Record(statements=tuple(statements), documents=documents, names=names)
