"""The rules of the folds, from `rules.toml`."""

import tomllib
from importlib.resources import files

_RULES = tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))

STATES: frozenset[str] = frozenset(_RULES["states"])
STAGE_UNKNOWN: frozenset[str] = frozenset(_RULES["stage_unknown"])
LASTING: frozenset[str] = frozenset(_RULES["lasting"])
SENTENCE_SERVED: tuple[str, ...] = tuple(_RULES["sentence_served"])
NEAR_DAYS: int = _RULES["near_days"]
NEAR_CHARACTERS: int = _RULES["near_characters"]
COMMON: int = _RULES["common"]
RARE: int = _RULES["rare"]
NUMBER_WORDS: frozenset[str] = frozenset(_RULES["number_words"])
COUNT_WORDS: frozenset[str] = frozenset(_RULES["count_words"])
_RANKS = {kind: rank for rank, kind in enumerate(_RULES["precedence"])}


def rank(kind: str) -> int:
    """The place of a kind in the order of precedence; -1 where it has none."""
    return _RANKS.get(kind, -1)
