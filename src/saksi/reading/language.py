"""Which language a text is in, and whether this reader knows it.

A script that one language is written in decides alone. Else a model ranks the languages that news is written in: its
others, creoles and dialects near to them, win short texts only by chance.
"""

import unicodedata
from collections import Counter
from functools import cache
from importlib import import_module
from typing import Protocol

#: Languages that the lexicons of this reader cover.
KNOWN: frozenset[str] = frozenset({"en"})
#: What ISO 639-2 calls no language at all: a document that only holds others, or has no letters.
WORDLESS = "zxx"

_OF_SCRIPT = {
    "KHMER": "km", "THAI": "th", "LAO": "lo", "MYANMAR": "my", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HEBREW": "he", "GREEK": "el", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "SINHALA": "si",
}  # fmt: skip
# fmt: off
_NEWS = [
    "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko",
    "ku", "ky", "lo", "lt", "lv", "mk", "ml", "mn", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "ps", "pt", "ro",
    "ru", "si", "sk", "sl", "so", "sq", "sr", "sv", "sw", "ta", "te", "tg", "th", "tk", "tl", "tr", "ug", "uk", "ur",
    "uz", "vi", "zh",
]
# fmt: on
_ENGLISH = frozenset(
    [
        *("the", "and", "were", "been", "from", "with", "his", "their", "she", "they", "which", "after", "who", "said"),
        *("has", "until", "before", "that"),
    ]
)
_SHORT = 300  # letters: below, the model errs often, and words that only English has weigh more
_SURE = 0.12  # share of such words; English news has .2 and more, other languages next to none


class _Model(Protocol):
    def set_languages(self, langs: list[str]) -> None: ...

    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text is written in; WORDLESS where it has no letters."""
    script = _script_of(text)
    if script is None:
        return WORDLESS
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script]
    if script == "LATIN" and len(text) < _SHORT and _has_english_words(text):
        return "en"
    code = str(_model().classify(text)[0])
    return code if code != "en" or script == "LATIN" else "und"


def _script_of(text: str) -> str | None:
    """The script of most letters, as Unicode names it; None where there is no letter."""
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha())
    return max(scripts, key=lambda script: scripts[script], default=None)


def _has_english_words(text: str) -> bool:
    # not in lower case: a newspaper's name brings its "The" into every language
    words = [word.strip(".,;:!?\"“”'’()") for word in text.split()]
    return sum(word in _ENGLISH for word in words) >= max(1.0, _SURE * len(words))


@cache
def _model() -> _Model:
    # a second of loading that no program should wait for before it has a text
    langid = import_module("py3langid.langid")
    model: _Model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    model.set_languages(_NEWS)
    return model
