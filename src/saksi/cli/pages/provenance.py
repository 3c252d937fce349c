"""The way of a document in words: the same sections for the screen and for a page that a lawyer attaches."""

from collections.abc import Iterator
from dataclasses import dataclass

from saksi import __version__
from saksi.acts import Capture, Handling, Provenance
from saksi.cli.agreement import counted
from saksi.ledger import Entry, linked

from .entry import proven_words
from .screen import Screen

_ID = 12
_LABEL = 14
_WAYS = {
    "file": "as a file that a person added",
    "note": "as a note of what a person told",
    "mail": "as a letter (mail)",
    "part": "in another document",
    "archive": "as a saved web archive",
    "web": "as the record of a page that Saksi fetched at a person's command",
    "feed": "as the record of a feed that Saksi fetched at a person's command",
}
_PAGE = "as a page that Saksi fetched at a person's command, out of the record of it"
_STATES = {
    "whole": "the original was opened and hashed just now, and is what its SHA-256 says",
    "changed": "THE ORIGINAL IS NOT WHAT WAS KEPT",
    "erased": "the original was erased, as a signed entry says",
    "not kept here": "the original is not kept in this ledger",
}
_NOT_RECORDED = (
    "which version of Saksi took it in (the capture does not say; the readings name that of the reader)",
    "to whom bundles with it were given (bundles are not entries of the ledger)",
    "who looked at it without changing anything",
    "what became of it before it was brought here, but for what the captures say",
)

_SAID = {"same": "one origin", "different": "two origins", "unsure": "an origin unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, and under it labels with what stands beside them; a label may be empty."""

    heading: str
    rows: tuple[tuple[str, str], ...]


def sections(found: Provenance) -> tuple[Section, ...]:
    """All that is told of a document, in the order in which it is read."""
    return (
        Section(heading="document", rows=tuple(_document(found))),
        *(
            Section(heading=f"taken in, {number} of {len(found.captures)}", rows=tuple(_taken_in(each)))
            for number, each in enumerate(found.captures, start=1)
        ),
        Section(heading="every later handling", rows=tuple(_handlings(found))),
        Section(heading="integrity", rows=tuple(_integrity(found))),
        Section(heading="not recorded", rows=tuple(("", each) for each in _NOT_RECORDED)),
        Section(heading="how to check", rows=tuple(_checking(found))),
    )


def print_provenance(found: Provenance) -> None:
    """Print it."""
    screen = Screen()
    screen.title(f"Provenance of {found.document}")
    for section in sections(found):
        screen.heading(section.heading)
        for label, value in section.rows:
            screen.item(label, value, indent=2, width=_LABEL if label else 0)


def _document(found: Provenance) -> Iterator[tuple[str, str]]:
    fields = found.captures[0].handling.entry.fields if found.captures else {}
    yield "title", found.title or "(none)"
    yield "SHA-256", found.document
    if found.signed_sha512 is not None:
        yield "SHA-512", found.signed_sha512
    elif found.integrity.sha512 is not None:
        yield "SHA-512", f"{found.integrity.sha512} (hashed now: no capture has it)"
    yield "size", _size(fields.get("size", found.integrity.size))
    yield "kind", str(fields.get("media_type", "not told"))


def _size(value: object) -> str:
    return counted(value, "byte") if isinstance(value, int) else "not told"


def _taken_in(capture: Capture) -> Iterator[tuple[str, str]]:
    entry = capture.handling.entry
    yield "name", str(entry.fields.get("name", "not told"))
    is_fetched = any(each.fields.get("how") in ("web", "feed") for each in capture.around[:1])
    yield (
        "how",
        _PAGE if is_fetched else _WAYS.get(str(entry.fields.get("how")), str(entry.fields.get("how", "not told"))),
    )
    if capture.fetched is not None:
        yield "address", capture.fetched.address
        yield "fetched at", f"{capture.fetched.at or 'an unknown time'}, as the record or archive claims"
    for outer in capture.around:
        name, way = outer.fields.get("name", ""), _WAYS.get(str(outer.fields.get("how")), "")
        yield "lay in", f"{name} · {outer.fields.get('document')!s} · {way}"
    yield from _signed(capture.handling)


def _signed(handling: Handling) -> Iterator[tuple[str, str]]:
    yield "brought by", _author(handling)
    yield "claimed", f"{handling.entry.recorded_at:%Y-%m-%d %H:%M:%S} UTC, by the author's clock"
    yield "proven", proven_words(handling.proven)
    yield "arrived here", f"{handling.entry.arrived_at:%Y-%m-%d %H:%M:%S} UTC, by this copy's clock"
    yield "entry", f"{handling.entry.id}, number {handling.entry.seq} of the log"


def _author(handling: Handling) -> str:
    entry = handling.entry
    who = "nobody whose word counts" if entry.role is None else "a person" if entry.role == "owner" else entry.reader
    whose = "" if handling.office is None else f" of {handling.office}, a partner, whose bundle brought it here"
    return f"{who}{whose}, key {entry.author}"


def _handlings(found: Provenance) -> Iterator[tuple[str, str]]:
    later = [each for each in found.handlings if each.entry.kind != "capture"]
    if not later:
        yield "", "none is on record"
    for each in later:
        entry = each.entry
        by = f"by {_short(each)}"
        until = "" if each.proven is None else f"; there by {each.proven.at:%Y-%m-%d %H:%M:%S} UTC, proven"
        yield f"{entry.recorded_at:%Y-%m-%d}", f"{done_words(entry, each)}, {by}{until} ({entry.id[:_ID]})"


def _short(handling: Handling) -> str:
    entry = handling.entry
    who = "a person" if entry.role == "owner" else entry.reader or "nobody whose word counts"
    return f"{who}{'' if handling.office is None else f' of {handling.office}'}, key {entry.author[:_ID]}…"


def done_words(entry: Entry, handling: Handling) -> str:
    """What an entry did with the document."""
    fields = entry.fields
    match entry.kind:
        case "reading":
            dated = fields.get("published")
            basis = f" ({fields['published_basis']})" if "published_basis" in fields else ""
            date = f"dated {dated}{basis}" if dated is not None else "no date found"
            return (
                f"read, {counted(handling.statements, 'statement')} drafted, {date}, text {_hash(fields.get('text'))}"
            )
        case "statement":
            return "a statement written as a correction"
        case "review":
            return f"statement {_hash(fields.get('target'))} reviewed: {fields.get('verdict', 'not told')}"
        case "erase":
            reason = f" ({fields['reason']})" if "reason" in fields else ""
            listed = fields.get("fields")
            if isinstance(listed, list):
                return f"erased: {', '.join(map(str, listed))} of {_hash(fields.get('target'))}{reason}"
            return f"erased: the document and all that repeats it{reason}"
        case "consent":
            uses = fields.get("uses")
            if "withdrawn" in fields:
                return "consent withdrawn"
            return f"consent to {', '.join(map(str, uses)) if isinstance(uses, list) and uses else 'nothing'}"
        case "witness":
            return "who told it was put down, apart"
        case "link":
            documents = " and ".join(map(_hash, linked(fields)))
            return f"said to have {_SAID.get(str(fields.get('verdict')), 'an origin unknown')}: {documents}"
    return entry.kind


def _hash(value: object) -> str:
    return f"{str(value)[:_ID]}…" if isinstance(value, str) else "not told"


def _integrity(found: Provenance) -> Iterator[tuple[str, str]]:
    whole = found.integrity
    yield "original", _STATES[whole.state] + (f": {whole.why}" if whole.why else "")
    if whole.state == "whole":
        told = "are what every capture signed" if whole.matches else "ARE NOT WHAT A CAPTURE SIGNED"
        yield "signed", f"its SHA-512 and its size {told}"
    checked, wrong = counted(len(found.handlings), "entry"), len(found.faults)
    held = "hash, signature and right of the author hold" if not wrong else f"{wrong} DO NOT HOLD"
    yield "entries", f"{checked} of it checked just now: {held}"
    for each in found.faults:
        yield "WRONG", f"{each.entry.id[:_ID]}: {each.signature}"


def _checking(found: Provenance) -> Iterator[tuple[str, str]]:
    yield "owner", f"{found.owner}: compare it with the office's key as you know it from elsewhere"
    for line in found.checkpoint.rstrip("\n").split("\n"):
        yield "checkpoint" if line.startswith("saksi/") else "", line or "·"
    if found.captures:
        first = found.captures[0].handling.entry.id[:_ID]
        yield (
            "proof",
            f"saksi prove {first} --open document --open sha512 --open size > proof.txt; tools/saksi_verify.py checks",
        )
    yield "made by", f"Saksi {__version__}"
