"""Nothing reaches the network but what a user asked for by name."""

import ast
import socket
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src/saksi"
#: Modules that may, and what they may use: pages, and the authority of `saksi stamp`.
ALLOWED = {
    "web/line.py": {"socket", "ssl"},
    "web/fetch.py": {"h11"},
    "archive/formats/child.py": {"socket"},
    "archive/warm.py": {"socket"},
    "acts/asking.py": {"http.client", "urllib.error", "urllib.request"},
}
OF_NETWORK = {"socket", "ssl", "h11", "http", "requests", "httpx", "urllib3", "ftplib", "smtplib", "asyncio", "xmlrpc"}


def imported(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names if node.module == "urllib")
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            yield from (each.value for each in node.args[:1] if isinstance(each, ast.Constant))


def test_only_named_modules_import_what_reaches_the_network():
    found = {}
    for file in SOURCE.rglob("*.py"):
        of_network = {
            name
            for name in imported(file)
            if name.partition(".")[0] in OF_NETWORK or name in ("urllib.request", "urllib.error")
        }
        if of_network:
            found[str(file.relative_to(SOURCE))] = of_network
    assert found == ALLOWED


@pytest.fixture
def no_network(monkeypatch):
    """Whatever could reach another machine, or be reached, is refused, and counted."""
    tried = []

    def refused(*arguments, **_):
        tried.append(arguments)
        raise OSError("a socket was opened")

    for name in ("connect", "connect_ex", "listen", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused, raising=False)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    return tried


def test_the_wall_of_this_test_holds(no_network):
    from saksi.web import visit

    assert visit("http://news.example/").failure is not None
    assert len(no_network) == 1


@pytest.mark.parametrize(
    "verbs",
    [
        ["read", "STORY"],
        ["add", "PAGE"],
        ["add", "ARCHIVE"],
        ["add", "STORY", "then", "register", "--on", "2019-12-27"],
        ["add", "STORY", "then", "verify"],
        ["add", "STORY", "then", "watch", "--list"],
    ],
    ids=" ".join,
)
def test_verbs_that_name_nothing_to_fetch_open_no_socket(verbs, tmp_path, monkeypatch, no_network):
    from tests.web_archives import answer, record

    from saksi.cli.main import run

    monkeypatch.setenv("SAKSI_LEDGER", str(tmp_path / "ledger" / "test"))
    page = b"<!doctype html><html><body><article><p>Police arrested Sok Testman on December 2, 2019.</p>"
    page += (
        b"<img src='http://127.0.0.1:9/a.png'><script src='http://127.0.0.1:9/a.js'></script></article></body></html>"
    )
    files = {"STORY": ("story.txt", b"Police arrested Sok Testman on December 2, 2019."), "PAGE": ("page.html", page)}
    files["ARCHIVE"] = ("site.warc", record("response", "https://news.example/a", answer(page)))
    for name, data in files.values():
        (tmp_path / name).write_bytes(data)
    words = [str(tmp_path / files[each][0]) if each in files else each for each in verbs]
    while "then" in words:
        assert run(words[: words.index("then")]) == 0
        words = words[words.index("then") + 1 :]
    assert run(words) == 0
    assert no_network == []
