"""Provenance: what is on record of one document's way, from who brought it to whether it is whole now.

After the Berkeley Protocol: who, when, from where, by what tool, hashes, every later handling. What the ledger does not
record is said to be unknown, never left out in silence.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from saksi.archive import Fetched, fetched_by
from saksi.ledger import Bound, Entry, Ledger, Trust, linked
from saksi.model import BadInputError, SaksiError, View

from .known import office_name
from .originals import open_kept
from .origins import find_document

#: An archive in an archive in a mail; deeper is a ring.
_MOST_AROUND = 8

State = Literal["whole", "changed", "erased", "not kept here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One thing that was done with the document: the entry, who wrote it, and by when it was there at the latest.

    `office` is what the partner is called whose word it is. `signature` says whether its hash and signature hold.
    `statements` counts those of a reading.
    """

    entry: Entry
    office: str | None
    proven: Bound | None
    signature: str
    statements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """How the document came in once; `fetched` is what its name tells of the web, as the record or archive has it.

    `around` are the documents that it lay in, the innermost first, each with how it came in.
    """

    handling: Handling
    fetched: Fetched | None = None
    around: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrity:
    """Whether the original is whole now: opened and hashed at the asking.

    `sha512` and `size` are of the bytes as they are; `matches` says whether they are what every capture signed.
    """

    state: State
    sha512: str | None = None
    size: int | None = None
    matches: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """All of it, `handlings` in order of arrival. `checkpoint` is the signed state of the log that counts them."""

    document: str
    captures: tuple[Capture, ...]
    handlings: tuple[Handling, ...]
    integrity: Integrity
    title: str | None
    owner: str
    checkpoint: str

    @property
    def signed_sha512(self) -> str | None:
        """The SHA-512 that a capture signed; None where that was erased."""
        found = (each.handling.entry.fields.get("sha512") for each in self.captures)
        return next((each for each in found if isinstance(each, str)), None)

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with the original or with any entry of it."""
        return (
            self.integrity.state in ("whole", "erased", "not kept here") and self.integrity.matches and not self.faults
        )

    @property
    def faults(self) -> tuple[Handling, ...]:
        """The entries that do not hold."""
        return tuple(each for each in self.handlings if each.signature)


def provenance(ledger: Ledger, prefix: str, view: View) -> Provenance:
    """The way of the document that `prefix` means, as far as the audience of `view` may see it.

    Raises BadInputError where there is none.
    """
    document = find_document(ledger, prefix, view)
    links = [each for each in ledger.seen_of(ledger.ids_of("link"), view) if document in linked(each.fields)]
    entries = [*ledger.seen_of(ledger.ids_about([document]), view), *links]
    if not entries:
        raise BadInputError(f"nothing is on record of {document[:12]}")
    counts = Counter(str(each.fields.get("reading")) for each in entries if each.kind == "statement")
    trust = ledger.trust()
    handled = [
        _handling(ledger, trust, each, counts[each.id])
        for each in sorted(entries, key=lambda each: each.seq)
        # a reading stands for what it drafted; what a person wrote is a handling of its own
        if each.kind != "statement" or each.role == "owner"
    ]
    captures = tuple(_capture(ledger, each, view) for each in handled if each.entry.kind == "capture")
    titles = (each.fields.get("title") for each in reversed(entries) if each.kind == "reading")
    return Provenance(
        document=document,
        captures=captures,
        handlings=tuple(handled),
        integrity=_integrity(ledger, document, [each.handling.entry for each in captures]),
        title=next((each for each in titles if isinstance(each, str)), None),
        owner=trust.home.key,
        checkpoint=ledger.checkpoint(),
    )


def _handling(ledger: Ledger, trust: Trust, entry: Entry, statements: int) -> Handling:
    return Handling(
        entry=entry,
        office=office_name(trust, entry.author),
        proven=ledger.proven(entry.id),
        signature="; ".join(ledger.faults_of(entry.id)),
        statements=statements,
    )


def _capture(ledger: Ledger, handling: Handling, view: View) -> Capture:
    fetched = fetched_by(handling.entry.fields.get("name"))
    around = tuple(_around(ledger, handling.entry, view))
    return Capture(handling=handling, fetched=fetched, around=around)


def _around(ledger: Ledger, entry: Entry, view: View) -> Iterable[Entry]:
    """The captures of the documents that it lay in, from the inside out."""
    here, known = entry, set[str]()
    while len(known) < _MOST_AROUND and isinstance(outer := here.fields.get("brought_by"), str) and outer not in known:
        known.add(outer)
        about = ledger.seen_of(ledger.ids_about([outer], "capture"), view)
        found = min(about, key=lambda each: each.seq, default=None)
        if found is None:
            return
        yield found
        here = found


def _integrity(ledger: Ledger, document: str, captures: Sequence[Entry]) -> Integrity:
    if (erasure := ledger.erased_items().get(document)) is not None:
        return Integrity(state="erased", why=f"by {erasure[:12]}")
    try:
        data = open_kept(ledger, document)
    except SaksiError as error:
        return Integrity(state="changed", matches=False, why=str(error))
    if data is None:
        return Integrity(state="not kept here", why="another office named it, and did not send it")
    sha512, size = hashlib.sha512(data).hexdigest(), len(data)
    signed = {name: {each.fields[name] for each in captures if name in each.fields} for name in ("sha512", "size")}
    matches = signed["sha512"] <= {sha512} and signed["size"] <= {size}
    return Integrity(state="whole", sha512=sha512, size=size, matches=matches)
