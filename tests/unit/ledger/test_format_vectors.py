import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from saksi.ledger import FIELDS
from saksi.ledger.canonical import canonical, parse_canonical
from saksi.ledger.checking import Stored, check_all
from saksi.ledger.checkpoint import read_checkpoint, sign_checkpoint
from saksi.ledger.cosignature import cosignatures
from saksi.ledger.log import Frontier, is_consistent, leaf_hash
from saksi.ledger.proof import check_proof
from saksi.ledger.sign import Opening, Sealed, Signature, faults_of, seal
from saksi.ledger.witnessing import read_growth, write_growth
from saksi.model import TamperError

FORMAT = Path(__file__).parents[3] / "docs" / "format"
PAGE = (FORMAT / "README.md").read_text("utf-8")
VECTORS = json.loads((FORMAT / "vectors.json").read_text("utf-8"))
ENTRIES = VECTORS["valid"] + VECTORS["erase"] + VECTORS["testimony"]


def why(vector):
    return vector["why"]


def sealed(entry):
    return Sealed(
        id=entry["id"],
        head=entry["head"].encode(),
        signatures=tuple(Signature(alg=item["alg"], sig=bytes.fromhex(item["sig"])) for item in entry["signatures"]),
        openings={
            name: Opening(salt=bytes.fromhex(held["salt"]), value=held.get("value"))
            for name, held in entry["openings"].items()
        },
    )


def stored(entries):
    return [Stored(sealed=sealed(entry)) for entry in entries]


@pytest.fixture(scope="module")
def verify():
    """The verifier that the page prints, run as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names = {}
    exec(code, names)
    return lambda entry, erased=(): names["verify"](entry, FIELDS, erased)


@pytest.mark.parametrize("vector", ENTRIES, ids=lambda vector: vector["entry"]["id"][:8])
def test_the_same_fields_key_and_salts_give_the_same_bytes(vector):
    expected = sealed(vector["entry"])
    head = json.loads(expected.head)
    made = seal(
        head["kind"],
        vector["fields"],
        key=SigningKey(bytes.fromhex(vector["seed"])),
        prev=head.get("prev"),
        recorded_at=datetime.fromisoformat(head["recorded_at"]),
        salts={name: held.salt for name, held in expected.openings.items()},
    )
    assert made == expected


@pytest.mark.parametrize("vector", ENTRIES, ids=lambda vector: vector["entry"]["id"][:8])
def test_a_valid_entry_is_accepted(vector, verify):
    assert list(faults_of(sealed(vector["entry"]))) == []
    verify(vector["entry"])


@pytest.mark.parametrize("vector", VECTORS["invalid"], ids=why)
def test_an_invalid_entry_is_refused_for_its_reason(vector, verify):
    assert vector["fault"] in list(faults_of(sealed(vector["entry"])))
    with pytest.raises(Exception):  # noqa: B017, PT011 - the short verifier refuses by whatever comes first
        verify(vector["entry"])


def test_the_valid_entries_are_a_sound_ledger():
    assert check_all(stored(vector["entry"] for vector in VECTORS["valid"]), VECTORS["owner"]).is_clean


@pytest.mark.parametrize("vector", VECTORS["invalid_ledgers"], ids=why)
def test_sound_entries_can_be_an_unsound_ledger(vector, verify):
    for entry in vector["entries"]:
        verify(entry)
    found = check_all(stored(vector["entries"]), VECTORS["owner"]).faults
    assert [{"where": fault.where, "what": fault.what} for fault in found] == vector["faults"]


@pytest.mark.parametrize("vector", VECTORS["erased_ledgers"], ids=why)
def test_what_an_erase_entry_of_the_owner_names_is_gone_and_nothing_else(vector, verify):
    for entry in vector["entries"]:
        verify(entry, set(FIELDS[json.loads(entry["head"])["kind"]]) - set(entry["openings"]))
    found = check_all(stored(vector["entries"]), VECTORS["owner"]).faults
    assert [{"where": fault.where, "what": fault.what} for fault in found] == vector["faults"]


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["bytes"][:16])
def test_a_value_has_these_canonical_bytes(vector):
    assert canonical(vector["value"]).hex() == vector["bytes"]
    assert parse_canonical(bytes.fromhex(vector["bytes"])) == vector["value"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=why)
def test_a_text_outside_the_profile_is_refused(vector):
    with pytest.raises(TamperError):
        parse_canonical(vector["text"].encode())


def test_the_page_names_every_kind_and_its_fields():
    for kind, names in FIELDS.items():
        assert f"| `{kind}` | {' '.join(f'`{name}`' for name in names)} |" in PAGE


def test_the_worked_example_is_that_of_the_vectors():
    review = VECTORS["valid"][-1]["entry"]
    assert review["id"] in PAGE
    assert review["openings"]["verdict"]["salt"] in PAGE
    assert json.loads(review["head"])["commitments"]["verdict"] in PAGE


def test_the_log_of_the_vectors_has_their_root_and_checkpoint():
    log = VECTORS["log"]
    tree = Frontier().grown([leaf_hash(bytes.fromhex(each)) for each in log["ids"]])
    key = SigningKey(bytes.fromhex(VECTORS["valid"][0]["seed"]))
    assert tree.root.hex() == log["root"]
    assert sign_checkpoint(tree.size, tree.root, key) == log["checkpoint"]


@pytest.mark.parametrize("vector", VECTORS["cosigned"], ids=why)
def test_the_cosignatures_of_a_note_are_those_that_hold(vector):
    found = [{"witness": each.witness, "at": f"{each.at:%Y-%m-%dT%H:%M:%SZ}"} for each in cosignatures(vector["note"])]
    assert found == vector["cosignatures"]
    assert read_checkpoint(vector["note"]).root.hex() == VECTORS["log"]["root"]


@pytest.mark.parametrize("vector", VECTORS["grown"], ids=why)
def test_a_checkpoint_with_its_proof_shows_that_the_log_only_grew(vector):
    old = vector["old"]
    try:
        growth = read_growth(vector["text"])
        now = growth.checkpoint
        holds = is_consistent(old["size"], bytes.fromhex(old["root"]), now.size, now.root, growth.path)
    except TamperError:
        holds = False
    assert holds is vector["holds"]
    if holds:
        assert vector["text"] == write_growth(VECTORS["log"]["ids"], old["size"], VECTORS["log"]["checkpoint"])


@pytest.mark.parametrize("vector", VECTORS["proofs"], ids=lambda vector: vector["id"][:8])
def test_a_proof_shows_its_entry(vector):
    found = check_proof(vector["text"])
    assert (found.id, found.index, list(found.opened)) == (vector["id"], vector["index"], vector["open"])
    assert found.checkpoint.owner == VECTORS["owner"]


@pytest.mark.parametrize("vector", VECTORS["refused_proofs"], ids=why)
def test_a_forged_proof_is_refused(vector):
    with pytest.raises(TamperError):
        check_proof(vector["text"])
