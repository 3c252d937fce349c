"""Numbers and verbs that agree with what they speak of: "1 original", "witnesses assert", "the ministry denies"."""

import re
import tomllib
from importlib.resources import files

_DATA = tomllib.loads(files(__package__).joinpath("agreement.toml").read_text(encoding="utf-8"))
_MANY, _ONE, _COUNTS = (frozenset(_DATA[name]) for name in ("many", "one", "counts"))
#: What follows these says more of the noun that stands before them.
_TAIL = re.compile(r"(?:,| (?:of|in|at|on|from|for|with|to|by|who|that|whose|near|against|under) ).*")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")
_PAIR = re.compile(r"\w+ \w+.* and \w+ \w+.*")
_WORD = re.compile(r"[^\W_]+")


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 entry", "2 entries"."""
    if number == 1:
        return f"{number} {noun}"
    return f"{number} {_CONSONANT_Y.sub('ie', noun)}s"


def agreeing(verb: str, party: str) -> str:
    """A verb, given as "denies", in the form that fits a party: "deny" for witnesses."""
    if not is_many(party):
        return verb
    return f"{verb[:-3]}y" if verb.endswith("ies") else verb[:-1]


def is_many(party: str) -> bool:
    """Whether a party is several: a plural noun, a number of them, or two names joined. A proper name in s is one."""
    noun = _TAIL.sub("", party)
    words = _WORD.findall(noun)
    if not words:
        return False
    first, last = words[0].lower(), words[-1]
    is_number = first in _COUNTS or (first.isdigit() and int(first) != 1)
    return is_number or last.lower() in _MANY or _is_plural(last) or _PAIR.fullmatch(noun) is not None


def _is_plural(noun: str) -> bool:
    return noun.islower() and noun not in _ONE and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
