"""The register: who is held, restricted, abroad or let out on a day, who fled, and who contradicts whom."""

from .alarms import KINDS as ALARM_KINDS
from .alarms import Alarm, alarms, clocks_of, encode_alarms
from .changes import Change, changes, encode_changes
from .contradictions import ContradictionRow, contradictions, encode_contradictions
from .custody import custody
from .flights import Account, FlightRow, Route, encode_flights, flights
from .history import Interval, history
from .person import EventLine, PersonPage, candidates, encode_person, person_page
from .rows import Expected, GroupRow, Part, PersonRow, Register, Tally, Track, encode_register

__all__ = [
    "ALARM_KINDS",
    "Account",
    "Alarm",
    "Change",
    "ContradictionRow",
    "EventLine",
    "Expected",
    "FlightRow",
    "GroupRow",
    "Interval",
    "Part",
    "PersonPage",
    "PersonRow",
    "Register",
    "Route",
    "Tally",
    "Track",
    "alarms",
    "candidates",
    "changes",
    "clocks_of",
    "contradictions",
    "custody",
    "encode_alarms",
    "encode_changes",
    "encode_contradictions",
    "encode_flights",
    "encode_person",
    "encode_register",
    "flights",
    "history",
    "person_page",
]
