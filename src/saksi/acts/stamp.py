"""Stamp: have a timestamp authority (RFC 3161) say that the checkpoint exists, over the network or by files."""

from dataclasses import dataclass

from saksi.ledger import Bound, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Where to ask (an http or https address), and the certificates (PEM) under which its answers are believed."""

    address: str
    certificates: bytes


def stamp(ledger: Ledger, authority: Authority) -> Bound:
    """Have the checkpoint stamped as it is now, check the answer, keep both. Raises LedgerError, TamperError."""
    # loaded only where they are needed: it takes a tenth of a second
    from saksi.ledger.timestamp import read_certificates, request_for

    from .asking import ask

    read_certificates(authority.certificates)
    note = ledger.checkpoint()
    return ledger.keep_stamped(note, ask(authority.address, request_for(note)), authority.certificates)


def stamp_new(ledger: Ledger, authority: Authority) -> Bound | None:
    """The same where a capture came that no timestamp counts yet; else nobody is asked, and there is None."""
    return stamp(ledger, authority) if ledger.count_unstamped() else None


def request_stamp(ledger: Ledger) -> bytes:
    """The request to carry to an authority, for a machine without a network."""
    from saksi.ledger.timestamp import request_for

    return request_for(ledger.checkpoint())


def take_stamp(ledger: Ledger, answer: bytes, certificates: bytes) -> Bound:
    """Check and keep the answer to a request, whatever was added since. Raises LedgerError, TamperError."""
    from saksi.ledger.timestamp import imprint_of

    return ledger.keep_stamped(ledger.stampable(imprint_of(answer)), answer, certificates)
