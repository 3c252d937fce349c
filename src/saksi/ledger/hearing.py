"""What a bundle says of logs: its sender's is cosigned where it only grew, and cosignatures of this one come back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from nacl.signing import SigningKey
from sqlalchemy import Connection

from ..model import LedgerError, TamperError
from . import _witnesses
from .bundle import Header
from .checkpoint import read_checkpoint
from .trust import Trust
from .witnessing import Objection, growth_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`cosigned`: how many entries the state has that this office cosigns now; None where it is not one to cosign.

    `objections` speak against it, or against what came back; `witnessed` counts cosignatures of this log.
    """

    cosigned: int | None = None
    objections: tuple[str, ...] = ()
    witnessed: int = 0


def hear(connection: Connection, header: Header, key: SigningKey, trust: Trust, at: datetime) -> Heard:
    """Keep what a bundle says of its sender's log, and of this one. `key` is this ledger's own."""
    seen = _see(connection, header, key, trust, at)
    back = list(_come_back(connection, header, trust))
    said = [*([seen.line] if isinstance(seen, Objection) else []), *(each for each in back if isinstance(each, str))]
    return Heard(
        cosigned=seen if isinstance(seen, int) else None,
        objections=tuple(said),
        witnessed=sum(each for each in back if isinstance(each, int)),
    )


def _see(connection: Connection, header: Header, key: SigningKey, trust: Trust, at: datetime) -> int | Objection | None:
    partner = next((office for office in trust.partners if header.key in office.lineage), None)
    size = read_checkpoint(header.checkpoint).size
    # bundles come in any order: what is older than what was seen says nothing
    if partner is None or header.sender != partner.root or size < _witnesses.size_seen_of(connection, partner):
        return None
    grown = header.growth[header.to.index(trust.home.root)]
    found = _witnesses.witness(connection, growth_text(grown.old, grown.path, header.checkpoint), None, key, trust, at)
    return found if isinstance(found, Objection) else size


def _come_back(connection: Connection, header: Header, trust: Trust) -> Iterator[int | str]:
    for note in header.cosigned:
        if read_checkpoint(note).owner in trust.home.lineage:
            try:
                yield len(_witnesses.keep_cosigned(connection, note, None, trust))
            except TamperError as error:
                yield str(error)
            except LedgerError:
                # who cosigned it is not known here
                yield 0
