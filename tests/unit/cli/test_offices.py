"""Three offices on one machine: from cards to a revoked key, in the words that a user sees."""

import json
import re
import shutil
from pathlib import Path

import pytest
from terminal import on_a_terminal

STORY = """Activist Held in Test Town

Phnom Penh, December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason.
"""
SECOND = """Reporter Held in Test Town

Phnom Penh, December 9, 2019

Police arrested Chan Testwoman on December 8, 2019 in Kampot province.
"""


class Office:
    """What one office types."""

    def __init__(self, folder, run_saksi, name):
        self.name, self.path, self.card = name, folder / name / "ledger", folder / f"{name}.card"
        self._run = run_saksi

    def types(self, *arguments):
        """The exit status, what is printed, and what is remarked."""
        return self._run("--ledger", str(self.path), *map(str, arguments))

    def says(self, *arguments):
        status, out, err = self.types(*arguments)
        assert status == 0, err
        assert all(len(line) <= 80 or "— saksi/" in line for line in out.splitlines()), out
        return " ".join(out.split())

    def json(self, *arguments):
        status, out, err = self.types(*arguments, "--json")
        assert status == 0, err
        return json.loads(out)

    def is_refused(self, *arguments):
        status, out, err = self.types(*arguments)
        assert (status != 0, out) == (True, "")
        return " ".join(err.split())

    def makes_card(self):
        self.card.write_text(self.types("keys", "card", "--name", self.name)[1], "utf-8")
        return self

    def admits(self, *others):
        for other in others:
            self.says("keys", "admit", other.card, "--yes")

    def ids(self, kind):
        return [entry["id"] for entry in self.json("log")["entries"] if entry["kind"] == kind]


@pytest.fixture
def office(tmp_path, run_saksi, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    # short names: a file's name is never broken in two
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SAKSI_PASSPHRASE_FILE", raising=False)
    return lambda name: Office(Path(), run_saksi, name).makes_card()


@pytest.fixture
def north(office):
    return office("North")


@pytest.fixture
def south(office):
    return office("South")


@pytest.fixture
def file(office):
    def made(name, text=""):
        path = Path(name)
        if text:
            path.write_text(text, "utf-8")
        return path

    return made


def test_from_cards_to_a_revoked_key(north, south, office, file, tmp_path):
    west = office("West")
    assert "This office fingerprint" in north.says("keys")
    assert "No other office is admitted" in north.says("keys")

    # North admits South and sends; South has not admitted North yet
    assert "nothing was waiting for it" in north.says("keys", "admit", south.card, "--yes")
    north.says("add", file("story.txt", STORY))
    told = north.says("bundle", file("one"), "--to", "South")
    assert re.search(r"one: \d+ entries, 1 original or text, \d+ KiB, sealed to South keep this checkpoint", told)
    told = south.says("merge", file("one"))
    assert "from the office with the key" in told
    assert "whose key does not count here" in told
    assert re.search(r"waits: \d+ entries: its key was never admitted; to let it in: saksi keys admit CARD", told)
    assert "its key was never admitted" in south.says("quarantine")
    assert re.search(r"wait outside the log: \d+ entries; saksi quarantine shows them", south.says("verify"))
    assert "Sok Testman" not in south.says("register", "--on", "2019-12-03")

    # the card is compared, and all that waited comes in
    assert re.search(
        r"admitted: the office North, .* out of quarantine: \d+ entries",
        south.says("keys", "admit", north.card, "--yes"),
    )
    assert "Nothing waits." in south.says("quarantine")
    assert "Sok Testman" in south.says("register", "--on", "2019-12-03")
    assert "North" in south.says("log")
    assert "office North, a partner" in south.says("show", north.ids("statement")[0])
    assert "every hash, signature and original is right" in south.says("verify")

    # the next bundle holds what is new
    file("monday.checkpoint", north.types("checkpoint")[1])
    north.says("add", file("second.txt", SECOND))
    new = north.json("bundle", file("two"), "--to", "South", "--since", file("monday.checkpoint"))
    assert new["entries"] == len(north.json("log")["entries"]) - new["since"]
    assert "came in:" in south.says("merge", file("two"))
    assert "Chan Testwoman" in south.says("register", "--on", "2019-12-09")
    assert south.json("merge", file("two"))["bundles"][0]["new"] == 0

    # West hears of North through South only where South says so
    west.admits(south, north)
    south.admits(west)
    south.says("bundle", file("three"), "--to", "West")
    west.says("merge", file("three"))
    assert "Sok Testman" not in west.says("register", "--on", "2019-12-03")
    south.says("bundle", file("four"), "--to", "West", "--forward")
    west.says("merge", file("four"))
    assert "Sok Testman" in west.says("register", "--on", "2019-12-03")

    # a thief copies North's ledger and writes; North takes a new key, and its partner follows
    shutil.copytree(north.path.parent, tmp_path / "Thief")
    thief = Office(Path(), north._run, "Thief")
    thief.says("add", file("third.txt", STORY.replace("Sok Testman", "Keo Testman")))
    assert "this ledger signs with the key" in north.says("keys", "rotate")
    north.says("bundle", file("five"), "--to", "South")
    south.says("merge", file("five"))
    keys = south.json("keys")["offices"][1]
    assert keys["keys"][0]["replaced_by"] == keys["key"] == north.json("keys")["offices"][0]["key"]

    # what the thief signs with the old key and with its reader's waits
    thief.says("bundle", file("six"), "--to", "South")
    told = south.says("merge", file("six"))
    assert re.search(r"waits: \d+ entries: its key was revoked or replaced before it; nothing lets it in", told)
    assert "revoked or replaced" in south.says("quarantine")
    assert "Keo Testman" not in south.says("register", "--on", "2019-12-09")
    assert "Chan Testwoman" in south.says("register", "--on", "2019-12-09")

    # West heard of the thief first: with North's new key what the old ones signed besides counts no more
    thief.admits(west)
    thief.says("bundle", file("seven"), "--to", "West")
    west.says("merge", file("seven"))
    assert "Keo Testman" in west.says("register", "--on", "2019-12-09")
    north.admits(west)
    north.says("bundle", file("eight"), "--to", "West")
    west.says("merge", file("eight"))
    assert "Keo Testman" not in west.says("register", "--on", "2019-12-09")
    assert "every hash, signature and original is right" in west.says("verify")
    assert "do not count, since their key was revoked or replaced" in west.says("verify")
    assert "(does not count)" in west.says("log")
    lost = next(entry["id"] for entry in west.json("log")["entries"] if entry.get("counts") is False)
    assert "counts no: its key was revoked or replaced before it" in west.says("show", lost)

    # North is raided, and has no key left to say so: West believes it up to what it knows
    new = north.json("keys")["offices"][0]["key"]
    last = [entry["id"] for entry in west.json("log")["entries"] if entry["author"] == new][-1]
    assert "no terminal to ask on" in west.is_refused("keys", "revoke", new[:12], "--last", last[:12])
    told = west.says("keys", "revoke", new[:12], "--last", last[:12], "--reason", "raided", "--yes")
    assert f"it is believed up to its entry {last[:12]}; every entry that counts here counts on" in told
    assert "North can put no new key in its place here: it then needs a new ledger and card" in told
    assert f"it counts up to {last[:12]} (raided)" in west.says("keys")
    north.says("add", file("fourth.txt", SECOND.replace("Chan", "Vann")))
    north.says("bundle", file("nine"), "--to", "West")
    assert "its key was revoked or replaced before it" in west.says("merge", file("nine"))
    assert "Chan Testwoman" in west.says("register", "--on", "2019-12-09")
    assert "Vann Testwoman" not in west.says("register", "--on", "2019-12-09")


@pytest.fixture
def pair(north, south, file):
    """Two offices that admitted each other; the first has read a story."""
    north.admits(south)
    south.admits(north)
    north.says("add", file("story.txt", STORY))
    return north, south


def test_a_bundle_from_standard_input_and_one_that_is_no_bundle(pair, file, monkeypatch):
    north, south = pair
    north.says("bundle", file("one"), "--to", "South")
    file("bad", "no bundle")
    status, out, err = south.types("merge", file("bad"), file("gone"), file("one"))
    assert (status, "from North" in " ".join(out.split())) == (1, True)
    assert "bad: it is no bundle, or its beginning was cut off" in err
    assert "gone: there is no such file" in err
    with file("one").open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert south.json("merge", "-")["bundles"][0]["new"] == 0


def test_a_bundle_never_replaces_a_file_and_goes_to_admitted_offices_only(pair, file):
    north, south = pair
    assert "is there already: name another file" in north.is_refused("bundle", file("x", "mine"), "--to", "South")
    assert file("x").read_text() == "mine"
    assert "0 offices are called West; admitted are: South" in north.is_refused("bundle", file("y"), "--to", "West")
    checkpoint = file("other.checkpoint", south.types("checkpoint")[1])
    refused = north.is_refused("bundle", file("y"), "--to", "South", "--since", checkpoint)
    assert "that checkpoint is of another ledger" in refused
    assert not file("y").exists()


def test_what_a_partner_asks_to_erase_is_said_with_the_verb_that_does_it(pair, file):
    north, south = pair
    south.says("add", file("story.txt"))
    north.says("erase", file("story.txt"), "--document", "--yes")
    north.says("bundle", file("one"), "--to", "South")
    told = south.says("merge", file("one"))
    (verb,) = re.findall(r"to follow it: saksi (erase [0-9a-f]{12} --document)", told)
    (asked,) = south.json("merge", file("one"))["bundles"][0]["asked_to_erase"]
    assert asked["verb"] == f"saksi {verb}"
    document = south.json("show", south.ids("capture")[0])["fields"]["document"]
    assert document.startswith(verb.split()[1])
    south.says("erase", document, "--document", "--yes")
    assert south.json("merge", file("one"))["bundles"][0]["asked_to_erase"] == []


def test_a_colleague_is_admitted_by_key_and_leaves(north, south, file):
    colleague = south.json("keys")["offices"][0]["root"]
    spoken = " ".join(colleague[start : start + 4] for start in range(0, 64, 4))
    assert "admitted: the person with key" in north.says("keys", "admit", "--person", spoken, "--yes")
    assert "nothing to do" in north.says("keys", "admit", "--person", colleague, "--yes")
    assert "person, since" in north.says("keys")
    told = north.says("keys", "role", colleague[:8], "none", "--yes")
    assert "every entry that counts here counts on" in told
    assert "was revoked here" in north.is_refused("keys", "admit", "--person", colleague, "--yes")
    assert "of one of its own keys" in north.is_refused("keys", "admit", south.card, "--yes")


def test_what_a_partner_read_is_read_here_all_the_same_and_told_once(pair, file):
    north, south = pair
    north.says("bundle", file("one"), "--to", "South")
    south.says("merge", file("one"))
    before = south.says("register", "--on", "2019-12-03")
    assert "added" in south.says("add", file("story.txt"))
    assert "already in the ledger" in south.says("add", file("story.txt"))
    assert before.count("Sok Testman") == south.says("register", "--on", "2019-12-03").count("Sok Testman")
    root = north.json("keys")["offices"][0]["root"]
    south.says("keys", "revoke", root[:12], "--none", "--yes")
    assert "Sok Testman" in south.says("register", "--on", "2019-12-03")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["admit"], "name a card, or with --person"),
        (["admit", "--person", "1234", "--yes"], "that is no Ed25519 key"),
        (["admit", "{card}"], "this card is of this very ledger"),
        (["revoke", "{key}", "--none"], "`saksi keys rotate` first"),
        (["revoke", "{key}"], "name the last entry that is to be believed with --last ID, or --none"),
        (["revoke", "abcdef123", "--none"], "begins 0 known keys"),
        (["revoke", "ab", "--none"], "give more digits"),
        (["role", "{key}", "reader"], "is not 'none'"),
        (["card", "--name", "two\nlines" + "x" * 100], "can be printed"),
    ],
    ids=range(9),
)
def test_every_refusal_says_what_to_do(north, file, arguments, why):
    north.says("add", file("story.txt", STORY))
    key = north.json("keys")["offices"][0]["root"]
    filled = [each.format(card=north.card, key=key) for each in arguments]
    assert why in north.is_refused("keys", *filled)


def test_a_card_that_was_changed_on_the_way_is_seen_on_the_terminal(north, south, file):
    fingerprint = south.json("keys")["offices"][0]["fingerprint"]
    card = ["--ledger", str(north.path), "keys", "admit", str(south.card)]
    wrong = f"{(int(fingerprint[-4:]) + 1) % 10000:04d}"
    status, shown = on_a_terminal(card, [f"{wrong}\n".encode()])
    assert (status, "the card was changed on the way" in " ".join(shown.split())) == (1, True)
    status, shown = on_a_terminal(card, [f"{fingerprint[-4:]}\n".encode()])
    assert (status, "admitted: the office South" in " ".join(shown.split())) == (0, True)
    assert " ".join(fingerprint[start : start + 4] for start in range(0, 32, 4)) in shown


def test_a_revocation_says_before_it_asks_what_will_no_longer_count(pair, file):
    north, south = pair
    north.says("bundle", file("one"), "--to", "South")
    south.says("merge", file("one"))
    root = north.json("keys")["offices"][0]["root"]
    number = len([each for each in south.json("log")["entries"] if each.get("office") == "North"])
    asked = ["--ledger", str(south.path), "keys", "revoke", root[:12], "--none"]
    status, shown = on_a_terminal(asked, [b"no\n"])
    assert (status, f"no longer counting: {number} entries" in " ".join(shown.split())) == (1, True)
    assert "nothing was revoked" in shown
    status, _ = on_a_terminal(asked, [f"{root[:4]}\n".encode()])
    assert status == 0
    assert "Sok Testman" not in south.says("register", "--on", "2019-12-03")
    assert south.json("verify")["sound"]


def test_the_lists_for_programs_hold_what_those_for_people_say(pair, file):
    north, south = pair
    north.says("bundle", file("one"), "--to", "South")
    south.json("merge", file("one"))
    partner = south.json("keys")["offices"][1]
    assert (partner["name"], partner["contested"], partner["home"]) == ("North", False, False)
    assert partner["fingerprint"] == north.json("keys")["offices"][0]["fingerprint"]
    assert {key["role"] for key in partner["keys"]} == {"owner", "reader"}
    assert sum(key["entries"]["count"] for key in partner["keys"]) == len(north.json("log")["entries"])
    third = south.json("show", north.ids("statement")[0])
    assert (third["office"], third["role"]) == ("North", "reader")


def test_two_claims_to_one_place_are_shown_and_a_person_decides(pair, file):
    north, south = pair
    shutil.copytree(north.path.parent, "Thief")
    thief = Office(Path(), north._run, "Thief")
    for office, name in ((north, "true"), (thief, "false")):
        office.says("keys", "rotate")
        office.says("bundle", file(name), "--to", "South")
    told = south.says("merge", file("true"), file("false"))
    assert "CONTESTED: two keys claim to follow that office's last one" in told
    assert "two keys claim one place, and neither counts" in south.says("quarantine")
    assert "CONTESTED: two keys claim to speak for" in " ".join(south.types("register")[2].split())
    partner = south.json("keys")["offices"][1]
    true = next(each["by"] for each in partner["claims"] if each["key"] == north.json("keys")["offices"][0]["key"])
    (root, rotation) = re.search(r"saksi keys revoke ([0-9a-f]{12}) --last ID", south.says("keys"))[1], true[:12]
    assert f"(by {rotation})" in south.says("keys")
    assert south.json("verify")["sound"]
    told = south.says("keys", "revoke", root, "--last", rotation, "--yes")
    assert "can put no new key" not in told
    assert "CONTESTED" not in south.says("keys")
    assert "CONTESTED" not in south.types("register")[2]
    assert south.json("verify")["sound"]
    assert south.json("keys")["offices"][1]["key"] == north.json("keys")["offices"][0]["key"]
