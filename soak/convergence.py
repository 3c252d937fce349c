"""Do offices converge? Hypothesis plays what happens between two to five of them, and looks at the end of each run."""

from contextlib import nullcontext
from random import Random
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from nacl.signing import SigningKey

from saksi.ledger import settling

from .copies import copy_of, differences
from .offices import Desk, author_of, made_bundle, sign, without_disk
from .world import World

_DESKS = st.integers(0, 4)
_WHICH = st.integers(0, 30)
_SHARES = st.sampled_from((0.0, 0.3, 0.6, 0.9, 0.99))


class Offices(RuleBasedStateMachine):
    """What honest people, thieves and carriers do."""

    world: World

    @initialize(number=st.sampled_from((2, 2, 3, 3, 3, 4, 5)), seed=st.integers(0, 2**32), friends=st.booleans())
    def begin(self, number: int, seed: int, friends: bool) -> None:
        chance = Random(seed)
        self._disk = without_disk(chance)
        self._disk.__enter__()
        self.world = World(number, chance)
        self._touched = set[int]()
        for desk in self.world.desks if friends else ():
            for other in self.world.desks:
                self.world.admit(desk, other)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self.world.everybody_hands_everybody_everything()
            wrongs = self.world.wrongs()
            assert not wrongs, "\n".join(wrongs[:5])
        finally:
            self.world.close()
            self._disk.__exit__(None, None, None)

    def _desk(self, number: int):
        desk = self.world.desks[number % len(self.world.desks)]
        self._touched.add(desk.number)
        return desk

    @rule(a=_DESKS, document=st.integers(0, 3), version=st.integers(1, 2))
    def tell(self, a, document, version):
        self.world.tell(self._desk(a), document, version)

    @rule(a=_DESKS, which=_WHICH)
    def review(self, a, which):
        self.world.review(self._desk(a), which)

    @rule(a=_DESKS, which=_WHICH, whole=st.booleans())
    def erase(self, a, which, whole):
        self.world.erase(self._desk(a), which, whole=whole)

    @rule(a=_DESKS, b=_DESKS)
    def admit(self, a, b):
        self.world.admit(self._desk(a), self._desk(b))

    @rule(a=_DESKS, person=_DESKS)
    def admit_person(self, a, person):
        self.world.admit_person(self._desk(a), person)

    @rule(a=_DESKS, person=_DESKS, which=_WHICH)
    def person_writes(self, a, person, which):
        self.world.person_writes(self._desk(a), person, which)

    @rule(a=_DESKS)
    def rotate(self, a):
        self.world.rotate(self._desk(a))

    @rule(a=_DESKS, which=_WHICH, last=st.none() | _WHICH)
    def revoke(self, a, which, last):
        self.world.revoke(self._desk(a), which, last)

    @rule(a=_DESKS, b=_DESKS, since=_SHARES, forward=st.booleans())
    def hand(self, a, b, since, forward):
        self.world.hand(self._desk(a), self._desk(b), since=since, forward=forward)

    @rule(which=_WHICH, a=_DESKS)
    def replay(self, which, a):
        self.world.replay(which, to=self._desk(a))

    @rule(which=_WHICH, place=_SHARES, cut=st.booleans())
    def spoil(self, which, place, cut):
        self.world.spoil(which, place, cut=cut)

    @rule(a=_DESKS, b=_DESKS, which=_WHICH)
    def forge(self, a, b, which):
        self.world.forge(self._desk(a), self._desk(b), which)

    @rule(a=_DESKS, b=_DESKS, part=_SHARES)
    def carry(self, a, b, part):
        self.world.carry(self._desk(a), self._desk(b), part)

    @rule(a=_DESKS, b=_DESKS, seed=_WHICH, after=_WHICH, what=_WHICH)
    def steal(self, a, b, seed, after, what):
        self.world.steal(self._desk(a), self._desk(b), seed, after, what)

    @invariant()
    def checks_out(self):
        for number in sorted(getattr(self, "_touched", ())):
            faults = self.world.desks[number].faults()
            assert not faults, f"office {number}: {faults[:3]}"
        self._touched = set()


def run(number: int, seed_: int = 1, *, careless: bool = False) -> tuple[int, list[str]]:
    """So many runs; how many there were, and the first thing that was wrong.

    With `careless` of two rotations that contradict each other the first to come wins: then copies must differ.
    """
    with patch.object(settling, "_turning", lambda *of: frozenset()) if careless else nullcontext():
        return _run(number, seed_)


def two_claims(*, careless: bool) -> list[str]:
    """The same two rotations of one key reach two copies of an office, each in another order: what differs."""
    chance = Random(1)
    held = patch.object(settling, "_turning", lambda *of: frozenset()) if careless else nullcontext()
    with without_disk(chance), held:
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
