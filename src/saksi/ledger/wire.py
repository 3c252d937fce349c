"""An entry as it travels, in a proof or a bundle: canonical JSON, open as far as the sender chose."""

from collections.abc import Set

from ..model import Json, JsonObject, TamperError
from .canonical import canonical, parse_object
from .sign import Opening, Sealed, Signature


def write_entry(sealed: Sealed, opened: Set[str] | None = None) -> bytes:
    """The entry with the fields `opened`, or with all that are open here."""
    return canonical(_json(sealed, sealed.openings.keys() if opened is None else opened))


def read_entry(data: bytes) -> Sealed:
    """What `write_entry` wrote; not yet checked. Raises TamperError on any other bytes."""
    held = parse_object(data)
    try:
        found = Sealed(
            id=_text(held["id"]),
            head=_text(held["head"]).encode(),
            signatures=tuple(_signature(each) for each in _list(held["signatures"])),
            openings={name: _opening(each) for name, each in _object(held["openings"]).items()},
        )
    except (KeyError, ValueError):
        found = None
    if found is None or write_entry(found) != data:
        raise TamperError("its entry is not in the form that Saksi writes")
    return found


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
