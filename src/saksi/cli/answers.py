"""The verbs that answer from the ledger as of an instant: register, flights, procedures, contradictions, record."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

import click

from .opening import open_existing
from .options import json_option, ledger_option, on_option, view_options
from .output import print_json

if TYPE_CHECKING:
    from saksi.model import Json, JsonObject, Record, Trust
    from saksi.procedures import Procedures


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


def record_of(as_of: datetime | None, trust: str) -> "Record":
    """What the ledger shows through this window."""
    from saksi.model import View

    with open_existing() as ledger:
        return ledger.view(View(as_of=as_of, trust=cast("Trust", trust)))


def today() -> date:
    """The day that is asked about where none is named."""
    return datetime.now(UTC).date()
