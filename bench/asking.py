"""The questions of `bench.size`, asked in a process of its own: `python -m bench.asking LEDGER`."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from bench.memory import peak_megabytes
from saksi.ledger import Ledger, open_ledger
from saksi.model import View
from saksi.projection import register_page

#: A day after all that the ledgers of the bench tell.
TODAY = date(2099, 1, 1)
_INSTANTS = 9
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Seconds as text, wall and processor; peak resident memory; the number of rows there are now."""

    open: str
    first_page: str
    past: str
    slowest_past: str
    past_day: str
    megabytes: float
    past_day_megabytes: float
    rows: int


def ask(path: Path) -> Answers:
    """Open the ledger at `path`, of which the projections are folded, and ask."""
    opened, ledger = _timed(lambda: open_ledger(path, None, create=False))
    with ledger:
        register_page(ledger, View(), TODAY)
        firsts = [_timed(lambda: register_page(ledger, View(), TODAY))[0] for _ in range(5)]
        pasts = sorted(_past(ledger, part) for part in range(1, _INSTANTS + 1))
        page = register_page(ledger, View(), TODAY)
        megabytes = peak_megabytes()
        past_day, _ = _timed(lambda: register_page(ledger, View(), _middle(ledger, 5).date()))
    return Answers(
        open=_words(opened),
        first_page=_words((statistics.median(wall for wall, _ in firsts), statistics.median(cpu for _, cpu in firsts))),
        past=_words(statistics.median_low(pasts)),
        slowest_past=_words(pasts[-1]),
        past_day=_words(past_day),
        megabytes=megabytes,
        past_day_megabytes=peak_megabytes(),
        rows=page.named + page.counts.groups,
    )


def _past(ledger: Ledger, part: int) -> tuple[float, float]:
    view = View(as_of=_middle(ledger, part))
    return _timed(lambda: register_page(ledger, view, TODAY))[0]


def _middle(ledger: Ledger, part: int) -> datetime:
    """The instant at which so many tenths of the entries were recorded."""
    size, _ = ledger.log_size()
    return ledger.entries_at([size * part // (_INSTANTS + 1)])[0].recorded_at


def _timed(work: Callable[[], _Done]) -> tuple[tuple[float, float], _Done]:
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return (time.perf_counter() - wall, time.process_time() - cpu), done


def _words(seconds: tuple[float, float]) -> str:
    return " / ".join(f"{each:.3f}" for each in seconds)


if __name__ == "__main__":
    print(json.dumps(asdict(ask(Path(sys.argv[1])))))
