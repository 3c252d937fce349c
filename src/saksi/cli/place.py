"""`saksi place`: a place by any of its spellings, from the gazetteer of the project or one of the user's."""

from pathlib import Path

import click

from .options import json_option
from .output import print_json


@click.command(epilog='Examples: saksi place Takaev · saksi place "Kampong Thum" --gazetteer places.csv --json')
@click.argument("name")
@click.option(
    "--gazetteer",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV: id,name,original,kind,country,latitude,longitude,others.",
)
@json_option
def place(name: str, gazetteer: Path | None, as_json: bool) -> None:
    """Print the places that NAME may mean, in Latin letters or in their own script, and why.

    A name that the gazetteer knows exactly is that place; else those that sound like it, the likest first.
    Coordinates are in degrees; those of the project's own gazetteer are rounded to a tenth.
    """
    from saksi.model import BadInputError
    from saksi.resolve import Gazetteer, own_gazetteer, plain, read_gazetteer

    places = own_gazetteer() if gazetteer is None else Gazetteer(read_gazetteer(_text(gazetteer), gazetteer.name))
    found = places.find(name)
    if not found:
        raise BadInputError(f"no place sounds like {name!r} in this gazetteer: name a larger one with --gazetteer")
    if as_json:
        rows = [
            {"place": plain(each), "score": str(round(like.score, 2)), "reasons": list(like.reasons)}
            for each, like in found
        ]
        print_json({"places": rows})
        return
    from .pages.place import print_places

    print_places(found)


def _text(path: Path) -> str:
    from saksi.model import BadInputError

    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path.name} is not UTF-8 (byte {error.start}): save it as UTF-8") from error
