"""Who is who, and what each statement can bear on, before any fold looks at it."""

from .basis import Basis, Source, rest_on, source_of, sources_of
from .bodies import BodyMap, body_map
from .likeness import Likeness, compare
from .name_index import Found, NameIndex
from .persons import PersonKey, PersonMap, identify, person_of
from .places import Gazetteer, Place, own_gazetteer, read_gazetteer
from .plain import plain
from .proposals import Alike, Proposal, Questions, alike, propose
from .spelling import normal_name
from .tellings import Crowd, Telling, statements_of, tell
from .tongues import closest

__all__ = [
    "Alike",
    "Basis",
    "BodyMap",
    "Crowd",
    "Found",
    "Gazetteer",
    "Likeness",
    "NameIndex",
    "PersonKey",
    "PersonMap",
    "Place",
    "Proposal",
    "Questions",
    "Source",
    "Telling",
    "alike",
    "body_map",
    "closest",
    "compare",
    "identify",
    "normal_name",
    "own_gazetteer",
    "person_of",
    "plain",
    "propose",
    "read_gazetteer",
    "rest_on",
    "source_of",
    "sources_of",
    "statements_of",
    "tell",
]
