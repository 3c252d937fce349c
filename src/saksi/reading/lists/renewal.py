"""A list that came again: what of it is new, what takes the place of what it said before, what is the same. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from saksi.model import Json, JsonObject, Statement, encode_statement

from .teller import slot_of

#: What differs between two readings of the same words, and says nothing.
_LOCAL = frozenset({"ref", "event", "start", "end", "id", "cue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A statement of the list as it is on record. `is_shown` is false where a person rejected or corrected it."""

    entry_id: str
    statement: Statement
    is_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewal:
    """What an import writes: statements, each with the entry that it takes the place of, if any.

    `same` counts what is on record as it is. `emptied` are local ids of what the list no longer says of rows that are
    still in it; `came` and `renamed` are keys of rows.
    """

    told: tuple[tuple[Statement, str | None], ...]
    same: int = 0
    emptied: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()

    @property
    def changed(self) -> int:
        """How many statements take the place of another."""
        return sum(replaced is not None for _, replaced in self.told)


def renew(statements: Iterable[Statement], held: Mapping[str, Held]) -> Renewal:
    """What of `statements` is to be written, beside what the list is on record with, by local id."""
    told: list[tuple[Statement, str | None]] = []
    present: set[str] = set()
    keys: dict[str, None] = {}
    renamed: dict[str, None] = {}
    same = 0
    for statement in statements:
        present.add(statement.id)
        key, _ = slot_of(statement.id)
        keys[key] = None
        before = held.get(statement.id)
        if before is not None and is_same(before.statement, statement):
            same += 1
            continue
        told.append((statement, before.entry_id if before is not None and before.is_shown else None))
        if before is not None and subject_of(before.statement) != subject_of(statement):
            renamed[key] = None
    known = {slot_of(each)[0] for each in held}
    emptied = (
        each
        for each, one in held.items()
        if one.is_shown and each not in present and slot_of(each)[0] in keys and "@" not in slot_of(each)[1]
    )
    return Renewal(
        told=tuple(told),
        same=same,
        emptied=tuple(sorted(emptied)),
        came=tuple(key for key in keys if key not in known),
        renamed=tuple(renamed),
    )


def is_same(one: Statement, other: Statement) -> bool:
    """Whether two statements say the same, wherever they stand."""
    return _plain(encode_statement(one)) == _plain(encode_statement(other))


def subject_of(statement: Statement) -> str:
    """The name of the person whom a list's statement is of."""
    content = encode_statement(statement)["content"]
    assert isinstance(content, dict)  # noqa: S101 - encoded so; narrows the type
    party = content.get("subject") or content.get("agent") or content.get("targets")
    first = party[0] if isinstance(party, list) else party
    return str(first["name"]) if isinstance(first, dict) else ""


def _plain(value: Json) -> Json:
    if isinstance(value, dict):
        kept: JsonObject = {key: _plain(each) for key, each in value.items() if key not in _LOCAL}
        return kept
    return [_plain(each) for each in value] if isinstance(value, list) else value
