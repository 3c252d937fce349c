"""From entries to the Record that a View shows: a pure function of the set of entries, whatever their order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import (
    Document,
    Json,
    JsonObject,
    Name,
    Record,
    Recorded,
    Standing,
    View,
)
from .entries import Entry
from .fields import document_of, names_of, statement_of


def fold(entries: Iterable[Entry], view: View) -> Record:
    """The record that `view` shows. Entries of a key that no owner admitted are left out."""
    known = [entry for entry in entries if entry.role is not None]
    visible = [entry for entry in known if view.as_of is None or entry.recorded_at <= view.as_of]
    by_id = {entry.id: entry for entry in visible}
    readings = {entry.id: entry for entry in visible if entry.kind == "reading"}
    verdicts = _verdicts(visible, _depths(known))
    shown = _standings(visible, verdicts, _latest(readings.values()), view)
    statements = sorted(
        (
            _recorded(by_id[entry_id], standing)
            for entry_id, standing in shown.items()
            if by_id[entry_id].fields.get("reading") in readings
        ),
        key=lambda item: _place(item, readings),
    )
    kept = set(_latest(readings.values())) | {item.reading for item in statements}
    return _record(statements, [readings[entry_id] for entry_id in sorted(kept)], visible)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class _Verdict:
    verdict: str
    replacement: str = ""


def _verdicts(visible: Iterable[Entry], depths: Mapping[str, int]) -> dict[str, set[_Verdict]]:
    """What the persons who reviewed a statement say of it now: each key's latest review."""
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


def _depths(entries: Iterable[Entry]) -> dict[str, int]:
    """How many entries of its author each one follows."""
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


def _latest(readings: Iterable[Entry]) -> frozenset[str]:
    latest: dict[Json, Entry] = {}
    for entry in sorted(readings, key=lambda entry: (entry.recorded_at, entry.id)):
        latest[entry.fields["document"]] = entry
    return frozenset(entry.id for entry in latest.values())


def _standings(
    visible: Iterable[Entry], verdicts: Mapping[str, set[_Verdict]], latest: frozenset[str], view: View
) -> dict[str, Standing]:
    """The statements that are shown, and how they stand."""
    statements = {entry.id: entry for entry in visible if entry.kind == "statement"}
    reviewed = {_sameness(entry) for entry_id, entry in statements.items() if entry_id in verdicts}
    corrections = _all_corrections(visible)
    standings: dict[str, Standing] = {}
    for entry_id, entry in statements.items():
        if entry_id in verdicts:
            standings.update(_standing_of(entry_id, verdicts[entry_id]))
        elif entry.role == "owner" and entry_id not in corrections:
            standings.setdefault(entry_id, "accepted")
        elif entry.role == "reader" and entry.fields["reading"] in latest and _sameness(entry) not in reviewed:
            standings.setdefault(entry_id, "draft")
    wanted = {"accepted"} if view.trust == "reviewed" else {"accepted", "draft", "disputed"}
    return {key: standing for key, standing in standings.items() if standing in wanted and key in statements}


def _standing_of(target: str, verdicts: set[_Verdict]) -> dict[str, Standing]:
    if len(verdicts) > 1:
        sides = {verdict.replacement for verdict in verdicts if verdict.replacement}
        return dict.fromkeys({target} | sides, "disputed")
    (verdict,) = verdicts
    match verdict.verdict:
        case "accept":
            return {target: "accepted"}
        case "correct":
            return {verdict.replacement: "accepted"}
        case _:
            return {target: "rejected"}


def _all_corrections(entries: Iterable[Entry]) -> set[Json]:
    """Statements written as a correction, also those whose review was replaced since."""
    return {entry.fields["replacement"] for entry in entries if "replacement" in entry.fields}


def _sameness(entry: Entry) -> str:
    """Equal for two readings of the same words as the same: what a later reader finds again is not asked again."""
    fields = {key: entry.fields.get(key, "") for key in ("document", "span", "stance", "certainty", "form")}
    parties = {key: entry.fields.get(key, "") for key in ("said_by", "content")}
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
    }
    documents: dict[str, Document] = {}
    names: dict[tuple[str, str], Name] = {}
    for entry in readings:
        documents[entry.id] = document_of(entry.fields, media_types)
        names |= {(entry.id, name.id): name for name in names_of(entry.fields)}
    return Record(statements=tuple(statements), documents=documents, names=names)
