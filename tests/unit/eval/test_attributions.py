"""PolNeAR's form read, the reader's claims brought into it, and both compared."""

import io
import tarfile
from pathlib import Path

from eval.archives import read_files
from eval.attribution import score_attributions
from eval.brat import Attribution, read_articles, read_attributions
from eval.located import locate_attributions
from eval.records import Claim
from eval.words import Span

TEXT = "“I left,” Ana Baker said. “I am home.”\n\nThe mayor denied that he knew. He laughed, she told us."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def said(words: str, **fields: object) -> Claim:
    return Claim(span=at(words), stance=None, **({"speaker": ("Ana Baker",)} | fields))


LINES = """T1\tSource 10 19\tAna Baker
T2\tCue 20 24\tsaid
T3\tContent 0 9;26 38\t“I left,” “I am home.”
T4\tAttribution 20 24\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tDiscuss 0 9\t“I left,”
E2\tDiscuss:T5 Content:T3
"""
QUOTE = Attribution(content=(Span(0, 9), Span(26, 38)), cue=Span(20, 24), source=Span(10, 19))


def test_standoff_lines_become_attributions_with_pieces() -> None:
    assert read_attributions(LINES) == [QUOTE]


def test_one_annotator_of_an_article_counts() -> None:
    files = {
        "dev/text/one.txt": TEXT.encode(),
        "dev/attributions/one_aa.ann": LINES.encode(),
        "dev/attributions/one_bb.ann": b"",
        "train/text/two.txt": b"",
        "metadata.tsv": b"filename\tpublication_date\none\t2016-09-12\n",
    }
    (article,) = read_articles(files, "dev")
    assert (article.name, article.published, len(article.attributions)) == ("one", "2016-09-12", 1)


def test_a_folder_and_a_tar_archive_read_the_same(tmp_path: Path) -> None:
    (tmp_path / "in" / "dev").mkdir(parents=True)
    for name in ("one.txt", "._one.txt", "one.pdf"):
        (tmp_path / "in" / "dev" / name).write_bytes(b"x")
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as archive:
        for name in ("dev/one.txt", "dev/._one.txt", "dev/one.pdf"):
            member = tarfile.TarInfo(name)
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
    assert (
        read_files(tmp_path / "in", (".txt",))
        == read_files(tmp_path / "all.tar.gz", (".txt",))
        == {"dev/one.txt": b"x"}
    )


def test_pieces_of_one_quotation_are_one_attribution_with_its_cue_and_source() -> None:
    claims = [said("I left", id="s1", cue="said"), said("I am home.", id="s2", continues="s1")]
    (found,) = locate_attributions(TEXT, claims)
    assert found == Attribution(content=(at("I left"), at("I am home.")), cue=at("said"), source=at("Ana Baker"))


def test_a_pronoun_beside_the_cue_is_the_source() -> None:
    (found,) = locate_attributions(TEXT, [said("He laughed", cue="told")])
    assert found.source == at("she")


def test_a_claim_without_cue_is_no_attribution() -> None:
    assert locate_attributions(TEXT, [said("He laughed")]) == []


def test_quote_marks_and_a_leading_that_do_not_make_a_content_inexact() -> None:
    gold = [QUOTE, Attribution(content=(at("that he knew"),), cue=at("denied"), source=at("The mayor"))]
    ours = [
        Attribution(content=(at("I left"), at("I am home.")), cue=at("said"), source=at("Ana Baker")),
        Attribution(content=(at("he knew"),), cue=at("denied"), source=at("mayor")),
    ]
    assert {tally.f for tally in score_attributions(TEXT, gold, ours).values()} == {1.0}


def test_a_triple_needs_cue_source_and_half_the_content() -> None:
    for wrong in (
        Attribution(content=QUOTE.content, cue=at("denied"), source=QUOTE.source),
        Attribution(content=QUOTE.content, cue=QUOTE.cue, source=at("The mayor")),
        Attribution(content=(at("home"),), cue=QUOTE.cue, source=QUOTE.source),
    ):
        assert score_attributions(TEXT, [QUOTE], [wrong])["triple"].f == 0.0


def test_no_source_is_right_where_the_gold_has_none() -> None:
    bare = Attribution(content=QUOTE.content, cue=QUOTE.cue)
    assert score_attributions(TEXT, [bare], [bare])["triple"].f == 1.0
    assert score_attributions(TEXT, [bare], [QUOTE])["triple"].f == 0.0
