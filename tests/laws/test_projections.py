"""Laws of the stored projections: what is stored is what the fold gives, whatever came in which order."""

import io
import random
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from saksi.ledger import (
    By,
    Exchange,
    Kind,
    Ledger,
    NewEntry,
    _offices,
    _store,
    open_ledger,
    reading_fields,
    statement_fields,
)
from saksi.ledger._engine import open_engine
from saksi.ledger.sign import Sealed
from saksi.model import Count, Document, Event, Name, Party, Reading, Span, Statement, View, When
from saksi.projection import follow, register_page
from saksi.projection.store import reading as read_projections
from saksi.projection.tables import days, row
from saksi.projection.units import encode_stored
from saksi.register import custody

START = datetime(2020, 1, 1, tzinfo=UTC)
PEOPLE = ("Dara Testname", "Vanna Testname", "dara testname")
BODIES = (
    ("Example Party of the North", ("EPN", "Example Party")),
    ("Example Party of the South", ("Example Party",)),
    ("Example Party", ("EP",)),
    ("Extra Example Party Now", ("EPN",)),
)
AFFILIATIONS = (None, "EPN", "Example Party", "EP", "the opposition", "Example Party of the South")
KINDS = ("arrest", "charge", "held", "release", "release_order", "flight", "trial_scheduled", "sentence", "killing")
DATES = (None, "2019-11", "2019-12-20", "2019-12-01/..", "2020-01-03", "2020-02-10", "9999-12-31")
DAYS = tuple(date(2019, 11, 15) + timedelta(days=9 * step) for step in range(14))
READERS: tuple[By, ...] = (("reader", "test-1"), ("reader", "test-2"))


class Story:
    """A ledger that grows at random: reports, second readings, reviews, corrections; its clock runs both ways."""

    def __init__(self, ledger: Ledger, chance: random.Random) -> None:
        self.ledger = ledger
        self.chance = chance
        self.readings: list[tuple[str, str]] = []
        self.statements: list[tuple[str, str, str]] = []

    def go_on(self) -> None:
        acts = [self.read, self.read] if not self.statements else [self.read, self.review, self.review, self.correct]
        self.chance.choice([*acts, *acts, self.consent])()

    def consent(self) -> None:
        """A document comes to lie in a scope, or leaves it."""
        fields = {"document": f"{self.chance.randrange(3)}" * 64, "uses": ["share"]}
        fields |= {"scope": "case-7"} if self.chance.random() < 0.5 else {}
        self._append([NewEntry(kind="consent", fields=fields)])

    def read(self) -> None:
        document = f"{self.chance.randrange(3)}" * 64
        by = self.chance.choice(READERS)
        names = [self._person(at) for at in range(self.chance.randrange(1, 4))]
        names += [self._body(at) for at in range(self.chance.randrange(2))]
        published = self.chance.choice((None, When("2019-12-27"), When("2020-01"), When("2020-01-09")))
        page = Document(sha256=document, media_type="text/plain", title="Test page", published=published)
        fields = reading_fields(Reading(document=page, text="", names=tuple(names)), reader=by[1], text="f" * 64)
        batch = [NewEntry(kind="reading", fields=fields, by=by)]
        for at in range(self.chance.randrange(4)):
            told = statement_fields(self._said(at, names), document=document, words=f"words {at}")
            batch.append(NewEntry(kind="statement", fields=told, by=by, refs={"reading": 0}))
        first, *ids = self._append(batch)
        self.readings.append((first, document))
        self.statements += [(each, first, document) for each in ids]

    def review(self) -> None:
        (target, _, _) = self.chance.choice(self.statements)
        verdict = self.chance.choice(("accept", "accept", "reject"))
        self._append([NewEntry(kind="review", fields={"target": target, "verdict": verdict})])

    def correct(self) -> None:
        (target, _, _), (_, reading, document) = (
            self.chance.choice(self.statements),
            self.chance.choice(self.statements),
        )
        names = [self._person(0)]
        fields = {**statement_fields(self._said(9, names), document=document, words="corrected"), "reading": reading}
        verdict = NewEntry(kind="review", fields={"target": target, "verdict": "correct"}, refs={"replacement": 0})
        own, _ = self._append([NewEntry(kind="statement", fields=fields), verdict])
        self.statements.append((own, reading, document))

    def _append(self, batch: list[NewEntry]) -> tuple[str, ...]:
        return self.ledger.append(batch, recorded_at=START + timedelta(hours=self.chance.randrange(6)))

    def _person(self, at: int) -> Name:
        name = self.chance.choice(PEOPLE)
        aliases = tuple(self.chance.sample(("Test D.", "Brother Test"), self.chance.randrange(2)))
        return Name(
            id=f"n{at}", kind="person", name=name, aliases=aliases, affiliation=self.chance.choice(AFFILIATIONS)
        )

    def _body(self, at: int) -> Name:
        name, aliases = self.chance.choice(BODIES)
        return Name(id=f"b{at}", kind="body", name=name, aliases=aliases[: self.chance.randrange(1, 3)])

    def _said(self, at: int, names: list[Name]) -> Statement:
        people = [name for name in names if name.kind == "person"]
        parties = [Party(name=name.name, ref=name.id) for name in people]
        parties += [
            Party(name="three workers"),
            Party(name=f"{people[0].name} and two workers"),
            Party(name="one of the workers"),
        ]
        who = self.chance.choice(parties)
        kind = self.chance.choice(KINDS)
        number = self.chance.choice((None, None, 3))
        when = self.chance.choice(DATES)
        event = Event(
            kind=kind,
            event=f"v{self.chance.randrange(3)}",
            agent=who if kind == "flight" else None,
            targets=() if kind == "flight" else (who,),
            date=None if when is None else When(when),
            count=None if number is None else Count(min=number, max=number),
        )
        return Statement(
            id=f"s{at}",
            span=Span(start=at * 10, end=at * 10 + 5),
            content=event,
            said_by=self.chance.choice((None, Party(name="Major Example"))),
            stance=self.chance.choice(("asserts", "asserts", "denies")),
            certainty=self.chance.choice(("fact", "fact", "alleged", "planned", "negated")),
        )


def sealed_of(ledger: Ledger) -> list[Sealed]:
    with ledger._reads() as connection:
        return [each.sealed()[0] for each in _store.rows(connection)]


def copy_of(ledger: Ledger, path: Path) -> Ledger:
    """Another office's copy of the same ledger, still empty."""
    engine = open_engine(path, b"TEST KEY ONLY, NEVER A REAL ONE!")
    with ledger._reads() as connection:
        secrets = {name: _store.read_secret(connection, name) or b"" for name in ("owner", "originals")}
    _store.create_tables(engine, secrets)
    return Ledger(path, engine)


def bring(ledger: Ledger, some: list[Sealed]) -> None:
    with ledger._writes() as connection:
        counts = _offices.counting(connection, ledger._root(connection))
        _store.put(connection, some, START, ledger._erasures(connection), counts)


def stored(ledger: Ledger) -> list[str]:
    follow(ledger)
    with read_projections(ledger) as connection:
        tables = [connection.execute(select(table)).mappings().all() for table in (days, row)]
    return sorted(repr(sorted(each.items())) for table in tables for each in table)


def check_pages(ledger: Ledger, chance: random.Random) -> None:
    for _ in range(4):
        as_of = chance.choice((None, START + timedelta(hours=chance.randrange(-1, 7))))
        view = View(as_of=as_of, trust=chance.choice(("reviewed", "drafts")))
        on = chance.choice(DAYS)
        record = ledger.view(view)
        wanted = custody(record, on)
        found, after = [], None
        while True:
            page = register_page(ledger, view, on, after=after, most=chance.randrange(1, 4))
            found += page.rows
            after = page.after
            if after is None:
                break
        assert found == [encode_stored(each) for each in (*wanted.people, *wanted.groups)]
        assert (page.counts, page.named) == (wanted.counts, len(wanted.people))
        assert (page.uncounted, page.erased) == (len(wanted.uncounted), record.erased)


def in_parts(whole: list[Sealed], chance: random.Random) -> list[list[Sealed]]:
    cuts = sorted(chance.sample(range(len(whole) + 1), min(3, len(whole))))
    return [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(2, 14), st.booleans())
def test_stored_rows_are_the_folded_ones_whatever_came_when(chance, acts, shuffled):
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "a"), None, create=True) as ledger:
        story = Story(ledger, chance)
        for _ in range(acts):
            story.go_on()
            if chance.random() < 0.3:
                follow(ledger)
        check_pages(ledger, chance)
        followed = stored(ledger)
        ledger.drop_projections()
        assert stored(ledger) == followed
        entries = sealed_of(ledger)
        if shuffled:
            chance.shuffle(entries)
        with copy_of(ledger, Path(folder, "b")) as copy:
            for part in in_parts(entries, chance):
                bring(copy, part)
                follow(copy)
            check_pages(copy, chance)
            assert stored(copy) == followed


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.integers(4, 14))
def test_what_a_partner_tells_withholds_and_loses_is_stored_as_it_is_folded(chance, acts):
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(Path(folder, "a"), None, create=True) as ledger,
        open_ledger(Path(folder, "b"), None, create=True) as partner,
    ):
        admit(ledger, partner)
        admit(partner, ledger)
        stories = [Story(ledger, chance), Story(partner, chance)]
        for _ in range(acts):
            chance.choice(stories).go_on()
            if chance.random() < 0.3:
                merge(partner, ledger)
            if chance.random() < 0.3:
                follow(ledger)
        merge(partner, ledger)
        check_pages(ledger, chance)
        change_trust(ledger, "revocation", key=chance.choice([each.author for each in partner.entries()]))
        check_pages(ledger, chance)
        followed = stored(ledger)
        ledger.drop_projections()
        assert stored(ledger) == followed


def change_trust(ledger: Ledger, kind: Kind, **fields: str) -> None:
    entry = NewEntry(kind=kind, fields=dict(fields))
    Exchange(ledger).change_trust([entry], recorded_at=START, place=lambda sha256, key: sha256)


def admit(ledger: Ledger, other: Ledger) -> None:
    root, recipient = other.trust().home.root, Exchange(other).recipient()
    change_trust(ledger, "office", key=root, name="x", recipient=recipient)


def merge(one: Ledger, other: Ledger) -> None:
    out = io.BytesIO()
    to = one.trust().partners
    Exchange(one).write_bundle(out, to=to, since=0, on=DAYS[0], original=lambda sha256, key: b"")
    bundle = io.BytesIO(out.getvalue())
    Exchange(other).merge(bundle, keep=lambda data: b"", place=lambda sha256, key: sha256)
