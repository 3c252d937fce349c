"""Bech32 (BIP 173), in which age writes its keys."""

_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(prefix: str, data: bytes) -> str:
    """The data under a prefix in lower case, with its checksum of six digits."""
    values = _fives(data)
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    sum_ = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    check = [sum_ >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_DIGITS[value] for value in [*values, *check])


def _fives(data: bytes) -> list[int]:
    """The bits in fives, the last filled up with zeros."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _polymod(values: list[int]) -> int:
    sum_ = 1
    for value in values:
        top = sum_ >> 25
        sum_ = (sum_ & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            sum_ ^= generator if top >> place & 1 else 0
    return sum_
