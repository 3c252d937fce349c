from datetime import date

from tests.build import record, told

from saksi.register import candidates, person_page

ON = date(2019, 12, 27)
RECORD = record(
    told("arrest", "Dara Testname", date="2017-09"),
    told("charge", "Dara Testname", date="2017-10", at=1),
    told("held", "Vanna Testname", at=2),
)


def test_the_page_tells_events_in_time_order_and_what_is_unknown_since_when():
    page = person_page(RECORD, "dara testname", ON)
    assert [line.kind for line in page.events] == ["arrest", "charge"]
    assert page.unknown[0] == "liberty: unknown since 2017-09, last known held"


def test_a_name_that_fits_several_has_no_page_and_candidates_instead():
    assert person_page(RECORD, "Testname", ON) is None
    assert len(candidates(RECORD, "Testname")) == 2


def test_a_name_that_fits_nobody_has_no_page():
    assert person_page(RECORD, "Nobody Here", ON) is None
    assert candidates(RECORD, "Nobody Here") == ()
