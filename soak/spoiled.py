"""One bit is turned in a bundle, or it is cut off: it must be refused, and leave the ledger as it was."""

from random import Random

from .copies import copy_of
from .desks import Desk, without_disk
from .world import World, refused


def run(number: int, seed: int = 1) -> tuple[int, list[str]]:
    """Spoil a bundle so many times; how often it was refused, and each time that it was not."""
    chance, wrongs = Random(seed), list[str]()
    with without_disk(chance):
        world = World(2, chance)
        sender, taker = world.desks
        data = _bundle(world, sender, taker)
        for _ in range(number):
            at, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
            is_cut = chance.randrange(8) == 0
            try:
                refused(taker, data[:at] if is_cut else data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :])
            except AssertionError as error:
                wrongs.append(f"byte {at}, {'cut off' if is_cut else f'bit {bit}'}: {error}")
        before = copy_of(taker).digest
        taker.merge(data)
        if copy_of(taker).digest == before:
            wrongs.append("the bundle brings nothing as it is: the trial sees nothing")
        world.close()
    return number - len(wrongs), wrongs


def _bundle(world: World, sender: Desk, taker: Desk) -> bytes:
    world.admit(sender, taker)
    world.admit(taker, sender)
    for document in range(3):
        world.tell(sender, document, 1)
    return sender.bundle(taker)
