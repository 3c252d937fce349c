"""`saksi documents`: what is kept, and what of it was not read."""

from typing import TYPE_CHECKING

import click

from .agreement import counted
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json_list, say

if TYPE_CHECKING:
    from saksi.acts import KeptDocument
    from saksi.model import JsonObject


_MAPPING, _WORDLESS = "application/toml", "zxx"


@click.command(epilog="Examples: saksi documents · saksi documents --unread --json · saksi documents --language km")
@click.option("--unread", "only_unread", is_flag=True, help="Only what was not read, and why.")
@click.option("--language", metavar="CODE", help="Only what is in this language, such as km, th or my.")
@click.option("--find", "words", metavar="WORDS", help="Only texts in which these words stand, read or not.")
@ledger_option
@json_option
def documents(only_unread: bool, language: str | None, words: str | None, as_json: bool) -> None:
    """List the documents of the ledger: hash, when it came, name, language; and why it was not read, where so.

    `saksi add --unread` tries those again that may be read now: with tesseract, with a password, by a later version.
    """
    from saksi.acts import find_words, kept_documents

    with open_existing() as ledger:
        found = kept_documents(ledger)
        shown = [each for each in found if each.why_unread is not None or not only_unread]
        shown = [each for each in shown if language in (None, each.language)]
        if words is not None:
            shown = [*find_words(ledger, shown, words)]
    if as_json:
        print_json_list("documents", map(_encoded, shown))
        return
    for each in shown:
        say(_line(each))
    unread = sum(each.why_unread is not None for each in shown)
    say(f"{counted(len(shown), 'document')}" + (f", {unread} of them unread" if unread else ""))


def _line(document: "KeptDocument") -> str:
    from saksi.archive import why

    parts = [document.sha256[:12], f"{document.recorded_at:%Y-%m-%d}", document.name or "(no name)"]
    if document.why_unread is None:
        parts.append(_other(document) if document.language in (None, _WORDLESS) else str(document.language))
    elif document.why_unread == "language":
        parts.append(f"unread: the reader does not know its language ({document.language})")
    else:
        parts.append(f"unread: {why(document.why_unread)}")
    return " · ".join(parts)


def _other(document: "KeptDocument") -> str:
    if document.is_list:
        return "list"
    if document.language is not None:
        return "no words of its own"
    return "mapping of a list" if document.media_type == _MAPPING else "(erased)"


def _encoded(document: "KeptDocument") -> "JsonObject":
    optional: JsonObject = {}
    for key in ("name", "media_type", "size", "brought_by", "language", "why_unread"):
        value = getattr(document, key)
        optional |= {} if value is None else {key: value}
    return {"document": document.sha256, "recorded_at": document.recorded_at.isoformat(), **optional}
