"""`saksi add`: keep documents, read them, sign what they say."""

import shlex
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .added import add_parts, added_line, encode_added, is_cover, is_unread, tell_source
from .agreement import counted
from .files import read_bytes
from .opening import open_or_create
from .options import json_option, ledger_option, published_option
from .output import is_watched, print_json, refuse, remark, say

if TYPE_CHECKING:
    from saksi.acts import Added
    from saksi.archive import Source
    from saksi.ledger import Ledger
    from saksi.model import JsonObject, When


@click.command(
    epilog="Examples: saksi add story.txt · saksi add reports/*.pdf · saksi add note.txt --published 2019-12"
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@published_option
@ledger_option
@json_option
def add(files: tuple[str, ...], published: "When | None", as_json: bool) -> int:
    """Keep each FILE, read it, and sign what it says into the ledger as drafts.

    Text, HTML, PDF with a text layer, DOCX, ODT, EML, MBOX. What is attached to a mail is added as documents of their
    own; mail and what came with it stay in the office until `saksi consent` lets them out.

    Adding a file again adds nothing, but with another date of publication it is read again: drafts of that date take
    the place of the earlier ones. A file that cannot be used does not stop the others; the exit status is 1 then.
    """
    rows: list[JsonObject] = []
    with ExitStack() as stack:
        door = _Door(stack)
        for number, file in enumerate(files, start=1):
            if is_watched() and len(files) > 1:
                remark(f"{number} of {len(files)}: {file}")
            rows.append(_add_one(door, file, published, as_json))
        door.compare_origins()
    if as_json:
        print_json({"files": rows})
    return 1 if any("error" in row for row in rows) else 0


class _Door:
    """Opens the ledger, or makes it, once there is something to write: a file that is refused leaves none behind."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._ledger: Ledger | None = None

    def ledger(self) -> "Ledger":
        if self._ledger is None:
            self._ledger = self._stack.enter_context(open_or_create())
        return self._ledger

    def compare_origins(self) -> None:
        """Propose which of the new documents repeat others, where that is quick: on a server `saksi origins` does."""
        if self._ledger is None or self._ledger.member is not None:
            return
        from saksi.acts import compare_origins
        from saksi.model import SaksiError

        try:
            compared = compare_origins(self._ledger, recorded_at=datetime.now(UTC))
        except SaksiError as error:
            # what was added is added; the next command compares it
            remark(f"not compared with other documents yet ({error}): saksi origins")
            return
        if compared.same:
            remark(f"{counted(compared.same, 'link')} proposed between documents of one origin: saksi origins")


def _add_one(door: _Door, file: str, published: "When | None", as_json: bool) -> "JsonObject":
    from saksi.archive import take_in
    from saksi.model import SaksiError

    try:
        data = read_bytes(file)
        source = take_in(data, name=file)
    except (SaksiError, OSError) as error:
        return _refused(file, error)
    ledger = door.ledger()
    try:
        added = _add(ledger, file, data, source, published)
    except (SaksiError, OSError) as error:
        return _refused(file, error)
    if not as_json:
        say(added_line(file, added, source))
    tell_source(file, source)
    if added.published is None and not is_cover(source) and not is_unread(added):
        _warn_of_no_date(file)
    row = encode_added(file, added, source)
    if source.enclosed:
        row["enclosed"] = [*add_parts(ledger, file, source, as_json=as_json)]
    return row


def _add(ledger: "Ledger", file: str, data: bytes, source: "Source", published: "When | None") -> "Added":
    from saksi.acts import add as add_source

    return add_source(ledger, data, source, name=_base(file), published=published, recorded_at=datetime.now(UTC))


def _warn_of_no_date(file: str) -> None:
    remark(
        f"{file}: no date of publication on the page: its undated statements are placed by the day it was added. "
        f"Add it with its date: saksi add {shlex.quote(file)} --published YYYY-MM-DD"
    )


def _base(file: str) -> str:
    # the folders of a user's disk are nobody's business: only the file's own name is signed
    return "standard input" if file == "-" else file.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]


def _refused(file: str, error: Exception) -> "JsonObject":
    from .failure import explain

    told = explain(error)
    line = told[0] if told is not None else str(error)
    refuse(line if file in line else f"{file}: {line}")
    return {"file": file, "error": line}
