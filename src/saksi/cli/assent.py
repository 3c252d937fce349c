"""`saksi assent`: what was asked to be erased and is not; and the second person's word, by which it is."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .confirming import begins, confirm
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, say

if TYPE_CHECKING:
    from saksi.acts import Asked
    from saksi.ledger import Entry
    from saksi.model import JsonObject

#: So many digits of an id are typed to confirm.
_TYPED = 6


@click.command(epilog="Examples: saksi assent · saksi assent 1f0c2ab9d31e · saksi assent --json")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
@json_option
def assent(ids: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Without ID: list what was asked to be erased and is not. With ID: say that it shall go.

    Where an office has another person than the one who erases, what `saksi erase` names is destroyed only when that
    person assents, with a key of their own: on the team's server, or in a ledger of their own from which a bundle goes
    to the office. There is no way back.
    """
    from saksi.acts import asked, find_waiting
    from saksi.acts import assent as do

    with open_existing() as ledger:
        if not ids:
            found, made = asked(ledger), tuple[str, ...]()
        else:
            found = tuple(find_waiting(ledger, ids))
            if not yes:
                confirm(
                    [f"to be erased: {aim_of(each.entry)}" for each in found],
                    f"There is no way back. Type {found[0].entry.id[:_TYPED]} to assent",
                    begins(found[0].entry.id, _TYPED),
                    "nothing was signed: what was typed is something else",
                )
            made = do(ledger, found, recorded_at=datetime.now(UTC))
    if as_json:
        print_json({"asked": [_row(each) for each in found], "by": [*made]})
    elif made:
        say(f"assented: {', '.join(each.entry.id[:12] for each in found)}")
        say(f"signed: {', '.join(each[:12] for each in made)}")
        say("what they name is erased here, on a server when its root opens it next, elsewhere with the next bundle")
    else:
        for each in found:
            _tell(each)
        say("" if found else "nothing that was asked to be erased is left")


def _tell(each: "Asked") -> None:
    office = "this office" if each.office is None else each.office
    say(f"{each.entry.id[:12]}  {each.entry.recorded_at:%Y-%m-%d}  {office}: {aim_of(each.entry)}")
    if each.waits:
        verb = f"to give it: saksi assent {each.entry.id[:12]}"
        say(f"  waits for the assent of another person of it{'; ' + verb if each.is_ours else ''}")
    else:
        say(f"  a request, not followed; to follow it: {verb_of(each.entry)}")


def aim_of(entry: "Entry") -> str:
    """What an erase entry names, in words."""
    document, target, names = (entry.fields.get(name) for name in ("document", "target", "fields"))
    if isinstance(document, str):
        return f"document {document[:12]} and all that repeats it"
    if target is None:
        return "what it names was not let out of its office: ask there"
    fields = [str(name) for name in names] if isinstance(names, list) else []
    return f"{counted(len(fields), 'field')} of {str(target)[:12]}: {', '.join(fields)}"


def verb_of(entry: "Entry") -> str:
    """The verb that would do what an erase entry asks for."""
    document, target, names = (entry.fields.get(name) for name in ("document", "target", "fields"))
    if isinstance(document, str):
        return f"saksi erase {document[:12]} --document"
    options = " ".join(f"--field {name}" for name in names) if isinstance(names, list) else ""
    return f"saksi erase {str(target)[:12]} {options}"


def _row(each: "Asked") -> "JsonObject":
    named = {name: value for name, value in each.entry.fields.items() if name != "reason"}
    office: JsonObject = {} if each.office is None else {"office": each.office}
    state: JsonObject = {"waits_for_assent": each.waits, "may_assent": each.is_ours}
    return {"id": each.entry.id, "recorded_at": each.entry.recorded_at.isoformat(), **office, **named, **state}
