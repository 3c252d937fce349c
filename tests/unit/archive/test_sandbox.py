"""The box: whatever runs in it gets nowhere and keeps to its limits, and what it tells is believed only in its form."""

import itertools
import json
import os
import signal
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.foreign_files import column, docx, mail, odt, p, pdf
from tests.hostile_files import SENTENCE, mutated

from saksi.archive import sandbox, walls
from saksi.archive.formats.told import Head, Page, Part, Piece, RefusedError, Remark, Told, hear_line, tell_line
from saksi.archive.position import KINDS, Position
from saksi.archive.sandbox import Limits, read_boxed
from saksi.model import ZONE_KINDS, Span

#: A stand-in for a parser that a file has taken over: it runs this code, where a parser would read.
_TAKEN_OVER = """
import sys, types
sys.path += {path!r}
import ctypes, json, os, signal, socket, subprocess, time
import saksi.archive.formats.child as child
from saksi.archive.formats.told import Piece
taken = types.ModuleType("saksi.archive.formats.mail")
taken.prepare = lambda: None
def read(data):
    {code}
taken.read = read
sys.modules[taken.__name__] = taken
child.main()
"""
_ATTEMPTS = """
    wanted = json.loads(data)
    def reaches(attempt):
        try:
            return attempt() is not False
        except BaseException:
            return False
    attempts = {
        "read a file": lambda: open(wanted["file"]).read(),
        "read passwords": lambda: open("/etc/passwd").read(),
        "write a file": lambda: open(wanted["file"], "w").write("x"),
        "write beside it": lambda: open(wanted["file"] + ".new", "w").write("x"),
        "list a folder": lambda: os.listdir("/"),
        "call a port": lambda: socket.create_connection(("127.0.0.1", wanted["port"]), 1),
        "open a socket": lambda: socket.socket(socket.AF_UNIX),
        "start a program": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": lambda: os.fork() or os._exit(0),
        "signal its parent": lambda: os.kill(os.getppid(), 0),
        "signal who started the tests": lambda: os.kill(wanted["pid"], 0),
        "raise its limits": lambda: __import__("resource").setrlimit(7, (100, 100)),
        "open by number": lambda: ctypes.CDLL(None).open(wanted["file"].encode(), 0) >= 0,
        "delete a file": lambda: os.unlink(wanted["file"]),
    }
    yield Piece(words=json.dumps([name for name, attempt in attempts.items() if reaches(attempt)]))
"""


@pytest.fixture(params=["bubblewrap", "limits alone"])
def box(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two boxes."""
    if request.param == "bubblewrap":
        if not sandbox.can_wrap():
            pytest.skip("bubblewrap is not installed here, or may not make a box")
    else:
        monkeypatch.setattr(sandbox, "can_wrap", lambda: False)
    return str(request.param)


def take_over(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(
        walls, "_START", _TAKEN_OVER.replace("{code}", code.strip().replace("{", "{{").replace("}", "}}"))
    )
    sandbox.end_boxes()


def reached(tmp_path: Path, limits: Limits | None = None) -> set[str]:
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wanted = {"file": str(canary), "port": listening.getsockname()[1], "pid": os.getpid()}
        (told,) = read_boxed("mail", json.dumps(wanted).encode(), limits).told
    assert isinstance(told, Piece)
    return set(json.loads(told.words))


@pytest.mark.slow
def test_a_parser_that_is_taken_over_reaches_nothing(box: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(monkeypatch, _ATTEMPTS)
    assert reached(tmp_path) == set()
    assert (tmp_path / "canary.txt").read_text(encoding="utf-8") == "CANARY"


@pytest.mark.slow
def test_without_its_inner_wall_it_reaches_what_bubblewrap_does_not_hide(
    box: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the attempts are real ones, and what each of the two walls is worth alone."""
    take_over(monkeypatch, _ATTEMPTS)
    unsealed = walls._START.replace("child.main", "child.seal = lambda **_: False\nchild.main")
    monkeypatch.setattr(walls, "_START", unsealed)
    sandbox.end_boxes()
    found = reached(tmp_path)
    hidden = {"read a file", "write a file", "write beside it", "call a port", "read passwords", "open by number"}
    assert {"list a folder", "fork", "start a program", "open a socket"} <= found
    assert (found & hidden == set()) if box == "bubblewrap" else (hidden <= found)


@pytest.mark.parametrize(
    ("code", "limits", "refusal"),
    [
        ("bytearray(2_000_000_000); yield", Limits(), "memory"),
        ("while True: pass\n    yield", Limits(processor_seconds=1), "ended"),
        ("time.sleep(30); yield", Limits(seconds=2), "time"),
        ("while True: yield Piece(words='x' * 1_000)", Limits(most_out=100_000), "answer"),
        ("os.write(1, b'x' * 200_000); yield", Limits(most_line=100_000), "answer"),
        ("os.write(1, b'[' * 100_000 + b'\\n'); yield", Limits(), "answer"),
        ("os.write(1, b'{\"piece\": 1}\\n'); yield", Limits(), "answer"),
        ("os._exit(0); yield", Limits(), "ended"),
        ("ctypes.string_at(0); yield", Limits(), "ended"),
        ('os.write(1, b\'{"refused": "run this"}\\n\'); os._exit(0); yield', Limits(), "run this"),
    ],
)
def test_a_parser_that_keeps_to_no_limit_is_stopped(
    code: str, limits: Limits, refusal: str, box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(monkeypatch, code)
    with pytest.raises(RefusedError) as refused:
        read_boxed("mail", b"", limits)
    assert refused.value.code == refusal


def test_a_file_beyond_the_limit_never_gets_into_the_box() -> None:
    with pytest.raises(RefusedError, match="large"):
        read_boxed("mail", b"x" * 11, Limits(most_in=10))


@pytest.mark.slow
def test_what_a_parser_tells_in_the_box_is_what_it_tells_outside(box: str) -> None:
    """Else something that it imports late, or opens, is missing in there."""
    parsers = {"pdf": "pdf", "docx": "docx", "odt": "odt", "eml": "mail", "mbox": "mailbox"}
    whole = [
        ("a.pdf", pdf([column([SENTENCE])], title="A Title")),
        ("a.docx", docx(p(SENTENCE, "Title"))),
        ("a.odt", odt(f"<text:p>{SENTENCE}</text:p>")),
        ("a.eml", mail("Суд".encode("koi8-r").decode("latin-1"), more="Content-Type: text/plain; charset=koi8-r\n")),
        ("a.eml", _forwarding()),
        ("a.eml", b"Subject: =?windows-1251?B?0fPk?=\nFrom: a@b.c\n\nwords\n"),
    ]
    for name, data in [*whole, *itertools.islice(mutated(seed=3), 25)]:
        parser = parsers.get(name.partition(".")[2])
        if parser is not None:
            assert boxed(parser, data) == unboxed(parser, data), f"{name}: {data[:2_000]!r}"


def _forwarding() -> bytes:
    made = EmailMessage()
    made["From"], made["Date"] = "a@b.example", "Fri, 6 Dec 2019 10:00:00 +0700"
    made.set_content(SENTENCE)
    made.add_attachment(message_from_bytes(mail(SENTENCE), policy=policy.default))
    return bytes(made)


def boxed(parser: str, data: bytes) -> list[Told] | str:
    try:
        return read_boxed(parser, data).told  # type: ignore[arg-type]
    except RefusedError as error:
        return error.code


def unboxed(parser: str, data: bytes) -> list[Told] | str:
    try:
        return [hear_line(tell_line(told)) for told in import_module(f"saksi.archive.formats.{parser}").read(data)]
    except RefusedError as error:
        return error.code
    except Exception:  # noqa: BLE001 - as in the box
        return "broken"


@given(
    st.binary(max_size=200) | st.recursive(st.integers() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_any_line_is_believed_or_refused(line: bytes) -> None:
    try:
        told = hear_line(line)
    except RefusedError:
        return
    assert hear_line(tell_line(told)) == told


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50)
_PATHS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 9_999)), max_size=4).map(tuple)
_NUMBERS = st.integers(0, 2**31 - 1)


@st.composite
def _pieces(draw: st.DrawFn) -> Piece:
    words = draw(_TEXTS)
    spans = [Span(start=0, end=len(words))] if words else []
    at = tuple(
        Position(span=span, path=draw(_PATHS), box=draw(st.none() | st.tuples(*[_NUMBERS] * 4))) for span in spans
    )
    return Piece(words=words, kind=draw(st.none() | st.sampled_from(ZONE_KINDS)), positions=at)


@given(
    _pieces()
    | st.builds(Page, markup=_TEXTS, path=_PATHS)
    | st.builds(Part, name=st.just("a.txt"), path=_PATHS, data=st.binary())
    | st.builds(Part, name=st.just(""), path=_PATHS, start=_NUMBERS, end=_NUMBERS)
    | st.builds(Head, title=st.none() | st.just("A Title"), published=st.none() | st.just("2019-12-06"))
    | st.builds(Remark, code=st.just("seals"), numbers=st.lists(_NUMBERS, max_size=5).map(tuple))
)
def test_what_is_told_is_heard(told: Told) -> None:
    assert hear_line(tell_line(told)) == told


@pytest.mark.parametrize(
    "line",
    [
        {"piece": "x", "kind": "script", "at": []},
        {"piece": "x", "kind": "", "at": [[0, 2, [], []]]},
        {"piece": "x", "kind": "", "at": [[-1, 1, [], []]]},
        {"piece": "x", "kind": "", "at": [[0, 1, [["page", 0]], []]]},
        {"piece": "x", "kind": "", "at": [[0, 1, [["folder", 1]], []]]},
        {"piece": "x", "kind": "", "at": [[0, True, [], []]]},
        {"piece": ["x"], "kind": "", "at": []},
        {"piece": "x", "kind": "", "at": [], "more": 1},
        {"part": "x", "path": [], "from": 0, "to": 2**31},
        {"part": "x", "path": [], "data": "not base64!"},
        {"head": "x", "published": "yesterday"},
        {"remark": "<b>", "numbers": []},
        {"refused": "x"},
        [],
        "end",
        None,
    ],
)
def test_a_line_of_another_form_is_refused(line: object) -> None:
    with pytest.raises(RefusedError, match="answer"):
        hear_line(json.dumps(line).encode())


def test_a_name_from_the_box_is_one_line_without_folders() -> None:
    told = hear_line(json.dumps({"part": "../../etc/x\n\x1b[2Jy.pdf", "path": [], "data": ""}).encode())
    assert isinstance(told, Part)
    assert told.name == "x \ufffd[2Jy.pdf"


@pytest.fixture(autouse=True)
def _no_child_is_left() -> Iterator[None]:
    sandbox.end_boxes()
    yield
    sandbox.end_boxes()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    assert signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL
