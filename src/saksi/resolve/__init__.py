"""Who is who, and what each statement can bear on, before any fold looks at it."""

from .basis import Basis, Source, rest_on, sources_of
from .persons import PersonKey, PersonMap, identify, normal_name, person_of
from .plain import plain
from .tellings import Crowd, Telling, statements_of, tell

__all__ = [
    "Basis",
    "Crowd",
    "PersonKey",
    "PersonMap",
    "Source",
    "Telling",
    "identify",
    "normal_name",
    "person_of",
    "plain",
    "rest_on",
    "sources_of",
    "statements_of",
    "tell",
]
