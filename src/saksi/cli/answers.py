"""The verbs that answer from the ledger as of an instant: register, flights, procedures, contradictions, record."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

import click

from .opening import open_existing
from .options import json_option, ledger_option, on_option, view_options
from .output import print_json

if TYPE_CHECKING:
    from saksi.model import Record, Trust


@click.command(
    epilog="Examples: saksi register --on 2019-12-27 · saksi register --on 2019-12-27 --trust reviewed --json"
)
@on_option
@view_options
@ledger_option
@json_option
def register(on: date | None, as_of: datetime | None, trust: str, as_json: bool) -> None:
    """Print who is held, restricted, abroad or let out on a day, on three tracks: order, liberty, proceedings.

    Overdue (ordered released and still held) comes first. People who are counted and not named stand apart. Rows that
    rest on drafts are marked *. `saksi show ID` takes the short ids.
    """
    from saksi.register import custody, encode_register

    rows = custody(record_of(as_of, trust), on or today())
    if as_json:
        print_json(encode_register(rows))
        return
    from .pages.custody import print_register
    from .pages.screen import Screen

    print_register(Screen(), rows)


@click.command(epilog="Examples: saksi flights · saksi flights --on 2019-12-27 --json")
@on_option
@view_options
@ledger_option
@json_option
def flights(on: date | None, as_of: datetime | None, trust: str, as_json: bool) -> None:
    """Print who fled by a day, from where to where, and why by whose account: reasons, denials, support."""
    from saksi.register import encode_flights
    from saksi.register import flights as fold

    rows = fold(record_of(as_of, trust), on or today())
    if as_json:
        print_json({"on": (on or today()).isoformat(), "flights": encode_flights(rows)})
        return
    from .pages.flights import print_flights
    from .pages.screen import Screen

    print_flights(Screen(), rows)


@click.command(epilog="Examples: saksi procedures --on 2019-12-27 · saksi procedures --json")
@on_option
@view_options
@ledger_option
@json_option
def procedures(on: date | None, as_of: datetime | None, trust: str, as_json: bool) -> None:
    """Print the steps of procedures (reviews, sanctions): taken, expected, or past their date without a report."""
    from saksi.procedures import encode_procedures
    from saksi.procedures import procedures as fold

    rows = fold(record_of(as_of, trust), on or today())
    if as_json:
        print_json({"on": (on or today()).isoformat(), "procedures": encode_procedures(rows)})
        return
    from .pages.procedures import print_procedures
    from .pages.screen import Screen

    print_procedures(Screen(), rows)


@click.command(epilog="Examples: saksi contradictions · saksi contradictions --on 2019-12-27 --json")
@on_option
@view_options
@ledger_option
@json_option
def contradictions(on: date | None, as_of: datetime | None, trust: str, as_json: bool) -> None:
    """Print who contradicts whom, on which ground, and who sides with whom; with --on, what was told by that day."""
    from saksi.register import contradictions as fold
    from saksi.register import encode_contradictions

    rows = fold(record_of(as_of, trust), on)
    if as_json:
        print_json({"contradictions": encode_contradictions(rows)})
        return
    from .pages.contradictions import print_contradictions
    from .pages.screen import Screen

    print_contradictions(Screen(), rows)


@click.command(epilog="Examples: saksi record --on 2019-12-27 · saksi record --on 2019-12-27 --trust reviewed --json")
@on_option
@view_options
@ledger_option
@json_option
def record(on: date | None, as_of: datetime | None, trust: str, as_json: bool) -> None:
    """Print all answers for a day: custody, flights, procedures, contradictions."""
    from saksi.procedures import encode_procedures
    from saksi.procedures import procedures as steps
    from saksi.register import contradictions as pairs
    from saksi.register import custody, encode_contradictions, encode_flights, encode_register
    from saksi.register import flights as fled

    seen, day = record_of(as_of, trust), on or today()
    rows = custody(seen, day), fled(seen, day), steps(seen, day), pairs(seen, day)
    if as_json:
        print_json(
            {
                "register": encode_register(rows[0]),
                "flights": encode_flights(rows[1]),
                "procedures": encode_procedures(rows[2]),
                "contradictions": encode_contradictions(rows[3]),
            }
        )
        return
    from .pages.record import print_record

    print_record(*rows)


def record_of(as_of: datetime | None, trust: str) -> "Record":
    """What the ledger shows through this window."""
    from saksi.model import View

    with open_existing() as ledger:
        return ledger.view(View(as_of=as_of, trust=cast("Trust", trust)))


def today() -> date:
    """The day that is asked about where none is named."""
    return datetime.now(UTC).date()
