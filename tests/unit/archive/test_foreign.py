"""PDF, DOCX, ODT and mail become text with zones, and every word says where in the original it stands."""

import base64
import re
from email.message import EmailMessage

import pytest
from tests.foreign_files import Line, archive, column, docx, mail, odt, p, pdf, sealed_pdf, word_part

from saksi.archive import Source, find_positions, take_in
from saksi.model import BadInputError, Span

SENTENCE = "Police arrested Sok Testman in Battambang province on Monday, a court official said."
LEFT = ["The left column goes on and on about a deten-", "tion in Harbour Town, and it ends half-way"]
RIGHT = ["through a sentence that the right column", "brings to its end, as a reader expects."]


def span_of(source: Source, words: str) -> Span:
    start = source.text.index(words)
    return Span(start=start, end=start + len(words))


def places(source: Source, words: str) -> list[str]:
    return [position.words for position in source.at(span_of(source, words))]


def kinds(source: Source) -> list[tuple[str, str]]:
    return [(zone.kind, zone.span.of(source.text)) for zone in source.zones]


def kind_of(source: Source, words: str) -> str:
    return next(zone.kind for zone in source.zones if zone.span.overlaps(span_of(source, words)))


def test_columns_are_read_one_after_the_other_below_the_headline_over_both() -> None:
    page: list[Line] = [(72, 790, "A Headline That Runs Over Both of the Columns of This Page")]
    source = take_in(pdf([[*page, *column(LEFT, top=740), *column(RIGHT, x=330, top=740)]]))
    assert source.text.splitlines()[0] == page[0][2]
    joined = " ".join(source.text.split())
    assert " ".join([page[0][2], *LEFT, *RIGHT]) == joined


def test_columns_of_unequal_length_are_read_from_the_left() -> None:
    page = [*column([*LEFT, "", "A short one."], top=740), *column([*RIGHT, "", *RIGHT, "", *RIGHT], x=330, top=740)]
    text = take_in(pdf([page])).text
    assert text.index("A short one.") < text.index(RIGHT[0])


def test_a_hyphen_at_the_end_of_a_line_stays_as_it_stands() -> None:
    assert "deten-\ntion" in take_in(pdf([column(LEFT)])).text


def test_lines_of_a_paragraph_are_joined_and_a_line_with_room_for_the_next_word_ends_one() -> None:
    title, day = "Activist Held in Test Town", "Phnom Penh, December 6, 2019"
    first = ["Police arrested Sok Testman on December 2, 2019 in Battambang", "province and charged him with treason."]
    second = ["His lawyer said that she had not been told of any of it, and that", "the court had not answered."]
    source = take_in(pdf([column([title, day, *first, *second])]))
    assert source.text == "\n\n".join([title, day, " ".join(first), " ".join(second)]) + "\n"
    assert places(source, "Battambang province") == ["page 1, line 3", "page 1, line 4"]


def test_a_paragraph_of_two_lines_whose_first_is_indented_is_one() -> None:
    lines: list[Line] = [
        (86, 700, "Police arrested Sok Testman on Monday in the"),
        (72, 688, "province, officials said."),
    ]
    assert take_in(pdf([lines])).text == "Police arrested Sok Testman on Monday in the province, officials said.\n"


def test_names_one_a_line_stay_apart() -> None:
    names = [
        "Sok Testman, 34, of Battambang province, held since March",
        "Tevy Example",
        "Dara Sample, 51",
        "Bopha Test",
    ]
    assert take_in(pdf([column(names)])).text.split("\n\n") == [*names[:-1], f"{names[-1]}\n"]


def test_words_of_a_pdf_have_their_page_line_and_rectangle() -> None:
    source = take_in(pdf([column(["First page."]), column(["Second page, first line,", "second line of it."])]))
    (position,) = source.at(span_of(source, "second line"))
    assert position.words == "page 2, line 2"
    assert position.box is not None
    left, bottom, right, top = position.box
    assert (left, bottom < 756 < top, 72 < right < 200) == (72, True, True)


def test_a_span_over_two_lines_has_two_places() -> None:
    source = take_in(pdf([column(LEFT)]))
    assert places(source, "deten-\ntion") == ["page 1, line 1", "page 1, line 2"]


def test_a_sentence_runs_on_from_page_to_page_past_headers_and_page_numbers() -> None:
    def page(number: int, lines: list[str]) -> list[Line]:
        return [(72, 810, "Monthly Report of the Example Centre"), *column(lines), (290, 30, f"Page {number} of 3")]

    pages = [
        page(1, ["The report opens with a sentence that"]),
        page(2, ["goes on here and then it"]),
        page(3, ["ends."]),
    ]
    source = take_in(pdf(pages))
    assert "sentence that goes on here and then it ends." in source.text
    margins = [words for kind, words in kinds(source) if kind == "furniture"]
    assert sum("Example Centre" in words for words in margins) == 3
    assert sum("of 3" in words for words in margins) == 3


def test_a_page_without_a_text_layer_is_told_of() -> None:
    source = take_in(pdf([column([SENTENCE]), [], column([SENTENCE]), []]))
    (told,) = source.remarks
    # with tesseract, blank pages have no words; without it, nobody knows
    assert re.fullmatch("pages without (a text layer, not read|text, on which no words were recognised): 2, 4", told)


def test_a_pdf_of_pictures_alone_is_refused_with_the_cure() -> None:
    with pytest.raises(BadInputError, match=r"tesseract is not installed|no words were recognised"):
        take_in(pdf([[], []]))


def test_a_pdf_with_a_password_is_refused_and_one_that_only_forbids_copying_is_read() -> None:
    with pytest.raises(BadInputError, match="encrypted"):
        take_in(sealed_pdf(SENTENCE, password="TEST"))
    assert take_in(sealed_pdf(SENTENCE)).text == f"{SENTENCE}\n"


def test_the_title_that_a_pdf_gives_itself_counts_where_its_page_shows_none() -> None:
    assert take_in(pdf([column([SENTENCE])], title="Report of March")).title == "Report of March"


def test_a_docx_is_read_paragraph_by_paragraph_and_cell_by_cell() -> None:
    cells = "".join(f"<w:tc>{p(words)}</w:tc>" for words in ("Sok Testman", "34"))
    source = take_in(docx(f"{p('A Title', 'Title')}{p(SENTENCE)}<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert source.text == f"A Title\n\n{SENTENCE}\n\nSok Testman\t34\n"
    assert (source.title, places(source, "Battambang")) == ("A Title", ["paragraph 2"])
    assert places(source, "34") == ["table 1, row 1, column 2"]


def test_a_docx_is_read_as_it_is_seen() -> None:
    shown = "<w:ins><w:r><w:t>inserted </w:t></w:r></w:ins><w:r><w:t>shown</w:t><w:tab/><w:t>on</w:t></w:r>"
    unseen = "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
    unseen += "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert take_in(docx(f"<w:p>{shown}{unseen}</w:p>")).text == "inserted shown\ton\n"


def test_what_stands_beside_the_text_of_a_docx_comes_after_it_in_zones_of_its_own() -> None:
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">' + p("A note below.") + "</w:footnote>"
    )
    source = take_in(
        docx(
            p(SENTENCE) + p("And a second paragraph, which ends here."),
            footnotes=word_part("footnotes", notes),
            comments=word_part("comments", f"<w:comment>{p('Is this so?')}</w:comment>"),
            header1=word_part("hdr", p("Secret draft")),
        )
    )
    assert places(source, "A note below.") == ["note 1"]
    assert kind_of(source, "A note below.") == "article"
    assert kind_of(source, "Is this so?") == "comment"
    assert kind_of(source, "Secret draft") == "furniture"


def test_an_odt_is_read_as_it_stands() -> None:
    note = "<text:note><text:note-body><text:p>A note below.</text:p></text:note-body></text:note>"
    deleted = "<text:changed-region><text:p>deleted</text:p></text:changed-region>"
    deleted = f"<text:tracked-changes>{deleted}</text:tracked-changes>"
    cell = "<table:table-cell><text:p>Sok Testman</text:p></table:table-cell>"
    table = f"<table:table><table:table-row>{cell}{cell.replace('Sok Testman', '34')}</table:table-row></table:table>"
    items = "<text:list><text:list-item><text:p>An item of a list.</text:p></text:list-item></text:list>"
    body = f'<text:h>A Title</text:h><text:p>{SENTENCE}<text:s text:c="2"/>Yes{note}.</text:p>{items}{table}'
    source = take_in(odt(deleted + body))
    assert "deleted" not in source.text
    assert f"{SENTENCE}  Yes.\n\nAn item of a list.\n\nSok Testman\t34\n\nA note below." in source.text
    assert (places(source, "Yes"), places(source, "34")) == (["paragraph 2"], ["table 1, row 1, column 2"])


def test_a_mail_has_its_sender_as_byline_and_its_date_as_the_day_of_publication() -> None:
    source = take_in(mail(f"{SENTENCE}\n\n> what you asked\n> last week\n\n-- \nTevy Example\n"))
    assert (source.title, source.published, source.published_basis) == (
        "Two men held",
        source.published,
        "the Date of the mail",
    )
    assert source.published is not None
    assert source.published.edtf == "2019-12-06"
    assert kind_of(source, "Tevy Example <tevy@example.org>") == "byline"
    assert kind_of(source, SENTENCE) == "article"
    assert kind_of(source, "last week") == "pull_quote"
    assert places(source, "Battambang") == ["line 1"]


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 99 Dec 2019 10:00:00 +0700", "Thu, 1 Jan 99999 00:00 +0000"])
def test_a_mail_without_a_date_that_makes_sense_is_undated(date: str) -> None:
    assert take_in(mail(SENTENCE, date=date)).published is None


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "utf-16"])
def test_a_mail_is_decoded_by_the_charset_that_it_names(charset: str) -> None:
    encoded = base64.encodebytes("Суд продлил арест.".encode(charset)).decode()
    more = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n"
    assert "Суд продлил арест." in take_in(mail(encoded, more=more)).text


def letter(*, page: str = "", plain: str = SENTENCE) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "Tevy Example <a@b.example>", "A report", "<1@b.example>"
    made.set_content(plain)
    if page:
        made.add_alternative(page, subtype="html")
    return made


def test_the_page_of_a_mail_is_read_where_its_plain_text_only_points_to_it() -> None:
    page = f"<html><body><h1>Held</h1><p>{SENTENCE}</p><script>x()</script></body></html>"
    source = take_in(bytes(letter(page=page, plain="See the page.")))
    assert SENTENCE in source.text
    assert "x()" not in source.text
    assert "See the page." not in source.text
    assert places(source, SENTENCE) == ["part 2, element /html[1]/body[1]/p[1]"]


def test_the_plain_text_of_a_mail_is_read_where_it_is_whole() -> None:
    source = take_in(bytes(letter(page="<p>page</p>", plain=f"{SENTENCE} " * 5)))
    assert "page" not in source.text.replace("Message", "")


def test_what_is_attached_comes_out_byte_for_byte_with_the_end_of_its_name() -> None:
    data = pdf([column([SENTENCE])])
    made = letter()
    made.add_attachment(data, maintype="application", subtype="pdf", filename="../../list.pdf")
    made.add_attachment(mail(SENTENCE), maintype="application", subtype="octet-stream", filename="old.eml")
    first, second = take_in(bytes(made)).enclosed
    assert (first.name, first.data, first.place) == ("list.pdf", data, "part 2")
    assert (second.name, second.data) == ("old.eml", mail(SENTENCE))


def test_each_mail_of_a_mailbox_comes_out_byte_for_byte() -> None:
    mails = [mail(f"{number} {SENTENCE}\nFrom here on it is quoted.\n") for number in range(3)]
    source = take_in(b"".join(b"From a@b.example Fri Dec  6 10:00:00 2019\n" + each + b"\n" for each in mails))
    assert [each.data.rstrip(b"\n") for each in source.enclosed] == [each.rstrip(b"\n") for each in mails]
    assert [each.name for each in source.enclosed] == ["1.eml", "2.eml", "3.eml"]
    assert {kind for kind, _ in kinds(source)} == {"furniture"}


def test_a_memorandum_is_no_mail() -> None:
    text = f"From: the Director\nTo: all staff\nDate: 6 December 2019\nSubject: Leave\n\n{SENTENCE}\n"
    assert take_in(text.encode()).media_type == "text/plain"
    assert take_in(text.encode(), name="memo.eml").media_type == "message/rfc822"


def test_words_of_a_plain_text_have_their_line() -> None:
    source = take_in(f"A Title\r\n\r\n{SENTENCE}\r\n".encode())
    assert places(source, "Battambang") == ["line 3"]


def test_a_guess_of_an_encoding_is_said_to_be_one() -> None:
    text = "Der Anwältin zufolge wurde der Häftling in München über drei Jahre ohne Prozess festgehalten."
    source = take_in(text.encode("cp1252"))
    assert (source.text, source.is_guess) == (text, True)
    assert source.encoding in ("cp1250", "cp1252")
    plain = take_in(text.encode())
    assert (plain.encoding, plain.is_guess) == (None, False)
    declared = take_in('<html><head><meta charset="windows-1251"></head><p>Суд продлил арест.</p>'.encode("cp1251"))
    assert (declared.encoding, declared.is_guess) == ("cp1251", False)


@pytest.mark.parametrize(
    "data",
    [
        pdf([column([SENTENCE])]),
        docx(p(SENTENCE)),
        odt(f"<text:p>{SENTENCE}</text:p>"),
        mail(SENTENCE),
        SENTENCE.encode(),
    ],
    ids=["pdf", "docx", "odt", "mail", "text"],
)
def test_where_words_stand_is_found_again_from_the_original_and_the_kept_text(data: bytes) -> None:
    source = take_in(data)
    span = span_of(source, "Battambang")
    assert find_positions(data, source.text, span) == source.at(span)
    assert source.at(span)
    assert find_positions(data, source.text + " made by another version", span) == ()


def test_a_spreadsheet_is_no_document() -> None:
    with pytest.raises(BadInputError, match="without a text document"):
        take_in(archive({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}))
