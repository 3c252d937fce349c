"""`saksi origins`: which documents are one report printed more than once."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .opening import open_existing
from .options import Instant, audience_option, json_option, ledger_option
from .output import print_json, remark, say
from .window import view_of

if TYPE_CHECKING:
    from saksi.acts import OriginList, OriginRow
    from saksi.ledger import Ledger
    from saksi.model import JsonObject, OriginLink, OriginVerdict


@click.command(
    epilog="Examples: saksi origins · saksi origins --json · saksi origins --same 1f0c2ab9 9be1270c · "
    "saksi origins --different 1f0c2ab9 9be1270c"
)
@click.option("--same", nargs=2, metavar="ID ID", help="Say that two documents have one origin, as a translation has.")
@click.option("--different", nargs=2, metavar="ID ID", help="Say that they have two: what was proposed is undone.")
@click.option("--unsure", nargs=2, metavar="ID ID", help="Say that it is not known: they stay two, and are not asked.")
@click.option("--as-of", type=Instant(), help="What was said by then; nothing is compared.")
@audience_option
@ledger_option
@json_option
def origins(
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    unsure: tuple[str, str] | None,
    as_of: datetime | None,
    audience: str,
    as_json: bool,
) -> None:
    """Print which documents are one report: copied, cut, retitled, or a later version of it. They corroborate nothing.

    Documents that were not compared yet are compared first with all others, and what is found is signed as the
    machine's proposal. --same, --different and --unsure are a person's word, which goes before it; the latest counts.
    ID is the beginning of a document's hash, or of an entry of it. Translations are not found: say so with --same.
    """
    from saksi.acts import compare_origins, list_origins

    asked: dict[OriginVerdict, tuple[str, str] | None] = {"same": same, "different": different, "unsure": unsure}
    said = [(verdict, pair) for verdict, pair in asked.items() if pair is not None]
    if len(said) > 1 or (said and (as_of is not None or audience != "office")):
        raise click.UsageError("say one thing of two documents, as of now and for the office")
    with open_existing() as ledger:
        if said:
            _decide(ledger, *said[0], as_json=as_json)
            return
        if as_of is None and audience == "office":
            compared = compare_origins(ledger, recorded_at=datetime.now(UTC))
            if compared.same:
                remark(f"{counted(compared.documents, 'document')} compared; {counted(compared.same, 'link')} proposed")
        found = list_origins(ledger, view_of(as_of, "drafts", audience))
    if as_json:
        print_json(_encode(found))
        return
    from .pages.origins import print_origins

    print_origins(found)


def _decide(ledger: "Ledger", verdict: "OriginVerdict", pair: tuple[str, str], *, as_json: bool) -> None:
    from saksi.acts import decide_origin, find_document

    documents = [find_document(ledger, each) for each in pair]
    entry_id = decide_origin(ledger, documents, verdict, recorded_at=datetime.now(UTC))
    if as_json:
        print_json({"id": entry_id, "between": sorted(documents), "verdict": verdict})
    else:
        say(f"signed ({entry_id[:12]}): {documents[0][:12]} and {documents[1][:12]}: {verdict}")


def _encode(found: "OriginList") -> "JsonObject":
    return {
        "documents": found.documents,
        "count": found.origins,
        "origins": [_encode_row(row) for row in found.rows],
        "apart": [_encode_link(link) for link in found.apart],
    }


def _encode_row(row: "OriginRow") -> "JsonObject":
    documents: list[JsonObject] = []
    for each in row.documents:
        more = {"published": each.published or None, "title": each.title, "name": each.name}
        documents.append({"document": each.sha256, **{key: held for key, held in more.items() if held is not None}})
    return {
        "documents": [*documents],
        "links": [_encode_link(link) for link in row.links],
        **({"disputed": [[*pair] for pair in row.disputed]} if row.disputed else {}),
    }


def _encode_link(link: "OriginLink") -> "JsonObject":
    return {
        "id": link.id,
        "between": [*link.between],
        "verdict": link.verdict,
        "by": "person" if link.person else "machine",
        "author": link.author,
        "recorded_at": link.recorded_at.isoformat(),
        "basis": link.basis,
    }
