"""Flights for people: who, from where to where, when, and the accounts side by side."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import Account, FlightRow

from .custody import print_basis, print_field, print_sources, source_words
from .screen import Screen, plain
from .statement import count_words, date_words


def print_flights(screen: Screen, rows: Sequence[FlightRow]) -> None:
    """Print who fled."""
    screen.title("Who fled, and why by whose account")
    if not rows:
        screen.line("No flight is on record. Add reports of people who left: saksi add FILE…")
    for row in rows:
        screen.gap()
        mark = "*" if row.basis.drafts else ""
        count = f" ({count_words(row.count)}, not named)" if row.count is not None and not row.person else ""
        screen.line(Text.assemble((plain(row.who), "bold"), count, mark), indent=2)
        _print_row(screen, row)


def _print_row(screen: Screen, row: FlightRow) -> None:
    print_field(screen, "from", plain(row.origin or "not told"))
    print_field(screen, "to", plain(row.destination or "not told"))
    dates = " or ".join(date_words(date.edtf) for date in row.dates)
    print_field(screen, "when", f"{dates} (sources differ)" if len(row.dates) > 1 else dates or "not told")
    for account in row.accounts:
        print_field(screen, account.kind, account_words(account))
    print_sources(screen, row.sources)
    print_basis(screen, row.basis)


def account_words(account: Account) -> str:
    """One party's word: whose, the words, and where."""
    speaker = plain(account.by) if account.by is not None else source_words(account.source)
    return f"{speaker} {account.stance}: “{plain(account.words)}” [{account.source.statement[:12]}]"
