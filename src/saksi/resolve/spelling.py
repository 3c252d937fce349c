"""Spellings of one name made equal."""

import re
import unicodedata
from functools import lru_cache

_BREAKS = re.compile(r"[\s\-‐-―_.’'`]+")


# the same names come up in many documents
@lru_cache(maxsize=16_384)
def normal_name(name: str) -> str:
    """A name without case, accents, hyphens and odd spacing, so that spellings of one name compare equal."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return _BREAKS.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()
