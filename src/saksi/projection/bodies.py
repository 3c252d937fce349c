"""Which body a spelling means, over all instants of knowledge: what persons of all documents depend on together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, and_, func, or_, select

from saksi.resolve import Spelling, homes

from .documents import Row
from .store import in_parts
from .tables import OPEN, naming, spelling


class Bodies:
    """The spellings of bodies within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changed: set[str] = set()
        self._known: dict[str, list[tuple[Spelling, bool, int, int]]] = {}

    def homes(self, affiliations: Iterable[str]) -> dict[bool, list[tuple[int, Mapping[str, str]]]]:
        """By trust, from each instant on, the one normal name of these normal names, where a body is known by them."""
        wanted = sorted(set(affiliations))
        spans = self._reach(wanted)
        steps = sorted({at for *_, since, until in spans for at in (since, until) if at < OPEN})
        return {reviewed: list(_changes(wanted, spans, steps, reviewed)) for reviewed in (False, True)}

    def changed(self, number: int, old: Sequence[Row], new: Sequence[Row]) -> None:
        """Note that the spellings of one document are others now; unless others say the same all the time."""
        self._known.clear()
        mine = {tuple(sorted(each.items())): each for each in old}
        theirs = {tuple(sorted(each.items())): each for each in new}
        for key in mine.keys() ^ theirs.keys():
            each = mine.get(key) or theirs[key]
            if not self._is_said_elsewhere(number, each):
                self._changed.add(str(each["key"]))

    def touched(self) -> Iterator[str]:
        """The units of persons with an affiliation that may mean another body now."""
        reached, new = set(self._changed), set(self._changed)
        while new:
            found: set[str] = set()
            for some in in_parts(new):
                among = select(spelling.c.key).where(spelling.c.full.in_(some)).distinct()
                found |= set(self._connection.execute(among).scalars())
            new = found - reached
            reached |= new
        for some in in_parts(reached):
            units = select(naming.c.unit).where(naming.c.affiliation.in_(some)).distinct()
            yield from self._connection.execute(units).scalars().all()

    def _is_said_elsewhere(self, number: int, each: Row) -> bool:
        same = and_(spelling.c.key == each["key"], spelling.c.before == each["before"], spelling.c.full == each["full"])
        covers = and_(spelling.c.since <= each["since"], spelling.c.until >= each["until"])
        as_much = or_(spelling.c.reviewed, spelling.c.reviewed == each["reviewed"])
        others = select(spelling.c.key).where(spelling.c.document != number).where(same).where(covers).where(as_much)
        return self._connection.execute(others.limit(1)).scalar() is not None

    def _reach(self, keys: Iterable[str]) -> list[tuple[Spelling, bool, int, int]]:
        """The spellings that decide on these keys, and on those that they lead to."""
        found: list[tuple[Spelling, bool, int, int]] = []
        reached: set[str] = set()
        new = set(keys)
        while new:
            reached |= new
            led = []
            for key in sorted(new):
                led += self._spans(key)
            found += led
            new = {each.full for each, *_ in led} - reached
        return found

    def _spans(self, key: str) -> list[tuple[Spelling, bool, int, int]]:
        if key not in self._known:
            columns = (spelling.c.before, spelling.c.full, spelling.c.reviewed)
            # of all that say it without end, the first is enough
            lasting = (
                select(*columns, func.min(spelling.c.since), spelling.c.until)
                .where(spelling.c.key == key)
                .where(spelling.c.until == OPEN)
                .group_by(*columns, spelling.c.until)
            )
            ended = (
                select(*columns, spelling.c.since, spelling.c.until)
                .where(spelling.c.key == key)
                .where(spelling.c.until < OPEN)
            )
            rows = [*self._connection.execute(lasting), *self._connection.execute(ended)]
            self._known[key] = [
                (Spelling(before=before, full=full, key=key), bool(reviewed), since, until)
                for before, full, reviewed, since, until in rows
            ]
        return self._known[key]


def _changes(
    wanted: Sequence[str], spans: Sequence[tuple[Spelling, bool, int, int]], steps: Sequence[int], reviewed: bool
) -> Iterator[tuple[int, Mapping[str, str]]]:
    before: Mapping[str, str] = {}
    for at in steps:
        known = homes(
            each for each, is_reviewed, since, until in spans if since <= at < until and is_reviewed >= reviewed
        )
        now = {key: known[key] for key in wanted if key in known}
        if now != before:
            yield at, now
            before = now
