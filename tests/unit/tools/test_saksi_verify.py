"""The verifier that was written from the page of the format alone, against the vectors, and beside the package."""

import itertools
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import bundles, offices, paths, proofs
from soak.making import encoded, make_checkpoint, make_entry, make_key, make_proof, public, signature_line
from tools import saksi_verify
from tools.saksi_verify import RefusedError

from saksi.ledger import FIELDS, check_proof, log
from saksi.ledger.checking import Stored, check_all
from saksi.ledger.sign import Opening, Sealed, Signature
from saksi.model import TamperError

ROOT = Path(__file__).parents[3]
VECTORS = json.loads((ROOT / "docs" / "format" / "vectors.json").read_text("utf-8"))
OWNER = make_key(Random(3))


def why(vector):
    return vector["why"]


# The vectors


@pytest.mark.parametrize("vector", VECTORS["canonical"], ids=lambda vector: vector["bytes"][:16])
def test_a_value_has_these_canonical_bytes(vector):
    assert saksi_verify.canonical(vector["value"]).hex() == vector["bytes"]
    assert saksi_verify.read_canonical(bytes.fromhex(vector["bytes"])) == vector["value"]


@pytest.mark.parametrize("vector", VECTORS["refused"], ids=why)
def test_a_text_outside_the_profile_is_refused(vector):
    with pytest.raises(RefusedError):
        saksi_verify.read_canonical(vector["text"].encode())


@pytest.mark.parametrize("vector", VECTORS["valid"], ids=lambda vector: vector["entry"]["id"][:8])
def test_a_valid_entry_shows_its_fields(vector):
    found = saksi_verify.check_entry(vector["entry"])
    assert (found.values, found.closed) == (vector["fields"], [])


@pytest.mark.parametrize("vector", VECTORS["invalid"], ids=why)
def test_an_invalid_entry_is_refused(vector):
    author = json.loads(vector["entry"]["head"])["author"]
    assert vector["entry"]["id"] in {fault.where for fault in saksi_verify.find_faults([vector["entry"]], author)}
    with pytest.raises(RefusedError):
        saksi_verify.need(not saksi_verify.check_entry(vector["entry"]).closed, "its openings are not all there")


def test_the_valid_entries_are_a_sound_ledger_in_any_order():
    entries = [vector["entry"] for vector in VECTORS["valid"]]
    for some in itertools.islice(itertools.permutations(entries), 0, None, 60):
        assert saksi_verify.find_faults([*some, some[0]], VECTORS["owner"]) == []


@pytest.mark.parametrize("vector", VECTORS["invalid_ledgers"], ids=why)
def test_the_faults_of_a_ledger_are_found_where_they_are(vector):
    found = saksi_verify.find_faults(vector["entries"], VECTORS["owner"])
    assert [fault.where for fault in found] == [fault["where"] for fault in vector["faults"]]


@pytest.mark.parametrize("vector", VECTORS["erased_ledgers"], ids=why)
def test_only_what_the_owner_erased_may_be_missing_and_must_be(vector):
    found = saksi_verify.find_faults(vector["entries"], VECTORS["owner"])
    assert [fault.where for fault in found] == [fault["where"] for fault in vector["faults"]]


@pytest.mark.parametrize("vector", VECTORS["offices"], ids=why)
def test_in_a_ledger_of_several_offices_the_same_faults_are_found_and_the_same_entries_count(vector):
    found = saksi_verify.find_faults(vector["entries"], vector["root"])
    assert {fault.where for fault in found} == {fault["where"] for fault in vector["faults"]}
    assert saksi_verify.counted(vector["entries"], vector["root"]) == set(vector["counts"])


def test_the_log_has_its_root_and_its_checkpoint():
    held = VECTORS["log"]
    assert saksi_verify.root_of([saksi_verify.leaf_hash(each) for each in held["ids"]]).hex() == held["root"]
    checkpoint = saksi_verify.check_checkpoint(held["checkpoint"])
    assert (checkpoint.owner, checkpoint.size, checkpoint.root.hex()) == (VECTORS["owner"], 6, held["root"])


@pytest.mark.parametrize("vector", VECTORS["proofs"], ids=lambda vector: vector["id"][:8])
def test_a_proof_shows_its_entry(vector):
    found = saksi_verify.check_proof(vector["text"])
    opened = {*found.entry.values, *found.entry.absent}
    assert (found.entry.id, found.index, opened) == (vector["id"], vector["index"], set(vector["open"]))


@pytest.mark.parametrize("vector", VECTORS["refused_proofs"], ids=why)
def test_a_forged_proof_is_refused(vector):
    with pytest.raises(RefusedError):
        saksi_verify.check_proof(vector["text"])


# Beside the package


def test_it_knows_the_same_kinds_and_fields():
    assert {kind: list(names) for kind, names in FIELDS.items()} == saksi_verify.FIELDS


@pytest.mark.parametrize("seed", range(4))
def test_both_refuse_spoiled_proofs_and_see_the_same_in_the_rest(seed):
    refused, wrongs = proofs.proofs(500, seed=1000 + seed)
    assert not wrongs
    assert 400 < refused < 500


def test_both_judge_spoiled_bundles_alike():
    refused, wrongs = bundles.bundles(600, seed=7)
    assert not wrongs
    assert 400 < refused < 600


def test_both_find_the_same_faults_in_ledgers_of_several_offices_and_count_the_same_entries():
    excluded, wrongs = offices.offices(60, seed=7)
    assert not wrongs
    assert excluded


def test_both_refuse_changed_inclusion_and_consistency_proofs():
    assert paths.inclusion(3000, seed=1) == (3000, [])
    assert paths.consistency(3000, seed=1) == (3000, [])


@settings(deadline=None)
@given(st.integers(1, 70), st.data())
def test_both_accept_every_honest_path(size, data):
    leaves = [saksi_verify.leaf_hash(f"{number:064x}") for number in range(size)]
    index, old, root = (
        data.draw(st.integers(0, size - 1)),
        data.draw(st.integers(1, size)),
        saksi_verify.root_of(leaves),
    )
    included = leaves[index], index, size, root, log.inclusion_path(leaves, index)
    grown = old, saksi_verify.root_of(leaves[:old]), size, root, log.consistency_path(leaves, old)
    assert log.Frontier().grown(leaves).root == root
    assert log.is_included(*included)
    assert saksi_verify.is_included(*included)
    assert log.is_consistent(*grown)
    assert saksi_verify.is_consistent(*grown)


JSON = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc€😀Ａ"), inner),
)


@settings(deadline=None, max_examples=50)
@given(JSON)
def test_what_is_spelled_is_read_again(value):
    assert saksi_verify.read_canonical(saksi_verify.canonical(value)) == value


# What the page says and no vector shows


def review(chance=None, /, values=None, key=OWNER, **head):
    return make_entry("review", values or {"verdict": "accept"}, key, chance or Random(4), **head)


def proof(entry, size=5):
    others = [f"{number:064x}" for number in range(size - 1)]
    return make_proof(entry, [*others, entry["id"]], OWNER)


@pytest.mark.parametrize(
    "head",
    [
        {"recorded_at": "0000-01-01T00:00:00Z"},
        {"recorded_at": "2016-12-31T23:59:60Z"},
        {"recorded_at": "2019-12-27T24:00:00Z"},
        {"recorded_at": "٢٠١٩-12-27T10:00:00Z"},
        {"recorded_at": "2019-12-27T10:00:00Z\n"},
        {"prev": "０" * 64},
        {"prev": "0" * 64 + "\n"},
        {"prev": True},
        {"kind": []},
        {"kind": "link"},
        {"v": 1},
        {"commitments": []},
    ],
    ids=str,
)
def test_both_refuse_a_signed_head_of_another_form(head):
    text = proof(make_entry("review", {}, OWNER, Random(4), **head))
    assert proofs.by_verifier(text) is proofs.by_package(text) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda entry: entry | {"more": 1},
        lambda entry: entry | {"signatures": [entry["signatures"][0] | {"more": "1"}]},
        lambda entry: entry | {"signatures": [{"alg": "ed25519", "sig": entry["signatures"][0]["sig"].upper()}]},
        lambda entry: entry | {"openings": []},
        lambda entry: entry | {"openings": {"verdict": entry["openings"]["verdict"] | {"more": "1"}}},
        lambda entry: entry | {"openings": {"verdict": {"value": "accept"}}},
        lambda entry: entry | {"head": 5},
    ],
)
def test_both_refuse_an_entry_of_another_form(spoil):
    text = proof(spoil(review()))
    assert proofs.by_verifier(text) is proofs.by_package(text) is None


@pytest.mark.parametrize("size", ["0", "05", "+5", "5 ", "５", "9" * 17, "9" * 5000])
def test_both_refuse_another_spelling_of_the_size_however_it_is_signed(size):
    text = proof(review())
    root = saksi_verify.check_checkpoint(text.partition("\n\n")[2]).root
    forged = text.partition("\n\n")[0] + "\n\n" + make_checkpoint(size, root, OWNER)
    assert proofs.by_verifier(forged) is proofs.by_package(forged) is None


def test_a_line_of_another_signer_is_left_alone():
    text = proof(review())
    assert (
        proofs.by_verifier(text + f"— witness.example/w {encoded(bytes(76))}\n") == proofs.by_verifier(text) is not None
    )
    assert (
        proofs.by_package(text + f"— witness.example/w {encoded(bytes(76))}\n") == proofs.by_package(text) is not None
    )


# Where the package is kinder than the page: strict, so that its repair is noticed here


def _note(text):
    name, own = f"saksi/{public(OWNER)}", text.rstrip("\n").rpartition("\n")[2] + "\n"
    return name, own, text.removesuffix(own)


KIND_NOTES = {
    "no line feed at the end": lambda name, own: own.removesuffix("\n"),
    "a carriage return": lambda name, own: own.replace("\n", "\r\n"),
    "a space at the end": lambda name, own: own + " ",
    "words": lambda name, own: own + "words\n",
    "a signer without a signature": lambda name, own: own + "— w\n",
    "a signature that is no base64": lambda name, own: own + "— w !!!!\n",
    "base64 with bits to spare": lambda name, own: own + "— w AAAAAAB=\n",
    "a signature of four bytes": lambda name, own: own + "— w AAAAAA==\n",
    "a plus sign in a name": lambda name, own: own + "— a+b AAAAAAAA\n",
    "a space of another kind in a name": lambda name, own: own + "— a\u00a0b AAAAAAAA\n",
    "a control character": lambda name, own: own + "— a\x01b AAAAAAAA\n",
    "another line of the owner that does not fit": lambda name, own: own + signature_line(name, "x", OWNER),
}


@pytest.mark.parametrize("lines", KIND_NOTES.values(), ids=KIND_NOTES)
def test_a_malformed_signature_block_is_refused(lines):
    name, own, body = _note(proof(review()))
    assert proofs.by_verifier(body + lines(name, own)) is None


@pytest.mark.parametrize("lines", KIND_NOTES.values(), ids=KIND_NOTES)
def test_the_package_refuses_a_malformed_signature_block(lines):
    name, own, body = _note(proof(review()))
    assert proofs.by_package(body + lines(name, own)) is None


def deep(depth):
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_values_are_nested_at_most_64_deep():
    assert saksi_verify.read_canonical(b"[" * 64 + b"]" * 64) == deep(64)
    with pytest.raises(RefusedError, match="64 deep"):
        saksi_verify.read_canonical(b"[" * 65 + b"]" * 65)
    with pytest.raises(RefusedError):
        saksi_verify.read_canonical(b"[" * 100_000 + b"]" * 100_000)


def test_the_package_refuses_what_is_nested_deeper(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(saksi_verify, "DEEPEST", 400)
        text = proof(review(None, {"verdict": deep(70)}))
    assert proofs.by_package(text) is None


def test_the_package_refuses_half_a_surrogate_pair_by_name():
    with pytest.raises(TamperError):
        check_proof(proof(review()) + "\ud800")


HASH = bytes(32)
PAIR = log.node_hash(HASH, HASH)


@pytest.mark.parametrize(
    "implementation",
    [saksi_verify, log],
    ids=["verifier", "package"],
)
@pytest.mark.parametrize(
    "asked",
    [
        ("is_consistent", 5, HASH[:31], 5, HASH[:31], []),
        ("is_consistent", -1, log.node_hash(PAIR, HASH), 4, log.node_hash(PAIR, PAIR), [HASH, HASH, PAIR]),
        ("is_included", HASH[:3], 0, 1, HASH[:3], []),
        ("is_included", HASH, 0, 2, log.node_hash(HASH, HASH[:5]), [HASH[:5]]),
    ],
    ids=["root of 31 bytes", "negative size", "leaf of 3 bytes", "path of 5 bytes"],
)
def test_hashes_are_of_32_bytes_and_sizes_not_negative(implementation, asked):
    name, *rest = asked
    assert not getattr(implementation, name)(*rest)


# Ledgers: the verifier and the package find fault with the same entries


class Chain:
    """The entries of one author, one after the other."""

    def __init__(self, key, chance):
        self.key, self.chance, self.prev = key, chance, None

    def add(self, kind, /, **values):
        entry = make_entry(kind, values, self.key, self.chance, self.prev)
        self.prev = entry["id"]
        return entry


def admit(chain, key, role, **more):
    return chain.add("key", act="admit", key=public(key), role=role, **more)


def stored(entry):
    return Stored(
        sealed=Sealed(
            id=entry["id"],
            head=entry["head"].encode(),
            signatures=tuple(
                Signature(alg=each["alg"], sig=bytes.fromhex(each["sig"])) for each in entry["signatures"]
            ),
            openings={
                name: Opening(salt=bytes.fromhex(held["salt"]), value=held.get("value"))
                for name, held in entry["openings"].items()
            },
        )
    )


def faulty(entries):
    """The entries with which each finds fault: the verifier, then the package."""
    found = (
        saksi_verify.find_faults(entries, public(OWNER)),
        check_all(list(map(stored, entries)), public(OWNER)).faults,
    )
    return tuple({fault.where for fault in each} for each in found)


@pytest.fixture
def office():
    """An owner's chain, a reader's chain, their entries so far, and a second key of an owner."""
    chance = Random(5)
    owner, reader, second = Chain(OWNER, chance), Chain(make_key(chance), chance), Chain(make_key(chance), chance)
    entries = [admit(owner, OWNER, "owner"), admit(owner, reader.key, "reader", reader="v1")]
    entries.append(reader.add("reading", document="d" * 64, reader="v1"))
    return owner, reader, second, entries


@pytest.mark.parametrize(
    ("is_sound", "more"),
    [
        (True, lambda o, r, s, e: []),
        (True, lambda o, r, s, e: [e[0]]),
        (True, lambda o, r, s, e: [admit(o, s.key, "owner"), s.add("capture")]),
        (
            False,
            lambda o, r, s, e: [admit(o, s.key, "owner"), admit(o, s.key, "reader", reader="v1"), s.add("capture")],
        ),
        (True, lambda o, r, s, e: [admit(o, s.key, "owner"), admit(s, make_key(Random(6)), "owner")]),
        (False, lambda o, r, s, e: [admit(r, s.key, "owner"), s.add("capture")]),
        (False, lambda o, r, s, e: [admit(o, OWNER, "reader", reader="v1")]),
        (False, lambda o, r, s, e: [o.add("key", act="admit", key="zz", role="owner")]),
        (False, lambda o, r, s, e: [o.add("key", act="admit", key="01" + "00" * 31, role="owner")]),
        (True, lambda o, r, s, e: [o.add("key", act="revoke", key=public(s.key), role="owner")]),
        (False, lambda o, r, s, e: [o.add("key", act="revoke", key=public(s.key), role="owner"), s.add("capture")]),
        (False, lambda o, r, s, e: [admit(o, s.key, "reader"), s.add("reading", document="d" * 64, reader="v1")]),
        (False, lambda o, r, s, e: [r.add("reading", document="d" * 64, reader="v2")]),
        (True, lambda o, r, s, e: [o.add("reading", document="d" * 64, reader="v2")]),
        (True, lambda o, r, s, e: [r.add("statement", document="d" * 64, reading=e[2]["id"])]),
        (True, lambda o, r, s, e: [r.add("statement", document="d" * 64)]),
        (False, lambda o, r, s, e: [r.add("statement", document="e" * 64, reading=e[2]["id"])]),
        (False, lambda o, r, s, e: [r.add("statement", document="d" * 64, reading=e[1]["id"])]),
        (False, lambda o, r, s, e: [r.add("statement", document="d" * 64, reading=[1])]),
        (False, lambda o, r, s, e: [o.add("review", target=e[2]["id"], verdict="accept")]),
        (True, lambda o, r, s, e: [o.add("review", verdict="accept")]),
        (False, lambda o, r, s, e: [o.add("review", verdict="correct", replacement=5)]),
        (False, lambda o, r, s, e: [Chain(OWNER, Random(7)).add("key", act="admit", key=public(OWNER), role="owner")]),
    ],
)
def test_both_find_fault_with_the_same_entries(office, is_sound, more):
    owner, reader, second, entries = office
    entries += more(owner, reader, second, entries)
    verifier, package = faulty(entries)
    assert verifier == package
    assert (not verifier) is is_sound


def test_the_empty_set_is_sound():
    assert faulty([]) == (set(), set())


def test_the_owners_first_entry_is_its_own_admission():
    owner = Chain(OWNER, Random(8))
    entries = [owner.add("capture"), admit(owner, OWNER, "owner")]
    assert faulty(entries)[0] == {entries[0]["id"]}


def test_the_package_wants_the_owners_own_admission_first():
    owner = Chain(OWNER, Random(8))
    assert faulty([owner.add("capture"), admit(owner, OWNER, "owner")])[1]


def twice_admitted(office):
    owner, reader, _, entries = office
    return [*entries, admit(owner, reader.key, "reader", reader="v2"), reader.add("reading", reader="v2")]


def test_a_reader_may_name_each_version_for_which_its_key_was_admitted(office):
    assert not faulty(twice_admitted(office))[0]


def test_the_package_lets_a_reader_name_each_version(office):
    assert not faulty(twice_admitted(office))[1]


def nameless(office):
    owner, _, second, entries = office
    return [*entries, admit(owner, second.key, "reader"), second.add("reading", document="d" * 64)]


def test_a_reading_names_a_version(office):
    assert faulty(nameless(office))[0]


def test_the_package_wants_a_reading_to_name_a_version(office):
    assert faulty(nameless(office))[1]


def one_and_true(office):
    _, reader, _, entries = office
    reading = reader.add("reading", document=1, reader="v1")
    return [*entries, reading, reader.add("statement", document=True, reading=reading["id"])]


def test_one_is_not_true(office):
    assert faulty(one_and_true(office))[0]


def test_one_is_not_true_to_the_package(office):
    assert faulty(one_and_true(office))[1]


# The command


def run(*arguments):
    command = [sys.executable, str(ROOT / "tools" / "saksi_verify.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd="/", check=False)


def test_the_command_says_what_holds_what_does_not_and_that_it_was_wrongly_called(tmp_path):
    held, spoiled = tmp_path / "held.tlog-proof", tmp_path / "spoiled.tlog-proof"
    held.write_bytes(VECTORS["proofs"][0]["text"].encode())
    spoiled.write_bytes(VECTORS["refused_proofs"][0]["text"].encode())
    holds = run(held, "--owner", VECTORS["owner"])
    assert holds.returncode == 0
    assert 'verdict = "accept"' in holds.stdout
    assert "the key that you gave" in holds.stdout
    for refused in (run(spoiled), run(held, "--owner", public(OWNER))):
        assert refused.returncode == 1
        assert refused.stdout.startswith("The proof does not hold: ")
        assert refused.stdout.count("\n") == 1
    assert [run(*called).returncode for called in ((), ("/nowhere",), (held, "--owner", "x"))] == [2, 2, 2]


# Bundles


def bundle(**changed):
    """A bundle with one entry and two documents, and who it is for."""
    other, entry = public(make_key(Random(12))), review()
    inside = bundles.make_bundle([entry], [b"", b"a page\n"], OWNER, **{"to": [other]} | changed)
    return inside, entry["id"], other


def test_a_bundle_shows_its_entries_and_its_documents_and_is_for_the_offices_that_it_names():
    inside, entry_id, other = bundle()
    held = saksi_verify.check_bundle(inside, other)
    assert [entry.id for entry in held.entries] == [entry_id]
    assert [size for _, size in held.items] == [0, 7]
    with pytest.raises(RefusedError, match="another office"):
        saksi_verify.check_bundle(inside, public(OWNER))


@pytest.mark.parametrize(
    "changed",
    [
        {"v": "saksi/2"},
        {"kind": "proof"},
        {"sender": "0" * 64},
        {"key": public(make_key(Random(13)))},
        {"to": ["0" * 64]},
        {"since": 4},
        {"since": -1},
        {"since": True},
        {"checkpoint": ""},
        {"checkpoint": make_checkpoint(3, bytes(32), make_key(Random(13)))},
        {"growth": []},
        {"growth": [{"old": 2, "path": [""]}]},
        {"growth": [{"old": 2, "path": [encoded(bytes(31))]}]},
        {"growth": [{"old": 4, "path": []}]},
        {"growth": [{"old": -1, "path": []}]},
        {"growth": [{"old": 2}]},
        {"cosigned": [""]},
        {"cosigned": ["x\n1\nx\n"]},
        {"cosigned": [1]},
        {"entries": 0},
        {"entries": 2},
        {"items": 1},
        {"items": -1},
        {"size": 0},
        {"body": "0" * 64},
        {"more": 1},
    ],
    ids=str,
)
def test_both_refuse_a_signed_header_that_says_what_is_not_so(changed):
    inside = bundle(**changed)[0]
    assert bundles.by_verifier(inside) is bundles.by_package(inside) is None


def test_the_command_tells_a_bundle_from_a_proof_and_says_what_it_holds(tmp_path, capsys):
    held, sealed = tmp_path / "held", tmp_path / "sealed"
    held.write_bytes(bundle()[0])
    assert saksi_verify.main([str(held), "--owner", public(OWNER)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The bundle holds.")
    assert f"1 of {public(OWNER)}" in told
    assert "2 originals and texts, 7 bytes" in told
    assert saksi_verify.main([str(held), "--owner", public(make_key(Random(12)))]) == 1
    held.write_bytes(bundle()[0] + b"x")
    assert saksi_verify.main([str(held)]) == 1
    assert capsys.readouterr().out.count("The bundle does not hold: ") == 2
    sealed.write_bytes(b"age-encryption.org/v1\n")
    assert saksi_verify.main([str(sealed)]) == 1
    assert "age -d" in capsys.readouterr().out


def test_a_quoted_page_cannot_move_the_cursor_or_turn_the_text(tmp_path, capsys):
    entry = review(None, {"verdict": "ប៉ូលិស \x1b[2J\u202e\x9b \u200b"})
    path = tmp_path / "proof"
    path.write_text(proof(entry), "utf-8", newline="")
    assert saksi_verify.main([str(path)]) == 0
    assert r'verdict = "ប៉ូលិស \u001b[2J\u202e\u009b \u200b"' in capsys.readouterr().out


def test_bytes_that_are_no_utf_8_do_not_hold(tmp_path, capsys):
    path = tmp_path / "proof"
    path.write_bytes(b"\xff" + proof(review()).encode())
    assert saksi_verify.main([str(path)]) == 1
    assert capsys.readouterr().out.startswith("The proof does not hold: ")
