"""The letters of a text and the short stretches of them by which two texts are compared: they need no spaces.

Khmer, Thai, Lao and Burmese write without spaces between words, so that words would first have to be guessed; stretches
of letters are the same in every script.
"""

import unicodedata
from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import regex
from numpy.typing import NDArray
from rensa import RMinHash

#: Every stretch of a text as a number of 64 bits, sorted, each once.
Stretches: TypeAlias = NDArray[np.uint64]

#: So many letters in a row are seldom the same by chance, or by a phrase that many use, and survive a light edit.
STRETCH = 16
#: A sketch of so many numbers tells likenesses apart that differ by a tenth.
SKETCH = 256
_SEED = 20191227
_OTHERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
#: Odd, so that no two stretches of one letter's difference fall together; the constant of Fibonacci hashing.
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
#: Sketches of another version of the library, or of this module, cannot be compared with these.
METHOD = f"letters-{STRETCH}/minhash-{SKETCH}/{RMinHash.ALGORITHM_VERSION}"


def letters_of(text: str) -> str:
    """The letters, marks and digits of a text, without case: what an editor who copies it does not change."""
    letters: str = _OTHERS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return letters


def stretches_of(letters: str) -> Stretches:
    """Every stretch of so many letters."""
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    if len(points) < STRETCH:
        return np.zeros(0, dtype=np.uint64)
    found = np.zeros(len(points) - STRETCH + 1, dtype=np.uint64)
    for place in range(STRETCH):
        found = (found + points[place : len(points) - STRETCH + 1 + place] + np.uint64(1)) * _FACTOR
        found ^= found >> _HALF
    # numpy takes five times as long to find what is unique by itself
    found.sort()
    return found[np.concatenate(([True], found[1:] != found[:-1]))]


def sketch(stretches: Stretches) -> bytes:
    """A MinHash: numbers of 32 bits, of which as many agree between two texts as of all their stretches are in both."""
    (row,) = RMinHash.digest_matrix_from_token_hash_sets([stretches.tolist()], SKETCH, _SEED).to_rows()
    return np.asarray(row, dtype="<u4").tobytes()


def numbers_of(sketches: Iterable[bytes]) -> NDArray[np.uint32]:
    """The numbers of sketches, a row each."""
    return np.frombuffer(b"".join(sketches), dtype="<u4").reshape(-1, SKETCH)
