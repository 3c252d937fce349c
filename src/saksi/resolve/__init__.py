"""Who is who, and what each statement can bear on, before any fold looks at it."""

from .basis import Basis, Source, rest_on, source_of, sources_of
from .bodies import BodyMap, body_map
from .persons import PersonKey, PersonMap, identify, person_of
from .plain import plain
from .spelling import normal_name
from .tellings import Crowd, Telling, statements_of, tell

__all__ = [
    "Basis",
    "BodyMap",
    "Crowd",
    "PersonKey",
    "PersonMap",
    "Source",
    "Telling",
    "body_map",
    "identify",
    "normal_name",
    "person_of",
    "plain",
    "rest_on",
    "source_of",
    "sources_of",
    "statements_of",
    "tell",
]
