"""A mapping: what a person says of a list, in TOML: which column holds what, in which form, and whose list it is."""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal

from saksi.model import EVENT_KINDS, BadInputError

#: How the versions of readers begin that are mappings of lists: "list NAME 1f0c2ab9d31e".
OF_LISTS = "list "
#: What a column can hold, with what that is, in the order in which a mapping is written.
FIELDS: Mapping[str, Mapping[str, object]] = tomllib.loads(
    files(__package__).joinpath("fields.toml").read_text(encoding="utf-8")
)
Order = Literal["day first", "month first", "year first"]
_ORDERS: tuple[Order, ...] = ("day first", "month first", "year first")
_NAME = re.compile(r"[\w][\w .()/-]{0,59}")
_DIGITS = 12
_MOST_BYTES = 200_000
_KNOWN = ("list", "said_by", "sheet", "header", "dates", "era", "century", "everybody", "public", "columns", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMapping:
    """What a person says of a list.

    `columns` gives for a field the headers of its columns, or "column C". `words` say for a field what a cell's words
    mean. `everybody` is the kind of event that being on the list tells, on the day of the list. `header` is the row of
    the headers, 0 where there is none. `century` is added to years of two digits, which without it are not read.
    `is_public`: the list was published by others; else it stays in the office until a consent lets it out.
    """

    name: str
    sha256: str
    columns: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said_by: str | None = None
    sheet: str | int | None = None
    header: int = 1
    dates: Order | None = None
    is_buddhist: bool = False
    century: int | None = None
    everybody: str | None = None
    is_public: bool = False

    @property
    def reader(self) -> str:
        """The version of the reader under which statements by this mapping are signed: another mapping, another."""
        return f"{readers_of(self.name)}{self.sha256[:_DIGITS]}"


def readers_of(name: str) -> str:
    """How the versions of all mappings of one list begin."""
    return f"{OF_LISTS}{name} "


def plain_words(words: str) -> str:
    """The words of a header or a cell without case, odd blanks and marks around them, to be compared."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).strip(" .:*")


def read_mapping(data: bytes) -> ListMapping:
    """A mapping from its TOML. Raises BadInputError, saying what of it is wrong and what to write."""
    if len(data) > _MOST_BYTES:
        raise BadInputError("the mapping is far larger than a mapping: name the TOML file with --mapping")
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInputError("the mapping is not UTF-8: save it as UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadInputError(
            f"the mapping is no TOML, or names something twice: {str(error)[:100]}; "
            "`saksi import LIST --suggest` writes one"
        ) from None
    _refuse_unknown("the mapping", table, _KNOWN)
    name = table.get("list")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name != name.strip():
        raise BadInputError('the mapping does not name its list: write list = "a-short-name", the same every month')
    century, header = table.get("century"), table.get("header", 1)
    if type(header) is not int or not 0 <= header <= 1_000:
        raise BadInputError("the mapping's header is the number of a row: header = 1, or 0 where there is none")
    if century is not None and (type(century) is not int or not 1 <= century <= 30 * 100 or century % 100):
        raise BadInputError("the mapping's century is what is added to years of two digits: century = 2000")
    everybody = table.get("everybody")
    if everybody is not None and everybody not in EVENT_KINDS:
        raise BadInputError(
            f'the mapping\'s everybody is a kind of event, such as "held"; known: {", ".join(EVENT_KINDS)}'
        )
    sheet = table.get("sheet")
    if sheet is not None and type(sheet) not in (str, int):
        raise BadInputError('the mapping\'s sheet is a name or a number: sheet = "Sheet1"')
    return ListMapping(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        columns=_columns(table.get("columns")),
        words=_words(table.get("words", {})),
        said_by=_text(table, "said_by"),
        sheet=sheet,
        header=header,
        dates=_order(table.get("dates")),
        is_buddhist=_is_buddhist(table.get("era")),
        century=century,
        everybody=everybody,
        is_public=_flag(table, "public"),
    )


def _columns(table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict) or "name" not in table:
        raise BadInputError('the mapping does not say which column is the name: write [columns] and name = "Name"')
    _refuse_unknown("[columns]", table, tuple(FIELDS))
    found: dict[str, tuple[str, ...]] = {}
    for name, given in table.items():
        headers = tuple(given) if isinstance(given, list) else (given,)
        if not headers or not all(isinstance(each, str) and each.strip() for each in headers):
            raise BadInputError(f'the mapping\'s {name} is no header: write {name} = "the words in its header"')
        if len(headers) > 1 and name != "name":
            raise BadInputError(f"the mapping gives {name} several columns: only a name is put together of several")
        found[name] = headers
    return found


def _words(table: object) -> dict[str, dict[str, str]]:
    if not isinstance(table, dict) or not all(isinstance(each, dict) for each in table.values()):
        raise BadInputError('the mapping\'s words stand by field: [words.sex] and "ប្រុស" = "male"')
    _refuse_unknown("[words]", table, tuple(FIELDS))
    for name, words in table.items():
        if not all(isinstance(meaning, str) for meaning in words.values()):
            raise BadInputError(f'the mapping\'s [words.{name}] says for words what they mean: "ប្រុស" = "male"')
    for words, meaning in table.get("status", {}).items():
        if meaning and meaning not in EVENT_KINDS:
            raise BadInputError(
                f"[words.status] tells “{words}” as “{meaning[:40]}”, which is no kind of event; known: "
                f"{', '.join(EVENT_KINDS)}"
            )
    return {name: {plain_words(said): meaning for said, meaning in words.items()} for name, words in table.items()}


def _refuse_unknown(where: str, table: Mapping[str, object], known: tuple[str, ...]) -> None:
    unknown = [key for key in table if key not in known]
    if unknown:
        raise BadInputError(f"{where} has “{unknown[0][:40]}”, which is not known; known: {', '.join(known)}")


def _text(table: Mapping[str, object], name: str) -> str | None:
    value = table.get(name)
    if value is None or (isinstance(value, str) and value.strip()):
        return None if value is None else " ".join(str(value).split())
    raise BadInputError(f'the mapping\'s {name} is no text: write {name} = "…", or leave it out')


def _order(value: object) -> Order | None:
    found = next((each for each in _ORDERS if each == value), None)
    if value is not None and found is None:
        raise BadInputError(f"the mapping's dates are one of: {', '.join(_ORDERS)}")
    return found


def _is_buddhist(value: object) -> bool:
    if value not in (None, "buddhist"):
        raise BadInputError('the mapping\'s era is "buddhist", or left out: years are then those of the common era')
    return value is not None


def _flag(table: Mapping[str, object], name: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise BadInputError(f"the mapping's {name} is true or false, without quotation marks")
    return value
