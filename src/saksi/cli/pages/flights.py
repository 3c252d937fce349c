"""Flights for people: the named, then the counted, then in short those of whom nobody says how many."""

from collections.abc import Sequence

from rich.text import Text

from saksi.register import Account, FlightRow, Route

from .fields import mark, print_basis, print_field, quoted
from .page import Page
from .screen import plain
from .statement import count_words, date_words

#: What an account is called in the margin.
_LABELS = {"reason": "reason", "another account": "others say", "rival reason": "rival", "denial": "denial"}


def print_flights(page: Page, rows: Sequence[FlightRow]) -> None:
    """Print who fled."""
    page.screen.title("Who fled, and why by whose account")
    if not rows:
        page.screen.line("No flight is on record. Add reports of people who left: saksi add FILE…")
    named = [row for row in rows if row.person]
    counted = [row for row in rows if not row.person and row.count is not None]
    for row in [*named, *counted]:
        _print_row(page, row)
    _print_uncounted(page, [row for row in rows if not row.person and row.count is None], [*named, *counted])


def _print_row(page: Page, row: FlightRow) -> None:
    page.screen.gap()
    count = "" if row.count is None or row.person else f" ({count_words(row.count)}, not named)"
    page.screen.line(Text.assemble((plain(row.who), "bold"), count, mark(row.basis)), indent=2)
    for route in row.routes:
        print_field(page, "went", f"{_way(route)} · {page.documents.voices(route.sources)}")
    _print_accounts(page, row.accounts)
    print_basis(page, row.basis)


def _print_uncounted(page: Page, rows: Sequence[FlightRow], others: Sequence[FlightRow]) -> None:
    """Print each with its own reasons; what third parties say of it only where it is not on the page already."""
    if not rows:
        return
    said = {account.source.statement for row in others for account in row.accounts}
    page.screen.gap()
    page.screen.line("Also told of, not counted:", indent=2)
    for row in rows:
        page.screen.gap()
        page.screen.line(f"{plain(row.who)}{mark(row.basis)}{_routes(row)}", indent=4)
        fresh = [each for each in row.accounts if each.kind == "reason" or each.source.statement not in said]
        said |= {account.source.statement for account in fresh}
        _print_accounts(page, fresh)
        print_basis(page, row.basis)


def _routes(row: FlightRow) -> str:
    told = "; ".join(_way(route) for route in row.routes if route != Route(sources=route.sources))
    return f" · {told}" if told else ""


def _way(route: Route) -> str:
    at = None if route.place == route.destination else route.place
    ways = (("from", route.origin), ("to", route.destination), ("at", at))
    parts = [f"{word} {plain(place)}" for word, place in ways if place]
    parts += [date_words(route.date.edtf) if route.date else "no date told"]
    return ", ".join([" ".join(parts[:-1]) or "no place told", parts[-1]])


def _print_accounts(page: Page, accounts: Sequence[Account]) -> None:
    for account in accounts:
        print_field(page, _LABELS.get(account.kind, account.kind), account_words(page, account))


def account_words(page: Page, account: Account) -> str:
    """One party's word: whose, the words, and where; the stance where the label does not tell it."""
    told = {"asserts", "denies"} if account.kind in ("rival reason", "denial") else {"asserts"}
    stance = "" if account.stance in told else f" · {account.stance}"
    return quoted(page, account.source, account.words) + stance
