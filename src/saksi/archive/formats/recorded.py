"""What parsers tell of the web: the records of an archive, the addresses that a feed names."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from saksi.archive.fetched import Fetched
from saksi.model import JsonObject

from .hearing import matching, number

Kind = Literal["response", "resource", "revisit"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f]{1,2000}")
_INSTANT = re.compile(r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?")
_TYPE = re.compile(r"[a-z0-9.+/-]{0,100}")
_DIGEST = re.compile(r"[!-~]{0,300}")
_LINE = re.compile(r"[ -~]{0,300}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record of a web archive, counted from 1: what was asked, when by the archive's own account, what came.

    `status` is 0 where it is no answer of a server; `digest` is the archive's own, of the payload. It lies in the
    archive from `start` to `end`, in bytes.
    """

    number: int
    kind: Kind
    address: str
    at: str
    status: int
    media_type: str
    digest: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """What it is called."""
        return Fetched(self.at, self.address).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a feed names."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Validator:
    """By what a server knows whether a feed has changed: its ETag, its Last-Modified; empty where there is none."""

    tag: str
    modified: str


def tell_recorded(told: Record | Link | Validator) -> JsonObject:
    """The row that says it."""
    match told:
        case Record():
            return {f"record {name}": getattr(told, name) for name in Record.__slots__}
        case Link():
            return {"link": told.address}
        case Validator():
            return {"tag": told.tag, "modified": told.modified}


def _hear_record(place: object, kind: object, *row: object) -> Record:
    address, at, status, media_type, digest, start, end = row
    known = next((each for each in _KINDS if each == kind), None)
    if known is None:
        raise ValueError
    return Record(
        number=number(place),
        kind=known,
        address=matching(address, _ADDRESS),
        at=matching(at, _INSTANT),
        status=number(status),
        media_type=matching(media_type, _TYPE),
        digest=matching(digest, _DIGEST),
        start=number(start),
        end=number(end),
    )


def _hear_link(address: object) -> Link:
    return Link(address=matching(address, _ADDRESS))


def _hear_validator(tag: object, modified: object) -> Validator:
    return Validator(tag=matching(tag, _LINE), modified=matching(modified, _LINE))


#: By its keys, what a row says.
RECORDED_FORMS: Mapping[tuple[str, ...], Callable[..., Record | Link | Validator]] = {
    tuple(f"record {name}" for name in Record.__slots__): _hear_record,
    ("link",): _hear_link,
    ("tag", "modified"): _hear_validator,
}
