"""All answers on one page."""

from collections.abc import Sequence

from saksi.procedures import ProcedureRow
from saksi.register import ContradictionRow, FlightRow, Register

from .contradictions import print_contradictions
from .custody import print_register
from .flights import print_flights
from .procedures import print_procedures
from .screen import Screen


def print_record(
    register: Register,
    flights: Sequence[FlightRow],
    procedures: Sequence[ProcedureRow],
    contradictions: Sequence[ContradictionRow],
) -> None:
    """Print custody, flights, procedures and contradictions, one after the other."""
    screen = Screen()
    print_register(screen, register)
    screen.rule()
    print_flights(screen, flights)
    screen.rule()
    print_procedures(screen, procedures)
    screen.rule()
    print_contradictions(screen, contradictions)
    screen.rule()
    screen.line("* rests on drafts that nobody has reviewed. Follow an id: saksi show ID. Review: saksi review")
