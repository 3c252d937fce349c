"""`saksi provenance`: the way of one document, for a court."""

from datetime import UTC, datetime
from pathlib import Path

import click

from .opening import open_existing
from .options import audience_option, json_option, ledger_option
from .output import print_json, say
from .window import view_for


@click.command(
    epilog="Examples: saksi provenance 1f0c2ab9d31e · saksi provenance 1f0c2ab9d31e --json · "
    "saksi provenance 1f0c2ab9d31e --html provenance.html"
)
@click.argument("document_id", metavar="ID")
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write a printable page into this file."
)
@audience_option
@ledger_option
@json_option
def provenance(document_id: str, page: Path | None, audience: str, as_json: bool) -> int:
    """Print the chain of custody of a document: who brought it, when, from where, its hashes, all that was done since.

    ID is the beginning of a document's hash, as `saksi documents` lists it, or of an entry of
    it. The original is opened and hashed anew, and each entry checked; the exit status is 1 where something is wrong.
    What the ledger does not record is named too. A page holds what the audience may see: look at it before you hand
    it on.
    """
    from saksi.acts import provenance as trace
    from saksi.model import BadInputError

    with open_existing() as ledger:
        found = trace(ledger, document_id, view_for(audience))
    status = 0 if found.is_sound else 1
    if page is not None:
        from .pages.provenance_html import write_page

        if not page.parent.is_dir():
            raise BadInputError(f"{page}: there is no such folder")
        if page.exists():
            raise BadInputError(f"{page} is there already: choose another name")
        page.write_text(write_page(found, f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"), encoding="utf-8")
    if as_json:
        from .provenance_json import encode_provenance

        print_json(encode_provenance(found))
    elif page is not None:
        say(f"written: {page}")
    else:
        from .pages.provenance import print_provenance

        print_provenance(found)
    return status
