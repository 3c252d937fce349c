"""What a step is called, by the words that tell of it."""

import re
import tomllib
from importlib.resources import files
from typing import get_args

from .rows import StepName

_DATA = tomllib.loads(files(__package__).joinpath("steps.toml").read_text(encoding="utf-8"))
_STEPS = _DATA["step"]
_NOMINAL = frozenset(_DATA["nominal"])
_WORD = re.compile(r"[^\W\d_]+")


def step_name(kind: str, words: str) -> StepName:
    """The name of a step; a sanction is the effect of a procedure."""
    if kind == "sanction":
        return "effect"
    lower = words.casefold()
    names = (each["name"] for each in _STEPS if any(stem in lower for stem in each["words"]))
    found = next(names, "other")
    return next(name for name in get_args(StepName) if name == found)


def is_nominal(words: str) -> bool:
    """Whether an act stands there as a noun ("loss of status") and not as a deed ("withdrew the access")."""
    return any(word in _NOMINAL for word in _WORD.findall(words.casefold())[:3])
