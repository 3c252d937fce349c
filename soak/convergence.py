"""Do offices converge? Hypothesis plays what happens between two to five of them, and looks at the end of each run."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from nacl.signing import SigningKey

from saksi.ledger import settling

from .copies import copy_of, differences
from .desks import Desk, author_of, made_bundle, sign, without_disk
from .world import World

_DESKS = st.integers(0, 4)
_WHICH = st.integers(0, 30)
_SHARES = st.sampled_from((0.0, 0.3, 0.6, 0.9, 0.99))


class Offices(RuleBasedStateMachine):
    """What honest people, thieves and carriers do."""

    world: World

    @initialize(number=st.sampled_from((2, 2, 3, 3, 3, 4, 5)), seed=st.integers(0, 2**32), friends=st.booleans())
    def begin(self, number: int, seed: int, friends: bool) -> None:
        """Some offices, which may all know each other."""
        chance = Random(seed)
        self._disk = without_disk(chance)
        self._disk.__enter__()
        self.world = World(number, chance)
        self._touched = set[int]()
        for desk in self.world.desks if friends else ():
            for other in self.world.desks:
                self.world.admit(desk, other)

    def teardown(self) -> None:
        """All is handed to all, and what must be the same is compared."""
        if not hasattr(self, "world"):
            return
        try:
            self.world.everybody_hands_everybody_everything()
            wrongs = self.world.wrongs()
            assert not wrongs, "\n".join(wrongs[:5])
        finally:
            self.world.close()
            self._disk.__exit__(None, None, None)

    def _desk(self, number: int) -> Desk:
        desk = self.world.desks[number % len(self.world.desks)]
        self._touched.add(desk.number)
        return desk

    @rule(a=_DESKS, document=st.integers(0, 3), version=st.integers(1, 2))
    def tell(self, a: int, document: int, version: int) -> None:
        """A document is taken in."""
        self.world.tell(self._desk(a), document, version)

    @rule(a=_DESKS, which=_WHICH)
    def review(self, a: int, which: int) -> None:
        """A statement is reviewed."""
        self.world.review(self._desk(a), which)

    @rule(a=_DESKS, which=_WHICH, whole=st.booleans())
    def erase(self, a: int, which: int, whole: bool) -> None:
        """Something is erased."""
        self.world.erase(self._desk(a), which, whole=whole)

    @rule(a=_DESKS, b=_DESKS)
    def admit(self, a: int, b: int) -> None:
        """A partner is admitted."""
        self.world.admit(self._desk(a), self._desk(b))

    @rule(a=_DESKS, person=_DESKS)
    def admit_person(self, a: int, person: int) -> None:
        """A colleague is admitted."""
        self.world.admit_person(self._desk(a), person)

    @rule(a=_DESKS, person=_DESKS, which=_WHICH)
    def person_writes(self, a: int, person: int, which: int) -> None:
        """A colleague writes."""
        self.world.person_writes(self._desk(a), person, which)

    @rule(a=_DESKS, person=_DESKS, which=_WHICH)
    def assent(self, a: int, person: int, which: int) -> None:
        """A colleague assents to an erasure."""
        self.world.assent(self._desk(a), person, which)

    @rule(a=_DESKS)
    def rotate(self, a: int) -> None:
        """A new key."""
        self.world.rotate(self._desk(a))

    @rule(a=_DESKS, which=_WHICH, last=st.none() | _WHICH)
    def revoke(self, a: int, which: int, last: int | None) -> None:
        """A key is limited."""
        self.world.revoke(self._desk(a), which, last)

    @rule(a=_DESKS, b=_DESKS, since=_SHARES, forward=st.booleans())
    def hand(self, a: int, b: int, since: float, forward: bool) -> None:
        """A bundle is handed over."""
        self.world.hand(self._desk(a), self._desk(b), since=since, forward=forward)

    @rule(which=_WHICH, a=_DESKS)
    def replay(self, which: int, a: int) -> None:
        """A bundle comes again, or to the wrong office."""
        self.world.replay(which, to=self._desk(a))

    @rule(which=_WHICH, place=_SHARES, cut=st.booleans())
    def spoil(self, which: int, place: float, cut: bool) -> None:
        """A bundle comes spoiled."""
        self.world.spoil(which, place, cut=cut)

    @rule(a=_DESKS, b=_DESKS, which=_WHICH)
    def forge(self, a: int, b: int, which: int) -> None:
        """An entry is altered."""
        self.world.forge(self._desk(a), self._desk(b), which)

    @rule(a=_DESKS, b=_DESKS, part=_SHARES)
    def carry(self, a: int, b: int, part: float) -> None:
        """A carrier hands on what it likes."""
        self.world.carry(self._desk(a), self._desk(b), part)

    @rule(a=_DESKS, b=_DESKS, seed=_WHICH, after=_WHICH, what=_WHICH)
    def steal(self, a: int, b: int, seed: int, after: int, what: int) -> None:
        """Somebody has a key of another."""
        self.world.steal(self._desk(a), self._desk(b), seed, after, what)

    @invariant()
    def checks_out(self) -> None:
        """Every office that did something is sound."""
        for number in sorted(getattr(self, "_touched", ())):
            faults = self.world.desks[number].faults()
            assert not faults, f"office {number}: {faults[:3]}"
        self._touched = set()


def run(number: int, seed_: int = 1, *, careless: bool = False) -> tuple[int, list[str]]:
    """So many runs; how many there were, and the first thing that was wrong.

    With `careless` of two rotations that contradict each other the first to come wins: then copies must differ.
    """
    with _settings(careless=careless):
        return _run(number, seed_)


@contextmanager
def _settings(*, careless: bool) -> Iterator[None]:
    with patch.object(settling, "_turning", lambda *of: frozenset()) if careless else nullcontext():
        yield


def two_claims(*, careless: bool) -> list[str]:
    """The same two rotations of one key reach two copies of an office, each in another order: what differs."""
    chance = Random(1)
    with without_disk(chance), _settings(careless=careless):
        world = World(2, chance)
        one, other = world.desks
        world.admit(other, one)
        world.admit(one, other)
        twin = Desk(other.number, chance, other.secrets())
        twin.begin(other.sealed()[:1])
        twin.merge(made_bundle(other.sealed(), [twin], SigningKey(other.seeds()[0])), back=True)
        mine, key = [each for each in one.sealed() if author_of(each) == one.root], SigningKey(one.seeds()[0])
        claim = sign(chance, key, "rotation", {"key": other.root, "recipient": "x"}, mine[-1].id, world.at())
        world.rotate(one)
        bundles = [one.bundle(other), made_bundle([*mine, claim], [other], key)]
        for data, again in zip(bundles, reversed(bundles), strict=True):
            other.merge(data)
            twin.merge(again)
        return list(differences(copy_of(other), copy_of(twin)))


def _run(number: int, seed_: int) -> tuple[int, list[str]]:
    held = settings(
        max_examples=number,
        stateful_step_count=16,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(seed_)(Offices), settings=held)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in a run is what the trial looks for
        return number, ["; ".join([str(error), *getattr(error, "__notes__", ())])]
    return number, []
