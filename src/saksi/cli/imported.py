"""What an import did and what it left out, in lines for people and as JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .agreement import counted
from .output import remark, say

if TYPE_CHECKING:
    from saksi.acts import Import, Imported, ImportPlan, OnRecordAlready
    from saksi.model import JsonObject

_MOST = 10


def tell_what_was_done(file: str, plan: "ImportPlan", done: "Imported", already: "OnRecordAlready | None") -> None:
    """Say what was written and what not, who came and who is gone, who may be on record already."""
    if not done.is_new:
        say(f"{file}: already in the ledger; nothing added")
        return
    if plan.redates is not None:
        remark(
            f"this very file was in the ledger as the list of {plan.redates}, and is now that of {plan.read.on}: "
            "a file has one day; a list that did not change is another file once it is saved anew"
        )
    if plan.resumes is not None:
        say(f"{file}: went on where it was broken off")
    kind = "reviewed statement" if done.accepted else "draft"
    persons = counted(len(plan.read.rows.rows), "person")
    say(f"{file}: {persons}, {counted(done.statements, kind)} ({done.reading_id[:12]})")
    if plan.is_known:
        _tell_changes(plan, done)
    tell_left_out(plan.read)
    if already is not None:
        _tell_known(already)


def tell_left_out(read: "Import") -> None:
    """Say what of the list was not told: columns, rows, cells, by where they are and not by what they say."""
    rows, source = read.rows, read.taken.source
    if source.is_guess:
        remark(f"not UTF-8; read as {source.encoding}, which is a guess: where letters are wrong, save it as UTF-8")
    for each in source.remarks:
        remark(each)
    if rows.unused:
        remark(f"columns that the mapping does not name; they stay in the list: {', '.join(rows.unused)}")
    if rows.nameless:
        remark(f"{counted(len(rows.nameless), 'row')} without a name, left out: {_some(rows.nameless)}")
    for field, places in read.told.unread.items():
        remark(f"{field}: {counted(len(places), 'cell')} not read: {_some(places)}")
    if any(field in read.told.unread for field in ("arrested", "charged", "trial", "sentenced", "released", "born")):
        remark("days are read as the mapping's dates, era and century say; one that could be two is not read")
    if rows.shared:
        remark(
            f"{counted(len(rows.shared), 'row')} with the id of another row: {_some(rows.shared)}; they are known by "
            "their names instead, and may seem to come and go: mend the ids in the list"
        )
    if rows.unsure:
        remark(
            f"{counted(len(rows.unsure), 'row')} told apart from others of the name by their order alone, "
            f"which the next file may change; a column of numbers (id) would tell them: {_some(rows.unsure)}"
        )
    if read.on is None and read.mapping.everybody is not None:
        remark("no day of the list: who is on it is told without one; give it with --published YYYY-MM-DD")


def _tell_changes(plan: "ImportPlan", done: "Imported") -> None:
    renewal = plan.renewal
    new = done.statements - done.replaced
    say(f"in place of earlier statements: {done.replaced}; new: {new}; as they were: {renewal.same}")
    if renewal.came:
        say(f"came: {_some(_names(plan, renewal.came))}")
    if plan.gone:
        gone = [f"{name} ({place})" for name, place in plan.gone]
        since = plan.before.published if plan.before is not None else None
        day = f", where they were on {since}" if since is not None else ""
        say(f"gone{day}; nothing is assumed of them: {_some(gone)}")
    if renewal.renamed:
        named = _some(_names(plan, renewal.renamed))
        say(f"under another name than before, and on record under both: {named}")
    if renewal.emptied:
        remark(f"{counted(len(renewal.emptied), 'cell')} now empty; what they said stays on record")


def _names(plan: "ImportPlan", keys: Sequence[str]) -> list[str]:
    wanted = frozenset(keys)
    return [each.name for each in plan.read.rows.rows if each.key in wanted]


def _tell_known(already: "OnRecordAlready") -> None:
    if already.same:
        say(
            f"{counted(len(already.same), 'name')} on record from elsewhere, taken for one person by name only: "
            f"{_some(already.same)}"
        )
    if already.alike:
        pairs = [f"{name} / {known} ({percent})" for name, known, percent in already.alike]
        say(f"may be on record under another spelling: {_some(pairs)}")
    if already.same or already.alike:
        say("`saksi links` asks of each; nothing is merged" + ("; not all were compared" if already.is_cut else ""))


def _some(words: Sequence[str]) -> str:
    more = f" and {len(words) - _MOST} more" if len(words) > _MOST else ""
    return ", ".join(words[:_MOST]) + more


def encode_import(file: str, plan: "ImportPlan", done: "Imported", already: "OnRecordAlready | None") -> "JsonObject":
    """The same as JSON."""
    rows, renewal = plan.read.rows, plan.renewal
    row: JsonObject = {
        "file": file,
        "list": plan.read.mapping.name,
        "document": done.sha256,
        "reading": done.reading_id,
        "reader": plan.read.mapping.reader,
        "added": done.is_new,
        "resumed": plan.resumes is not None,
        "persons": len(rows.rows),
        "statements": done.statements,
        "replaced": done.replaced,
        "accepted": done.accepted,
        "same": renewal.same,
        "came": [*_names(plan, renewal.came)] if plan.is_known else [],
        "gone": [{"name": name, "place": place} for name, place in plan.gone],
        "renamed": [*_names(plan, renewal.renamed)],
        "emptied": [*renewal.emptied],
        "unused_columns": [*rows.unused],
        "rows_without_name": [*rows.nameless],
        "unread": {field: [*places] for field, places in plan.read.told.unread.items()},
        "told_apart_by_order": [*rows.unsure],
        "shared_ids": [*rows.shared],
        "remarks": [*plan.read.taken.source.remarks],
    }
    if plan.read.on is not None:
        row["published"] = plan.read.on.edtf
    if already is not None:
        row["on_record"] = {
            "same": [*already.same],
            "alike": [{"name": name, "known": known, "percent": percent} for name, known, percent in already.alike],
            "is_cut": already.is_cut,
        }
    return row
