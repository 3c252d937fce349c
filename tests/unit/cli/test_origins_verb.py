"""`saksi origins`: reprints are one origin, a person decides, answers count origins. Persons are invented."""

import json

import pytest

REPORT = """Activist Held in Test Town

Phnom Penh (AP), December 6, 2019

Police arrested Sok Testman on December 2, 2019 in Battambang province and charged him with treason, his lawyer said.

“I have done nothing wrong, and I have said nothing that I would not say again,” Sok Testman said on Thursday.

Officers came to the house at dawn, the lawyer said, and took papers, two telephones and a child's exercise book.

A spokesman of the court would not say when a trial might begin, nor where the prisoner was to be held until then.
"""
OTHER = """Family Waits at Prison Gate

Phnom Penh, December 7, 2019

Sok Testman was arrested on December 2, 2019 in Battambang, a monitor of prisons told journalists on Saturday morning.

His family had come by bus with rice and medicine, and was turned away by a guard who gave neither name nor reason.

“I have done nothing wrong, and I have said nothing that I would not say again,” Sok Testman had said.

The monitor counts eleven who were arrested in the province this year; of four of them nobody knows where they are.
"""


@pytest.fixture
def files(tmp_path, ledger, run_saksi):
    lines = REPORT.split("\n\n")
    texts = {
        "first": REPORT,
        "cut": "\n\n".join(["Man Charged With Treason", "Battambang, December 8, 2019", *lines[2:5]]),
        "other": OTHER,
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    named = [str(tmp_path / f"{name}.txt") for name in texts]
    status, _, told = run_saksi("add", *named)
    assert status == 0
    assert "1 link proposed" in told
    return tmp_path


@pytest.fixture
def documents(files, run_saksi):
    captures = [entry for entry in json.loads(run_saksi("log", "--json")[1])["entries"] if entry["kind"] == "capture"]
    return {entry["fields"]["name"].removesuffix(".txt"): entry["fields"]["document"] for entry in captures}


def origins(run_saksi, *arguments):
    status, out, _ = run_saksi("origins", "--json", *arguments)
    assert status == 0
    return json.loads(out)


def shared(run_saksi, *arguments):
    return [{each["document"] for each in row["documents"]} for row in origins(run_saksi, *arguments)["origins"]]


def test_a_cut_reprint_has_the_origin_of_the_first_and_an_own_report_has_its_own(documents, run_saksi):
    assert shared(run_saksi) == [{documents["first"], documents["cut"]}]
    (row,) = origins(run_saksi)["origins"]
    assert [each["name"] for each in row["documents"]] == ["first.txt", "cut.txt"]
    (link,) = row["links"]
    assert (link["by"], link["basis"]["how"]) == ("machine", "reprint")
    status, out, _ = run_saksi("origins")
    assert status == 0
    assert "3 documents, 2 origins" in out
    assert "a reprint" in out
    assert max(map(len, out.splitlines())) <= 80


def test_what_was_compared_is_not_proposed_again(documents, run_saksi, files, ledger):
    size = len(json.loads(run_saksi("log", "--json")[1])["entries"])
    run_saksi("origins")
    run_saksi("add", str(files / "first.txt"))
    # also where the stored sketches are gone, as after an erasure
    (ledger.parent / "test.views").unlink()
    run_saksi("origins")
    assert len(json.loads(run_saksi("log", "--json")[1])["entries"]) == size


def test_a_person_takes_a_proposal_back_and_gives_it_again(documents, run_saksi):
    pair = documents["first"][:12], documents["cut"][:12]
    assert run_saksi("origins", "--different", *pair)[0] == 0
    assert shared(run_saksi) == []
    assert origins(run_saksi)["count"] == 3
    assert [link["between"] for link in origins(run_saksi)["apart"]] == [sorted((documents["first"], documents["cut"]))]
    run_saksi("origins", "--same", *pair)
    assert shared(run_saksi) == [{documents["first"], documents["cut"]}]
    run_saksi("origins", "--unsure", *pair)
    assert shared(run_saksi) == []
    assert run_saksi("verify")[0] == 0


def test_a_translation_is_one_by_a_persons_word(documents, run_saksi):
    run_saksi("origins", "--same", documents["first"][:12], documents["other"][:12])
    assert shared(run_saksi) == [set(documents.values())]
    assert "a person's word" in " ".join(run_saksi("origins")[1].split())


def test_answers_count_origins_and_not_copies(documents, run_saksi):
    out = " ".join(run_saksi("register", "--on", "2019-12-10")[1].split())
    assert "3 documents, 2 origins" in out
    assert out.count("one report with [") == 1
    assert "Why they are one report: saksi origins." in out
    told = json.loads(run_saksi("register", "--on", "2019-12-10", "--json")[1])
    assert told["origins"] == [sorted((documents["first"], documents["cut"]))]
    run_saksi("origins", "--different", documents["first"][:12], documents["cut"][:12])
    assert "3 documents, 3 origins" in " ".join(run_saksi("register", "--on", "2019-12-10")[1].split())


def test_as_of_an_instant_only_what_was_said_by_then_counts(documents, run_saksi):
    assert shared(run_saksi, "--as-of", "2019-12-31") == []
    assert origins(run_saksi, "--as-of", "2019-12-31")["documents"] == 0


def test_the_public_is_told_of_origins_where_it_sees_both_documents(documents, run_saksi):
    assert shared(run_saksi, "--audience", "public") == [{documents["first"], documents["cut"]}]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--same", "ffffffff", "ffffffff"], "no document begins with ffffffff"),
        (["--same", "zz", "ffffffff"], "is no id"),
    ],
)
def test_what_names_no_document_is_refused_in_one_line(documents, run_saksi, arguments, line):
    status, _, told = run_saksi("origins", *arguments)
    assert status == 1
    assert line in told


def test_one_document_is_no_pair(documents, run_saksi):
    status, _, told = run_saksi("origins", "--same", documents["first"][:12], documents["first"][:12])
    assert status == 1
    assert "two that differ" in " ".join(told.split())


@pytest.mark.parametrize("more", [["--different", "a", "b"], ["--as-of", "2020-01-01"], ["--audience", "public"]])
def test_a_decision_is_one_and_is_made_now_by_the_office(documents, run_saksi, more):
    assert run_saksi("origins", "--same", "a", "b", *more)[0] == 2


def test_what_cannot_be_compared_is_added_all_the_same(ledger, story, run_saksi, monkeypatch):
    from saksi import acts
    from saksi.model import LedgerError

    def refuse(*_, **__):
        raise LedgerError("another program is folding")

    monkeypatch.setattr(acts, "compare_origins", refuse)
    status, out, told = run_saksi("add", str(story), "--json")
    assert status == 0
    assert json.loads(out)["files"]
    assert "not compared with other documents yet (another program is folding)" in " ".join(told.split())
