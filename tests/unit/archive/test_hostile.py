"""Files made to harm are refused in one line or read within limits; nobody touches the canaries."""

import itertools
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from soak.hostile import Canary
from tests.hostile_files import SENTENCE, mutated, named

from saksi.archive import take_in
from saksi.model import BadInputError

#: By what each does; made with canaries in the test itself.
DEEDS = sorted(named(Path("/canary"), 1))
_SOME = 60


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Canary]:
    made = Canary(tmp_path)
    yield made
    made.close()


def tell(name: str, data: bytes) -> str:
    """The refusal, which is one line; or the text, whose zones and positions lie in it."""
    try:
        source = take_in(data, name=name)
    except BadInputError as error:
        line = str(error)
        return line if "\n" not in line and len(line) < 300 else f"no line: {line}"
    spans = [*(zone.span for zone in source.zones), *(position.span for position in source.positions)]
    return source.text if all(span.end <= len(source.text) for span in spans) else "no line: spans beyond the text"


@pytest.mark.parametrize("deed", DEEDS)
def test_a_file_made_to_harm_is_refused_in_one_line_or_read_harmlessly(deed: str, canary: Canary) -> None:
    name, make, words = named(canary.file, canary.port)[deed]
    data = make()
    began = time.monotonic()
    told = tell(name, data)
    assert re.search(words, told)
    assert not re.search("CANARY|^no line", told)
    assert time.monotonic() - began < 60
    assert canary.is_untouched()


@pytest.mark.slow
def test_what_is_damaged_at_random_is_refused_or_read_and_the_next_file_is_read_as_ever(canary: Canary) -> None:
    for name, data in itertools.islice(mutated(seed=1), _SOME):
        assert not tell(name, data).startswith("no line")
    assert take_in(SENTENCE.encode()).zones
    assert canary.is_untouched()


def test_the_canary_notices_who_calls_and_who_touches(canary: Canary) -> None:
    assert canary.is_untouched()
    socket.create_connection(("127.0.0.1", canary.port)).close()
    deadline = time.monotonic() + 5
    while canary.calls == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not canary.is_untouched()
