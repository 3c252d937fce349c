"""Laws of every fold: order, repetition and other people change nothing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.build import record, told

from saksi.model import EVENT_KINDS, Record
from saksi.procedures import procedures
from saksi.register import contradictions, custody, flights

ON = date(2019, 12, 1)
PEOPLE = ("Dara Testname", "Vanna Testname")
DATES = (None, "2017", "2017-09", "2019-11-12", "2015/..", "2019-11-01/2019-11-20", "2020-01")


@st.composite
def tellings(draw: st.DrawFn, people: tuple[str, ...] = PEOPLE):
    kind, who = draw(st.sampled_from(sorted(EVENT_KINDS))), draw(st.sampled_from(people))
    agent = EVENT_KINDS[kind].subject == "agent"
    return told(
        kind,
        *(() if agent else (who,)),
        agent=who if agent else None,
        date=draw(st.sampled_from(DATES)),
        by=draw(st.sampled_from((None, "Major Example", "Sister Example"))),
        certainty=draw(st.sampled_from(("fact", "alleged", "planned", "negated"))),
        reading=draw(st.sampled_from(("r1", "r2"))),
        at=draw(st.integers(0, 20)),
    )


def folded(seen: Record) -> tuple[object, ...]:
    return custody(seen, ON), flights(seen, ON), contradictions(seen), procedures(seen, ON)


@given(st.lists(tellings(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(told_, random):
    seen = record(*told_)
    shuffled = list(told_)
    random.shuffle(shuffled)
    names = list(seen.names.items())
    random.shuffle(names)
    assert folded(replace(seen, statements=tuple(shuffled), names=dict(names))) == folded(seen)


@given(st.lists(tellings(), max_size=8))
def test_a_statement_twice_is_a_statement_once(told_):
    assert folded(record(*told_, *told_)) == folded(record(*told_))


@given(st.lists(tellings(people=PEOPLE[:1]), min_size=1, max_size=6), tellings(people=PEOPLE[1:]))
def test_a_statement_on_another_person_changes_nothing(told_, other):
    def rows(seen: Record) -> list[object]:
        return [row for row in custody(seen, ON).people if row.person == PEOPLE[0]]

    # both documents are there in both, so that only the statement differs
    both = record(*told_, other)
    alone = replace(both, statements=tuple(told_))
    assert rows(alone) == rows(both)


@given(st.lists(tellings(), max_size=8))
def test_plans_and_negations_alone_put_nobody_in_prison_or_out_of_it(told_):
    unreal = [each for each in told_ if each.statement.certainty in ("planned", "negated")]
    assert all(not row.liberty.basis.statements for row in custody(record(*unreal), ON).people)


@given(st.lists(tellings(), max_size=8))
def test_every_row_rests_on_statements_of_the_record(told_):
    ids = {each.id for each in told_}
    for row in custody(record(*told_), ON).people:
        assert row.basis.statements
        assert set(row.basis.statements) <= ids
