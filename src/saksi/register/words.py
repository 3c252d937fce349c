"""The content of a claim as stems, so that "persecuted" and "persecution" meet."""

import re
import tomllib
from importlib.resources import files

from saksi.resolve import normal_name

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_EMPTY = frozenset(_DATA["empty"])
_ENDINGS: tuple[str, ...] = tuple(sorted(_DATA["endings"], key=len, reverse=True))
_SPELLED = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")


def stems(words: str) -> frozenset[str]:
    """The stems of the words that carry content."""
    return frozenset(_stem(word) for word in _WORD.findall(normal_name(words)) if word not in _EMPTY and len(word) > 1)


def shared_words(text: str, shared: frozenset[str]) -> str:
    """The shared stems as they stand in the text, each once, neighbours together: "political persecution, France"."""
    runs: list[list[str]] = [[]]
    for word in _SPELLED.findall(text):
        found = stems(word) & shared
        shared -= found
        if found:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return ", ".join(" ".join(run) for run in runs if run)


def _stem(word: str) -> str:
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= 4), "")
    return word[: len(word) - len(ending)]
