"""`saksi add`: keep documents, read them, sign what they say."""

import hashlib
import shlex
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .added import add_parts, added_line, encode_added, is_cover, is_unread, propose_origins, tell_source
from .bulk import Bar, Given, Readers, Work, begin, list_files
from .opening import open_or_create
from .options import json_option, ledger_option, password_option, published_option
from .output import is_watched, print_json, refuse, remark, say
from .report import Report

if TYPE_CHECKING:
    from saksi.acts import Added, Prepared
    from saksi.ledger import Ledger
    from saksi.model import JsonObject, When

#: Past this, a person who watches is told of what went wrong and of the whole.
_FEW = 20
#: What was read, what this reader knows no language of, and what no memory holds.
_HOPELESS = (None, "language", "large")
_CHANGED = "it changed while it was read: add it again"


@click.command(
    epilog="Examples: saksi add story.txt · saksi add reports/ --jobs 4 · saksi add scan.pdf --password · "
    "saksi add --unread"
)
@click.argument("files", nargs=-1, metavar="[FILE|FOLDER]...")
@published_option
@click.option("--jobs", type=click.IntRange(1, 64), default=1, metavar="N", help="Read N files at a time.")
@password_option
@click.option("--unread", "is_again", is_flag=True, help="Try again to read what is kept and was not read.")
@ledger_option
@json_option
def add(
    files: tuple[str, ...], published: "When | None", jobs: int, password: str | None, is_again: bool, as_json: bool
) -> int:
    """Keep each FILE, and each file in a FOLDER, read it, and sign what it says into the ledger as drafts.

    Text, HTML, PDF, DOCX, ODT, EML, MBOX; pictures and scans where tesseract is installed. What is attached to a mail
    is added as documents of their own; mail and what came with it stay in the office until `saksi consent` lets them
    out.

    What cannot be read is kept all the same, with a record of why, and read once it can be: `saksi documents --unread`
    lists it. Adding a file again adds nothing, so that what was interrupted is run again; but with another date of
    publication a file is read again: drafts of that date take the place of the earlier ones. A file that cannot be
    kept does not stop the others; the exit status is 1 then.
    """
    if not files and not is_again:
        raise click.UsageError("Missing argument '[FILE|FOLDER]...'.")
    report = Report()
    rows: list[JsonObject] = []
    listed = list_files(files)
    for folder in listed.empty:
        refuse(f"{folder}: there is no file in this folder")
    adding = _Adding(Work(published=published, password=password), as_json=as_json, is_bulk=len(listed.files) > _FEW)
    with adding:
        for file, why in listed.passed_over:
            remark(f"{file}: passed over: {why}")
            _take(report, rows, {"file": file, "passed_over": why}, as_json)
        for row in adding.rows(listed.files, jobs):
            _take(report, rows, row, as_json)
        if is_again:
            for row in adding.again(password):
                _take(report, rows, row, as_json)
        adding.propose_origins()
    if as_json:
        print_json({"files": rows, "report": report.encode()})
    elif listed.has_folder or report.files > _FEW:
        report.tell()
    return 1 if report.has_refused or listed.empty else 0


def _take(report: Report, rows: "list[JsonObject]", row: "JsonObject", as_json: bool) -> None:
    report.count(row)
    if as_json:
        rows.append(row)


class _Adding:
    """Opens the ledger, or makes it, once there is something to write: files that are refused leave none behind."""

    def __init__(self, work: Work, *, as_json: bool, is_bulk: bool) -> None:
        self._work = work
        self._is_json = as_json
        self._is_quiet = as_json or (is_bulk and is_watched())
        self._stack = ExitStack()
        self._ledger: Ledger | None = None

    def __enter__(self) -> "_Adding":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def rows(self, files: tuple[str, ...], jobs: int) -> "Iterable[JsonObject]":
        """Add each file: what became of it."""
        with Readers(min(jobs, len(files)), self._work) as readers, Bar(len(files)) as bar:
            for file, given in readers.prepared(files, self._is_new):
                yield self._row(file, given)
                bar.step()

    def again(self, password: str | None) -> "Iterable[JsonObject]":
        """Try to read what is kept and was not: what became of each."""
        from saksi.acts import kept_documents, read_again

        ledger = self._open()
        unread = [each for each in kept_documents(ledger) if each.why_unread not in _HOPELESS]
        for document, became in read_again(ledger, unread, recorded_at=datetime.now(UTC), password=password):
            name = document.name or document.sha256[:12]
            if isinstance(became, str):
                remark(f"{name}: still unread: {became}")
                yield {"file": name, "document": document.sha256, "unread": document.why_unread or "", "why": became}
                continue
            if not self._is_quiet:
                say(f"{name}: read now, {became.statements} drafts ({became.reading_id[:12]})")
            yield {"file": name, "document": document.sha256, "added": True, "statements": became.statements}

    def _open(self) -> "Ledger":
        if self._ledger is None:
            self._ledger = self._stack.enter_context(open_or_create())
        return self._ledger

    def propose_origins(self) -> None:
        """Where anything was opened at all."""
        if self._ledger is not None:
            propose_origins(self._ledger)

    def _is_new(self, file: str) -> bool:
        """Whether a file must be looked at: not what was read before, unless with another date, or for its parts."""
        from saksi.archive import holds_parts

        if self._work.published is not None:
            return True
        try:
            begun = begin(file)
        except OSError:
            # told when its turn comes
            return True
        return begun is None or self._found(begun.sha256) is None or holds_parts(begun.head, file)

    def _found(self, sha256: str) -> "Added | None":
        from saksi.acts import find_added

        from .opening import is_ledger_there

        return find_added(self._open(), sha256) if self._ledger is not None or is_ledger_there() else None

    def _row(self, file: str, given: Given | None) -> "JsonObject":
        from saksi.model import SaksiError

        try:
            return self._settled(file) if given is None else self._added(file, *given())
        except (SaksiError, OSError) as error:
            return _refused(file, error)

    def _settled(self, file: str) -> "JsonObject":
        """What is here already."""
        begun = begin(file)
        added = None if begun is None else self._found(begun.sha256)
        if added is None:
            raise OSError(_CHANGED)
        if not self._is_quiet:
            say(f"{file}: already in the ledger; nothing added")
        if added.published is None:
            _warn_of_no_date(file)
        return {"file": file, "document": added.sha256, "reading": added.reading_id, "added": False, "statements": 0}

    def _added(self, file: str, prepared: "Prepared", data: bytes | None) -> "JsonObject":
        from saksi.acts import add as add_source
        from saksi.acts import add_large
        from saksi.model import BadInputError

        source = prepared.source
        if data is None:
            now = datetime.now(UTC)
            large = add_large(self._open(), Path(file), source, name=_base(file), recorded_at=now)
            if not self._is_quiet:
                say(added_line(file, large, source))
            return encode_added(file, large, source)
        if hashlib.sha256(data).hexdigest() != source.sha256:
            raise BadInputError(_CHANGED)
        added = add_source(
            self._open(),
            data,
            source,
            name=_base(file),
            published=self._work.published,
            recorded_at=datetime.now(UTC),
            reading=prepared.reading,
        )
        if not self._is_json and (added.unread is not None or not self._is_quiet):
            say(added_line(file, added, source))
        tell_source(file, source)
        if added.published is None and not is_cover(source) and not is_unread(added):
            _warn_of_no_date(file)
        row = encode_added(file, added, source)
        if source.enclosed:
            row["enclosed"] = [*add_parts(self._open(), file, source, as_json=self._is_quiet)]
        return row


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
