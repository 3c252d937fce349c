"""Erasing by two: which erase entries wait for the word of another person. Pure.

Whether an office had another person is asked of what leads up to the erase entry, so that nobody who is admitted or
leaves later changes what it took, and no clock and no order of arrival has a part in it.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from .links import Chain, Link, admitted_by, text_of


def unassented(
    own: Sequence[Link], said: Iterable[Link], lineage: Sequence[str], chain: Chain
) -> dict[str, frozenset[str]]:
    """The erase entries of an office's own keys, given in turn, that wait for an assent, and whose it may be.

    `own` are the entries of those keys that count, `said` those of whoever may write for the office as a person.
    """
    if not any(admitted_by(link) not in ("", *lineage) for link in own):
        return {}
    assents: dict[str, set[str]] = defaultdict(set)
    for link in said:
        if link.kind == "assent":
            assents[text_of(link, "target")].add(link.author)
    waiting, earlier = dict[str, frozenset[str]](), list[Link]()
    for key in lineage:
        mine = {link.id: link for link in own if link.author == key}
        if any(link.kind == "erase" for link in mine.values()):
            nearest = _nearest(chain(key), mine)
            for link in mine.values():
                before = [*earlier, *(mine[each] for each in _line(link.id, nearest))]
                others = _persons(before).difference(lineage) if link.kind == "erase" else frozenset()
                if others and others.isdisjoint(assents[link.id]):
                    waiting[link.id] = others
        earlier += mine.values()
    return waiting


def _nearest(chain: Mapping[str, str | None], among: Container[str | None]) -> dict[str, str | None]:
    """For each entry of a chain that is `among` these the nearest of these that leads up to it."""
    found: dict[str, str | None] = {}
    for each in filter(among.__contains__, chain):
        here = chain[each]
        while here is not None and here not in among:
            here = chain.get(here)
        found[each] = here
    return found


def _line(entry_id: str, nearest: Mapping[str, str | None]) -> Iterator[str]:
    here = nearest.get(entry_id)
    while here is not None:
        yield here
        here = nearest.get(here)


def _persons(links: Iterable[Link]) -> frozenset[str]:
    """Who was admitted as a person, and neither as a reader too nor limited."""
    roles: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if admitted_by(link):
            roles[admitted_by(link)].add(text_of(link, "role"))
        elif link.kind == "revocation":
            roles[text_of(link, "key")].add("left")
    return frozenset(key for key, said in roles.items() if said == {"owner"})
