import subprocess
import sys

import pytest

from saksi.reading.language import KNOWN, language_of


@pytest.mark.parametrize(
    "text",
    [
        "Two monks were arrested in Northport on Friday.",
        "Police arrested Ana Quill in Siem Reap.",
        "Police arrest baker.",
        "Ana Quill was freed on bail. Bo Tarn remains in jail.",
        "Ana Quill was held in Phnom Penh.",
        "Bo Tarn died in prison on 3 May 2019.",
        "The court freed Ana Quill.",
        "Sok Vichet fled to Thailand.",
        "Chea Sophal, 34, was released on bail in Kampong Cham.",
        "Ana Quill was sentenced to five years in prison. She will appeal.",
    ],
)
def test_a_short_brief_in_plain_english_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ខ្ញុំត្រូវបានចាប់ខ្លួននៅភ្នំពេញ កាលពីថ្ងៃសុក្រ។", "km"),
        ("ရဲတပ်ဖွဲ့က အမျိုးသားတစ်ဦးကို ဖမ်းဆီးခဲ့သည်။", "my"),
        ("ຕຳຫຼວດໄດ້ຈັບກຸມຊາຍຄົນໜຶ່ງໃນວັນສຸກ", "lo"),
        ("ตำรวจจับกุมพระสงฆ์สองรูปในวันศุกร์", "th"),
        ("La police a arrêté deux moines vendredi à Battambang.", "fr"),
        ("Công an đã bắt giữ hai nhà sư hôm thứ Sáu.", "vi"),
        ("Полиция задержала двух монахов в пятницу.", "ru"),
        ("La policía detuvo el viernes a dos monjes en Battambang.", "es"),
        ("De politie arresteerde vrijdag twee monniken in de stad. Zij was in mei ook al vastgezet.", "nl"),
        ("Le journal The River Post a fermé.", "fr"),
        ("Politiet anholdt to munke i en by, her og nu.", "da"),
        ("Die Polizei nahm am Freitag zwei Mönche fest.", "de"),
    ],
)
def test_other_languages_are_told_and_left_unread(text: str, code: str) -> None:
    assert language_of(text) == code
    assert code not in KNOWN


def test_a_few_foreign_words_do_not_make_a_text_foreign() -> None:
    assert language_of("The party said its name (សង្គ្រោះជាតិ) was taken from it, and that members had fled.") == "en"


def test_english_names_do_not_make_a_foreign_script_english() -> None:
    assert language_of("Полиция задержала Ana Quill и двух монахов из города.") not in KNOWN


@pytest.mark.parametrize("text", ["", "2019 – 34 %"])
def test_a_text_without_words_has_some_language(text: str) -> None:
    assert language_of(text)


def test_the_model_is_not_loaded_before_there_is_a_text() -> None:
    program = "import sys, saksi.reading; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
