"""The verbs that answer from the ledger as of an instant: register, flights, contradictions, diff and their like."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from .opening import open_existing
from .options import (
    Instant,
    audience_option,
    csv_option,
    json_option,
    ledger_option,
    on_option,
    refuse_both,
    trust_option,
    view_options,
)
from .output import print_json
from .window import look, look_twice, remark_on_contested, remark_on_erased, today, view_of

if TYPE_CHECKING:
    from saksi.model import View


@click.command(
    epilog="Examples: saksi register --on 2019-12-27 · saksi register --on 2019-12-27 --trust reviewed --json · "
    "saksi register --first 50 · saksi register --csv > register.csv"
)
@click.option("--first", type=click.IntRange(min=1), help="Only so many rows, from the stored ones: for large ledgers.")
@click.option("--after", help="With --first, go on after the place that a page of --json names.")
@on_option
@view_options
@ledger_option
@csv_option
@json_option
def register(
    first: int | None,
    after: str | None,
    on: date | None,
    as_of: datetime | None,
    trust: str,
    audience: str,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print who is held, restricted, abroad or let out on a day, on three tracks: order, liberty, proceedings.

    The held come first, the overdue (ordered released, still held) above them. People who are counted and not named
    stand after the named and are never added to them. Rows that rest on drafts are marked *; numbers in [ ] are the
    documents listed at the end; `saksi show ID` takes the short ids.
    """
    refuse_both(as_csv=as_csv, as_json=as_json)
    if first is not None:
        if as_csv:
            raise click.UsageError("--csv prints the whole register: leave out --first")
        view = view_of(as_of, trust, audience)
        _print_first(first, after, on or today(), view, as_json)
        return
    if after is not None:
        raise click.UsageError("--after goes on with --first: say how many rows")
    from saksi.register import custody, encode_register

    seen = look(as_of, trust, audience)
    rows = custody(seen.record, on or today())
    if as_json:
        print_json({**encode_register(rows), **seen.encode_origins()})
        return
    if as_csv:
        from .sheets import REGISTER, print_sheet, register_sheet

        print_sheet(REGISTER, register_sheet(rows, seen.origins))
        return
    from .pages.custody import print_register
    from .pages.page import print_page

    print_page(seen.file_names, lambda page: print_register(page, rows), seen.origins)


def _print_first(first: int, after: str | None, on: date, view: "View", as_json: bool) -> None:
    from saksi.projection import register_page

    with open_existing() as ledger:
        page = register_page(ledger, view, on, after=after, most=first)
        remark_on_contested(ledger)
    remark_on_erased(page.erased)
    if as_json:
        print_json(page.encode())
        return
    from .pages.listing import print_listing

    print_listing(page)


@click.command(epilog="Examples: saksi flights · saksi flights --on 2019-12-27 --json · saksi flights --csv")
@on_option
@view_options
@ledger_option
@csv_option
@json_option
def flights(on: date | None, as_of: datetime | None, trust: str, audience: str, as_csv: bool, as_json: bool) -> None:
    """Print who fled by a day, from where to where, and why by whose account: reasons, denials, support."""
    refuse_both(as_csv=as_csv, as_json=as_json)
    from saksi.register import encode_flights
    from saksi.register import flights as fold

    seen = look(as_of, trust, audience)
    rows = fold(seen.record, on or today())
    if as_json:
        print_json({"on": (on or today()).isoformat(), "flights": encode_flights(rows)})
        return
    if as_csv:
        from .sheets import FLIGHTS, flight_sheet, print_sheet

        print_sheet(FLIGHTS, flight_sheet(rows, on or today(), seen.origins))
        return
    from .pages.flights import print_flights
    from .pages.page import print_page

    print_page(seen.file_names, lambda page: print_flights(page, rows), seen.origins)


@click.command(epilog="Examples: saksi procedures --on 2019-12-27 · saksi procedures --json")
@on_option
@view_options
@ledger_option
@json_option
def procedures(on: date | None, as_of: datetime | None, trust: str, audience: str, as_json: bool) -> None:
    """Print the steps of procedures (reviews, sanctions): taken, expected, or past their date without a report."""
    from saksi.procedures import encode_procedures
    from saksi.procedures import procedures as fold

    seen = look(as_of, trust, audience)
    rows = fold(seen.record, on or today())
    if as_json:
        print_json({"on": (on or today()).isoformat(), "procedures": encode_procedures(rows)})
        return
    from .pages.page import print_page
    from .pages.procedures import print_procedures

    print_page(seen.file_names, lambda page: print_procedures(page, rows), seen.origins)


@click.command(epilog="Examples: saksi contradictions · saksi contradictions --on 2019-12-27 --json")
@on_option
@view_options
@ledger_option
@json_option
def contradictions(on: date | None, as_of: datetime | None, trust: str, audience: str, as_json: bool) -> None:
    """Print who contradicts whom, on which ground, and who sides with whom; with --on, what was told by that day."""
    from saksi.register import contradictions as fold
    from saksi.register import encode_contradictions

    seen = look(as_of, trust, audience)
    rows = fold(seen.record, on)
    if as_json:
        print_json({"contradictions": encode_contradictions(rows), **seen.encode_origins()})
        return
    from .pages.contradictions import print_contradictions
    from .pages.page import print_page

    print_page(seen.file_names, lambda page: print_contradictions(page, rows), seen.origins)


@click.command(epilog="Examples: saksi record --on 2019-12-27 · saksi record --on 2019-12-27 --trust reviewed --json")
@on_option
@view_options
@ledger_option
@json_option
def record(on: date | None, as_of: datetime | None, trust: str, audience: str, as_json: bool) -> None:
    """Print all answers for a day: custody, flights, procedures, contradictions."""
    from saksi.procedures import encode_procedures
    from saksi.procedures import procedures as steps
    from saksi.register import contradictions as pairs
    from saksi.register import custody, encode_contradictions, encode_flights, encode_register
    from saksi.register import flights as fled

    seen, day = look(as_of, trust, audience), on or today()
    told = seen.record
    rows = custody(told, day), fled(told, day), steps(told, day), pairs(told, day)
    if as_json:
        print_json(
            {
                "register": encode_register(rows[0]),
                "flights": encode_flights(rows[1]),
                "procedures": encode_procedures(rows[2]),
                "contradictions": encode_contradictions(rows[3]),
                **seen.encode_origins(),
            }
        )
        return
    from .pages.page import print_page
    from .pages.record import print_record

    print_page(seen.file_names, lambda page: print_record(page, *rows), seen.origins)


@click.command(
    epilog="Examples: saksi diff --from 2020-01-31 --on 2019-12-27 · saksi diff --from 2020-01-31 --to 2020-03-01"
)
@click.option("--from", "earlier", type=Instant(), required=True, help="The earlier state: what was recorded by then.")
@click.option("--to", "later", type=Instant(), help="The later state; else now.")
@on_option
@trust_option
@audience_option
@ledger_option
@json_option
def diff(earlier: datetime, later: datetime | None, on: date | None, trust: str, audience: str, as_json: bool) -> None:
    """Print what the register of one day answers differently at two instants of knowledge, and why.

    Under each change stand the statements that came between, and those that no longer count: a report added since, a
    draft rejected or corrected since. `saksi show ID` shows each.
    """
    from saksi.register import changes, custody, encode_changes

    if earlier > (later or datetime.now(UTC)):
        raise click.UsageError("--from lies after --to, or in the future: name an earlier instant")
    day = on or today()
    before, after = look_twice(earlier, later, trust, audience)
    rows = changes(custody(before, day), custody(after, day))
    if as_json:
        print_json({"on": day.isoformat(), "changes": encode_changes(rows)})
        return
    from .pages.changes import print_changes

    print_changes(rows, day)
