"""`saksi show`, `saksi verify`, `saksi log`: the ledger itself."""

from typing import TYPE_CHECKING

import click

from .agreement import counted
from .failure import one_line
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, remark, say

#: A line of the log ends here.
_WIDTH = 80

if TYPE_CHECKING:
    from saksi.acts import Shown
    from saksi.ledger import Entry
    from saksi.model import JsonObject


_NOUNS = {"erase": "erasure"}


@click.command(epilog="Examples: saksi show 1f0c2ab9d31e · saksi show 1f0c2ab9d31e --json")
@click.argument("entry_id", metavar="ID")
@ledger_option
@json_option
def show(entry_id: str, as_json: bool) -> None:
    """Print the entry whose id begins with ID: content, words in their document, author, signature."""
    from saksi.acts import explain_entry

    with open_existing() as ledger:
        shown = explain_entry(ledger, entry_id.lower())
    if as_json:
        print_json(
            {
                **encode_entry(shown.entry),
                "fields": shown.entry.fields,
                "signature": shown.signature,
                **({"text": shown.text} if shown.text is not None else {}),
                **({"erased": _erasures(shown)} if shown.erasures else {}),
            }
        )
        return
    from .pages.entry import print_entry

    print_entry(shown)


@click.command(epilog="Examples: saksi verify · saksi verify --json · saksi verify && echo sound")
@ledger_option
@json_option
def verify(as_json: bool) -> int:
    """Check every entry's hash and signature and every original; print counts.

    Exits with 1 and the list of what is wrong when anything is.
    """
    from saksi.acts import verify as check_all

    with open_existing() as ledger:
        check = check_all(ledger)
    if as_json:
        faults = [{"where": fault.where, "what": fault.what} for fault in check.faults]
        counts = {"entries": dict(check.entries), "originals": check.originals, "texts": check.texts}
        erased = {"fields": check.erased_fields, "documents": check.erased_documents}
        print_json({"sound": check.is_clean, **counts, "erased": erased, "faults": faults})
        return 0 if check.is_clean else 1
    kinds = ", ".join(counted(number, _NOUNS.get(kind, kind)) for kind, number in check.entries.items())
    kept = f"{counted(check.originals, 'original')}, {counted(check.texts, 'text')}"
    say(f"{counted(sum(check.entries.values()), 'entry')} ({kinds}), {kept}")
    if check.erased_fields:
        documents = f", {counted(check.erased_documents, 'document')} whole" if check.erased_documents else ""
        say(f"erased, as signed entries say: {counted(check.erased_fields, 'field')}{documents}")
    for fault in check.faults:
        say(f"wrong: {fault.where[:12]}: {fault.what}")
    if check.is_clean:
        click.echo("every hash, signature and original is right")
        return 0
    remark(f"found wrong: {len(check.faults)}; put back a good copy of the ledger and its originals")
    return 1


@click.command(epilog="Examples: saksi log · saksi log --json | jq '.entries[].kind'")
@ledger_option
@json_option
def log(as_json: bool) -> None:
    """Print the entries in the order in which they arrived in this ledger."""
    with open_existing() as ledger:
        if as_json:
            entries = list(ledger.entries())
            print_json({"entries": [{**encode_entry(entry), "fields": entry.fields} for entry in entries]})
            return
        for entry in ledger.entries():
            author = entry.role or "unknown key"
            head = f"{entry.seq:>6} {entry.arrived_at:%Y-%m-%d %H:%M} {entry.id[:12]} {entry.kind:<9} {author:<6}"
            click.echo(f"{head} {one_line(_gist(entry))}"[:_WIDTH].rstrip())


def _gist(entry: "Entry") -> str:
    """What an entry is about, in the few words that end its line."""
    fields = entry.fields
    if entry.erased:
        return "(erased in part)"
    if entry.kind == "statement":
        content = fields["content"]
        told = content if isinstance(content, dict) else {}
        return str(told.get("kind") or told.get("of") or told.get("property") or told.get("type", ""))
    named = {"capture": "name", "reading": "title", "review": "verdict", "key": "role", "erase": "reason"}
    return str(fields.get(named.get(entry.kind, ""), ""))


def _erasures(shown: "Shown") -> "JsonObject":
    return {
        name: {"by": by.id, "recorded_at": by.recorded_at.isoformat()} for name, by in sorted(shown.erasures.items())
    }


def encode_entry(entry: "Entry") -> "JsonObject":
    """An entry's head as JSON; times in UTC."""
    row: JsonObject = {
        "seq": entry.seq,
        "id": entry.id,
        "kind": entry.kind,
        "author": entry.author,
        "recorded_at": entry.recorded_at.isoformat(),
        "arrived_at": entry.arrived_at.isoformat(),
    }
    more = {"role": entry.role, "reader": entry.reader, "prev": entry.prev}
    return {**row, **{key: value for key, value in more.items() if value is not None}}
