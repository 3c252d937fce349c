"""The day of publication is read off the page, never guessed."""

from saksi.model import Span, Zone, ZoneKind
from saksi.reading.published import infer_published

Line = tuple[ZoneKind, str]
ARTICLE: Line = ("article", "Tevy Example left Harbour Town on Monday. In May 2012 she had been held, on May 3, 2012.")


def inferred(*lines: Line) -> tuple[str, str] | None:
    text, zones = "", []
    for kind, words in lines:
        zones.append(Zone(kind=kind, span=Span(start=len(text), end=len(text) + len(words))))
        text += words + "\n\n"
    found = infer_published(text, tuple(zones))
    return None if found is None else (found[0].edtf, found[1])


def test_a_line_that_says_published_goes_before_all() -> None:
    found = inferred(
        ("byline", "By Tevy Example. Published 2 March 2022, 07:30"), ("dateline", "ROME, 1 March 2022 —"), ARTICLE
    )
    assert found == ("2022-03-02", "the line that says when it was published")


def test_a_dateline_with_its_year_is_the_day() -> None:
    assert inferred(("dateline", "MINSK, October 14, 2020 (Example Wire) —"), ARTICLE) == ("2020-10-14", "the dateline")


def test_a_dateline_without_a_year_is_not_guessed() -> None:
    assert inferred(("dateline", "MINSK, Oct. 14 (Example Wire) —"), ARTICLE) is None


def test_a_dateline_takes_the_one_year_of_the_page_where_the_weekday_bears_it_out() -> None:
    line: Line = ("dateline", "MINSK, Oct. 14 (Example Wire) —")
    on_wednesday: Line = ("article", "A court on Wednesday held Tevy Example.")
    assert (inferred(line, on_wednesday, ("furniture", "© 2020 Example")) or ("",))[0] == "2020-10-14"
    assert inferred(line, on_wednesday, ("furniture", "© 2017 Example")) is None
    assert inferred(line, on_wednesday, ("furniture", "© 2019-2020 Example")) is None


def test_the_address_of_the_page_holds_the_day() -> None:
    for address in ("https://example.org/2019/12/27/story", "https://example.org/a-story-12272019154917.html"):
        assert inferred(ARTICLE, ("furniture", address)) == ("2019-12-27", "the date in the page's address")


def test_the_earliest_comment_gives_the_day() -> None:
    lines: list[Line] = [ARTICLE, ("comment", "Dec 30, 2019 03:19 PM"), ("comment", "Dec 27, 2019 08:06 PM")]
    assert inferred(*lines) == ("2019-12-27", "the earliest reader comment")


def test_a_date_in_the_words_of_a_reader_is_not_the_day_of_the_comment() -> None:
    told: Line = ("comment", "They took my cousin on May 1, 2001 and nobody has seen him from that day to this one.")
    assert inferred(ARTICLE, told, ("comment", "Dec 27, 2019")) == ("2019-12-27", "the earliest reader comment")


def test_comments_older_than_a_picture_say_nothing() -> None:
    assert inferred(("caption", "A gate, Nov. 9, 2019."), ARTICLE, ("comment", "Jan 2, 2018")) is None


def test_dates_of_the_article_are_no_day_of_publication() -> None:
    assert inferred(ARTICLE) is None


def test_a_day_that_does_not_exist_is_left_out() -> None:
    assert inferred(("dateline", "31 February 2020"), ARTICLE) is None
