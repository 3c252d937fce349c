"""The pages of a ledger as SQLite has them, free ones and slack too: what is found by who has the key.

Written from the description of SQLCipher's file, since no SQL function of it gives a page that is free.
"""

import subprocess
from pathlib import Path

_PAGE = 4096
_SALT = 16
_IV = 16
#: At the end of each page: the IV and an HMAC-SHA-512.
_RESERVED = _IV + 64


def pages_of(file: Path, key: bytes) -> bytes:
    """The decrypted content of every page of the database in this file, one after the other. Needs `openssl`."""
    data = file.read_bytes()
    pages = [data[at : at + _PAGE] for at in range(0, len(data), _PAGE)]
    bodies = [page[_SALT if number == 0 else 0 : -_RESERVED] for number, page in enumerate(pages)]
    # decrypted in one go: but for its first block, each page comes out right whatever the block before it was
    plain = _decrypted(b"".join(bodies), key)
    found, at, before = [], 0, bytes(_IV)
    for page, body in zip(pages, bodies, strict=True):
        first = _xor(_xor(plain[at : at + _IV], before), page[-_RESERVED : -_RESERVED + _IV])
        found.append(first + plain[at + _IV : at + len(body)])
        at, before = at + len(body), body[-_IV:]
    return b"".join(found)


def _decrypted(data: bytes, key: bytes) -> bytes:
    told = ["openssl", "enc", "-d", "-aes-256-cbc", "-nopad", "-K", key.hex(), "-iv", bytes(_IV).hex()]
    return subprocess.run(told, input=data, capture_output=True, check=True).stdout


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
