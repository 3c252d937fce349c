"""How many entries a second go out in a bundle and come in by a merge; and a small bundle into a large ledger."""

import time
from random import Random

from soak.desks import Desk, without_disk
from soak.world import World


def measure(documents: int) -> dict[str, float]:
    """Entries a second of a whole bundle and its merge, and seconds for one document more, all in memory."""
    chance = Random(1)
    with without_disk(chance):
        world = World(2, chance)
        sender, taker = world.desks
        world.admit(sender, taker)
        world.admit(taker, sender)
        for number in range(documents):
            world.tell(sender, number, 1)
        size = sender.size()[0]
        begun = time.process_time()
        data = sender.bundle(taker)
        bundled = time.process_time()
        taker.merge(data)
        merged = time.process_time()
        more = _one_more(world, sender, taker, documents, size)
        world.close()
    return {
        "entries": size,
        "bundled a second": size / (bundled - begun),
        "merged a second": size / (merged - bundled),
        "one document more, seconds": more,
    }


def _one_more(world: World, sender: Desk, taker: Desk, documents: int, size: int) -> float:
    world.tell(sender, documents, 1)
    data = sender.bundle(taker, since=size)
    begun = time.process_time()
    taker.merge(data)
    return time.process_time() - begun


if __name__ == "__main__":
    for number in (250, 1_000):
        print({name: round(value, 3) for name, value in measure(number).items()})
