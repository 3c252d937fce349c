"""The register: who is held, restricted, abroad or let out on a day, who fled, and who contradicts whom."""

from .changes import Change, changes, encode_changes
from .contradictions import ContradictionRow, contradictions, encode_contradictions
from .custody import custody
from .flights import Account, FlightRow, Route, encode_flights, flights
from .person import EventLine, PersonPage, candidates, encode_person, person_page
from .rows import Expected, GroupRow, Part, PersonRow, Register, Tally, Track, encode_register

__all__ = [
    "Account",
    "Change",
    "ContradictionRow",
    "EventLine",
    "Expected",
    "FlightRow",
    "GroupRow",
    "Part",
    "PersonPage",
    "PersonRow",
    "Register",
    "Route",
    "Tally",
    "Track",
    "candidates",
    "changes",
    "contradictions",
    "custody",
    "encode_changes",
    "encode_contradictions",
    "encode_flights",
    "encode_person",
    "encode_register",
    "flights",
    "person_page",
]
