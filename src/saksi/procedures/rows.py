"""The rows of procedures. Each says on which statements it rests."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from saksi.model import Json, When
from saksi.resolve import Basis, Source, plain

StepName = Literal["launch", "report", "reply", "decision", "effect", "hearing", "other"]
State = Literal["done", "expected", "date passed, no report", "unknown"]

#: No statement at all.
NOTHING = Basis()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step: whose, when, and how it stands on the day that was asked."""

    name: StepName
    kind: str
    state: State
    actor: str | None = None
    date: When | None = None
    words: str = ""
    alleged: bool = False
    sources: tuple[Source, ...] = ()
    basis: Basis = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureRow:
    """What `actor` undertakes towards `subject`, step by step, with the replies of the other side."""

    subject: str
    actor: str
    steps: tuple[StepRow, ...] = ()
    basis: Basis = NOTHING


def encode_procedures(rows: Iterable[ProcedureRow]) -> list[Json]:
    """The rows as JSON."""
    return [plain(row) for row in rows]
