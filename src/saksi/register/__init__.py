"""The register: who is held, restricted, abroad or let out on a day, who fled, and who contradicts whom."""

from .alarms import KINDS as ALARM_KINDS
from .alarms import Alarm, alarms, clocks_of, encode_alarms
from .changes import Change, changes, encode_changes
from .contradictions import ContradictionRow, contradictions, encode_contradictions
from .custody import custody, rows_of
from .flights import Account, FlightRow, Route, encode_flights, flights
from .groups import counted_in, group_order, group_rows, is_uncounted
from .history import Interval, history
from .person import EventLine, PersonPage, candidates, encode_person, person_page
from .rows import Expected, GroupRow, Oddity, Part, PersonRow, Register, Tally, Track, encode_register, encode_row

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
    "Oddity",
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
    "counted_in",
    "custody",
    "encode_alarms",
    "encode_changes",
    "encode_contradictions",
    "encode_flights",
    "encode_person",
    "encode_register",
    "encode_row",
    "flights",
    "group_order",
    "group_rows",
    "history",
    "is_uncounted",
    "person_page",
    "rows_of",
]
