"""What a mail brings is added as documents of their own, which name it; none of it leaves the office by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from tests.foreign_files import column, mail, pdf

from saksi.acts import Held, Terms, add, add_enclosed, find_testimony, permits, set_consent
from saksi.acts import enclosed as enclosing
from saksi.archive import take_in
from saksi.ledger import Entry, Ledger, open_ledger
from saksi.model import PUBLIC, View

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
SENTENCE = "Police arrested Sok Testman in Battambang province on December 2, 2019."
LIST = pdf([column([SENTENCE])])


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "test.saksi", None, create=True) as opened:
        yield opened


def letter(*attached: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["From"], made["Date"], made["Message-ID"] = "a@b.example", "Fri, 6 Dec 2019 10:00:00 +0700", "<1@b.example>"
    made["Subject"] = "A report"
    made.set_content(f"His lawyer said: {SENTENCE}\n")
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def add_all(ledger: Ledger, data: bytes, name: str = "letter.eml") -> list[Held]:
    source = take_in(data, name=name)
    add(ledger, data, source, name=name, published=None, recorded_at=NOW)
    return list(add_enclosed(ledger, source, recorded_at=NOW))


def captures(ledger: Ledger) -> dict[str, Entry]:
    return {str(entry.fields["name"]): entry for entry in ledger.entries() if entry.kind == "capture"}


def test_an_attachment_is_a_document_of_its_own_that_names_what_brought_it(ledger: Ledger) -> None:
    (held,) = add_all(ledger, letter(("list.pdf", LIST)))
    assert held.added is not None
    assert held.added.statements > 0
    around, part = captures(ledger)["letter.eml"], captures(ledger)["list.pdf"]
    assert (around.fields["how"], "brought_by" in around.fields) == ("mail", False)
    assert (part.fields["how"], part.fields["brought_by"]) == ("part", around.fields["document"])
    assert ledger.verify().faults == ()


def test_adding_a_mail_again_adds_nothing(ledger: Ledger) -> None:
    data = letter(("list.pdf", LIST))
    add_all(ledger, data)
    before = ledger.log_size()
    (held,) = add_all(ledger, data)
    assert held.added is not None
    assert not held.added.is_new
    assert ledger.log_size() == before


def test_what_cannot_be_read_is_told_and_stops_nothing(ledger: Ledger) -> None:
    picture, list_ = add_all(ledger, letter(("logo.png", b"\x89PNG\r\n\x1a\n..."), ("list.pdf", LIST)))
    assert picture.added is not None
    assert picture.added.unread == "cut-short"
    assert list_.added is not None
    assert list_.added.unread is None


def test_mails_of_a_mailbox_and_what_is_in_them_are_added(ledger: Ledger) -> None:
    mailbox = b"From a@b.example Fri Dec  6 10:00:00 2019\n" + letter(("list.pdf", LIST)) + b"\n"
    message, list_ = add_all(ledger, mailbox, "box.mbox")
    assert (message.place, list_.place) == ("message 1", "message 1, part 2")
    brought_by = {name: entry.fields.get("brought_by") for name, entry in captures(ledger).items()}
    assert brought_by["1.eml"] == captures(ledger)["box.mbox"].fields["document"]
    assert brought_by["list.pdf"] == captures(ledger)["1.eml"].fields["document"]


def test_mail_in_mail_ends_where_nobody_would_look(ledger: Ledger) -> None:
    data = mail(SENTENCE)
    for depth in range(enclosing.MOST_DEEP + 2):
        data = letter((f"{depth}.eml", data))
    held = add_all(ledger, data)
    assert [each.added is not None for each in held] == [True] * enclosing.MOST_DEEP + [False]
    assert "too deep" in str(held[-1].refusal)


def test_nothing_of_a_mail_leaves_until_somebody_says_so(ledger: Ledger) -> None:
    add_all(ledger, letter(("list.pdf", LIST)))
    public = View(audience=PUBLIC, asked_on=date(2026, 11, 1))
    assert [entry.kind for entry in ledger.seen(public) if entry.kind in ("capture", "statement")] == []
    document = str(captures(ledger)["list.pdf"].fields["document"])
    assert {permit.document for permit in permits(ledger, View(), date(2026, 11, 1))} >= {document}
    permit = find_testimony(ledger, document[:12], View())
    set_consent(ledger, permit, Terms(uses=("publish",), basis="it is on their site"), recorded_at=NOW)
    shown = {entry.fields["document"] for entry in ledger.seen(public) if entry.kind == "capture"}
    assert shown == {document}


def test_a_mail_that_was_let_out_is_still_known(ledger: Ledger) -> None:
    (held,) = add_all(ledger, letter(("list.pdf", LIST)))
    assert held.added is not None
    permit = find_testimony(ledger, held.added.sha256, View())
    set_consent(ledger, permit, Terms(uses=("publish",)), recorded_at=NOW)
    (again,) = add_all(ledger, letter(("list.pdf", LIST)))
    assert again.added is not None
    assert not again.added.is_new


def test_an_attachment_that_was_erased_does_not_come_back(ledger: Ledger) -> None:
    from saksi.acts import erase, plan_document

    (held,) = add_all(ledger, letter(("list.pdf", LIST)))
    assert held.added is not None
    erase(ledger, plan_document(ledger, held.added.sha256), reason="asked to", recorded_at=NOW)
    (again,) = add_all(ledger, letter(("list.pdf", LIST)))
    assert again.added is None
    assert "does not come back" in str(again.refusal)
