"""A feed as the record of its fetching holds it: read in the box, told as addresses."""

from dataclasses import dataclass

from saksi.model import BadInputError

from .formats.recorded import Link, Validator
from .formats.told import RefusedError
from .refusals import refusal
from .sandbox import read_boxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The addresses that a feed names, in its order; `tag` and `modified` are how its server knows its state."""

    addresses: tuple[str, ...]
    tag: str
    modified: str


def read_feed(record: bytes) -> Feed:
    """The feed in the record (WARC) of its fetching. Raises BadInputError with what to do."""
    try:
        told = read_boxed("feed", record).told
    except RefusedError as error:
        raise BadInputError(refusal("feed", error.code)) from None
    known = next((each for each in told if isinstance(each, Validator)), Validator(tag="", modified=""))
    return Feed(
        addresses=tuple(each.address for each in told if isinstance(each, Link)),
        tag=known.tag,
        modified=known.modified,
    )
