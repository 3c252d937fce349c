"""Compare a list with an earlier one, file with file or day with day of the ledger. Nothing is written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from saksi.archive import take_in_list
from saksi.ledger import Ledger, names_of
from saksi.model import EVENT_KINDS, Event, Statement, Trait, View, When
from saksi.reading.lists import Listed, ListMapping, Rows, find_rows, slot_of, tell_rows
from saksi.resolve import LEAST, Comparison, ListedPerson, NameIndex, compare_lists, normal_name

from .list_readings import ListReading, reading_on, readings_of, rows_then

#: What of an event can change from list to list; its date where it is no state, which has the day of the list.
_TOLD = ("date", "place", "charge", "law_article", "court", "term")
#: So many new names are compared with those on record by their sound.
_MOST = 300
_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecordAlready:
    """Persons of a list who may be on record from elsewhere: `same` names, and others that sound alike.

    `alike` are the list's name, the name on record, and how like they are in percent. `is_cut`: there were more new
    names than were compared by sound.
    """

    same: tuple[str, ...]
    alike: tuple[tuple[str, str, int], ...]
    is_cut: bool = False


def compare_files(before: bytes, after: bytes, mapping: ListMapping, names: tuple[str, str]) -> Comparison:
    """Compare two files of a list, both read by one mapping; `names` are those of the files."""
    old, new = (
        find_rows(take_in_list(data, name=name).table, mapping)
        for data, name in zip((before, after), names, strict=True)
    )
    return compare_lists(persons_of(old, mapping), persons_of(new, mapping))


def compare_days(ledger: Ledger, name: str, before: date, after: date) -> tuple[Comparison, ListReading, ListReading]:
    """Compare a list of the ledger as it was on two days; and which files of it these are."""
    old, new = reading_on(ledger, name, before), reading_on(ledger, name, after)
    return compare_lists(*(persons_of(*rows_then(ledger, each)) for each in (old, new))), old, new


def persons_of(rows: Rows, mapping: ListMapping, on: When | None = None) -> list[ListedPerson]:
    """The rows of a list with what each tells, in words that do not hang on how the list writes them."""
    facts: dict[str, dict[str, str]] = {}
    for statement in tell_rows(rows, mapping, on).statements:
        facts.setdefault(slot_of(statement.id)[0], {}).update(_facts(statement))
    return [_person(row, rows, facts.get(row.key, {})) for row in rows.rows]


def on_record_already(ledger: Ledger, list_name: str, names: Iterable[str]) -> OnRecordAlready:
    """Which of these persons of a list bear, or nearly bear, a name that other documents name."""
    own = {each.document for each in readings_of(ledger, list_name)}
    known = {normal_name(name): name for name in _names_elsewhere(ledger, own)}
    new = list(dict.fromkeys(names))
    same = tuple(name for name in new if normal_name(name) in known)
    rest = [name for name in new if normal_name(name) not in known]
    index = NameIndex(known.values())
    near = ((name, each) for name in rest[:_MOST] for each in index.search(name, LEAST, 1))
    alike = [(name, each.name, round(100 * each.likeness.score)) for name, each in near]
    return OnRecordAlready(
        same=same, alike=tuple(sorted(alike, key=lambda each: (-each[2], each[0]))), is_cut=len(rest) > _MOST
    )


def _names_elsewhere(ledger: Ledger, own: set[str]) -> Iterator[str]:
    """The persons whom other documents name that the office may see, without going through their statements."""
    readings = [each for each in ledger.entries_of_kind("reading") if each.role is not None and not each.closed]
    others = [each for each in readings if each.fields["document"] not in own and "names" not in each.erased]
    if not others:
        return
    seen = ledger.seen_among(others[0].seq, others[-1].seq, _OFFICE)
    for entry in others:
        for name in names_of(entry.fields) if entry.id in seen else ():
            if name.kind == "person":
                yield name.name
                yield from name.aliases


def _person(row: Listed, rows: Rows, facts: dict[str, str]) -> ListedPerson:
    return ListedPerson(key=row.key, name=row.name, place=rows.sheet.place(row.cells["name"]), facts=facts)


def _facts(statement: Statement) -> Iterator[tuple[str, str]]:
    content = statement.content
    if isinstance(content, Trait):
        yield content.property, content.value
    elif isinstance(content, Event):
        label = EVENT_KINDS[content.kind].label
        is_state = "@" in slot_of(statement.id)[1] or content.kind == "held"
        told = [(each, getattr(content, each)) for each in _TOLD]
        said = [(each, str(getattr(value, "name", value))) for each, value in told if value is not None]
        for each, words in said:
            if each in ("charge", "term", "law_article", "court"):
                yield each, words
            elif not (is_state and each == "date"):
                yield f"{label}: {each}", words
        if not said or (is_state and all(each == "date" for each, _ in said)):
            yield label, "yes"
