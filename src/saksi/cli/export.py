"""`saksi export`: captured pages in a form that other programs replay."""

from datetime import UTC, datetime
from pathlib import Path

import click

from .agreement import counted
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, remark, say
from .window import today


@click.command(epilog="Examples: saksi export --wacz pages.wacz 1f0c2a · saksi export --wacz case.wacz 1f0c2a 9b33d0")
@click.option("--wacz", "file", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Write it there.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@ledger_option
@json_option
def export(file: Path, ids: tuple[str, ...], as_json: bool) -> None:
    """Write the records of captures to FILE, a web archive (WACZ 1.1.1) that replayweb.page and others open.

    ID is the first digits of the hash of a record, or of a page in one, as `saksi capture` prints them. Records stay
    in the office until `saksi consent` lets them out.
    """
    from saksi.acts import export_wacz
    from saksi.model import BadInputError

    if file.exists():
        raise BadInputError(f"{file} is there already: choose another name")
    with open_existing() as ledger:
        exported = export_wacz(ledger, ids, on=today(), created=datetime.now(UTC))
    with file.open("xb") as stream:
        stream.write(exported.data)
    if as_json:
        print_json({"file": str(file), "bytes": len(exported.data), "records": [*exported.records]})
        return
    say(f"{file}: {counted(len(exported.records), 'record')}, {counted(len(exported.data), 'byte')}")
    remark("it lies unencrypted, and tells how and when this office asked for the pages")
