"""What parsers refuse or leave out, in words that a person can act on."""

from collections.abc import Sequence

_REFUSALS = {
    "answer": "its parser gave an answer that no parser gives: it looks made to harm; keep it away from other programs",
    "bomb": "it unpacks to far more than it should: it looks made to harm; ask whoever sent it for another copy",
    "broken": "it cannot be parsed: open it in its own program and save it again",
    "empty": "it holds no text: check that it was saved",
    "ended": "its parser was stopped (by a limit, or by a fault): it looks made to harm; ask for another copy",
    "entities": "its XML declares entities, as no office program does: it looks made to harm",
    "large": "it is larger than any report: split it and add the parts",
    "memory": "reading it takes more than 768 MB of memory: split it, or save it in a simpler form",
    "nested": "it is nested too deeply, or in a circle: save it again in its own program",
    "no-document": "it is an archive without a text document in it: unpack it and add what is in it",
    "no-feed": "it is neither RSS nor Atom: look for the feed's own address on the site",
    "no-records": "it holds no records of the web: where it is a gzip archive of other things, unpack it and add that",
    "no-text": "its pages are pictures without a text layer, and this version reads no pictures: add it after OCR",
    "parts": "it has more parts than any report: split it and add the parts",
    "password": "it is encrypted: save it without a password, and add that",
    "path": "names in it lead out of its folder: it looks made to harm",
    "time": "reading it takes more than a minute: split it, or save it in a simpler form",
    "truncated": "it is cut short or damaged: fetch or copy it again",
    "two-in-one": "it is two files in one, or damaged: ask for another copy",
    "unknown-letters": "its fonts do not say which letters they draw: add it after OCR, or in another format",
}
_LEFT_OUT = {
    "archive-cut": "the archive is cut short or damaged after record {numbers}: what is whole before it is kept",
    "archive-late": "it takes too long: stopped after record {numbers}; split the archive to have the rest",
    "archive-many": "it has more records than {numbers}: split the archive to have the rest",
    "elsewhere": "parts of the mail that lie elsewhere, not fetched: {numbers}",
    "files-wrong": "files of the package that are not what its list says, read all the same: {numbers}",
    "formulas-without-values": "formulas whose value the file does not keep, read as empty: {numbers}",
    "hidden-columns": "hidden columns, read like the others: {numbers}",
    "hidden-rows": "hidden rows, read like the others: {numbers}",
    "hidden-sheets": "hidden sheets, read like the others: {numbers}",
    "pages-without-text": "pages without a text layer, not read: {numbers}",
    "records-beyond": "more than 70 MB of pages; records left out, split the archive to have them: {numbers}",
    "records-broken": "records whose body cannot be unpacked, not read: {numbers}",
    "records-coding": "records packed in a way that this version does not know, not read: {numbers}",
    "records-cut": "records that are cut short, not read: {numbers}",
    "records-elsewhere": "records that only name a page of another archive: {numbers}",
    "records-large": "records larger than 20 MB unpacked, not read: {numbers}",
    "records-unlisted": "records beyond the first 10,000, not listed: {numbers}",
    "records-wrong": "records that are not what their digest says, read all the same: {numbers}",
    "seals": "signatures of the mail, kept with it and not checked: {numbers}",
}
_MOST_SHOWN = 12


def refusal(what: str, code: str) -> str:
    """Why a file is refused, with what to do; `what` is what it is ("PDF file")."""
    return f"the {what} cannot be read: {_REFUSALS.get(code, _REFUSALS['answer'])}"


def left_out(code: str, numbers: Sequence[int]) -> str | None:
    """What of a file was not read; None for a code that no parser has."""
    words = _LEFT_OUT.get(code)
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN])) + (" …" if len(numbers) > _MOST_SHOWN else "")
    return None if words is None else words.format(numbers=shown)
