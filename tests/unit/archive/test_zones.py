"""What the lines of a plain page are taken for."""

from saksi.archive import take_in

FIRST = "Tevy Example left Harbour Town on Monday because the police had come to her door, she told this paper."
SECOND = "A spokesman of the ministry said that nobody had been near the house and that she was looking for work."
THIRD = "“I had work and I had a house,” she said, adding that she would come home on the day it was safe."


def zones_of(*lines: str) -> list[tuple[str, str]]:
    source = take_in("\n\n".join(lines).encode())
    return [(zone.kind, zone.span.of(source.text)) for zone in source.zones]


def kind_of(line: str, *lines: str) -> str:
    return next(kind for kind, words in zones_of(*lines) if words == line)


def page(*inside: str) -> tuple[str, ...]:
    return ("Activist Leaves Harbour Town After Visits", FIRST, *inside, SECOND, THIRD)


def test_the_first_headline_is_the_title() -> None:
    assert zones_of(*page())[0] == ("title", "Activist Leaves Harbour Town After Visits")
    assert [kind for kind, _ in zones_of(*page())[1:]] == ["article"] * 3


def test_outlet_and_date_right_under_a_long_title_are_no_part_of_it() -> None:
    title = "Teachers of Harbour Town Still in Jail Despite a Court Order, a Wife Says"
    source = take_in("\n".join([title, "Radio Example, March 14, 2023", "", FIRST, "", SECOND, "", THIRD]).encode())
    assert source.zones[0].span.of(source.text) == title
    assert source.zones[1].kind in ("dateline", "byline")


def test_a_label_over_the_title_is_furniture() -> None:
    zones = zones_of("STATEMENT", *page())
    assert [kind for kind, _ in zones[:2]] == ["furniture", "title"]


def test_buttons_are_furniture_wherever_they_stand() -> None:
    for button in (
        "Email story",
        "Print",
        "Share this",
        "View Full Site",
        "More Listening Options",
        "Home | News | Video",
    ):
        assert kind_of(button, *page(button)) == "furniture"
        assert kind_of(button, *page(), button) == "furniture"


def test_a_sentence_of_the_article_that_begins_like_a_button_is_article() -> None:
    sentence = "Print shops in three towns were searched on Tuesday, and police said that they had found leaflets."
    assert kind_of(sentence, *page(sentence)) == "article"


def test_place_and_agency_are_a_dateline_before_the_first_sentence() -> None:
    for lead in (
        "PHNOM PENH, Nov. 9 (Example Wire) —",
        "BANGKOK —",
        "KAMPALA, Uganda —",
        "HARBOUR TOWN (Example Wire) -",
    ):
        zones = zones_of("A Title Over the Story", f"{lead} {FIRST}", SECOND)
        assert zones[1:3] == [("dateline", lead), ("article", FIRST)]


def test_a_date_on_a_line_of_its_own_is_a_dateline() -> None:
    for line in (
        "27 December 2019",
        "Harbour Town, 3 June 2021",
        "Published: 2019-12-27 15:19",
        "Friday, December 27, 2019",
    ):
        assert kind_of(line, "A Title Over the Story", line, FIRST, SECOND) == "dateline"


def test_who_wrote_is_a_byline() -> None:
    for line in (
        "By Tevy Example",
        "By Tevy Example and Jon Invented",
        "Reported by Example Radio. Translated by Jon Invented.",
    ):
        assert kind_of(line, "A Title Over the Story", line, FIRST, SECOND) == "byline"


def test_a_sentence_that_begins_with_by_is_no_byline() -> None:
    sentence = "By Friday the police had searched the house twice and taken the telephone of her brother."
    assert kind_of(sentence, *page(sentence)) == "article"


def test_a_line_set_twice_stands_under_a_picture() -> None:
    line = "Police check the papers of people at the bridge of Harbour Town, Nov. 9, 2019."
    source = take_in(f"A Title Over the Story\n\n{line}\n{line}\n\n{FIRST}\n\n{SECOND}".encode())
    assert [zone.kind for zone in source.zones] == ["title", "caption", "caption", "article", "article"]


def test_a_credit_makes_a_caption_of_the_line_above_it() -> None:
    line = "A guard looks out of the gate of the prison in Harbour Town on election day."
    source = take_in(f"A Title Over the Story\n\n{FIRST}\n\n{line}\n(AP)\n\n{SECOND}".encode())
    assert [zone.kind for zone in source.zones] == ["title", "article", "caption", "caption", "article"]


def test_a_short_line_between_paragraphs_is_a_heading_and_no_article() -> None:
    assert kind_of("International pressure", *page("International pressure")) == "furniture"


def test_several_short_lines_between_paragraphs_are_a_list_and_stay() -> None:
    assert kind_of("Jon Invented", *page("Tevy Example", "Jon Invented", "Mara Made-Up")) == "article"


def test_a_quotation_that_is_repeated_is_a_pull_quote() -> None:
    quote = "“I had work and I had a house”"
    assert kind_of(quote, *page(quote)) == "pull_quote"
    assert kind_of(THIRD, *page(quote)) == "article"


def test_a_quotation_that_stands_once_is_article() -> None:
    quote = "“Nobody came when we called for help that night.”"
    assert kind_of(quote, *page(quote)) == "article"


def test_comments_run_to_the_last_date_and_links_follow() -> None:
    zones = zones_of(*page(), "Comments (1)", "A reader", "They all say so.", "Dec 30, 2019 03:19 PM", "View Full Site")
    assert [kind for kind, _ in zones[-5:]] == ["furniture", "comment", "comment", "comment", "furniture"]


def test_a_link_to_the_comments_over_the_article_opens_none() -> None:
    zones = zones_of("A Title Over the Story", "Comments (1)", FIRST, SECOND)
    assert [kind for kind, _ in zones] == ["title", "furniture", "article", "article"]


def test_an_advertisement_is_marked() -> None:
    assert kind_of("Advertisement", *page("Advertisement")) == "advert"


def test_a_paragraph_wrapped_by_hand_is_one_zone() -> None:
    wrapped = (
        "Tevy Example left Harbour Town on Monday because the police had\n"
        "come to her door three times in a week, she told this paper by\n"
        "telephone from a village."
    )
    assert ("article", wrapped) in zones_of("A Title Over the Story", wrapped, SECOND)


def test_titles_of_other_stories_within_the_article_are_furniture() -> None:
    zones = zones_of("A Title Over the Story", FIRST, "Related stories", "Ten things to know", "A life", SECOND, THIRD)
    assert [kind for kind, _ in zones[1:]] == ["article", *["furniture"] * 3, "article", "article"]
