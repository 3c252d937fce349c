"""All answers on one page."""

from collections.abc import Sequence

from saksi.procedures import ProcedureRow
from saksi.register import ContradictionRow, FlightRow, Register

from .contradictions import print_contradictions
from .custody import print_register
from .flights import print_flights
from .page import Page
from .procedures import print_procedures


def print_record(
    page: Page,
    register: Register,
    flights: Sequence[FlightRow],
    procedures: Sequence[ProcedureRow],
    contradictions: Sequence[ContradictionRow],
) -> None:
    """Print custody, flights, procedures and contradictions, one after the other."""
    print_register(page, register)
    page.screen.rule()
    print_flights(page, flights)
    page.screen.rule()
    print_procedures(page, procedures)
    page.screen.rule()
    print_contradictions(page, contradictions)
    page.screen.rule()
    page.screen.line("* rests on drafts that nobody has reviewed. Follow an id: saksi show ID. Review: saksi review")
