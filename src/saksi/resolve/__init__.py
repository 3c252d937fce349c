"""Who is who, and what each statement can bear on, before any fold looks at it."""

from .basis import Basis, Source, rest_on, source_of, sources_of
from .bodies import BodyMap, Spelling, body_map, homes, spellings
from .persons import PersonKey, PersonKeys, PersonMap, identify, keys_of, person_of, references
from .plain import plain
from .spelling import normal_name
from .tellings import Crowd, Telling, statements_of, tell, telling_of

__all__ = [
    "Basis",
    "BodyMap",
    "Crowd",
    "PersonKey",
    "PersonKeys",
    "PersonMap",
    "Source",
    "Spelling",
    "Telling",
    "body_map",
    "homes",
    "identify",
    "keys_of",
    "normal_name",
    "person_of",
    "plain",
    "references",
    "rest_on",
    "source_of",
    "sources_of",
    "spellings",
    "statements_of",
    "tell",
    "telling_of",
]
