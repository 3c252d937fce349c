"""What one row of a list tells: traits, what happened, and how things stood on the day of the list."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from saksi.model import EVENT_KINDS, Cell, Content, Event, Name, Party, Statement, Trait, When

from .days import read_day
from .mapping import ListMapping
from .meanings import meaning_of, value_of
from .rows import Listed, Rows

#: Fields that are told as traits, with the property that they are in statements.
_TRAITS = {
    "other_name": "other_name",
    "script": "name_in_original_script",
    "sex": "sex",
    "age": "age",
    "born": "born",
    "home": "home",
    "role": "role",
    "affiliation": "affiliation",
}
#: Of whom a list says only this, being on it no longer tells that they are held. A release that was ordered does.
_OUT = frozenset({"bail", "pardon", "acquittal"})
#: What follows the key in a statement's id: a kind of event or a trait, and for a state the day of the list.
_SLOT = "/"


def slot_of(statement_id: str) -> tuple[str, str]:
    """The key of the row and what of it is told, from the local id of a list's statement."""
    key, _, slot = statement_id.rpartition(_SLOT)
    return key, slot


@dataclass(slots=True)
class Teller:
    """Tells one row, whose person is shown as `shown`; `unread` gathers the places of cells that could not be read."""

    row: Listed
    rows: Rows
    mapping: ListMapping
    on: When | None
    shown: str
    unread: dict[str, list[str]]
    _told: dict[str, Statement] = field(default_factory=dict)

    def name(self) -> Name:
        """The person of the row, with the other names that it gives."""
        aliases = [self.row.words(each) for each in ("other_name", "script")]
        aliases += [self.row.name] if self.shown != self.row.name else []
        return Name(
            id=self._ref,
            kind="person",
            name=self.shown,
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias and alias != self.shown)),
            role=self.row.words("role") or None,
            affiliation=self.row.words("affiliation") or None,
            spans=self.row.spans,
        )

    def statements(self) -> Iterator[Statement]:
        """What the row tells, each once."""
        for told, property_ in _TRAITS.items():
            self._trait(told, property_)
        self._happened()
        self._stands()
        yield from self._told.values()

    @property
    def _ref(self) -> str:
        return f"n{self.row.row}"

    @property
    def _party(self) -> Party:
        return Party(name=self.shown, ref=self._ref)

    def _trait(self, told: str, property_: str) -> None:
        cell = self.row.cells.get(told)
        if cell is None:
            return
        value = self._value(told, cell)
        if value:
            self._tell(property_, cell, Trait(subject=self._party, property=property_, value=value))

    def _value(self, told: str, cell: Cell) -> str:
        """The value of a trait; empty where its words mean nothing, or cannot be read."""
        words = self._meaning(told, cell)
        read = value_of(told, words, self.mapping) if words else ""
        if words and not read:
            self._unread(told)
        return read

    def _meaning(self, told: str, cell: Cell) -> str:
        return meaning_of(told, cell.words, self.mapping)

    def _day(self, told: str) -> When | None:
        cell = self.row.cells.get(told)
        words = "" if cell is None else self._meaning(told, cell)
        day = read_day(words, self.mapping) if words else None
        if words and day is None:
            self._unread(told)
        return day

    def _words(self, told: str) -> str | None:
        cell = self.row.cells.get(told)
        return None if cell is None else self._meaning(told, cell) or None

    def _unread(self, told: str) -> None:
        self.unread[told].append(self.rows.sheet.place(self.row.cells[told]))

    def _cell(self, *fields: str) -> Cell:
        return next(self.row.cells[each] for each in (*fields, "name") if each in self.row.cells)

    def _happened(self) -> None:
        """Arrest, charge, trial, sentence and release, as far as the row has them."""
        arrested, place = self._day("arrested"), self._words("arrest_place")
        if arrested or place:
            self._event("arrest", self._cell("arrested", "arrest_place"), date=arrested, place=place)
        court = self._words("court")
        term, sentenced, trial, charged = (
            self._words("term"),
            self._day("sentenced"),
            self._day("trial"),
            self._day("charged"),
        )
        charge, article = self._words("charge"), self._words("law_article")
        is_tried = bool(term or sentenced)
        if charge or article or charged:
            own = None if is_tried or trial else court
            cell = self._cell("charge", "law_article", "charged")
            self._event("charge", cell, date=charged, charge=charge, law_article=article, court=own)
        if trial:
            is_to_come = self.on is not None and _is_after(trial, self.on)
            self._event(
                "trial_scheduled" if is_to_come else "trial",
                self._cell("trial"),
                date=trial,
                court=None if is_tried else court,
                is_planned=is_to_come,
            )
        if is_tried:
            self._event("sentence", self._cell("term", "sentenced"), date=sentenced, term=term, court=court)
        if court and not (charge or article or charged or trial or is_tried):
            self._unread("court")
        released = self._day("released")
        if released:
            self._event("release", self._cell("released"), date=released)

    def _stands(self) -> None:
        """How things stood on the day of the list: by its status, and by what being on it tells."""
        kind, place = self._status(), self._words("detained_at")
        liberty = None if kind is None else EVENT_KINDS[kind].liberty
        if kind is not None and kind != "held" and kind not in self._told:
            self._state(kind, self._cell("status"), place if liberty == "restricted" else None)
        if liberty == "restricted":
            return
        if kind in _OUT or liberty not in (None, "held") or self._words("released"):
            self._was_held(place)
            return
        state = self.mapping.everybody or ("held" if place or liberty == "held" else None)
        if state is not None:
            self._state(state, self._cell("detained_at", *(("status",) if liberty == "held" else ())), place)

    def _state(self, kind: str, cell: Cell, place: str | None) -> None:
        """What lasts bears the day of the list in its id, so that the next list tells it anew.

        Of `held` alone it is said: another state that had a date would have begun on it.
        """
        is_lasting = kind == "held" or EVENT_KINDS[kind].order in ("detain", "restrict")
        day = f"@{self.on.edtf.replace(_SLOT, '~')}" if self.on is not None and is_lasting else ""
        self._event(kind, cell, slot=f"{kind}{day}", date=self.on if kind == "held" else None, place=place)

    def _was_held(self, place: str | None) -> None:
        """Who is out was held where the list says, between arrest and release where both days are told."""
        if place is None:
            return
        arrested, released = self._day_again("arrested"), self._day_again("released")
        if (
            arrested is None
            or released is None
            or not (arrested.is_day and released.is_day)
            or arrested.edtf > released.edtf
        ):
            self._unread("detained_at")
            return
        between = When(f"{arrested.edtf}/{released.edtf}")
        self._event("held", self._cell("detained_at"), date=between, place=place)

    def _day_again(self, told: str) -> When | None:
        cell = self.row.cells.get(told)
        return None if cell is None else read_day(self._meaning(told, cell), self.mapping)

    def _status(self) -> str | None:
        cell = self.row.cells.get("status")
        if cell is None:
            return None
        said = self._meaning("status", cell)
        if not said:
            return None
        found = said.casefold().replace(" ", "_")
        if found in EVENT_KINDS:
            return found
        self._unread("status")
        return None

    def _event(
        self,
        kind: str,
        cell: Cell,
        *,
        slot: str | None = None,
        date: When | None = None,
        place: str | None = None,
        charge: str | None = None,
        law_article: str | None = None,
        court: str | None = None,
        term: str | None = None,
        is_planned: bool = False,
    ) -> None:
        is_target = EVENT_KINDS[kind].subject == "targets"
        event = Event(
            kind=kind,
            event=f"{self._ref}.{slot or kind}",
            agent=None if is_target else self._party,
            targets=(self._party,) if is_target else (),
            date=date,
            place=place,
            charge=charge,
            law_article=law_article,
            court=None if court is None else Party(name=court),
            term=term,
        )
        self._tell(slot or kind, cell, event, is_planned=is_planned)

    def _tell(self, slot: str, cell: Cell, content: Content, *, is_planned: bool = False) -> None:
        said_by = self.row.words("source") or self.mapping.said_by
        self._told[slot] = Statement(
            id=f"{self.row.key}{_SLOT}{slot}",
            span=cell.span,
            content=content,
            cue=self._cue(cell),
            said_by=None if not said_by else Party(name=said_by),
            certainty="planned" if is_planned else "fact",
        )

    def _cue(self, cell: Cell) -> str:
        """The cell and the header above it: in a list, these are the words that say what its words are."""
        place, header = self.rows.sheet.place(cell), self.rows.headers.get(cell.column)
        return place if header is None else f"{place}, {header}"


def _is_after(day: When, on: When) -> bool:
    return day.earliest is not None and on.latest is not None and day.earliest > on.latest
