"""Whether two texts are one report. All persons are invented."""

import random

import pytest

from saksi.resolve.credits import cited, credited
from saksi.resolve.matching import Sketched, judge, likely
from saksi.resolve.reprints import Printed, compare, shared_percent
from saksi.resolve.shingles import letters_of, numbers_of, sketch, stretches_of

ENGLISH = [
    f"{first}{second}"
    for first in ("mar", "lan", "vil", "har", "tem", "sig", "ord")
    for second in ("ket", "tern", "age", "bour", "ple", "nal", "ion")
]
KHMER = ["តុលាការ", "នគរបាល", "សកម្មជន", "ចាប់ខ្លួន", "ពន្ធនាគារ", "ខេត្ត", "ថ្ងៃ", "មេធាវី", "គ្រួសារ", "សង្គម"]
THAI = ["ศาล", "ตำรวจ", "นักกิจกรรม", "จับกุม", "เรือนจำ", "จังหวัด", "วัน", "ทนายความ", "ครอบครัว", "สังคม"]
QUOTE = "We did nothing but speak, and for that they come at night and take whoever opens the door"


def story(seed, number=200, words=ENGLISH, joint=" "):
    return joint.join(random.Random(seed).choices(words, k=number))


def printed(text, document="a", **more):
    return Printed(document=document, letters=letters_of(text), **more)


def test_spaces_marks_and_case_are_no_difference():
    assert letters_of("Sok  TESTMAN’s “case”:\n2019") == letters_of("sok testmans case 2019")


@pytest.mark.parametrize("words", [ENGLISH, KHMER, THAI], ids=["english", "khmer", "thai"])
def test_a_text_cut_to_a_third_is_part_of_the_whole_in_every_script(words):
    joint = " " if words is ENGLISH else ""
    whole, other = (printed(story(seed, words=words, joint=joint)) for seed in (1, 2))
    cut = printed(whole.letters[: len(whole.letters) // 3], "b")
    assert compare(whole, cut).how == "part"
    assert compare(whole, cut).shared == 100
    assert compare(other, cut) is None


def test_two_reports_that_quote_one_statement_have_two_origins():
    one, other = (printed(f"{story(seed)}. “{QUOTE},” she said.", str(seed)) for seed in (1, 2))
    assert shared_percent(one, other) > 0
    assert compare(one, other) is None


def test_a_light_edit_is_a_reprint_and_the_same_letters_are_a_copy():
    text = story(1)
    edited = " ".join("indeed" if number % 17 == 0 else word for number, word in enumerate(text.split()))
    assert compare(printed(text), printed(edited, "b")).how == "reprint"
    assert compare(printed(text), printed(text.upper(), "b")).how == "copy"


def test_what_shares_a_third_is_one_only_where_title_address_or_credit_speak_for_it():
    shared = story(1, 80)
    one, other = f"{shared} {story(2, 110)}", f"{shared} {story(3, 110)}"
    title = "A title of a single story"
    assert compare(printed(one), printed(other, "b")) is None
    known = compare(printed(one, title=title, published="2019-12-01"), printed(other, "b", title=title))
    assert known is not None
    assert known.same_title
    later = printed(other, "b", title=title, published="2019-12-02")
    assert compare(printed(one, title=title, published="2019-12-01"), later).how == "version"
    address = "https://news.example/1"
    assert compare(printed(one, address=address), printed(other, "b", address=address)).how == "version"
    credit = compare(printed(one, credited=frozenset({"AP"})), printed(other, "b", cited=frozenset({"AP"})))
    assert credit.credit == ("AP",)


def test_a_title_of_one_word_speaks_for_nothing():
    shared = story(1, 80)
    one, other = (printed(f"{shared} {story(seed, 110)}", str(seed), title="Politics") for seed in (2, 3))
    assert compare(one, other) is None


def test_what_is_too_short_is_never_known_again():
    assert compare(printed("No comment, said the ministry."), printed("No comment, said the ministry.", "b")) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("PHNOM PENH (AP) — Police arrested Sok Testman.", {"AP"}),
        ("Police arrested Sok Testman.\n\nAgence France-Presse contributed to this report.", {"AFP"}),
        ("Police arrested Sok Testman. Source: Reuters", {"Reuters"}),
        ("พนมเปญ (รอยเตอร์) ตำรวจจับกุม", {"Reuters"}),
        ("By Test Reporter, Associated Press\n\nPolice arrested Sok Testman.", {"AP"}),
        ("A cap, a map and a tap.", set()),
        ("He APplauded.", set()),
    ],
)
def test_agencies_are_known_by_their_credits(text, names):
    assert credited(text) == names


def test_outlets_are_cited_where_somebody_told_them():
    assert cited("“It is so,” Sok Testman told Radio Free Asia on Monday. Reuters reported the same.") == {
        "RFA",
        "Reuters",
    }
    assert cited("He heard it on the radio.") == set()


def _match(texts):
    held = {name: printed(text, name) for name, text in texts.items()}
    sketched = [
        Sketched(document=name, size=len(each.stretches), sketch=sketch(each.stretches)) for name, each in held.items()
    ]
    return list(judge(likely(sketched, range(len(sketched))), [], held.get))


def test_a_hundred_copies_take_one_link_each():
    found = _match({f"{number:03}": story(1) for number in range(100)})
    assert len(found) == 99
    assert {each.verdict for each in found} == {"same"}


def test_two_stories_of_a_digest_are_said_to_be_two():
    one, other = story(1), story(2)
    found = _match({"a": one, "b": other, "c": f"{one} {other}"})
    assert {(each.between, each.verdict) for each in found} == {
        (("a", "c"), "same"),
        (("b", "c"), "same"),
        (("a", "b"), "different"),
    }


def test_stretches_and_sketches_are_the_same_on_every_run():
    stretches = stretches_of(letters_of("Sok Testman was arrested in Exampleville on Monday."))
    assert int(stretches[0]) == FIRST
    assert tuple(numbers_of([sketch(stretches)])[0][:2].tolist()) == NUMBERS


#: Sketches that are kept are compared with those that are made later.
FIRST, NUMBERS = 31121708183953462, (961380985, 3226449126)
