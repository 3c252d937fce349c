"""`saksi note`: what a person told by phone or in an interview, with what they allow to be done with it."""

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .files import read_bytes
from .opening import open_or_create
from .options import Day, Edtf, json_option, ledger_option
from .output import print_json, remark, say

if TYPE_CHECKING:
    from saksi.acts import Noted
    from saksi.model import JsonObject, When

_STDIN = "-"


@click.command(
    epilog='Examples: saksi note · saksi note call.txt --from "a shopkeeper" --consent archive,share --until 2027-06-30'
)
@click.argument("file", required=False, default=_STDIN, metavar="[FILE]")
@click.option("--from", "identity", metavar="WHO", help="Who told it, by name or description. Asked for if left out.")
@click.option("--where", "whereabouts", metavar="PLACE", help="Where that person is.")
@click.option("--contact", metavar="TEXT", help="How to reach that person.")
@click.option("--when", "told_on", type=Edtf(), help="When it was told; else today: 2026-11-23, 2026-11, …")
@click.option("--consent", "uses", metavar="USE[,USE]", help="What they allow: archive, share, publish.")
@click.option("--until", type=Day(), help="The last day on which they allow it; else without an end.")
@click.option("--scope", default="office", metavar="NAME", help="Who in the office may read it; else all of it.")
@click.option("--basis", metavar="TEXT", help="How they said so, such as “by phone, read back”: write no name into it.")
@ledger_option
@json_option
def note(
    file: str,
    identity: str | None,
    whereabouts: str | None,
    contact: str | None,
    told_on: "When | None",
    uses: str | None,
    until: date | None,
    scope: str,
    basis: str | None,
    as_json: bool,
) -> None:
    """Put down what a person told: FILE, standard input, or what you type until Ctrl-D.

    Who it is, where they are and how to reach them stand in an entry of their own that only --audience witness shows;
    in what they told they go as "witness 1f0c2a". The text is kept as it is: whom it names, it names. archive lets
    the office keep it, share lets it go to a partner or a court, publish to everybody; each covers those before it. A
    shell remembers what is typed after --from: leave it out, and it is asked for.
    """
    from saksi.acts import Terms, Witness, check_note
    from saksi.acts import note as put_down

    witness = Witness(
        identity=_asked(identity, "--from", "Who told it (a name or a description)"),
        whereabouts=whereabouts if identity else _offered(whereabouts, "Where they are (Enter alone to leave out)"),
        contact=contact if identity else _offered(contact, "How to reach them (Enter alone to leave out)"),
    )
    allowed = _asked(uses, "--consent", "What they allow (archive, share, publish)")
    terms = Terms(uses=split_uses(allowed), until=until, scope=scope, basis=basis)
    if until is not None and until < datetime.now(UTC).date():
        raise click.UsageError(f"--until {until} has passed: name a day to come")
    if file == _STDIN and sys.stdin.isatty():
        click.echo("Type what was told; Ctrl-D on a line of its own ends it:", err=True)
    text = read_bytes(file)
    # what is refused leaves no ledger behind
    check_note(text, terms)
    with open_or_create() as ledger:
        noted = put_down(ledger, text, witness, terms, told_on=told_on, recorded_at=datetime.now(UTC))
    if as_json:
        print_json(_row(noted))
    else:
        say(f"noted, as told by {noted.pseudonym}: {counted(noted.statements, 'draft')} ({noted.reading_id[:12]})")
        say(f"who told it stands apart: saksi show {noted.witness_id[:12]} --audience {_apart(scope)}")
        say(f"to change or withdraw consent: saksi consent {noted.sha256[:12]}{_for(scope)}")
    _warn(noted, file)


def split_uses(text: str) -> tuple[str, ...]:
    """The uses that are named with commas between them."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _asked(given: str | None, option: str, question: str) -> str:
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise click.UsageError(f"there is no terminal to ask on: give {option}")
    return str(click.prompt(question, err=True))


def _offered(given: str | None, question: str) -> str | None:
    if given is not None or not sys.stdin.isatty():
        return given
    return str(click.prompt(question, default="", show_default=False, err=True)) or None


def _apart(scope: str) -> str:
    return "witness" if scope == "office" else f"{scope}/witness"


def _for(scope: str) -> str:
    return "" if scope == "office" else f" --audience {scope}"


def _warn(noted: "Noted", file: str) -> None:
    from saksi.reading import KNOWN

    if noted.tells_who:
        remark(
            f"the text holds {counted(noted.tells_who, 'word')} of what you said of who and where the witness is: "
            "whoever reads it may know them. `saksi erase ID --document` takes it back; note it again without"
        )
    else:
        remark("the text is kept as it is: where it tells who the witness is, so does every answer from it")
    if noted.language is not None and noted.language not in KNOWN:
        remark(f"kept and unread: the reader does not know its language ({noted.language})")
    if file != _STDIN:
        remark("the file that you noted lies where it lay, unencrypted: destroy it yourself")


def _row(noted: "Noted") -> "JsonObject":
    return {
        "document": noted.sha256,
        "witness": noted.pseudonym,
        "reading": noted.reading_id,
        "statements": noted.statements,
        "published": noted.published,
        "entries": {"witness": noted.witness_id, "consent": noted.consent_id},
        "words_that_tell_who": noted.tells_who,
    }
