"""Words cut into the word pieces of the vocabulary, with the capitals that it does not tell apart."""

import unicodedata
from collections.abc import Mapping

UNKNOWN, OPEN, CLOSE = "[UNK]", "[CLS]", "[SEP]"
#: Longer words are one unknown piece: hostile text must not cost quadratic time.
_LONGEST = 60
_MOST = 12


def pieces_of(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """The ids of the longest pieces that a word is made of, from the left; an unknown word is one piece."""
    bare = _bare(word)
    if not bare or len(bare) > _LONGEST:
        return [vocabulary[UNKNOWN]]
    found: list[int] = []
    for part in _split_marks(bare):
        ids = _greedy(part, vocabulary)
        if ids is None:
            return [vocabulary[UNKNOWN]]
        found += ids
    return found[:_MOST]


def case_of(word: str) -> int:
    """What its letters look like: 0 small, 1 first letter capital, 2 all capitals, 3 mixed, 4 digits, 5 marks."""
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 4 if any(letter.isdigit() for letter in word) else 5
    capitals = [letter.isupper() for letter in letters]
    if not any(capitals):
        return 0
    if all(capitals):
        return 2 if len(capitals) > 1 else 1
    return 1 if capitals[0] and not any(capitals[1:]) else 3


def _bare(word: str) -> str:
    """In small letters, without accents, as the vocabulary is."""
    decomposed = unicodedata.normalize("NFD", word.lower().replace("’", "'").replace("‘", "'"))
    plain = decomposed.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")


def _split_marks(word: str) -> list[str]:
    """A word parted at its marks, each mark by itself."""
    parts: list[str] = []
    joined = False
    for letter in word:
        if not letter.isalnum():
            parts.append(letter)
            joined = False
        elif joined:
            parts[-1] += letter
        else:
            parts.append(letter)
            joined = True
    return parts


def _greedy(part: str, vocabulary: Mapping[str, int]) -> list[int] | None:
    found: list[int] = []
    start = 0
    while start < len(part):
        for end in range(len(part), start, -1):
            piece = part[start:end] if start == 0 else "##" + part[start:end]
            if piece in vocabulary:
                found.append(vocabulary[piece])
                start = end
                break
        else:
            return None
    return found
