"""Whose entries count: the owner's key, and the keys that the owner admitted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import JsonObject
from .schema import By, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What a key may do: write as the owner, or as the reader of a version, or of each of several."""

    role: Role
    versions: tuple[str, ...] = ()

    @property
    def reader(self) -> str | None:
        """The versions in words."""
        return ", ".join(self.versions) or None


def key_fields(by: By, public_key: str) -> JsonObject:
    """The fields of the entry that admits a key."""
    if by == "owner":
        return {"act": "admit", "key": public_key, "role": "owner"}
    return {"act": "admit", "key": public_key, "role": "reader", "reader": by[1]}


def admitted_keys(owner: str, key_entries: Iterable[tuple[str, JsonObject]]) -> Mapping[str, Admitted]:
    """The admitted keys, from (author, fields) of `key` entries: those that `owner` wrote, in any order.

    A key that was admitted twice has the lesser right, so that order does not matter.
    """
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for author, fields in key_entries:
        if author == owner and _is_admission(fields):
            roles, versions = found[str(fields["key"])]
            roles.add(str(fields["role"]))
            versions |= {str(fields["reader"])} if "reader" in fields else set()
    return {
        key: Admitted(role="owner") if roles == {"owner"} else Admitted(role="reader", versions=tuple(sorted(versions)))
        for key, (roles, versions) in found.items()
    }


def _is_admission(fields: JsonObject) -> bool:
    return fields.get("act") == "admit" and "key" in fields and fields.get("role") in ("owner", "reader")
