"""Proofs spoiled in every way that a forger, a mail program or a bad disk might."""

import base64
import binascii
import json
from collections.abc import Callable
from random import Random

from tools.saksi_verify import Json, canonical

from .making import encoded

#: Letters that look like another: fullwidth, Arabic and Khmer digits, Cyrillic, other dashes and spaces.
_ALIKE = {
    "0": "０٠០O",
    "1": "１١l",
    "3": "３З",
    "5": "５៥",
    "a": "а",
    "c": "с",
    "e": "е",
    "o": "о0",
    "x": "х",
    "s": "ѕ",
    "/": "∕",
    "—": "–-―",
    " ": "\u00a0\t\u2003  ",
    "=": "＝",
    "\n": "\r\u2028\x85\x0b\n\n",
}
_LETTERS = "0123456789abcdefABCDEF+/=_- \t\r\n\x00—é០"


def mutated(text: str, other: str, chance: Random) -> str:
    """The proof `text`, spoiled once or a few times; `other` is another proof, to take lines from."""
    spoiled = text
    while spoiled == text:
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            spoiled = chance.choice(WAYS)(spoiled, other, chance)
    return spoiled


def _letter(text: str, other: str, chance: Random) -> str:
    at = chance.randrange(len(text) + 1)
    put = chance.choice(("", chance.choice(_LETTERS), text[at : at + 1] * 2))
    return text[:at] + put + text[at + chance.choice((0, 1)) :]


def _alike(text: str, other: str, chance: Random) -> str:
    places = [at for at, letter in enumerate(text) if letter in _ALIKE]
    at = chance.choice(places or [0])
    return text[:at] + chance.choice(_ALIKE.get(text[at : at + 1], "x")) + text[at + 1 :]


def _lines(text: str, other: str, chance: Random) -> str:
    lines, others = text.split("\n"), other.split("\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(5)
    if way == 0:
        lines[one], lines[two] = lines[two], lines[one]
    elif way == 1:
        del lines[one]
    elif way == 2:
        lines.insert(two, lines[one])
    elif way == 3:
        lines[one] = others[min(one, len(others) - 1)]
    else:
        lines[one] = chance.choice(others)
    return "\n".join(lines)


def _number(text: str, other: str, chance: Random) -> str:
    lines = text.split("\n")
    numbers = [at for at, line in enumerate(lines) if line.removeprefix("index ").isdecimal()]
    if numbers:
        at = chance.choice(numbers)
        before, digits = ("index ", lines[at][6:]) if lines[at].startswith("index ") else ("", lines[at])
        near = str(max(0, int(digits[:20]) + chance.choice((-2, -1, 1, 2, 64))))
        lines[at] = before + chance.choice(
            (near, near, near, "0" + digits, "+" + digits, digits + "0", digits + ".0", "-" + digits, "9" * 30, "")
        )
    return "\n".join(lines)


def _base64(text: str, other: str, chance: Random) -> str:
    # a bit turned inside what base64 hides, so that the mutation gets past the spelling
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    before, space, last = lines[at].rpartition(" ")
    try:
        data = bytearray(base64.b64decode(last, validate=True))
    except (binascii.Error, ValueError):
        return text
    way = chance.randrange(6)
    if way < 3 and data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == 3:
        data = data[: chance.randrange(len(data) + 1)]
    elif way == 4:
        data += chance.randbytes(chance.choice((1, 32)))
    spelled = encoded(bytes(data))
    if way == 5:
        spelled = chance.choice((spelled.rstrip("="), spelled + "=", spelled.replace("+", "-").replace("/", "_")))
    lines[at] = f"{before}{space}{spelled}"
    return "\n".join(lines)


def _inside(text: str, other: str, chance: Random) -> str:
    # the entry itself: a value, a salt, a name, an opening more or less
    lines = text.split("\n")
    try:
        entry: Json = json.loads(base64.b64decode(lines[1].removeprefix("extra "), validate=True))
        spoiled = spoiled_value(entry, chance)
        data = chance.choice((canonical(spoiled), canonical(spoiled), json.dumps(spoiled).encode()))
    except (ValueError, IndexError):
        return text
    lines[1] = f"extra {encoded(data)}"
    return "\n".join(lines)


def spoiled_value(value: Json, chance: Random) -> Json:
    """The value with something in it changed, somewhere down a way taken by chance."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        name = chance.choice(sorted(value))
        rest: dict[str, Json] = {each: held for each, held in value.items() if each != name}
        way = chance.randrange(10)
        if way == 0:
            return rest
        if way == 1:
            return {**rest, name.upper(): value[name]}
        if way == 2:
            return {**value, "more": value[name]}
        return {**rest, name: spoiled_value(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        return chance.choice(([spoiled_value(value[0], chance), *value[1:]], [*value, value[0]], value[1:]))
    if isinstance(value, str) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice(("", "0", "f", "é", value[at].upper())) + value[at + 1 :]
    return chance.choice(("", 0, True, [], {}, "accept"))


def _ends(text: str, other: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    one = "\n".join([*lines[:at], lines[at] + chance.choice(("\r", " ", "\t")), *lines[at + 1 :]])
    return chance.choice(
        (text.replace("\n", "\r\n"), text.rstrip("\n"), text + "\n", "\ufeff" + text, "\n" + text, one, one)
    )


def _signatures(text: str, other: str, chance: Random) -> str:
    # lines of others are left alone, and what is no line of a signer is refused
    foreign = f"— witness.example/w {encoded(chance.randbytes(chance.choice((3, 4, 5, 68, 76))))}\n"
    own = text.rstrip("\n").rpartition("\n")[2] + "\n"
    more = chance.choice((foreign, foreign, own, own.swapcase(), "— w\n", "words\n", "\n", foreign.replace(".", "+")))
    return chance.choice((text + more, text.removesuffix(own) + more + own))


WAYS: tuple[Callable[[str, str, Random], str], ...] = (
    *(_letter, _alike, _lines, _number),
    *(_base64, _base64, _inside, _inside, _ends, _signatures),
)
