"""Asking for a page: every byte is kept, whatever a server does; nothing goes anywhere but where it was meant to."""

import gzip
import hashlib
import io
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.web_archives import PAGE, answer, chunked
from tests.web_server import BOMB, HOSTILE, Canary, Server, Socks, certificates, leading, page, serving
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from saksi.model import BadInputError
from saksi.web import Limits, Visit, parse_proxy, parse_target, record_visit, visit

SHORT = Limits(seconds=3, patience=1, most_bytes=3_000_000, most_hops=4)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def canary() -> Iterator[Canary]:
    one = Canary()
    yield one
    one.close()


def records(made: Visit) -> list[tuple[str, str | None, bytes, dict[str, str]]]:
    """What the library reads back."""
    found = []
    for each in ArchiveIterator(io.BytesIO(record_visit(made)), no_record_parse=True):
        headers = dict(each.rec_headers.headers)
        found.append((each.rec_type, headers.get("WARC-Target-URI"), each.raw_stream.read(), headers))
    return found


def check(made: Visit, folder: Path) -> int:
    """What the library's own checker says: 0 where every digest fits."""
    file = folder / "test.warc.gz"
    file.write_bytes(record_visit(made))

    return int(Checker(SimpleNamespace(inputs=[str(file)], verbose=False)).process_all() or 0)


def test_what_was_asked_and_answered_is_kept_byte_for_byte(server: Server, tmp_path: Path) -> None:
    sent = answer(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip", X="é")
    server.pages["/a"] = sent
    made = visit(f"{server.root}/a#part")
    assert made.failure is None
    (exchange,) = made.exchanges
    assert (exchange.response, exchange.request, exchange.status) == (sent, server.asked[0], 200)
    assert (exchange.address, exchange.ip) == (f"{server.root}/a", "127.0.0.1")
    found = {kind: (address, block, headers) for kind, address, block, headers in records(made)}
    address, block, headers = found["response"]
    assert (address, block) == (f"{server.root}/a", sent)
    assert headers["WARC-Block-Digest"] == f"sha256:{hashlib.sha256(sent).hexdigest()}"
    assert headers["WARC-IP-Address"] == "127.0.0.1"
    assert found["request"][1] == server.asked[0]
    assert found["request"][2]["WARC-Concurrent-To"] == headers["WARC-Record-ID"]
    assert check(made, tmp_path) == 0
    # the library's own digests are SHA-1
    assert b"sha1" not in gzip.decompress(record_visit(made)).lower()


def test_the_digests_are_checked_by_the_library_and_one_changed_byte_is_found(server: Server, tmp_path: Path) -> None:
    server.pages["/a"] = page()
    whole = gzip.decompress(record_visit(visit(f"{server.root}/a")))
    changed = tmp_path / "changed.warc"
    changed.write_bytes(whole.replace(b"Battambang", b"Battambanh"))

    assert Checker(SimpleNamespace(inputs=[str(changed)], verbose=False)).process_all() == 1


def test_nothing_is_sent_that_tells_who_asks(server: Server) -> None:
    server.pages["/a"] = page(Set_Cookie="a=b")
    server.pages["/first"] = leading("/a")
    visit(f"{server.root}/first")
    for request in server.asked:
        names = {line.split(b":")[0].lower() for line in request.split(b"\r\n")[1:] if line}
        assert names == {b"host", b"user-agent", b"accept", b"accept-encoding", b"connection"}
        assert b"saksi" not in request.lower()


def test_each_step_of_the_way_is_kept(server: Server) -> None:
    server.pages |= {"/1": leading("/2", "301 Moved"), "/2": leading(f"{server.root}/3"), "/3": page()}
    made = visit(f"{server.root}/1")
    assert [(each.address, each.status) for each in made.exchanges] == [
        (f"{server.root}/1", 301),
        (f"{server.root}/2", 302),
        (f"{server.root}/3", 200),
    ]
    assert [kind for kind, *_ in records(made)].count("response") == 3


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_server_costs_no_more_than_the_limits_and_is_on_record(path: str, server: Server) -> None:
    server.pages[path], code = HOSTILE[path]
    made = visit(f"{server.root}{path}", limits=SHORT)
    assert made.failure is not None
    assert made.failure.code == code
    assert sum(len(each.response) for each in made.exchanges) <= SHORT.most_bytes + 65536
    kinds = [kind for kind, *_ in records(made)]
    assert kinds[0] == "warcinfo"
    assert kinds.count("request") == len(made.exchanges) == (5 if path == "/loop" else 1)
    told = next(block for kind, _, block, _ in reversed(records(made)) if kind == "metadata")
    assert b"outcome: not captured: " in told


def test_an_answer_that_is_not_whole_says_so_in_the_record(server: Server) -> None:
    truncated = {}
    for path in ("/endless", "/slow", "/short"):
        server.pages[path] = HOSTILE[path][0]
        made = visit(f"{server.root}{path}", limits=SHORT)
        truncated[path] = next(
            headers.get("WARC-Truncated") for kind, _, _, headers in records(made) if kind == "response"
        )
    assert truncated == {"/endless": "length", "/slow": "time", "/short": "disconnect"}


def test_a_bomb_is_kept_as_it_came_and_not_unpacked(server: Server) -> None:
    server.pages["/bomb"] = page(BOMB, Content_Encoding="gzip")
    made = visit(f"{server.root}/bomb")
    assert made.failure is None
    assert made.exchanges[0].response.endswith(BOMB)


def test_what_comes_before_and_after_the_answer_is_no_part_of_it(server: Server) -> None:
    server.pages["/a"] = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + page() + b"HTTP/1.1 200 OK\r\n\r\nmore"
    (exchange,) = visit(f"{server.root}/a").exchanges
    assert exchange.response == page()


def test_who_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert visit(f"http://127.0.0.1:{port}/").failure.code == "refused"  # type: ignore[union-attr]
    made = visit("http://no-such-host.invalid/")
    assert made.failure is not None
    assert (made.failure.code, made.exchanges) == ("name", ())
    assert [kind for kind, *_ in records(made)] == ["warcinfo", "metadata"]


def test_a_name_that_leads_to_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    place = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.port))
    public = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", server.port))
    for found in ([place], [public, place]):
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, found=found, **__: found)
        made = visit(f"http://news.example:{server.port}/")
        assert made.failure is not None
        assert made.failure.code == "private"
    assert server.asked == []


def test_an_address_that_a_feed_names_may_not_be_private(server: Server, canary: Canary) -> None:
    server.pages["/a"] = page()
    other = visit(f"http://127.0.0.1:{canary.port}/", typed=server.root)
    assert other.failure is not None
    assert other.failure.code == "private"
    assert canary.calls == 0
    assert visit(f"{server.root}/a", typed=server.root).failure is None


def test_only_addresses_of_the_web_are_asked_for() -> None:
    for address in ("file:///etc/passwd", "ftp://a.example/", "news.example", "http://", "http://u:p@a.example/"):
        with pytest.raises(BadInputError, match="cannot be captured"):
            parse_target(address)
    for address in (
        "http://a b.example/",
        "http://0x7f.0.0.1/",
        "http://127.1/",
        "http://a.example:x/",
        "http://[::1/",
    ):
        with pytest.raises(BadInputError):
            parse_target(address)
    assert parse_target("HTTPS://News.Example:443/ខ្មែរ?q=a b#c").address == (
        "https://news.example/%E1%9E%81%E1%9F%92%E1%9E%98%E1%9F%82%E1%9E%9A?q=a%20b"
    )
    assert parse_target("http://ឧទាហរណ៍.example/").host.startswith("xn--")


class TestProxy:
    def test_names_go_to_the_proxy_and_are_asked_of_nobody_else(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.pages["/a"] = page()
        socks = Socks(server.port)
        asked = []
        real = socket.getaddrinfo
        monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: asked.append(host) or real(host, *a, **k))
        made = visit("http://news.example/a", proxy=parse_proxy(socks.address))
        assert made.failure is None
        assert socks.asked == [("news.example", 80)]
        assert set(asked) <= {"127.0.0.1"}
        assert (made.exchanges[0].ip, made.proxy) == (None, "socks5h")
        assert b"Host: news.example\r\n" in server.asked[0]

    @pytest.mark.parametrize("reply", [1, 2, 4, 5])
    def test_where_the_proxy_refuses_nothing_is_asked_without_it(self, reply: int, canary: Canary) -> None:
        socks = Socks(None, reply)
        made = visit(f"http://127.0.0.1:{canary.port}/", proxy=parse_proxy(socks.address))
        assert made.failure is not None
        assert made.failure.code == "proxy"
        assert socks.asked == [("127.0.0.1", canary.port)]
        assert canary.calls == 0

    def test_where_the_proxy_is_not_there_nothing_is_asked_without_it(self, canary: Canary) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            address = f"socks5h://127.0.0.1:{closed.getsockname()[1]}"
        made = visit(f"http://127.0.0.1:{canary.port}/", proxy=parse_proxy(address))
        assert made.failure is not None
        assert made.failure.code == "proxy"
        assert canary.calls == 0

    def test_where_the_proxy_breaks_off_nothing_is_asked_without_it(self, canary: Canary) -> None:
        made = visit(
            f"http://127.0.0.1:{canary.port}/",
            proxy=parse_proxy(f"socks5h://127.0.0.1:{canary.port}"),
            limits=SHORT,
        )
        assert made.failure is not None
        assert made.failure.code == "proxy"
        # the proxy itself was called, once
        assert canary.calls == 1

    def test_a_redirect_goes_through_the_proxy_too(self, server: Server) -> None:
        server.pages |= {"/a": leading("http://other.example/b"), "/b": page()}
        socks = Socks(server.port)
        assert visit("http://news.example/a", proxy=parse_proxy(socks.address)).failure is None
        assert socks.asked == [("news.example", 80), ("other.example", 80)]

    def test_a_redirect_to_a_private_address_is_not_even_asked_of_the_proxy(self, server: Server) -> None:
        socks = Socks(server.port)
        for number, place in enumerate(("http://10.0.0.1/", "http://[fe80::1]/", "http://localhost/", "http://[::]/")):
            server.pages[f"/{number}"] = leading(place)
            made = visit(f"http://news.example/{number}", proxy=parse_proxy(socks.address))
            assert made.failure is not None
            assert made.failure.code == "private"
        assert set(socks.asked) == {("news.example", 80)}

    def test_proxies_of_the_environment_are_left_alone(
        self, server: Server, canary: Canary, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server.pages["/a"] = page()
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
        assert visit(f"{server.root}/a").failure is None
        assert canary.calls == 0

    def test_an_onion_address_is_asked_of_no_name_server(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(*_: object, **__: object) -> None:
            raise AssertionError("a name server was asked")

        monkeypatch.setattr(socket, "getaddrinfo", never)
        made = visit("http://expyuzz4wqqyqhjn.onion/")
        assert made.failure is not None
        assert made.failure.code == "onion"

    def test_a_proxy_that_would_have_names_asked_here_is_refused(self) -> None:
        for named in (
            "socks5://127.0.0.1:9050",
            "http://127.0.0.1:8080",
            "127.0.0.1:9050",
            "socks5h://u:p@a:1",
            "socks5h://a:x",
        ):
            with pytest.raises(BadInputError, match="socks5h"):
                parse_proxy(named)


class TestTls:
    @pytest.fixture
    def secure(self, tmp_path: Path) -> Iterator[tuple[Server, Path]]:
        context, certificate = certificates(tmp_path)
        with serving(context) as one:
            yield one, certificate

    def test_the_certificate_is_on_record(
        self, secure: tuple[Server, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        server, certificate = secure
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
        server.pages["/a"] = page()
        made = visit(f"{server.root}/a")
        assert made.failure is None
        (exchange,) = made.exchanges
        assert exchange.certificate is not None
        digest = hashlib.sha256(exchange.certificate).hexdigest().encode()
        assert any(digest in block for kind, _, block, _ in records(made) if kind == "metadata")
        assert not (tmp_path / "keys").exists()

    def test_it_is_spoken_through_a_proxy_too(
        self, secure: tuple[Server, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        server, certificate = secure
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        server.pages["/a"] = page()
        socks = Socks(server.port)
        made = visit(f"{server.root}/a", proxy=parse_proxy(socks.address))
        assert made.failure is None
        assert socks.asked == [("127.0.0.1", server.port)]
        assert made.exchanges[0].tls is not None

    def test_a_certificate_that_nobody_vouches_for_is_refused(self, secure: tuple[Server, Path]) -> None:
        server, _ = secure
        server.pages["/a"] = page()
        made = visit(f"{server.root}/a")
        assert made.failure is not None
        assert made.failure.code == "certificate"
        assert server.asked == []

    def test_one_who_speaks_no_tls_is_said(self, canary: Canary) -> None:
        made = visit(f"https://127.0.0.1:{canary.port}/")
        assert made.failure is not None
        assert made.failure.code == "tls"
