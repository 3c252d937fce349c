"""The vectors of testimony and audiences: the program, the verifier beside it, and the rule of the page agree."""

import json
from datetime import date
from pathlib import Path

import pytest
from ledger_cases import entry as opened
from test_format_vectors import VECTORS, sealed, stored, verify, why  # noqa: F401 - `verify` is a fixture
from tools import saksi_verify

from saksi.ledger import leaving, reaches
from saksi.ledger.audience import NEVER
from saksi.ledger.checking import check_all
from saksi.ledger.sign import head_of

OWNER = VECTORS["owner"]


def entries(vector):
    for each in vector["entries"]:
        head = head_of(json.loads(each["head"]))
        fields = {name: held["value"] for name, held in each["openings"].items() if "value" in held}
        made = (each["id"], head.kind, fields)
        yield opened(*made, author=head.author, recorded_at=head.recorded_at, prev=head.prev)


@pytest.mark.parametrize("vector", VECTORS["audiences"], ids=why)
def test_a_document_goes_as_far_as_its_entries_say(vector):
    day = date.fromisoformat(vector["on"])
    reach = reaches(entries(vector))[vector["document"]]
    assert reach.scope == vector["scope"]
    assert (reach.publish_until != NEVER and vector["on"] <= reach.publish_until) == vector["everybody"]
    assert (vector["document"] in leaving(entries(vector), day)) == vector["partner"]


@pytest.mark.parametrize("vector", VECTORS["audiences"], ids=why)
def test_they_are_sound_ledgers_to_both_verifiers(vector, verify):  # noqa: F811
    for each in vector["entries"]:
        verify(each)
    assert check_all(stored(vector["entries"]), OWNER).is_clean
    assert saksi_verify.find_faults(vector["entries"], OWNER) == []


def test_testimony_follows_a_sound_ledger_and_leaves_it_sound(verify):  # noqa: F811
    made = [vector["entry"] for vector in (*VECTORS["valid"], *VECTORS["testimony"])]
    for each in made:
        verify(each)
    assert check_all(stored(made), OWNER).is_clean
    assert saksi_verify.find_faults(made, OWNER) == []


def test_the_page_says_what_can_be_erased_of_them():
    page = (Path(__file__).parents[3] / "docs" / "format" / "README.md").read_text("utf-8")
    for kind in ("witness", "consent"):
        staying = [name for name in saksi_verify.FIELDS[kind] if name not in saksi_verify.ERASABLE[kind]]
        stays = " ".join(f"`{name}`" for name in staying)
        assert f"| `{kind}` | {stays} |" in page
