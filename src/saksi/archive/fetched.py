"""What a page of the web is called: when it was fetched, a blank, and its address, which has none. Pure."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) )?(https?://\S+)")


@dataclass(frozen=True, slots=True)
class Fetched:
    """An address, and the instant when it was fetched by the account of who did; empty where that says none."""

    at: str
    address: str

    @property
    def name(self) -> str:
        """The name under which what came is kept."""
        return f"{self.at} {self.address}".strip()


def fetched_by(name: object) -> Fetched | None:
    """What the name of a capture tells of the web; None where it tells nothing of it."""
    found = _NAME.fullmatch(name) if isinstance(name, str) else None
    return None if found is None else Fetched(at=found[1] or "", address=found[2])
