"""What adding did, in lines for people and as JSON: of a file, and of the documents within it."""

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from .agreement import counted
from .output import remark, say

if TYPE_CHECKING:
    from saksi.acts import Added, Held
    from saksi.archive import Source
    from saksi.ledger import Ledger
    from saksi.model import JsonObject


_LISTS = (".csv", ".tsv", ".xlsx")


def tell_source(file: str, source: "Source") -> None:
    """Say what somebody should know of how a file was read: a guess, what was left out, a box that lacks a wall."""
    if source.is_guess:
        remark(
            f"{file}: not UTF-8; read as {source.encoding}, which is a guess: where letters are wrong, save it as UTF-8"
        )
    if file.lower().endswith(_LISTS):
        remark(f"{file}: read as prose; a list of people is read row by row: saksi import")
    for each in source.remarks:
        remark(f"{file}: {each}")
    if source.claims:
        what = " and ".join({"taken": "a time", "place": "a place"}[claim.what] for claim in source.claims)
        remark(f"{file}: the picture's file names {what} of its own, not to be believed: saksi read prints it")
    if source.walls is not None and source.walls.lacking is not None and source.media_type != "text/plain":
        _tell_of_walls(source.walls.lacking)


def propose_origins(ledger: "Ledger") -> None:
    """Propose which new documents repeat others, where that is quick: on a server `saksi origins` does."""
    from saksi.acts import compare_origins
    from saksi.model import SaksiError

    if ledger.member is not None:
        return
    try:
        compared = compare_origins(ledger, recorded_at=datetime.now(UTC))
    except SaksiError as error:
        # what was added is added; the next command compares it
        remark(f"not compared with other documents yet ({error}): saksi origins")
        return
    if compared.same:
        remark(f"{counted(compared.same, 'link')} proposed between documents of one origin: saksi origins")


def add_parts(ledger: "Ledger", file: str, source: "Source", *, as_json: bool) -> "list[JsonObject]":
    """Add the documents within a file that was added, and say of each what became of it."""
    from saksi.acts import add_enclosed

    rows: list[JsonObject] = []
    for held in add_enclosed(ledger, source, recorded_at=datetime.now(UTC)):
        name = f"{file}, {held.place}" + (f" ({held.name})" if held.name else "")
        rows.append(_tell_held(name, held, as_json=as_json))
    return rows


def added_line(file: str, added: "Added", source: "Source") -> str:
    """What adding a document did, in one line."""
    if not added.is_new and added.unread is not None and source.refusal is not None:
        return f"{file}: kept already, and still unread: {source.refusal.words}"
    if not added.is_new:
        return f"{file}: already in the ledger; nothing added"
    if source.refusal is not None:
        return f"{file}: kept and unread ({added.reading_id[:12]}): {source.refusal.words}"
    if is_cover(source):
        return f"{file}: added ({added.reading_id[:12]}); it holds {counted(len(source.enclosed), 'document')}"
    if is_unread(added):
        return f"{file}: kept and unread: the reader does not know its language ({added.language})"
    done = (
        "added" if added.replaces is None else "read again" + (f", dated {added.published}" if added.published else "")
    )
    return f"{file}: {done}, {counted(added.statements, 'draft')} ({added.reading_id[:12]})"


def is_cover(source: "Source") -> bool:
    """Whether it says nothing itself and only holds documents, as a mailbox."""
    from saksi.model import TELLING_ZONES

    return bool(source.enclosed) and not any(zone.kind in TELLING_ZONES for zone in source.zones)


def is_unread(added: "Added") -> bool:
    """Whether nothing was read of it: by no parser, or since the reader does not know its language."""
    from saksi.reading import KNOWN, WORDLESS

    return added.unread is not None or (
        added.language is not None and added.language not in {*KNOWN, WORDLESS} and not added.statements
    )


def encode_added(file: str, added: "Added", source: "Source") -> "JsonObject":
    """What adding a document did, and how it was read."""
    row: JsonObject = {
        "file": file,
        "document": added.sha256,
        "reading": added.reading_id,
        "added": added.is_new,
        "statements": added.statements,
        "media_type": source.media_type,
    }
    more: JsonObject = {}
    for key, value in (("language", added.language), ("published", added.published), ("replaces", added.replaces)):
        more |= {} if value is None else {key: value}
    if source.encoding is not None:
        more |= {"encoding": source.encoding, "encoding_is_guess": source.is_guess}
    if is_unread(added):
        more["unread"] = added.unread or "language"
    if source.refusal is not None:
        more["why"] = source.refusal.words
    if source.claims:
        # that there are some; `saksi read` prints them
        more["claims"] = [claim.what for claim in source.claims]
    if source.remarks:
        more["remarks"] = [*source.remarks]
    if source.walls is not None:
        more["box"] = {"bubblewrap": source.walls.bubblewrap, "filtered": source.walls.filtered}
    return {**row, **more}


def _tell_held(name: str, held: "Held", *, as_json: bool) -> "JsonObject":
    if held.added is None or held.source is None:
        remark(f"{name}: kept in what it came with, and not read: {held.refusal}")
        return {"file": held.name, "place": held.place, "error": held.refusal or ""}
    if not as_json:
        undated = "" if held.added.published or not held.added.is_new else "; no date of publication on it"
        say(added_line(name, held.added, held.source) + undated)
    tell_source(name, held.source)
    return {**encode_added(held.name, held.added, held.source), "place": held.place}


@cache
def _tell_of_walls(lacking: str) -> None:
    """Once a command."""
    remark(f"read in a box without {lacking}: docs/how-to/formats.md says what that means")
