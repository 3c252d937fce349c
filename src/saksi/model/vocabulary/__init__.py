"""The vocabulary: event kinds with their subject, roles and effect on the custody tracks, from `events.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

__all__ = ["EVENT_KINDS", "EventKind"]

Subject = Literal["agent", "targets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKind:
    """One kind of event. `subject` says whose custody it touches; the three tracks say to what value."""

    kind: str
    label: str
    subject: Subject
    order: str | None = None
    liberty: str | None = None
    proceedings: str | None = None


def _load() -> Mapping[str, EventKind]:
    table = tomllib.loads(files(__package__).joinpath("events.toml").read_text(encoding="utf-8"))
    return MappingProxyType({kind: EventKind(kind=kind, **row) for kind, row in table.items()})


#: Every kind by its id, in the order of the file.
EVENT_KINDS: Mapping[str, EventKind] = _load()
