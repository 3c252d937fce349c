"""How well pictures of pages are read, in four languages: python -m eval.scans

Draws invented reports in the fonts of this machine, at three sizes, clean and as a telephone would take them (grey,
a little askew, grainy), and prints for each language how many letters in a hundred are wrong (edit distance, blanks
counted as one), in which language the page was read, and how many of the blanks between words are there again.
Needs tesseract with its languages, and fonts that have the letters: apt install fonts-khmeros fonts-thai-tlwg.
"""

import io
import random
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from saksi.archive import UnreadableError, take_in

_SIZES = (28, 40, 56)
#: Where a font is one of several, each is drawn.
_FONTS = {
    "English": ("DejaVuSerif.ttf", "DejaVuSans.ttf"),
    "French": ("DejaVuSerif.ttf", "DejaVuSans.ttf"),
    "Khmer": ("KhmerOS.ttf", "KhmerOSbattambang.ttf", "KhmerOScontent.ttf"),
    "Thai": ("Loma.ttf", "Garuda.ttf", "Norasi.ttf"),
}
REPORTS = {
    "English": (
        "Police arrested Sok Testman in Battambang province on December 2, 2019,",
        "his lawyer said. The court charged him with treason and refused bail.",
        "His mother waited at the gate of the prison until the evening and was",
        "not let in. Eleven others were questioned on the same day, she said.",
    ),
    "French": (
        "La police a arrêté Sok Testman à Battambang le 2 décembre 2019, selon",
        "son avocat. Le tribunal l’a inculpé de trahison et a refusé de le libérer.",
        "Sa mère a attendu devant la prison jusqu’au soir sans être reçue. Onze",
        "autres personnes ont été interrogées le même jour, a-t-elle déclaré.",
    ),
    "Khmer": (
        "សមត្ថកិច្ចបានចាប់ខ្លួនលោក សុខ តេស្ត នៅខេត្តបាត់ដំបង",
        "កាលពីថ្ងៃទី២ ខែធ្នូ ឆ្នាំ២០១៩។ មេធាវីរបស់គាត់បាននិយាយថា",
        "តុលាការបានចោទប្រកាន់គាត់ពីបទក្បត់ជាតិ ហើយមិនឲ្យនៅក្រៅឃុំ។",
        "ម្តាយរបស់គាត់បានរង់ចាំនៅមុខពន្ធនាគារ រហូតដល់ល្ងាច។",
    ),
    "Thai": (
        "ตำรวจจับกุมนายสมชาย ตัวอย่าง ที่จังหวัดตาก",
        "เมื่อวันที่ 2 ธันวาคม 2562 ทนายความของเขากล่าวว่า",
        "ศาลตั้งข้อหากบฏต่อเขา และไม่อนุญาตให้ประกันตัว",
        "แม่ของเขารออยู่หน้าเรือนจำจนถึงเย็น แต่ไม่ได้เข้าเยี่ยม",
    ),
}


def main() -> int:
    """Print a line for each language, clean and grainy; 1 where a font or tesseract is not installed."""
    print(f"{'language':10}{'pages':>8}{'letters wrong':>16}{'worst page':>12}{'blanks found':>14}")
    for language in REPORTS:
        for name, is_grainy in (("clean", False), ("grainy", True)):
            try:
                rates, found = _measure(language, is_grainy=is_grainy)
            except (OSError, UnreadableError) as error:
                print(f"{language}: not measured: {error}")
                return 1
            print(f"{language:10}{name:>8}{_mean(rates):15.1%}{max(rates):12.1%}{_mean(found):14.1%}")
    return 0


def _measure(language: str, *, is_grainy: bool) -> tuple[list[float], list[float]]:
    rates, blanks = list[float](), list[float]()
    for picture in _pages(language, is_grainy=is_grainy):
        out = io.BytesIO()
        picture.save(out, "PNG")
        wanted = flat(" ".join(REPORTS[language]))
        found = flat(take_in(out.getvalue(), name="page.png").text)
        rates.append(distance(_letters(wanted), _letters(found)) / len(_letters(wanted)))
        blanks.append(min(1.0, found.count(" ") / wanted.count(" ")))
    return rates, blanks


def _pages(language: str, *, is_grainy: bool) -> Iterator[Image.Image]:
    chance = random.Random(1)  # noqa: S311 - nothing secret hangs on it
    for font_name in _FONTS[language]:
        for size in _SIZES:
            page = draw(REPORTS[language], font_name, size)
            yield _as_by_telephone(page, chance) if is_grainy else page


def draw(lines: Sequence[str], font_name: str, size: int) -> Image.Image:
    """A white page with these lines. Raises OSError where the font is not installed."""
    font = ImageFont.truetype(font_name, size, layout_engine=ImageFont.Layout.RAQM)
    pitch = sum(font.getmetrics())
    width = max(round(font.getlength(line)) for line in lines) + 4 * size
    page = Image.new("L", (width, pitch * len(lines) + 4 * size), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(page).text((2 * size, 2 * size + pitch * number), line, font=font, fill=0)
    return page


def _as_by_telephone(page: Image.Image, chance: random.Random) -> Image.Image:
    askew = page.rotate(chance.uniform(-1, 1), resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    grain = Image.effect_noise(askew.size, 40).point(lambda value: value - 128 + 190)
    return Image.blend(askew, grain, 0.3).filter(ImageFilter.GaussianBlur(0.6))


def distance(one: str, other: str) -> int:
    """How many letters must be changed, put in or left out to make one from the other (Levenshtein)."""
    row = list(range(len(other) + 1))
    for here, letter in enumerate(one, start=1):
        before, row[0] = row[0], here
        for there, against in enumerate(other, start=1):
            before, row[there] = row[there], min(row[there] + 1, row[there - 1] + 1, before + (letter != against))
    return row[-1]


def flat(text: str) -> str:
    """Written in one way: marks of Unicode, apostrophes, and a blank for each stretch of them."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())


def _letters(text: str) -> str:
    return text.replace(" ", "")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    sys.exit(main())
