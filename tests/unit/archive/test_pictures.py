"""Pictures and scanned pages: their words with places and how sure they are, and what their files claim."""

import io
import struct
import zlib

import pytest
from eval import scans
from PIL import Image, ImageDraw, ImageFont

from saksi.archive import Source, UnreadableError, find_positions, take_in
from saksi.archive.formats import ocr
from saksi.archive.sandbox import end_boxes
from saksi.model import Span

LINES = ["Police arrested Sok Testman on December 2, 2019 in", "Test Town, and the court charged him with treason."]
recognises = pytest.mark.skipif(ocr._library() is None, reason="tesseract is not installed")


def drawn(lines: list[str] = LINES, *, ink: int = 0, paper: int = 255) -> Image.Image:
    picture = Image.new("L", (1500, 120 + 70 * len(lines)), paper)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((80, 60 + 70 * number), line, font=ImageFont.load_default(44), fill=ink)
    return picture


def packed(picture: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def flat(source: Source) -> str:
    return " ".join(source.text.split())


@recognises
@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_the_words_of_a_picture_are_read_with_their_places_in_pixels(kind: str) -> None:
    data = packed(drawn(), kind)
    source = take_in(data)
    assert flat(source) == " ".join(LINES)
    assert source.media_type == f"image/{kind.lower()}"
    first, second = source.positions
    assert first.path == (("picture", 1), ("line", 1))
    assert first.box is not None
    left, bottom, right, top = first.box
    assert 70 <= left <= 90
    assert 1000 < right < 1400
    assert 150 < bottom < top < 220
    assert (first.confidence or 0) > 80
    span = Span(start=source.text.index("charged"), end=source.text.index("charged") + 7)
    assert find_positions(data, source.text, span) == (second,)


@recognises
@pytest.mark.slow
def test_a_page_of_a_pdf_that_is_a_picture_is_read_where_it_stands_with_places_in_points() -> None:
    source = take_in(packed(drawn(), "PDF", resolution=150))
    assert flat(source) == " ".join(LINES)
    (position, _) = source.positions
    assert position.path == (("page", 1), ("line", 1))
    assert position.box is not None
    assert 33 <= position.box[0] <= 43
    assert "recognised in pictures" in source.remarks[0]


@recognises
@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "font", "name"),
    [("Khmer", "KhmerOS.ttf", "លោក សុខ តេស្ត នៅ"), ("Thai", "Loma.ttf", "นายสมชาย ตัวอย่าง ที่")],
)
def test_khmer_and_thai_are_read_as_what_they_are_with_the_blanks_around_names(language, font, name) -> None:
    try:
        pages = [scans.draw(scans.REPORTS[language], font, size) for size in (28, 40)]
    except OSError:
        pytest.skip(f"no font for {language}: apt install fonts-khmeros fonts-thai-tlwg")
    for page in pages:
        source = take_in(packed(page, "PNG"))
        right, found = scans.flat(" ".join(scans.REPORTS[language])), scans.flat(source.text)
        assert scans.distance(right, found) < 0.03 * len(right)
        assert scans.flat(name) in found
        span = Span(start=source.text.index(name[:3]), end=source.text.index(name[:3]) + 3)
        assert find_positions(packed(page, "PNG"), source.text, span)[0].path[-1] == ("line", 1)


@recognises
@pytest.mark.slow
def test_words_that_are_hard_to_make_out_are_marked_as_unsure() -> None:
    picture = drawn(["Police arrested Sok Testman"]).resize((330, 42)).resize((1500, 190))
    noisy = Image.blend(picture, Image.effect_noise(picture.size, 120), 0.55)
    try:
        source = take_in(packed(noisy, "PNG"))
    except UnreadableError as error:
        assert error.code == "no-words"  # noqa: PT017 - nothing made out is no wrong word either
        return
    assert any(position.is_unsure for position in source.positions)


@recognises
@pytest.mark.slow
def test_a_picture_held_upside_down_is_read_as_it_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    data = packed(drawn().rotate(180), "JPEG", exif=exif)
    assert flat(take_in(data)) == " ".join(LINES)


@recognises
@pytest.mark.slow
def test_what_a_camera_wrote_is_a_claim_and_no_date_of_publication() -> None:
    exif = Image.Exif()
    exif[0x0132] = "2019:12:06 10:00:00"
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (11.0, 33.0, 0.0), 3: "E", 4: (104.0, 55.0, 12.0)})
    source = take_in(packed(drawn(), "JPEG", exif=exif))
    assert {(claim.what, claim.value) for claim in source.claims} == {
        ("taken", "2019:12:06 10:00:00"),
        ("place", "11.55000, 104.92000"),
    }
    assert source.published is None
    assert "2019:12:06" not in source.text
    assert not any("11.55" in remark for remark in source.remarks)


def test_a_claim_of_another_form_is_none() -> None:
    exif = Image.Exif()
    exif[0x0132] = "<b>yesterday, no.</b"
    try:
        assert take_in(packed(drawn(), "JPEG", exif=exif)).claims == ()
    except UnreadableError as error:
        assert error.code != "no-ocr" or ocr._library() is None  # noqa: PT017


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    data = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    with pytest.raises(UnreadableError, match="more pixels"):
        take_in(b"\x89PNG\r\n\x1a\n" + data + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))


def test_without_tesseract_a_picture_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from saksi.archive import walls

    hide = "import saksi.archive.formats.ocr as ocr; ocr._LIBRARIES = (); from saksi.archive.formats.child"
    monkeypatch.setattr(walls, "_START", walls._START.replace("from saksi.archive.formats.child", hide))
    end_boxes()
    for data, code in ((packed(drawn(), "PNG"), "no-ocr"), (packed(drawn(), "PDF"), "no-text")):
        with pytest.raises(UnreadableError, match="apt install tesseract-ocr") as refused:
            take_in(data)
        assert refused.value.code == code
    end_boxes()
