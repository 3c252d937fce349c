"""Who is who, and what each statement can bear on, before any fold looks at it."""

from .basis import Basis, Source, rest_on, source_of, sources_of
from .bodies import BodyMap, Spelling, body_map, homes, spellings
from .likeness import Likeness, compare
from .lists import Change, ChangedPerson, Comparison, ListedPerson, MaybeSame, compare_lists
from .name_index import Found, NameIndex
from .origins import Origins, origins_of
from .persons import PersonKey, PersonKeys, PersonMap, identify, keys_of, person_of, references
from .places import Gazetteer, Place, own_gazetteer, read_gazetteer
from .plain import plain
from .proposals import LEAST, Alike, Proposal, Questions, alike, propose
from .spelling import normal_name
from .tellings import Crowd, Telling, statements_of, tell, telling_of
from .tongues import closest

__all__ = [
    "LEAST",
    "Alike",
    "Basis",
    "BodyMap",
    "Change",
    "ChangedPerson",
    "Comparison",
    "Crowd",
    "Found",
    "Gazetteer",
    "Likeness",
    "ListedPerson",
    "MaybeSame",
    "NameIndex",
    "Origins",
    "PersonKey",
    "PersonKeys",
    "PersonMap",
    "Place",
    "Proposal",
    "Questions",
    "Source",
    "Spelling",
    "Telling",
    "alike",
    "body_map",
    "closest",
    "compare",
    "compare_lists",
    "homes",
    "identify",
    "keys_of",
    "normal_name",
    "origins_of",
    "own_gazetteer",
    "person_of",
    "plain",
    "propose",
    "read_gazetteer",
    "references",
    "rest_on",
    "source_of",
    "sources_of",
    "spellings",
    "statements_of",
    "tell",
    "telling_of",
]
