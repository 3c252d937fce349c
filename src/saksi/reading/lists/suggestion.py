"""A mapping guessed from the headers and values of a list, for a person to correct."""

import re
from collections.abc import Iterator, Mapping, Sequence

from saksi.model import Cell, Sheet, Table, letters_of

from .days import day_of
from .mapping import FIELDS, plain_words
from .meanings import known_meanings

_SAMPLE = 200
_HEADER_ROWS = 30
_DATES = ("arrested", "born", "charged", "trial", "sentenced", "released")
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")
_MOST_VALUES = 12
# a name in two columns, in the order in which it is said
_FAMILY = frozenset({"family name", "surname", "last name", "គោត្តនាម", "นามสกุล", "nom de famille"})
_GIVEN = frozenset({"given name", "given names", "first name", "first names", "forename", "នាម", "prénom"})
_MONTHS = 12
_SHORT = 3
# the name of a list is the same every month
_DATED = re.compile(r"[-_. ]*(?<!\d)(?:19|20)\d\d(?!\d{3}).*")
_NAME = re.compile(r"[^\w.-]+")


def suggest(table: Table, file_name: str) -> str:
    """The TOML of a mapping for this list: guesses, each to be looked at, and what nothing was guessed of."""
    sheet = max(table.sheets, key=lambda each: (len(each.rows), -each.number))
    header = _header_row(sheet)
    headers = {column: cell.words for column, cell in sheet.rows.get(header, {}).items()}
    body = [cells for number, cells in sheet.rows.items() if number > header][:_SAMPLE]
    return "\n".join(_lines(table, sheet, header, headers, body, file_name)) + "\n"


def _lines(
    table: Table,
    sheet: Sheet,
    header: int,
    headers: Mapping[int, str],
    body: Sequence[Mapping[int, Cell]],
    file_name: str,
) -> Iterator[str]:
    parts = _parts_of_name(headers)
    found = _guess(headers, body) | ({"name": parts[0]} if parts else {})
    name = _NAME.sub("-", _DATED.sub("", file_name.rsplit(".", 1)[0])).strip("-. ").lower()[:50] or "list"
    yield "# A mapping guessed from the list's headers and values: look at each line, and correct what is wrong."
    yield ""
    yield "# The list's name, the same every month: by it the next file is known to be the same list."
    yield f"list = {_quoted(name)}"
    yield "# Whose word it is: write who made the list."
    yield '# said_by = "Example Prison Watch"'
    if len(table.sheets) > 1 or sheet.name:
        yield f"sheet = {_quoted(sheet.name)}"
    yield f"header = {header}"
    yield from _date_lines(body, found)
    yield "# What being on the list tells of everybody, on the day of the list (--published):"
    yield ('everybody = "held"' if "released" not in found and "status" not in found else '# everybody = "held"')
    yield "# Whether others published it; if not, it stays in the office until `saksi consent` lets it out."
    yield "public = false"
    yield ""
    yield "[columns]"
    if "name" not in found:
        yield "# NO COLUMN OF NAMES WAS FOUND: write its header here"
        yield '# name = "…"'
    for field in FIELDS:
        if field in found:
            column = found[field]
            named = headers.get(column, "")
            if field == "name" and parts:
                yield f"name = [{', '.join(_quoted(headers[each]) for each in parts)}]"
                continue
            is_one = sum(plain_words(each) == plain_words(named) for each in headers.values()) == 1
            yield f"{field} = {_quoted(named if named and is_one else f'column {letters_of(column)}')}"
    unused = [
        column for column in sorted({c for cells in body for c in cells}) if column not in (*found.values(), *parts)
    ]
    if unused:
        yield "# not guessed; it stays in the list as it came: " + "; ".join(
            f"{letters_of(column)} {_comment(headers.get(column, ''))}".strip() for column in unused
        )
    free = [field for field in FIELDS if field not in found]
    yield "# a column can also be: " + ", ".join(free)
    yield from _word_lines(body, found)


def _date_lines(body: Sequence[Mapping[int, Cell]], found: Mapping[str, int]) -> Iterator[str]:
    words = [cells[found[field]].words for cells in body for field in _DATES if found.get(field) in cells]
    slashed = [match for each in words if (match := _SLASHED.fullmatch(each.strip()))]
    if slashed:
        is_month_first = any(int(each[2]) > _MONTHS for each in slashed)
        is_day_first = any(int(each[1]) > _MONTHS for each in slashed)
        if is_day_first == is_month_first:
            yield "# 03/04/2026 can be two days, and the values do not show which: look, and write it"
            yield ("# " if is_day_first else "") + 'dates = "day first"'
        else:
            yield f'dates = "{"month" if is_month_first else "day"} first"'
    if any(_SHORT_YEAR.fullmatch(each.strip()) for each in words):
        yield "# years of two digits: what is added to them"
        yield "century = 2000"
    if any(_BUDDHIST.search(each) for each in words):
        yield 'era = "buddhist"'


def _word_lines(body: Sequence[Mapping[int, Cell]], found: Mapping[str, int]) -> Iterator[str]:
    """What cells say that is told in words of a vocabulary, and is not known."""
    for field in ("sex", "status"):
        if field not in found:
            continue
        said = dict.fromkeys(cells[found[field]].words for cells in body if found[field] in cells)
        unknown = [each for each in said if plain_words(each) not in known_meanings(field)][:_MOST_VALUES]
        if unknown:
            yield ""
            yield f"[words.{field}]"
            yield "# write what each means" + (
                ": male or female" if field == "sex" else ": a kind of event, such as release"
            )
            for each in unknown:
                yield f'# {_quoted(each)} = "…"'


def _header_row(sheet: Sheet) -> int:
    """The first row with most known headers; 0 where no row has a header that is known."""
    known = {header for field in FIELDS for header in _known(field)}
    best, found = 0, 0
    for number, cells in list(sheet.rows.items())[:_HEADER_ROWS]:
        hits = sum(plain_words(cell.words) in known for cell in cells.values())
        if hits > best:
            best, found = hits, number
    return found


def _parts_of_name(headers: Mapping[int, str]) -> tuple[int, ...]:
    """The columns of family name and given name, where there is one of each."""
    both = [[column for column, words in headers.items() if plain_words(words) in known] for known in (_FAMILY, _GIVEN)]
    return tuple(each[0] for each in both) if all(len(each) == 1 for each in both) else ()


def _guess(headers: Mapping[int, str], body: Sequence[Mapping[int, Cell]]) -> dict[str, int]:
    """By field the column: whole headers first, then those that begin with a known one, then by values."""
    found: dict[str, int] = {}
    for is_whole in (True, False):
        for field in FIELDS:
            for column, words in headers.items():
                if field not in found and column not in found.values() and _is_of(words, field, is_whole=is_whole):
                    found[field] = column
    columns = sorted({column for cells in body for column in cells})
    for column in columns:
        said = [cells[column].words for cells in body if column in cells]
        if column in found.values() or not said:
            continue
        if "sex" not in found and all(plain_words(each) in known_meanings("sex") for each in said):
            found["sex"] = column
        elif "arrested" not in found and headers.get(column) is None and _are_days(said):
            found["arrested"] = column
    return found


def _is_of(words: str, field: str, *, is_whole: bool) -> bool:
    said = plain_words(words)
    if is_whole:
        return said in _known(field)
    return any(
        len(each) > _SHORT and (said.startswith(f"{each} ") or said.endswith(f" {each}")) for each in _known(field)
    )


def _known(field: str) -> frozenset[str]:
    given = FIELDS[field]["headers"]
    assert isinstance(given, list)  # noqa: S101 - so it stands in the file; narrows the type
    return frozenset(plain_words(str(each)) for each in given)


def _are_days(words: Sequence[str]) -> bool:
    read = [day_of(each, "day first", is_buddhist=True, century=2000) for each in words]
    return all(each is not None and each.is_day for each in read)


def _quoted(words: str) -> str:
    """A string of TOML: what a stranger wrote into a header cannot end it."""
    kept = "".join(each if each.isprintable() else " " for each in words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{kept}"'


def _comment(words: str) -> str:
    return "".join(each if each.isprintable() else " " for each in words)[:60]
