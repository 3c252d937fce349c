"""A sentence cut into the words of Universal Dependencies: "didn't" is two, "34-year-old" is five, "U.S." is one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SHORT = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Fr|Hon|St|Ft|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Cpl|Rep|Reps|Sen|Sens|Gov|Jr|Sr|Inc|Corp|Co|Ltd|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|vs|No|al|eg|ie"
)
#: Prefixes that stay with their word behind a hyphen.
_BOUND = "anti|arch|co|counter|ex|mid|multi|neo|non|over|post|pre|pro|psycho|re|semi|socio|sub|e|un|ultra|inter|intra"
_WORD = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|gov|edu|doc|pdf|xls|html?|jpg|txt)\b"
    r"|(?:[^\W\d_]\.){2,}|etc\.(?=\s|,)"
    rf"|(?:{_SHORT})\.(?=\s|,|$)"
    r"|[A-Z]\.(?=\s*[A-Z])"
    rf"|(?i:{_BOUND})-[^\W\d_]+"
    r"|\d{3}-\d{3,4}(?:-\d{4})?(?!\d)"
    r"|[A-Z]+&[A-Z]+"
    r"|\d++(?:[.,:/]\d++)*+(?:(?:st|nd|rd|th|s)(?!\w))?"
    r"|[^\W\d_]\w*(?:[’'][^\W\d_]+)*"
    r"|[:;]-?[()DP](?!\w)|[.!?]{2,}|([=*_~#<>'’`-])\1+"
    r"|_|\S"
)
_CLITIC = re.compile(r"(?i)(?:n[’']t|[’'](?:s|m|d|re|ve|ll))$")
_JOINED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "cant": 2, "didnt": 3, "doesnt": 4, "isnt": 2}
_JOINED |= {"wasnt": 3, "couldnt": 5, "wouldnt": 5, "havent": 4, "arent": 3, "thats": 4, "alot": 1}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark and its place in the text, in code points."""

    start: int
    end: int
    text: str


def words_in(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of a stretch of text, in order."""
    stop = len(text) if end is None else end
    return tuple(
        Word(first, last, text[first:last])
        for match in _WORD.finditer(text, start, stop)
        for first, last in _parts(match.group(), match.start())
    )


def _parts(word: str, start: int) -> Iterator[tuple[int, int]]:
    """A word without what leans on it, and what leans on it."""
    cut = _JOINED.get(word.lower())
    if cut is None and len(word) > 2 and "." not in word and (clitic := _CLITIC.search(word)) and clitic.start():
        cut = clitic.start()
    if cut is None:
        yield start, start + len(word)
        return
    yield from _parts(word[:cut], start)
    yield start + cut, start + len(word)
