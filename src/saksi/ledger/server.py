"""The address of a ledger on a PostgreSQL server, and where the files of one who works on it lie."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from ..model import LedgerError

_SCHEMES = ("postgresql://", "postgres://")
_DRIVER = "postgresql+psycopg"
_PORT = 5432
_DIGITS = 8


def is_address(text: str) -> bool:
    """Whether this names a ledger on a server, and not a file."""
    return text.startswith(_SCHEMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A ledger on a server. `path` is where the key file and the checkpoint of who works here lie, `name` for people.

    Neither holds a password; `url` may, and is not shown.
    """

    url: URL = field(repr=False)
    path: Path

    @classmethod
    def of(cls, address: str, folder: Path) -> Self:
        """The server of an address; own files go into a folder of their own in `folder`. Raises LedgerError."""
        try:
            url = make_url(address)
        except (ArgumentError, ValueError):
            raise LedgerError("this is no address of a ledger: write postgresql://NAME@HOST/DATABASE") from None
        if not url.database:
            raise LedgerError(f"the address names no database: write {_shown(url)}DATABASE")
        return cls(url=url.set(drivername=_DRIVER), path=folder / _folder(url) / "ledger")

    @property
    def name(self) -> str:
        """The address without user and password."""
        return _shown(self.url)


def _shown(url: URL) -> str:
    port = "" if _port(url) == _PORT else f":{_port(url)}"
    return f"postgresql://{_host(url)}{port}/{url.database or ''}"


def _folder(url: URL) -> str:
    """Of host and database, fit for every file system; the digits tell apart what then looks the same."""
    place = f"{_host(url)}\n{_port(url)}\n{url.database}"
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", f"{_host(url)}-{url.database}").strip("-.")[-60:]
    return f"{readable}-{hashlib.sha256(place.encode()).hexdigest()[:_DIGITS]}"


def _host(url: URL) -> str:
    named = url.host or url.query.get("host") or "localhost"
    return named if isinstance(named, str) else ",".join(named)


def _port(url: URL) -> int:
    named = url.port or url.query.get("port")
    return int(named) if isinstance(named, int | str) and str(named).isdigit() else _PORT
