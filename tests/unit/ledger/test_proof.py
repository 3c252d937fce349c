import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_cases import NOON, capture, reading, statement
from tests.engines import ENGINES

from saksi.ledger import open_ledger
from saksi.ledger.proof import check_proof
from saksi.model import TamperError


@pytest.fixture(scope="module", params=ENGINES)
def ledger(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("proof")
    where = folder / "test.saksi"
    if request.param == "postgresql":
        postgres = request.getfixturevalue("postgres")
        where = postgres.server(folder)
    with open_ledger(where, None, create=True) as opened:
        yield opened
    if request.param == "postgresql":
        postgres.take_back()


@pytest.fixture(scope="module")
def ids(ledger):
    told = [statement(at=1, start=10 * number, local=f"s{number}") for number in range(9)]
    return ledger.append([capture(), reading(), *told], recorded_at=NOON)


@pytest.fixture(scope="module")
def proof(ledger, ids):
    return ledger.prove(ids[5], frozenset({"words", "stance"}))


def test_a_proof_shows_the_open_fields_and_no_other(ledger, ids, proof):
    found = check_proof(proof)
    assert found.id == ids[5]
    assert found.opened == ("stance", "words")
    assert found.fields == {name: ledger.entry(ids[5]).fields[name] for name in ("stance", "words")}
    assert (found.head.kind, found.checkpoint.size) == ("statement", len(list(ledger.entries())))
    assert found.index == ledger.entry(ids[5]).seq - 1


def test_a_closed_field_is_nowhere_in_the_proof(ledger, ids, proof):
    whole = check_proof(ledger.prove(ids[5], frozenset({"content", "said_by"})))
    assert whole.fields["content"]
    assert "content" not in check_proof(proof).fields
    assert ledger.entry(ids[5]).fields["words"] not in ledger.prove(ids[5], frozenset())


@pytest.mark.parametrize("place", range(11))
def test_every_entry_of_a_log_can_be_proven(ledger, ids, place):
    assert check_proof(ledger.prove(ids[place], frozenset())).id == ids[place]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_proof_with_one_character_changed_shows_the_same_or_is_refused(proof, data):
    at = data.draw(st.integers(0, len(proof) - 1))
    changed = proof[:at] + data.draw(st.characters(codec="ascii")) + proof[at + 1 :]
    try:
        found = check_proof(changed)
    except TamperError:
        return
    assert found == check_proof(proof)


def test_an_entry_is_not_proven_by_the_path_or_the_checkpoint_of_another(ledger, ids, proof):
    other = ledger.prove(ids[6], frozenset({"words"}))
    mine, theirs = proof.split("\n"), other.split("\n")
    for line in (1, 2, 3):
        with pytest.raises(TamperError):
            check_proof("\n".join([*mine[:line], theirs[line], *mine[line + 1 :]]))


@pytest.mark.parametrize(
    "text", ["", "hello", "c2sp.org/tlog-proof@v1\n", "c2sp.org/tlog-proof@v1\nextra !\nindex 0\n\n"]
)
def test_any_other_text_is_refused(text):
    with pytest.raises(TamperError):
        check_proof(text)
