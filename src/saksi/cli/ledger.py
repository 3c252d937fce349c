"""`saksi show`, `saksi verify`, `saksi log`: the ledger itself."""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .failure import one_line
from .opening import open_existing
from .options import audience_option, json_option, ledger_option
from .output import print_json, print_json_list, remark, say
from .progress import Progress
from .window import view_for

#: A line of the log ends here.
_WIDTH = 80

if TYPE_CHECKING:
    from saksi.acts import Check, Shown
    from saksi.archive import Position
    from saksi.ledger import Bound, Entry
    from saksi.model import JsonObject


_NOUNS = {"erase": "erasure", "witness": "witness entry"}


@click.command(epilog="Examples: saksi show 1f0c2ab9d31e · saksi show 1f0c2ab9d31e --json · saksi show 9be1270c")
@click.argument("entry_id", metavar="ID")
@audience_option
@ledger_option
@json_option
def show(entry_id: str, audience: str, as_json: bool) -> None:
    """Print the entry whose id begins with ID: content, words in their document, author, signature.

    ID may be the beginning of a document's hash as well: then its last reading is printed, with its text.
    """
    from saksi.acts import explain_entry

    with open_existing() as ledger:
        shown = explain_entry(ledger, entry_id.lower(), view_for(audience))
    if as_json:
        print_json(
            {
                **encode_entry(shown.entry, shown.office),
                "fields": shown.entry.fields,
                "signature": shown.signature,
                "proven": {} if shown.proven is None else {"not_later_than": encode_bound(shown.proven)},
                **({"text": shown.text} if shown.text is not None else {}),
                **({"places": [encode_position(each) for each in shown.positions]} if shown.positions else {}),
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

    Exits with 1 and the list of what is wrong when anything is. An author who claims a time that contradicts what is
    proven is warned of; that is no fault of a signature.
    """
    from saksi.acts import verify as check_all

    with open_existing() as ledger, Progress("checked") as progress:
        check = check_all(ledger, progress.counts)
    if as_json:
        faults, warnings = (
            [{"where": each.where, "what": each.what} for each in found] for found in (check.faults, check.warnings)
        )
        counts = {"entries": dict(check.entries), "originals": check.originals, "texts": check.texts}
        erased = {"fields": check.erased_fields, "documents": check.erased_documents}
        proven = {"entries": check.proven, "bounds": [encode_bound(bound) for bound in check.bounds]}
        shared = {"waiting": check.waiting, "do_not_count": check.beyond, "absent": check.absent}
        found = {"erased": erased, "proven": proven, **shared, "warnings": warnings, "faults": faults}
        print_json({"sound": check.is_clean, **counts, **found})
        return 0 if check.is_clean else 1
    kinds = ", ".join(counted(number, _NOUNS.get(kind, kind)) for kind, number in check.entries.items())
    kept = f"{counted(check.originals, 'original')}, {counted(check.texts, 'text')}"
    say(f"{counted(sum(check.entries.values()), 'entry')} ({kinds}), {kept}")
    if check.erased_fields:
        documents = f", {counted(check.erased_documents, 'document')} whole" if check.erased_documents else ""
        say(f"erased, as signed entries say: {counted(check.erased_fields, 'field')}{documents}")
    say(_proven(check))
    for warning in check.warnings:
        say(f"warning: {warning.where[:12]}: {warning.what}")
    if check.beyond:
        say(f"do not count, since their key was revoked or replaced: {counted(check.beyond, 'entry')}")
    if check.waiting:
        say(f"wait outside the log: {counted(check.waiting, 'entry')}; saksi quarantine shows them")
    if check.absent:
        say(f"named by partners and never sent: {counted(check.absent, 'original')} or texts")
    for fault in check.faults:
        whose = f" of {check.theirs[fault.where]}" if fault.where in check.theirs else ""
        say(f"wrong: {fault.where[:12]}{whose}: {fault.what}")
    if check.is_clean:
        click.echo("every hash, signature and original is right")
        return 0
    if any(fault.where not in check.theirs for fault in check.faults):
        remark(f"found wrong: {len(check.faults)}; put back a good copy of the ledger and its originals")
    else:
        remark(
            f"found wrong: {len(check.faults)}, in what partners wrote: ask them, and believe a key up to one entry: "
            "saksi keys revoke KEY --last ID"
        )
    return 1


@click.command(epilog="Examples: saksi log · saksi log --json | jq '.entries[].kind'")
@audience_option
@ledger_option
@json_option
def log(audience: str, as_json: bool) -> None:
    """Print the entries in the order in which they arrived in this ledger."""
    from saksi.acts import office_name

    with open_existing() as ledger:
        trust = ledger.trust()
        office_of = cache(lambda author: office_name(trust, author))
        entries = ledger.each_seen(view_for(audience))
        if as_json:
            rows = ({**encode_entry(entry, office_of(entry.author)), "fields": entry.fields} for entry in entries)
            print_json_list("entries", rows)
            return
        for entry in entries:
            _print_line(entry, office_of(entry.author))


def _print_line(entry: "Entry", office: str | None) -> None:
    author = entry.role or "none"
    head = f"{entry.seq:>6} {entry.arrived_at:%Y-%m-%d %H:%M} {entry.id[:12]} {entry.kind:<10} {author:<6}"
    whose = f"{office}: " if office is not None else ""
    lost = "(does not count) " if entry.role is None else ""
    click.echo(f"{head} {one_line(f'{lost}{whose}{_gist(entry)}')}"[:_WIDTH].rstrip())


def _gist(entry: "Entry") -> str:
    """What an entry is about, in the few words that end its line."""
    fields = entry.fields
    if entry.erased or entry.closed:
        return "(erased in part)" if entry.erased else "(closed)"
    if entry.kind == "statement":
        content = fields["content"]
        told = content if isinstance(content, dict) else {}
        return str(told.get("kind") or told.get("of") or told.get("property") or told.get("type", ""))
    if entry.kind == "consent":
        uses = fields.get("uses")
        return "withdrawn" if "withdrawn" in fields else ", ".join(map(str, uses if isinstance(uses, list) else []))
    named = {
        "link": "verdict",
        "reading": "title",
        "review": "verdict",
        "key": "role",
        "erase": "reason",
        "office": "name",
    }
    if entry.kind in ("revocation", "rotation"):
        return f"{str(fields.get('key', ''))[:12]}…"
    if entry.kind == "capture":
        from saksi.archive import fetched_by

        # what was fetched is named by when and where, and the line has said when
        fetched = fetched_by(fields.get("name"))
        return str(fields.get("name", "")) if fetched is None else fetched.address
    return str(fields.get(named.get(entry.kind, ""), ""))


def _proven(check: "Check") -> str:
    if not check.bounds:
        return "time: claimed only; no checkpoint was cosigned or stamped"
    entries = f"{check.proven} of {counted(sum(check.entries.values()), 'entry')}"
    by = [f"{counted(number, how)}" for how, number in Counter(bound.how for bound in check.bounds).items()]
    return f"time: {entries} proven to be not later than {' or '.join(by)}; not earlier than: not proven"


def encode_position(position: "Position") -> "JsonObject":
    """Where in the original words stand: steps from the whole to the part, and on a page the rectangle in points."""
    row: JsonObject = {"start": position.span.start, "end": position.span.end}
    row["path"] = [[kind, number] for kind, number in position.path]
    row |= {} if position.cell is None else {"cell": position.cell}
    row |= {} if position.element is None else {"element": position.element}
    row |= {} if position.box is None else {"box": [*position.box]}
    return row if position.confidence is None else {**row, "confidence": position.confidence}


def encode_bound(bound: "Bound") -> "JsonObject":
    """By when entries were there, as JSON."""
    return {"at": bound.at.isoformat(), "by": bound.by, "how": bound.how, "size": bound.size}


def _erasures(shown: "Shown") -> "JsonObject":
    return {
        name: {"by": by.id, "recorded_at": by.recorded_at.isoformat()} for name, by in sorted(shown.erasures.items())
    }


def encode_entry(entry: "Entry", office: str | None = None) -> "JsonObject":
    """An entry's head as JSON; times in UTC. `office` is what the partner is called that wrote it."""
    row: JsonObject = {
        "seq": entry.seq,
        "id": entry.id,
        "kind": entry.kind,
        "author": entry.author,
        "recorded_at": entry.recorded_at.isoformat(),
        "arrived_at": entry.arrived_at.isoformat(),
    }
    more = {"role": entry.role, "reader": entry.reader, "prev": entry.prev, "office": office}
    row |= {"counts": False} if entry.role is None else {}
    row |= {"closed": [*entry.closed]} if entry.closed else {}
    return {**row, **{key: value for key, value in more.items() if value is not None}}
