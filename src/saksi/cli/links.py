"""`saksi links`: which persons on record may be one, and which one may be two. Nothing is decided or written."""

from datetime import datetime

import click

from .options import json_option, ledger_option, view_options
from .output import print_json
from .window import look


@click.command(epilog="Examples: saksi links · saksi links --trust reviewed --json")
@view_options
@ledger_option
@json_option
def links(as_of: datetime | None, trust: str, audience: str, as_json: bool) -> None:
    """Print pairs of persons who may be one under two spellings, then persons of one name who may be two.

    The best come first, each with the reasons for it and against it. The number orders the questions; it is no
    probability. Names alone never make two people one, and this command changes nothing.
    """
    from saksi.resolve import plain, propose

    found = propose(look(as_of, trust, audience).record)
    if as_json:
        print_json({"links": plain(found.rows), "is_cut": found.is_cut})
        return
    from .pages.links import print_links

    print_links(found)
