"""The way of a document as JSON."""

from saksi.acts import Capture, Handling, Provenance
from saksi.model import JsonObject

from .pages.provenance import done_words
from .pages.screen import plain


def encode_provenance(found: Provenance) -> JsonObject:
    """The same as JSON; times in UTC."""
    whole = found.integrity
    return {
        "document": found.document,
        **({} if found.title is None else {"title": found.title}),
        **({} if found.signed_sha512 is None else {"sha512": found.signed_sha512}),
        "captures": [_encode_capture(each) for each in found.captures],
        "handlings": [_encode_handling(each) for each in found.handlings],
        "integrity": {
            "state": whole.state,
            "matches": whole.matches,
            **({} if whole.sha512 is None else {"sha512": whole.sha512}),
            **({} if whole.size is None else {"size": whole.size}),
            **({"why": whole.why} if whole.why else {}),
        },
        "sound": found.is_sound,
        "owner": found.owner,
        "checkpoint": found.checkpoint,
    }


def _encode_handling(handling: Handling) -> JsonObject:
    entry, proven = handling.entry, handling.proven
    row: JsonObject = {
        "id": entry.id,
        "kind": entry.kind,
        "seq": entry.seq,
        "author": entry.author,
        "recorded_at": entry.recorded_at.isoformat(),
        "arrived_at": entry.arrived_at.isoformat(),
        "done": plain(done_words(entry, handling)),
        "sound": not handling.signature,
    }
    more = {"role": entry.role, "reader": entry.reader, "office": handling.office}
    row |= {name: held for name, held in more.items() if held is not None}
    if proven is not None:
        row["not_later_than"] = {"at": proven.at.isoformat(), "by": proven.by, "how": proven.how}
    return row | ({"statements": handling.statements} if entry.kind == "reading" else {})


def _encode_capture(capture: Capture) -> JsonObject:
    fields = capture.handling.entry.fields
    kept = ("name", "how", "media_type", "size", "sha512")
    row: JsonObject = {"id": capture.handling.entry.id, **{name: fields[name] for name in kept if name in fields}}
    if capture.fetched is not None:
        row["address"] = capture.fetched.address
        row |= {"fetched": capture.fetched.at} if capture.fetched.at else {}
    around: list[JsonObject] = [
        {name: each.fields[name] for name in ("document", "name", "how") if name in each.fields}
        for each in capture.around
    ]
    return row | ({"lay_in": [*around]} if around else {})
