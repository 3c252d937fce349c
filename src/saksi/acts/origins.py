"""Origins: find reprints among what was added, propose that they have one origin, and let a person decide.

What the machine says is signed by a reader's key of its own version; a person's word goes before it and takes it back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from saksi.archive import fetched_by
from saksi.ledger import Entry, Ledger, NewEntry, document_of, origin_links
from saksi.model import BadInputError, JsonObject, OriginVerdict, SaksiError, View
from saksi.reading.lists import OF_LISTS

from .originals import originals_of

if TYPE_CHECKING:
    from saksi.resolve.reprints import Printed

#: The author of proposals, as a version of a reader.
COMPARER = "saksi-origins 1"
#: Of so many texts at a time what is compared is in the memory, some thousand numbers each.
_TEXTS = 2_000
#: What of a page is its report: a byline and a dateline tell whom it credits, and add few letters.
_ARTICLE = frozenset({"byline", "dateline", "article"})
_OFFICE = View()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many documents were compared with all others, and how many pairs were found to have one origin."""

    documents: int = 0
    same: int = 0


def compare_origins(ledger: Ledger, *, recorded_at: datetime) -> Compared:
    """Compare the documents that were not compared yet with all, and sign what is found; what is known adds nothing.

    Only what the whole office may see is compared. On a server who began the ledger does it first: that admits the key.
    Raises LedgerError where the ledger cannot be written.
    """
    # numpy and the sketches take a while to load, and most commands compare nothing
    from saksi.projection.sketches import StoredSketch, store_sketches, stored_sketches
    from saksi.resolve.matching import Sketched, judge, likely
    from saksi.resolve.shingles import METHOD, letters_of, sketch, stretches_of

    if not _may_propose(ledger):
        return Compared()
    held = stored_sketches(ledger, METHOD)
    done, made, texts = {each.reading for each in held}, list[StoredSketch](), _Texts(ledger)
    for entry in ledger.seen_of((each for each in ledger.ids_of("reading") if each not in done), _OFFICE):
        # the rows of two lists are alike as no two reports are: what they share is told when one is imported
        article = None if str(entry.fields.get("reader", "")).startswith(OF_LISTS) else texts.article(entry)
        if article is not None:
            stretches = stretches_of(letters_of(article))
            document, size = str(entry.fields["document"]), len(stretches)
            made.append(StoredSketch(reading=entry.id, document=document, size=size, numbers=sketch(stretches)))
    if not made:
        return Compared()
    # of a document that was read again the latest reading stands for it
    latest = {each.document: each for each in (*held, *made) if each.size}
    known, fresh = list(latest.values()), {each.reading for each in made}
    pairs = likely(
        [Sketched(document=each.document, size=each.size, sketch=each.numbers) for each in known],
        [place for place, each in enumerate(known) if each.reading in fresh],
    )
    texts.load({document: latest[document].reading for pair in pairs for document in pair})
    told = origin_links(ledger.seen_of(ledger.ids_of("link"), _OFFICE))
    found = list(judge(pairs, told, texts.printed))
    if found:
        batch = [_link(each.between, each.verdict, each.likeness.basis(), by_machine=True) for each in found]
        ledger.append(batch, recorded_at=recorded_at)
    # last: a crash before it has them compared again, and what was signed is known then
    store_sketches(ledger, METHOD, made)
    return Compared(documents=len(made), same=sum(1 for each in found if each.verdict == "same"))


def propose_version(ledger: Ledger, document: str, before: str, *, recorded_at: datetime) -> None:
    """Sign that a document, such as the next file of a list, is a later version of another; once."""
    one, other = sorted((document, before))
    about = ledger.seen_of(ledger.ids_of("link"), _OFFICE)
    if _may_propose(ledger) and not any(link.between == (one, other) for link in origin_links(about)):
        basis: JsonObject = {"how": "version", "title": "same"}
        ledger.append([_link((one, other), "same", basis, by_machine=True)], recorded_at=recorded_at)


def decide_origin(ledger: Ledger, documents: Iterable[str], verdict: OriginVerdict, *, recorded_at: datetime) -> str:
    """Say as a person that two documents have one origin, or two, or that it is not known; the entry's id.

    Raises BadInputError unless they are two.
    """
    between = sorted(set(documents))
    if len(between) != 2:
        raise BadInputError("an origin is decided between two documents: name two that differ")
    one, other = between
    (entry_id,) = ledger.append(
        [_link((one, other), verdict, {"how": "told"}, by_machine=False)], recorded_at=recorded_at
    )
    return entry_id


def find_document(ledger: Ledger, prefix: str, view: View = _OFFICE) -> str:
    """The SHA-256 of the document that `prefix` means, that the audience of `view` may see.

    It is the beginning of the document's hash, or of the id of an entry that is of it. Raises BadInputError.
    """
    digits = prefix.lower()
    if len(digits) < 6 or any(digit not in "0123456789abcdef" for digit in digits):
        raise BadInputError(
            f"{prefix!r} is no id: give at least 6 hexadecimal digits of a document, as saksi origins has them"
        )
    named = (entry.fields.get("document") for entry in ledger.seen_of(ledger.ids_of("capture"), view))
    found = {document for document in named if isinstance(document, str) and document.startswith(digits)}
    if len(found) > 1:
        raise BadInputError(f"more than one document begins with {prefix}: give more digits")
    if found:
        return found.pop()
    try:
        document = ledger.entry(digits, view).fields.get("document")
    except SaksiError:
        document = None
    if not isinstance(document, str):
        raise BadInputError(f"no document begins with {prefix}: saksi documents lists them")
    return document


def _may_propose(ledger: Ledger) -> bool:
    if ledger.member is None or ledger.member.is_root:
        return True
    return any(COMPARER in right.versions for right in ledger.trust().home.rights.values())


def _link(between: tuple[str, str], verdict: OriginVerdict, basis: JsonObject, *, by_machine: bool) -> NewEntry:
    fields: JsonObject = {"of": "origin", "between": [*between], "verdict": verdict, "basis": basis}
    return NewEntry(kind="link", fields=fields, by=("reader", COMPARER) if by_machine else "owner")


class _Texts:
    """The documents as they were printed; what is made of a text for a comparison is kept for some of them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger, self._keys = ledger, ledger.item_keys()
        self._originals = originals_of(ledger)
        self._loaded: dict[str, Printed] = {}
        self.printed = lru_cache(_TEXTS)(self._printed)

    def load(self, readings: Mapping[str, str]) -> None:
        """Have these documents at hand, as these readings lay them out: asked for together."""
        captures = self._ledger.seen_of(self._ledger.ids_about(readings, "capture"), _OFFICE)
        named = ((str(each.fields["document"]), fetched_by(each.fields.get("name"))) for each in captures)
        addresses = {document: fetched.address for document, fetched in named if fetched is not None}
        for entry in self._ledger.seen_of(readings.values(), _OFFICE):
            printed = self._print(entry, addresses)
            if printed is not None:
                self._loaded[printed.document] = printed

    def article(self, entry: Entry) -> str | None:
        """The article of a reading; None where this copy cannot open its text, or the entry does not count."""
        key = self._keys.get(str(entry.fields.get("text")))
        if entry.role is None or entry.closed or entry.erased or key is None:
            return None
        try:
            text = self._originals.open(str(entry.fields["text"]), key).decode("utf-8")
        except SaksiError:
            # `saksi verify` tells what is wrong with it
            return None
        zones = document_of(entry.fields, {}).zones
        return "\n".join(zone.span.of(text) for zone in zones if zone.kind in _ARTICLE)

    def _print(self, entry: Entry, addresses: Mapping[str, str]) -> "Printed | None":
        from saksi.resolve.credits import cited, credited
        from saksi.resolve.reprints import Printed
        from saksi.resolve.shingles import letters_of

        article = self.article(entry)
        if article is None:
            return None
        document = document_of(entry.fields, {})
        return Printed(
            document=document.sha256,
            letters=letters_of(article),
            title=document.title or "",
            published=None if document.published is None else document.published.edtf,
            address=addresses.get(document.sha256),
            credited=credited(article),
            cited=cited(article),
        )

    def _printed(self, document: str) -> "Printed | None":
        # a copy: what is made of its letters goes when it is no longer at hand
        found = self._loaded.get(document)
        return None if found is None else replace(found)
