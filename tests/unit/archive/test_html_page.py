"""What the blocks of a web page are taken for, and what its markup declares."""

import json
import subprocess
import sys

import pytest
from lxml import html

from saksi.archive import Source, take_in
from saksi.archive.formats.told import RefusedError, hear_line

FIRST = "Tevy Example left Harbour Town on Monday because the police had come to her door, she told this paper."
SECOND = "A spokesman of the ministry said that nobody had been near the house and that she was looking for work."


def page(inside: str = "", head: str = "", after: str = "") -> Source:
    return take_in(
        f"<!doctype html><html><head><title>Activist Leaves Town | Example Paper</title>{head}</head><body>"
        f"<nav><ul><li>Home</li><li>Our Towns</li></ul></nav><article><h1>Activist Leaves Town</h1>{inside}"
        f"<p>{FIRST}</p><p>{SECOND}</p></article>{after}<footer><p>© Example Paper.</p></footer></body></html>".encode()
    )


def kinds(source: Source) -> dict[str, str]:
    return {zone.span.of(source.text): zone.kind for zone in source.zones}


def test_elements_say_what_their_words_are() -> None:
    found = kinds(page("<figure><figcaption>A gate at dusk.</figcaption></figure><h2>Whose word?</h2>"))
    assert found["Activist Leaves Town"] == "title"
    assert found["Our Towns"] == found["© Example Paper."] == found["Whose word?"] == "furniture"
    assert found["A gate at dusk."] == "caption"
    assert found[FIRST] == found[SECOND] == "article"


def test_class_names_say_what_their_words_are() -> None:
    found = kinds(page('<p class="byline">By Tevy Example</p><div class="ad-slot">Buy rice.</div>'))
    assert (found["By Tevy Example"], found["Buy rice."]) == ("byline", "advert")


def test_comments_are_told_from_their_heading() -> None:
    found = kinds(page(after='<div id="comments"><h3>1 comment</h3><p>They all say so.</p></div>'))
    assert (found["1 comment"], found["They all say so."]) == ("furniture", "comment")


def test_what_is_hidden_is_no_text() -> None:
    hidden = (
        '<script>var a</script><style>b</style><p hidden>c1</p><p style="display: none">c2</p><template>c3</template>'
    )
    assert not {"var a", "b", "c1", "c2", "c3"} & set(kinds(page(hidden)))


def test_a_page_may_leave_out_the_tags_of_head_and_body() -> None:
    bare = f"<title>Example Paper</title><style>b</style><article><h1>Activist Leaves Town</h1><p>{FIRST}</p></article>"
    assert kinds(take_in(bare.encode(), name="bare.html")) == {"Activist Leaves Town": "title", FIRST: "article"}


def test_a_wrapper_called_sidebar_does_not_hide_the_article() -> None:
    inside = f"<h1>Activist Leaves Town</h1><p>{FIRST}</p><p>{SECOND}</p>"
    body = f'<html><body><div class="has sidebar">{inside}</div></body></html>'
    assert kinds(take_in(body.encode()))[FIRST] == "article"


def test_markup_declares_the_day_of_publication() -> None:
    for head in (
        '<meta property="article:published_time" content="2019-12-27T15:19:00-05:00">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2019-12-27T15:19"}]}</script>',
    ):
        source = page(head=head)
        assert source.published is not None
        assert source.published.edtf == "2019-12-27"
        assert "markup" in (source.published_basis or "")


def test_time_elements_that_disagree_declare_nothing() -> None:
    assert page('<time datetime="2019-12-27">x</time>').published is not None
    assert page('<time datetime="2019-12-27">x</time><time datetime="2020-01-02">y</time>').published is None


def test_a_day_that_does_not_exist_declares_nothing() -> None:
    assert page(head='<meta name="date" content="2019-13-45">').published is None


def test_plain_text_does_not_wait_for_the_html_reader() -> None:
    code = "import sys; from saksi.archive import take_in; take_in(b'Words.'); sys.exit('trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


ELEMENTS = """<html><body><nav>Home <b>of</b> news</nav><div class=x><p>One <b>bold</b> word.</p><script>var x</script>
text between <span>and within</span><p>Two.</p><p hidden>never</p><p>Three.</p><table><tr><td>cell one</td><td>cell two
</td></tr></table></div>after all</body></html>"""


def test_every_stretch_of_a_page_names_the_element_that_holds_it():
    source = take_in(ELEMENTS.encode(), name="a.html")
    root = html.document_fromstring(ELEMENTS)
    told = {position.span.of(source.text): position.element for position in source.positions}
    assert told["Three."] == "/html[1]/body[1]/div[1]/p[4]"
    assert told["cell two"].endswith("/td[2]")
    for words, path in told.items():
        (element,) = root.xpath(path)
        assert words in " ".join(element.text_content().split())
    assert "".join(told) == source.text.replace("\n", "")


@pytest.mark.parametrize("path", ["x", "/p[0]", "/p[1]/../x[1]", "//p[1]", "/p[1]\x1b[31m", "/p[1]" * 300])
def test_an_element_that_is_none_is_not_believed_from_the_box(path):
    line = {"text": "x", "zones": [], "in": [[0, 1, path]], "title": "", "published": "", "basis": "", "encoding": ""}
    with pytest.raises(RefusedError):
        hear_line(json.dumps({**line, "guess": False}).encode())
