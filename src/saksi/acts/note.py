"""Note: put down what a person told and what they allow, with who and where they are kept apart."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from saksi.archive import Source, take_in
from saksi.ledger import Ledger, NewEntry
from saksi.model import BadInputError, JsonObject, Span, When, Zone

from .add import capture, keep, told
from .consent import Terms, consent_fields
from .read import read_source

_HOW = "note"
_GIVEN = "given with --when"
_NOTED = "the day on which it was noted"
#: So many digits of the document's hash tell one witness of a ledger from another.
_DIGITS = 6
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who told it: a name or a description, where they are, how to reach them. In an entry and a scope of its own."""

    identity: str
    whereabouts: str | None = None
    contact: str | None = None

    def __post_init__(self) -> None:
        if not self.identity.strip():
            raise BadInputError("nobody is named: say from whom it is, a name or a description")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What noting did. `pseudonym` is the name by which the witness goes in what they told.

    `tells_who` counts the words of the witness's identity, whereabouts and contact that stand in the text too.
    """

    sha256: str
    pseudonym: str
    reading_id: str
    witness_id: str
    consent_id: str
    statements: int
    published: str
    language: str | None
    tells_who: int


def note(
    ledger: Ledger, text: bytes, witness: Witness, terms: Terms, *, told_on: When | None, recorded_at: datetime
) -> Noted:
    """Keep what was told, read it as the witness's word, and sign it with its consent: all in one transaction.

    Neither the name of a file nor the witness's own stands in what is kept of the text. Raises BadInputError as
    `check_note` does, and on testimony that is in the ledger already.
    """
    source = check_note(text, terms)
    ledger.refuse_erased(source.sha256, hashlib.sha256(source.text.encode()).hexdigest())
    if ledger.is_testimony(source.sha256):
        raise BadInputError(
            f"it is in the ledger already, as {source.sha256[:12]}: `saksi consent` changes what is allowed"
        )
    pseudonym = pseudonym_of(source.sha256)
    day = told_on or When(recorded_at.date().isoformat())
    reading = read_source(source, day, basis=_GIVEN if told_on else _NOTED, voice=pseudonym)
    derived, keys = keep(ledger, text, source.text)
    kept_apart = NewEntry(kind="witness", fields=_witness_fields(source.sha256, witness))
    allowed = NewEntry(kind="consent", fields=consent_fields(source.sha256, terms))
    batch = [capture(source, f"note of {pseudonym}", how=_HOW), *told(reading, derived), kept_apart, allowed]
    ids = ledger.append(batch, recorded_at=recorded_at, item_keys=keys)
    return Noted(
        sha256=source.sha256,
        pseudonym=pseudonym,
        reading_id=ids[1],
        witness_id=ids[-2],
        consent_id=ids[-1],
        statements=len(reading.statements),
        published=day.edtf,
        language=reading.document.language,
        tells_who=_told_who(witness, source.text),
    )


def pseudonym_of(sha256: str) -> str:
    """The name by which the witness of a document goes in what they told, the same whenever it is read."""
    return f"witness {sha256[:_DIGITS]}"


def check_note(text: bytes, terms: Terms) -> Source:
    """What was told, as it would be noted. Raises BadInputError on no plain text, and without consent to keep it."""
    if not terms.uses:
        raise BadInputError("without consent to keep it, it is not kept: name what is allowed, archive at least")
    source = take_in(text)
    if source.media_type != "text/plain":
        raise BadInputError("a note is plain text, and this is a web page or a mail: `saksi add` takes it in")
    # whatever its lines look like, all of it is what was told
    whole = Zone(kind="article", span=Span(start=0, end=len(source.text)))
    return replace(source, zones=(whole,), title=None)


def _witness_fields(document: str, witness: Witness) -> JsonObject:
    known = {"identity": witness.identity, "whereabouts": witness.whereabouts, "contact": witness.contact}
    return {"document": document, **{name: value for name, value in known.items() if value}}


def _told_who(witness: Witness, text: str) -> int:
    named = " ".join((witness.identity, witness.whereabouts or "", witness.contact or ""))
    words = {word.casefold() for word in _WORD.findall(text)}
    return len({word.casefold() for word in _WORD.findall(named)} & words)
