"""What parsers refuse or leave out, in words that a person can act on."""

from collections.abc import Sequence

from saksi.model import BadInputError

UNKNOWN_TYPE = "application/octet-stream"
_SAVE_AS = "save it as plain text, HTML, PDF, DOCX, ODT or mail, and add that"

_INSTALL = (
    "tesseract is not installed: apt install tesseract-ocr tesseract-ocr-khm tesseract-ocr-tha tesseract-ocr-fra, "
    "then `saksi add --unread`"
)
_REFUSALS = {
    "answer": "its parser gave an answer that no parser gives: it looks made to harm; keep it away from other programs",
    "binary": f"it is binary (it holds control characters): {_SAVE_AS}",
    "blank": "it shows no text: save it again after it has loaded, or as plain text",
    "bomb": "it unpacks to far more than it should: it looks made to harm; ask whoever sent it for another copy",
    "broken": "it cannot be parsed: open it in its own program and save it again",
    "deep": "it is nested too deeply or too long to be read whole: save it as plain text",
    "empty": "it holds no text: check that it was saved",
    "encoding": "its encoding is not known (it is not UTF-8): save it as UTF-8",
    "ended": "its parser was stopped (by a limit, or by a fault): it looks made to harm; ask for another copy",
    "entities": "its XML declares entities, as no office program does: it looks made to harm",
    "large": "it is larger than any report: split it and add the parts",
    "large-text": "it is larger than 20 MB: split it and add the parts",
    "lines": "it has more than 200,000 lines or blocks: split it into its documents and add those",
    "memory": "reading it takes more than 768 MB of memory: split it, or save it in a simpler form",
    "nested": "it is nested too deeply, or in a circle: save it again in its own program",
    "no-box": "no box can be made on this system to read it in: read it on a machine with Linux",
    "no-document": "it is an archive without a text document in it: unpack it and add what is in it",
    "no-feed": "it is neither RSS nor Atom: look for the feed's own address on the site",
    "no-ocr": f"it is a picture of text, and {_INSTALL}",
    "no-records": "it holds no records of the web: where it is a gzip archive of other things, unpack it and add that",
    "no-text": f"its pages are pictures of text, and {_INSTALL}",
    "no-words": "no words were recognised on it: it is kept as a picture",
    "nothing": "it is empty: nothing to read; check that it was saved",
    "other-name": "its name says another format than its bytes: look at what it is, and give it its right name",
    "parts": "it has more parts than any report: split it and add the parts",
    "password": "it is encrypted: add a PDF with --password, or save it without one",
    "path": "names in it lead out of its folder: it looks made to harm",
    "time": "reading it takes more than a minute: split it, or save it in a simpler form",
    "cut-short": "it is cut short or damaged: fetch or copy it again",
    "pixels": "it has more pixels than any scan (60 million): save it smaller",
    "two-in-one": "it is two files in one, or damaged: ask for another copy",
    "unknown": f"this version does not know its format: {_SAVE_AS}",
    "utf": "it says that it is UTF-16 or UTF-32 and is not: save it as UTF-8",
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
    "ocr": "words recognised in pictures (OCR), and how many of them are unsure: {numbers}",
    "pages-not-drawn": "pages without text that could not be drawn, not read: {numbers}",
    "pages-without-text": "pages without a text layer, not read: {numbers}",
    "pages-without-words": "pages without text, on which no words were recognised: {numbers}",
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


class UnreadableError(BadInputError):
    """A file that can be kept and not be read: `code` says why, for records, its message says it to people."""

    def __init__(self, what: str, code: str, media_type: str = UNKNOWN_TYPE, words: str | None = None) -> None:
        super().__init__(refusal(what, code) if words is None else words)
        self.code = code if code in _REFUSALS else "answer"
        self.media_type = media_type

    def __reduce__(self) -> tuple[type["UnreadableError"], tuple[str, str, str, str]]:
        # so that one of the program's own processes can hand it to another
        return UnreadableError, ("", self.code, self.media_type, str(self))


def why(code: str) -> str:
    """Why a file cannot be read, with what to do."""
    return _REFUSALS.get(code, _REFUSALS["answer"])


def refusal(what: str, code: str) -> str:
    """The same as a sentence; `what` is what it is ("PDF file")."""
    return f"the {what} cannot be read: {why(code)}"


def left_out(code: str, numbers: Sequence[int]) -> str | None:
    """What of a file was not read; None for a code that no parser has."""
    words = _LEFT_OUT.get(code)
    shown = ", ".join(map(str, numbers[:_MOST_SHOWN])) + (" …" if len(numbers) > _MOST_SHOWN else "")
    return None if words is None else words.format(numbers=shown)
