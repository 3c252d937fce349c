"""`saksi read` and `saksi coverage`: what a document says, without keeping anything."""

from typing import TYPE_CHECKING

import click

from .added import tell_source
from .agreement import counted
from .files import read_bytes
from .options import json_option, password_option, published_option
from .output import print_json, remark, say

if TYPE_CHECKING:
    from saksi.archive import Source
    from saksi.model import JsonObject, Reading, When
    from saksi.reading import Comment


@click.command(epilog="Examples: saksi read story.txt · saksi read page.html --json · curl -s URL | saksi read -")
@click.argument("file")
@published_option
@password_option
@json_option
def read(file: str, published: "When | None", password: str | None, as_json: bool) -> None:
    """Read FILE (- for standard input) and print what it says: text, HTML, PDF, DOCX, ODT, mail, a picture.

    Prints title, date and how it is known, names, then the statements in order: who says it, with which stance, what
    it was read as, and the words it rests on between ‹ ›. Nothing is kept.
    """
    from saksi.acts import read_source
    from saksi.model import encode_reading
    from saksi.reading import find_comments

    source = _take_in(file, password)
    reading = read_source(source, published)
    if as_json:
        claims: JsonObject = {claim.what: claim.value for claim in source.claims}
        comments = [_encode_comment(each) for each in find_comments(reading.text, reading.document.zones)]
        print_json({**encode_reading(reading), "comments": comments, **({"claims": claims} if claims else {})})
        return
    from .pages import print_reading

    print_reading(reading)
    for claim in source.claims:
        say(f"the picture's file claims, as anybody can write into it: {claim.what} {claim.value}")


def _encode_comment(comment: "Comment") -> "JsonObject":
    day = None if comment.day is None else comment.day.isoformat()
    told = {"author": comment.author, "place": comment.place, "day": day, "hour": comment.hour}
    row: JsonObject = {"start": comment.words.start, "end": comment.words.end}
    return row | {name: value for name, value in told.items() if value is not None}


@click.command(epilog="Examples: saksi coverage story.txt · saksi coverage page.html --json")
@click.argument("file")
@published_option
@json_option
def coverage(file: str, published: "When | None", as_json: bool) -> None:
    """Print FILE sentence by sentence, with what was taken from each, or nothing.

    What the reader missed is as visible as what it found. Nothing is kept.
    """
    from saksi.reading import coverage as lines_of

    from .coverage_json import encode_coverage

    reading = read_file(file, published)
    lines = lines_of(reading)
    if as_json:
        print_json(encode_coverage(reading, lines))
        return
    from .pages import print_coverage

    print_coverage(reading, lines)


def read_file(file: str, published: "When | None") -> "Reading":
    """Take a file in and read it. Raises BadInputError, OSError."""
    from saksi.acts import read_source

    return read_source(_take_in(file), published)


def _take_in(file: str, password: str | None = None) -> "Source":
    from saksi.archive import take_in

    source = take_in(read_bytes(file), name=file, password=password)
    tell_source(file, source)
    if source.enclosed:
        remark(f"{file}: {counted(len(source.enclosed), 'document')} within it, which `saksi add` takes in")
    return source
