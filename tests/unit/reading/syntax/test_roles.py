"""Roles read off trees that are written here by hand, so that no weights are judged."""

from saksi.reading.syntax import Named, Parsed, Tree
from saksi.reading.syntax.words import words_in


def tree(rows: str, names: tuple[Named, ...] = ()) -> Tree:
    """A tree of rows "word tag head relation", heads counted from 1."""
    cells = [row.split() for row in rows.strip().splitlines()]
    text = " ".join(cell[0] for cell in cells)
    tags = tuple(cell[1] for cell in cells)
    parts = {"NNP": "PROPN", "NN": "NOUN", "CD": "NUM"}
    return Tree(
        Parsed(
            words=words_in(text),
            parts=tuple(parts.get(tag, "VERB" if tag.startswith("VB") else "X") for tag in tags),
            tags=tags,
            heads=tuple(int(cell[2]) - 1 for cell in cells),
            relations=tuple(cell[3] for cell in cells),
            sure=(1.0,) * len(cells),
            names=names,
        )
    )


def said(one: Tree, word: int | None) -> str | None:
    return None if word is None else one.parsed.words[word].text


LIST = """
Sok NNP 10 nsubj:pass
, , 3 punct
34 CD 1 conj
, , 6 punct
and CC 6 cc
Dara NNP 1 conj
Testman NNP 6 flat
, , 1 punct
were VBD 10 aux:pass
arrested VBN 0 root
by IN 12 case
police NN 10 obl:agent
"""


def test_a_list_has_its_members_and_no_ages() -> None:
    one = tree(LIST)
    assert [said(one, n) for n in one.members(0)] == ["Sok", "Dara"]


def test_who_bears_a_passive_is_its_subject() -> None:
    one = tree(LIST)
    assert (one.is_passive(9), said(one, one.subject(9)), one.object(9)) == (True, "Sok", None)


def test_an_unsure_member_is_none() -> None:
    unsure = tree(LIST).parsed
    sure = (*unsure.sure[:5], 0.3, *unsure.sure[6:])
    one = Tree(Parsed(unsure.words, unsure.parts, unsure.tags, unsure.heads, unsure.relations, sure, ()))
    assert [said(one, n) for n in one.members(0)] == ["Sok"]


RELATIVE = """
Sok NNP 8 nsubj
, , 5 punct
who WP 5 nsubj
had VBD 5 aux
fled VBN 1 acl:relcl
, , 1 punct
was VBD 8 aux
told VBD 0 root
to TO 10 mark
leave VB 8 xcomp
town NN 10 obj
"""


def test_a_relative_clause_tells_of_the_noun_before_it() -> None:
    one = tree(RELATIVE)
    assert said(one, one.subject(4)) == "Sok"


def test_an_infinitive_borrows_the_subject_of_its_verb() -> None:
    one = tree(RELATIVE)
    assert (said(one, one.subject(9)), said(one, one.object(9))) == ("Sok", "town")


APPOSED = """
They PRP 2 nsubj
beat VBD 0 root
his PRP$ 4 nmod:poss
deputy NN 2 obj
, , 6 punct
Dara NNP 4 appos
Testman NNP 6 flat
and CC 9 cc
detained VBD 2 conj
Sok NNP 9 obj
"""


def test_a_name_set_off_stands_for_what_it_explains() -> None:
    one = tree(APPOSED)
    assert [said(one, n) for n in one.members(3)] == ["Dara"]


def test_a_joined_verb_shares_its_subject() -> None:
    one = tree(APPOSED)
    assert said(one, one.subject(8)) == "They"


def test_the_phrase_of_a_name_is_the_whole_name() -> None:
    text = " ".join(row.split()[0] for row in APPOSED.strip().splitlines())
    assert tree(APPOSED).phrase(5).of(text) == "Dara Testman"
    assert tree(APPOSED).phrase(3).of(text) == "his deputy"


def test_a_name_that_the_model_sees_widens_a_phrase_that_its_tree_cuts() -> None:
    cut = APPOSED.replace("Testman NNP 6 flat", "Testman NNP 2 dep")
    text = " ".join(row.split()[0] for row in APPOSED.strip().splitlines())
    assert tree(cut).phrase(5).of(text) == "Dara"
    assert tree(cut, (Named(5, 6, "person", 0.9),)).phrase(5).of(text) == "Dara Testman"
