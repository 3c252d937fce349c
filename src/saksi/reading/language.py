"""Which language a text is in, and whether this reader knows it."""

import py3langid

#: Languages that the lexicons of this reader cover.
KNOWN: frozenset[str] = frozenset({"en"})


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text is written in."""
    code, _score = py3langid.classify(text)
    return str(code)
