"""The closed classes of English that divide a clause, and the look of a verb."""

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def _closed() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(
        files(__package__).joinpath("lexicon", "events.toml").read_text(encoding="utf-8")
    )["closed"]
    return table


def _class(key: str) -> frozenset[str]:
    return frozenset(_closed()[key].split())


BE = _class("be")
HAVE = _class("have")
MODALS = _class("modals")
ADVERBS = _class("adverbs")
RELATIVES = _class("relatives")
PREPOSITIONS = _class("prepositions")
CONJUNCTIONS = _class("conjunctions")
DETERMINERS = _class("determiners")
PRONOUNS = _class("pronouns")
COPULAS = _class("copulas")
VERBISH = re.compile(
    r"(?:\w{2,}(?:ed|ing)|said|says|say|told|fled|went|came|won|held|left|took|began|seeks?|wants?|plans?|know)\Z"
)
