"""Whose entries count: the owner's key, and the keys that the owner admitted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from ..model import JsonObject
from .schema import By, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """What a key may do: write as the owner, or as the reader of a version."""

    role: Role
    reader: str | None = None


def key_fields(by: By, public_key: str) -> JsonObject:
    """The fields of the entry that admits a key."""
    if by == "owner":
        return {"act": "admit", "key": public_key, "role": "owner"}
    return {"act": "admit", "key": public_key, "role": "reader", "reader": by[1]}


def admitted_keys(owner: str, key_entries: Iterable[tuple[str, JsonObject]]) -> Mapping[str, Admitted]:
    """The admitted keys, from (author, fields) of `key` entries: those that `owner` wrote, in any order.

    A key that was admitted twice has the lesser right, so that order does not matter.
    """
    counted = [fields for author, fields in key_entries if author == owner and _is_admission(fields)]
    # "owner" sorts before "reader": the lesser right is written last and stays
    counted.sort(key=lambda fields: (str(fields["role"]), str(fields.get("reader", ""))))
    return {
        str(fields["key"]): Admitted(role=cast(Role, fields["role"]), reader=cast(str | None, fields.get("reader")))
        for fields in counted
    }


def _is_admission(fields: JsonObject) -> bool:
    return fields.get("act") == "admit" and "key" in fields and fields.get("role") in ("owner", "reader")
