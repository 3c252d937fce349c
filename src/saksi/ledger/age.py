"""An age identity made of 32 bytes: the text that age reads, in Bech32 (BIP 173), which age asks for."""

from collections.abc import Iterator

_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_DIGITS = 6


def identity_text(secret: bytes) -> str:
    """The X25519 identity of 32 random bytes, as age writes it."""
    return bech32("age-secret-key-", secret).upper()


def bech32(prefix: str, data: bytes) -> str:
    """`data` in Bech32 behind `prefix`, without the limit on length, as age uses it."""
    digits = list(_fives(data))
    expanded = [ord(char) >> 5 for char in prefix] + [0] + [ord(char) & 31 for char in prefix]
    rest = _remainder([*expanded, *digits, *[0] * _CHECKSUM_DIGITS]) ^ 1
    checksum = [(rest >> 5 * (_CHECKSUM_DIGITS - 1 - place)) & 31 for place in range(_CHECKSUM_DIGITS)]
    return f"{prefix}1{''.join(_DIGITS[digit] for digit in [*digits, *checksum])}"


def _fives(data: bytes) -> Iterator[int]:
    """The bits of `data`, five at a time, the last filled up with zeros."""
    bits = "".join(f"{byte:08b}" for byte in data)
    for start in range(0, len(bits), 5):
        yield int(bits[start : start + 5].ljust(5, "0"), 2)


def _remainder(digits: list[int]) -> int:
    found = 1
    for digit in digits:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ digit
        for place, value in enumerate(_GENERATOR):
            found ^= value if top >> place & 1 else 0
    return found
