"""`saksi person`: one page on one person."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from .options import json_option, ledger_option, on_option, view_options
from .output import print_json
from .window import look, today

if TYPE_CHECKING:
    from saksi.model import Record

#: So many names that are nearly what was asked are listed.
_MOST = 5


@click.command(epilog='Examples: saksi person "Kem Sokha" · saksi person Sokha --on 2019-12-27 --json')
@click.argument("name")
@on_option
@view_options
@ledger_option
@json_option
def person(name: str, on: date | None, as_of: datetime | None, trust: str, audience: str, as_json: bool) -> None:
    """Print all that is on record on the person of this NAME, of a part of it, or of another spelling of it.

    Tracks, charges, events in order of time, who says so, who contradicts it, and what is unknown since when.
    """
    from saksi.register import encode_person, person_page

    seen = look(as_of, trust, audience)
    found = person_page(seen.record, name, on or today())
    if found is None:
        raise _nobody(seen.record, name)
    if as_json:
        print_json(encode_person(found))
        return
    from .pages.page import print_page
    from .pages.person import print_person

    print_page(seen.file_names, lambda page: print_person(page, found), seen.origins)


def _nobody(record: "Record", name: str) -> Exception:
    """Why there is no page: the name fits several, or nobody; then who is called nearly so, each with the reasons."""
    from saksi.model import BadInputError
    from saksi.register import candidates
    from saksi.resolve import alike

    fitting = candidates(record, name)
    if fitting:
        is_clear = len({each.name for each in fitting}) == len(fitting)
        told = ", ".join(each.name if is_clear else f"{each.name} ({each.id})" for each in fitting)
        which = "name whole" if is_clear else "id whole, in quotes"
        return BadInputError(f"{name!r} fits {len(fitting)} persons: {told}; give one {which}")
    near = [f"{each.name} ({', '.join(each.reasons)})" for each in alike(record, name)[:_MOST]]
    if near:
        return BadInputError(f"nobody on record is called {name!r}; nearly so: {'; '.join(near)}; give one name whole")
    return BadInputError(f"nobody on record is called {name!r}: `saksi register` and `saksi read FILE` show the names")
