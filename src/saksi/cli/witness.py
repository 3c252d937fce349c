"""`saksi witness`, `saksi stamp`: witnesses of time, for other offices and for this ledger."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .files import read_bytes
from .ledger import encode_bound
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, say
from .proofs import read_key, read_note

if TYPE_CHECKING:
    from saksi.ledger import Bound

_AUTHORITY = "SAKSI_TIMESTAMP_AUTHORITY"
_CERTIFICATES = "SAKSI_TIMESTAMP_CERTIFICATES"


@click.command(
    epilog="Examples: saksi witness theirs.txt --owner 8426… > cosigned.txt · saksi witness - < theirs.txt · "
    "saksi witness --evidence"
)
@click.argument("file", metavar="FILE|-", required=False)
@click.option("--owner", metavar="KEY", help="The key that the other office gave you, the first time.")
@click.option(
    "--evidence", is_flag=True, help="Print the checkpoints that were refused, with those that they contradict."
)
@ledger_option
def witness(file: str | None, owner: str | None, evidence: bool) -> None:
    """Cosign the checkpoint of another office: FILE, their `saksi checkpoint --since SIZE`. Prints what to give back.

    SIZE is what this office saw of their log last, 0 at first. A log that does not only grow from there is refused:
    it was rolled back, rewritten or forked, or the file is damaged; both checkpoints are kept as evidence.
    """
    if evidence is (file is not None):
        raise click.UsageError("name the file that the other office gave, or --evidence")
    with open_existing() as ledger:
        if file is not None:
            click.echo(ledger.witness(read_note(file), None if owner is None else read_key(owner)), nl=False)
            return
        pairs = ledger.evidence()
    for pair in pairs:
        say(f"{pair.refused_at:%Y-%m-%d %H:%M:%S} UTC, log of {pair.owner}: {pair.why}")
        click.echo(f"\nseen:\n\n{pair.seen}\nrefused:\n\n{pair.refused}")
    if not pairs:
        say("every checkpoint that this office was given fitted what it had seen")


@click.command(
    epilog="Examples: saksi stamp · saksi stamp --day · saksi stamp --request ask.tsq · "
    f"saksi stamp --answer answer.tsr. {_AUTHORITY} is the authority's address, {_CERTIFICATES} a PEM file."
)
@click.option("--request", "request_file", type=click.Path(path_type=Path), help="Write the request there; do not ask.")
@click.option("--answer", "answer_file", metavar="FILE|-", help="Take the authority's answer from a file.")
@click.option("--day", is_flag=True, help="For cron: ask only where something was taken in that no timestamp counts.")
@ledger_option
@json_option
def stamp(request_file: Path | None, answer_file: str | None, day: bool, as_json: bool) -> None:
    """Have a timestamp authority (RFC 3161) say that the checkpoint of this ledger exists; check and keep its word.

    It goes over the network, through the proxy that the environment names. The authority learns one hash, from
    where and when it was asked, and nothing of any document. Without a network, carry --request and --answer.

    Let cron call it with --day each night: where nothing was taken in since, nobody is asked and nothing is sent.
    """
    from saksi.acts import Authority, request_stamp, stamp_new, take_stamp
    from saksi.acts import stamp as ask_for_stamp

    if sum((request_file is not None, answer_file is not None, day)) > 1:
        raise click.UsageError("--request comes first and --answer later, and --day asks itself: give one of them")
    with open_existing() as ledger:
        if request_file is not None:
            request_file.write_bytes(request_stamp(ledger))
            say(f"written: {request_file}; have it answered, then: saksi stamp --answer FILE")
            return
        if answer_file is not None:
            bound: Bound | None = take_stamp(ledger, read_bytes(answer_file), _certificates())
        else:
            authority = Authority(address=_named(_AUTHORITY, "the address of one"), certificates=_certificates())
            bound = stamp_new(ledger, authority) if day else ask_for_stamp(ledger, authority)
    if bound is None:
        _print_none(as_json=as_json)
        return
    _print_bound(bound, as_json=as_json)


def _print_bound(bound: "Bound", *, as_json: bool) -> None:
    if as_json:
        print_json(encode_bound(bound))
    else:
        entries = counted(bound.size, "entry")
        say(f"stamped: {entries} not later than {bound.at:%Y-%m-%d %H:%M:%S} UTC, says {bound.by}")


def _print_none(*, as_json: bool) -> None:
    if as_json:
        print_json({})
    else:
        say("nothing was taken in that no timestamp counts: nobody was asked")


def _certificates() -> bytes:
    return read_bytes(_named(_CERTIFICATES, "a PEM file of the certificates that you trust"))


def _named(variable: str, what: str) -> str:
    named = os.environ.get(variable)
    if not named:
        raise click.UsageError(f"no timestamp authority is chosen: put {what} into {variable}")
    return named
