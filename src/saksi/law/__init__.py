"""What the law allows: dated, cited rules, and clocks that run over a custody."""

from .calendar import Span, Term
from .clocks import Clock, Order, Stretch, clocks
from .codes import JURISDICTIONS, Code, Limit, Moment, Offence, Rule, load_code

__all__ = [
    "JURISDICTIONS",
    "Clock",
    "Code",
    "Limit",
    "Moment",
    "Offence",
    "Order",
    "Rule",
    "Span",
    "Stretch",
    "Term",
    "clocks",
    "load_code",
]
