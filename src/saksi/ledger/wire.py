"""An entry as it travels, in a proof or a bundle: canonical JSON, open as far as the sender chose."""

from collections.abc import Set

from ..model import Json, JsonObject, TamperError
from .canonical import canonical, parse_object, parse_trusted
from .sign import Opening, Sealed, Signature

_NO_ENTRY = "its entry is not in the form that Saksi writes"


def write_entry(sealed: Sealed, opened: Set[str] | None = None) -> bytes:
    """The entry with the fields `opened`, or with all that are open here."""
    return canonical(_json(sealed, sealed.openings.keys() if opened is None else opened))


def read_entry(data: bytes) -> Sealed:
    """What `write_entry` wrote; not yet checked. Raises TamperError on any other bytes."""
    found = _sealed(parse_object(data))
    if write_entry(found) != data:
        raise TamperError(_NO_ENTRY)
    return found


def read_kept(data: bytes) -> Sealed:
    """The same without the comparison, from a store whose pages are authenticated and that compared it before."""
    held = parse_trusted(data)
    if not isinstance(held, dict):
        raise TamperError(_NO_ENTRY)
    return _sealed(held)


def _sealed(held: JsonObject) -> Sealed:
    try:
        return Sealed(
            id=_text(held["id"]),
            head=_text(held["head"]).encode(),
            signatures=tuple(_signature(each) for each in _list(held["signatures"])),
            openings={name: _opening(each) for name, each in _object(held["openings"]).items()},
        )
    except (KeyError, ValueError):
        raise TamperError(_NO_ENTRY) from None


def _json(sealed: Sealed, opened: Set[str]) -> JsonObject:
    openings: JsonObject = {
        name: {"salt": held.salt.hex(), **({} if held.value is None else {"value": held.value})}
        for name, held in sealed.openings.items()
        if name in opened
    }
    signatures: list[Json] = [{"alg": each.alg, "sig": each.sig.hex()} for each in sealed.signatures]
    return {"id": sealed.id, "head": sealed.head.decode(), "signatures": signatures, "openings": openings}


def _signature(held: Json) -> Signature:
    found = _object(held)
    return Signature(alg=_text(found["alg"]), sig=bytes.fromhex(_text(found["sig"])))


def _opening(held: Json) -> Opening:
    found = _object(held)
    return Opening(salt=bytes.fromhex(_text(found["salt"])), value=found.get("value"))


def _text(held: Json) -> str:
    if not isinstance(held, str):
        raise ValueError(held)
    return held


def _list(held: Json) -> list[Json]:
    if not isinstance(held, list):
        raise ValueError(held)
    return held


def _object(held: Json) -> JsonObject:
    if not isinstance(held, dict):
        raise ValueError(held)
    return held
