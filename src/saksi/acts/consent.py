"""Consent: what a person allows to be done with what they told, changed and withdrawn by signed entries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saksi.ledger import USES, Consent, Entry, Ledger, NewEntry, consents, is_scope_name
from saksi.model import OFFICE, PUBLIC, BadInputError, JsonObject, View

_DIGITS = re.compile(r"[0-9a-f]{6,64}")
#: How came what nobody published by sending it, or by packing it.
WITHHELD = frozenset({"mail", "part", "archive", "list"})
#: How came what this program recorded: a server may have told it things of this office.
CAPTURED = frozenset({"web", "feed"})
#: Consent that ends within so many days is to be asked for anew.
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a person allows: uses, to the day `until` (None = no end), in a need-to-know scope or the whole office.

    `basis`: how they said so ("by phone, read back"); write no name into it.
    """

    uses: tuple[str, ...]
    until: date | None = None
    scope: str = OFFICE
    basis: str | None = None

    def __post_init__(self) -> None:
        for use in self.uses:
            if use not in USES:
                raise BadInputError(f"{use!r} is no use: {', '.join(USES)}")
        if self.scope != OFFICE and not is_scope_name(self.scope):
            raise BadInputError(f"{self.scope!r} is no name for a scope: a-z, 0-9 and -, as in case-7")
        if self.scope != OFFICE and not {"share", "publish"}.isdisjoint(self.uses):
            raise BadInputError("what stays in a scope leaves the office for nobody: leave out the scope, or the use")


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """A document of testimony with the consent that counts for it; None where nobody knows of one."""

    document: str
    consent: Consent | None

    def is_over(self, on: date) -> bool:
        """Whether it covers nothing on that day, not even keeping."""
        return self.consent is None or self.consent.last_day("archive") < on.isoformat()

    def ends_soon(self, on: date) -> bool:
        """Whether it covers something on that day, and not for long."""
        return not self.is_over(on) and self._last_day() <= (on + SOON).isoformat()

    def order(self, on: date) -> tuple[int, str, str]:
        """What ends soon comes first, then what is over: it is to be erased, or asked for anew."""
        return (0 if self.ends_soon(on) else 1 if self.is_over(on) else 2), self._last_day(), self.document

    def _last_day(self) -> str:
        return "" if self.consent is None else self.consent.last_day("archive")


def permits(ledger: Ledger, view: View, on: date, *, captured: bool = False) -> list[Permit]:
    """The testimony, mail and lists that the audience of `view` may see, with consent; what ends in 30 days first.

    With `captured` the records of captures too: there is one for each page, and nobody was promised anything.
    """
    if view.audience == PUBLIC:
        raise BadInputError("what a person allowed is the office's to know: the public sees only what it may")
    entries = [entry for entry in ledger.seen(view) if entry.kind in ("capture", "consent")]
    named = (entry.fields.get("document") for entry in entries)
    withheld = WITHHELD | CAPTURED if captured else WITHHELD
    letters = {entry.fields.get("document") for entry in entries if _is_among(withheld, entry)}
    seen = {str(document) for document in named if document is not None}
    known = _known(ledger)
    held = (
        each
        for each in seen - ledger.erased_items().keys()
        if each in known or each in letters or ledger.is_testimony(each)
    )
    told = (Permit(document=each, consent=known.get(each)) for each in held)
    return sorted(told, key=lambda permit: permit.order(on))


def _is_among(ways: frozenset[str], capture: Entry) -> bool:
    """Whether it came in one of these ways; the mapping of a list is not asked about, the list is."""
    how = capture.fields.get("how")
    return how in ways and not (how == "list" and "brought_by" in capture.fields)


def set_consent(ledger: Ledger, permit: Permit, terms: Terms, *, recorded_at: datetime) -> Permit:
    """Put down what is allowed now; it takes the place of what was allowed before."""
    return _append(ledger, permit, consent_fields(permit.document, terms), recorded_at)


def withdraw(ledger: Ledger, permit: Permit, *, basis: str | None, recorded_at: datetime) -> Permit:
    """Put down that nothing is allowed any more. The document stays where it was, and leaves for nobody."""
    terms = Terms(uses=(), scope=OFFICE if permit.consent is None else permit.consent.scope, basis=basis)
    return _append(ledger, permit, {**consent_fields(permit.document, terms), "withdrawn": True}, recorded_at)


def consent_fields(document: str, terms: Terms) -> JsonObject:
    """The fields of the entry that says so."""
    return {
        "document": document,
        "uses": [*terms.uses],
        **({} if terms.until is None else {"until": terms.until.isoformat()}),
        **({} if terms.scope == OFFICE else {"scope": terms.scope}),
        **({} if terms.basis is None else {"basis": terms.basis}),
    }


def find_testimony(ledger: Ledger, prefix: str, view: View) -> Permit:
    """The document of testimony whose hash begins with `prefix`, of those that the audience may see."""
    if not _DIGITS.fullmatch(prefix):
        raise BadInputError(
            f"{prefix!r} is no document: give 6 digits of its hash or more, as `saksi consent` lists them"
        )
    found = [permit for permit in permits(ledger, view, date.min, captured=True) if permit.document.startswith(prefix)]
    if len(found) != 1:
        raise BadInputError(f"{'more than one' if found else 'no'} testimony has a hash that begins with {prefix[:12]}")
    return found[0]


def refuse_to_leave(ledger: Ledger, entry: Entry, on: date) -> None:
    """Raise BadInputError unless what the entry says may go to a partner or a court on this day."""
    if not ledger.may_leave(entry.id, on):
        raise BadInputError(
            f"{entry.kind} {entry.id[:12]} may not leave this office: no consent to share covers it today; "
            "open no field of it, or see `saksi consent`"
        )


def _append(ledger: Ledger, permit: Permit, fields: JsonObject, recorded_at: datetime) -> Permit:
    if permit.consent is not None:
        # under a clock that was set back, what was allowed before would count as the later word
        recorded_at = max(recorded_at, permit.consent.recorded_at + timedelta(seconds=1))
    ledger.append([NewEntry(kind="consent", fields=fields)], recorded_at=recorded_at)
    return Permit(document=permit.document, consent=_known(ledger)[permit.document])


def _known(ledger: Ledger) -> Mapping[str, Consent]:
    """By document the consent that counts here: what another office was allowed says nothing of this one."""
    root = ledger.trust().home.root
    return consents(entry for entry in ledger.entries() if entry.office in (None, root))
