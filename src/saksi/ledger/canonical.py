"""One value, one row of bytes: RFC 8785 on a profile narrow enough that every parser agrees.

Objects, arrays, strings, booleans and whole numbers below 2^53; no floats, no null. Names of keys are in NFC. Text
keeps the code points of its document, since words at a span must be the document's own; half a surrogate is refused.
"""

import json
import unicodedata

import rfc8785

from ..model import BadValueError, Json, JsonObject, TamperError

#: Whole numbers of this size and more are not the same in every JSON parser (RFC 8785, section 3.2.2.3; RFC 7493).
LIMIT = 2**53
#: Deeper ones would be judged by the size of a verifier's stack.
DEEPEST = 64

# of what the profile has a place for, the standard library writes what RFC 8785 asks for, several times as fast
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_BEYOND_UTF_16 = "\U00010000"


def canonical(value: Json) -> bytes:
    """The one encoding of `value`. Raises BadValueError where the profile has no place for it."""
    _admit(value)
    text = _encode(value)
    if text.isascii() or max(text) < _BEYOND_UTF_16:
        return text.encode("utf-8")
    # names are in the order of their UTF-16, which for these is not that of their letters
    return rfc8785.dumps(value)


def parse_canonical(data: bytes) -> Json:
    """Read back what `canonical` wrote. Raises TamperError unless encoding it again gives the same bytes."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
        if canonical(value) == data:
            return value
    except (ValueError, RecursionError):
        raise TamperError("these bytes are no canonical JSON of the profile saksi/1") from None
    # json.loads keeps the last of two equal keys and accepts spaces: only the comparison finds that
    raise TamperError("these bytes are JSON, but not in its canonical form")


def parse_object(data: bytes) -> JsonObject:
    """As `parse_canonical`, for an object."""
    value = parse_canonical(data)
    if not isinstance(value, dict):
        raise TamperError("these bytes are no JSON object")
    return value


def parse_trusted(data: bytes) -> Json:
    """Read back without the comparison, from a store whose pages are authenticated: `verify` makes it for all."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except ValueError:
        raise TamperError("these bytes are no JSON") from None
    return value


def _admit(value: object, deeper: int = DEEPEST) -> None:
    match value:
        case bool():
            return
        case int():
            _admit_number(value)
        case str():
            _admit_text(value)
        case list() | dict() if not deeper:
            raise BadValueError(f"lists and objects nest at most {DEEPEST} deep in the ledger")
        case list():
            for item in value:
                _admit(item, deeper - 1)
        case dict():
            for key, item in value.items():
                _admit_key(key)
                _admit(item, deeper - 1)
        case _:
            raise BadValueError(f"the ledger has no place for {value!r}: leave it out, or write it as text")


def _admit_number(value: int) -> None:
    if abs(value) >= LIMIT:
        raise BadValueError(f"{value} is too large for the ledger: write it as text")


def _admit_text(value: str) -> None:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise BadValueError("a text holds half a surrogate pair, which has no encoding") from None


def _admit_key(key: object) -> None:
    if isinstance(key, str) and key.isascii():
        return
    if not isinstance(key, str) or not unicodedata.is_normalized("NFC", key):
        raise BadValueError(f"{key!r} cannot name a field: names are text in Unicode form NFC")
    _admit_text(key)
