"""`saksi add`: keep documents, read them, sign what they say."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .files import read_bytes
from .opening import open_or_create
from .options import json_option, ledger_option, published_option
from .output import is_watched, print_json, remark

if TYPE_CHECKING:
    from saksi.acts import Added
    from saksi.ledger import Ledger
    from saksi.model import JsonObject, When


@click.command(
    epilog="Examples: saksi add story.txt · saksi add reports/*.html · saksi add note.txt --published 2019-12"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@published_option
@ledger_option
@json_option
def add(files: tuple[str, ...], published: "When | None", as_json: bool) -> int:
    """Keep each FILE, read it, and sign what it says into the ledger as drafts.

    Adding a file again adds nothing. A file that cannot be used does not stop the others; the exit status is 1 then.
    """
    rows: list[JsonObject] = []
    with open_or_create() as ledger:
        for number, file in enumerate(files, start=1):
            if is_watched() and len(files) > 1:
                remark(f"{number} of {len(files)}: {file}")
            row, line = _outcome(ledger, file, published)
            rows.append(row)
            if line and not as_json:
                click.echo(line)
    if as_json:
        print_json({"files": rows})
    return 1 if any("error" in row for row in rows) else 0


def _outcome(ledger: "Ledger", file: str, published: "When | None") -> "tuple[JsonObject, str]":
    from saksi.model import SaksiError

    try:
        added = _add(ledger, file, published)
    except (SaksiError, OSError) as error:
        return _refused(file, error), ""
    if not added.is_new and published is not None:
        _remark_on_date(ledger, file, added, published)
    return _row(file, added), _line(file, added)


def _add(ledger: "Ledger", file: str, published: "When | None") -> "Added":
    from saksi.acts import add as add_source
    from saksi.archive import take_in

    data = read_bytes(file)
    source = take_in(data, name=file)
    return add_source(ledger, data, source, name=_base(file), published=published, recorded_at=datetime.now(UTC))


def _remark_on_date(ledger: "Ledger", file: str, added: "Added", published: "When") -> None:
    """Say that a date given too late changes nothing, and what can be done."""
    kept = ledger.entry(added.reading_id).fields.get("published")
    if kept == published.edtf:
        return
    standing = f"dated {kept}" if kept is not None else "without a date"
    remark(
        f"{file}: already in the ledger {standing}, and that stays: --published {published.edtf} changed nothing. "
        f"Correct the dates of what it says with: saksi review {file}"
    )


def _base(file: str) -> str:
    # the folders of a user's disk are nobody's business: only the file's own name is signed
    return "standard input" if file == "-" else file.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _refused(file: str, error: Exception) -> "JsonObject":
    from .failure import explain

    told = explain(error)
    line = told[0] if told is not None else str(error)
    remark(line if file in line else f"{file}: {line}")
    return {"file": file, "error": line}


def _line(file: str, added: "Added") -> str:
    from saksi.reading import KNOWN

    if not added.is_new:
        return f"{file}: already in the ledger; nothing added"
    if added.language is not None and added.language not in KNOWN and not added.statements:
        return f"{file}: kept and unread: the reader does not know its language ({added.language})"
    return f"{file}: added, {added.statements} statements as drafts (reading {added.reading_id[:12]})"


def _row(file: str, added: "Added") -> "JsonObject":
    row: JsonObject = {
        "file": file,
        "document": added.sha256,
        "reading": added.reading_id,
        "added": added.is_new,
        "statements": added.statements,
    }
    return row if added.language is None else {**row, "language": added.language}
