"""Stamping, against a timestamp authority that this machine runs for the test."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from saksi.acts import Authority, request_stamp, stamp, stamp_new, take_stamp
from saksi.acts import verify as verify_all
from saksi.ledger import NewEntry, _tables, open_ledger
from saksi.model import BadInputError, LedgerError, TamperError

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with open_ledger(tmp_path / "test.saksi", None, create=True) as opened:
        opened.append([capture()], recorded_at=NOW)
        yield opened


def capture(document="d" * 64):
    return NewEntry(kind="capture", fields={"document": document, "sha512": "e" * 128, "size": 9, "name": "a"})


@pytest.fixture
def serve():
    """Serve what `answer` makes of a request's body; the address, and what was asked for."""
    servers = []

    def start(answer, status=200, **headers):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                asked.append((self.path, self.headers["Content-Type"]))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(answer(body))

            def log_message(self, *told):
                """Says nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/tsa", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def stamps(ledger):
    with ledger._reads() as connection:
        return connection.execute(_tables.stamped_checkpoint.select()).all()


def test_of_a_day_on_which_nothing_was_taken_in_nobody_is_asked(ledger, authority, serve):
    address, asked = serve(authority.answer)
    named = Authority(address=address, certificates=authority.certificates)
    assert stamp_new(ledger, named).size == 2
    ledger.append([NewEntry(kind="review", fields={"target": "a" * 64, "verdict": "accept"})], recorded_at=NOW)
    assert stamp_new(ledger, named) is None
    assert len(asked) == len(stamps(ledger)) == 1
    ledger.append([capture("f" * 64)], recorded_at=NOW)
    assert stamp_new(ledger, named).size == 4
    assert len(asked) == len(stamps(ledger)) == 2


def test_a_day_whose_stamp_failed_is_asked_for_again(ledger, authority, serve):
    address, asked = serve(lambda _: b"no answer")
    with pytest.raises(TamperError):
        stamp_new(ledger, Authority(address=address, certificates=authority.certificates))
    address, again = serve(authority.answer)
    assert stamp_new(ledger, Authority(address=address, certificates=authority.certificates)) is not None
    assert len(asked) == len(again) == 1


def test_an_authority_that_is_asked_proves_the_time_of_every_entry_there_is(ledger, authority, serve):
    address, asked = serve(authority.answer)
    bound = stamp(ledger, Authority(address=address, certificates=authority.certificates))
    assert asked == [("/tsa", "application/timestamp-query")]
    assert (bound.size, bound.by, bound.how) == (2, "CN=TEST authority", "timestamp")
    assert bound.at < datetime.now(UTC) + timedelta(seconds=2)
    (later,) = ledger.append([capture("f" * 64)], recorded_at=NOW)
    assert [ledger.proven(entry.id) for entry in ledger.entries()] == [bound, bound, None]
    found = verify_all(ledger)
    assert (found.proven, found.bounds, found.warnings) == (2, (bound,), ())
    assert ledger.proven(later) is None


def test_an_answer_is_carried_by_files_whatever_was_added_since(ledger, authority):
    request = request_stamp(ledger)
    ledger.append([capture("f" * 64)], recorded_at=NOW)
    answer = authority.answer(request)
    assert take_stamp(ledger, answer, authority.certificates).size == 2
    take_stamp(ledger, answer, authority.certificates)
    assert len(stamps(ledger)) == 1


def test_an_answer_about_another_ledger_is_refused(ledger, authority, tmp_path):
    with open_ledger(tmp_path / "other.saksi", None, create=True) as other:
        other.append([capture()], recorded_at=NOW)
        answer = authority.answer(request_stamp(other))
    with pytest.raises(TamperError, match="no checkpoint of this ledger"):
        take_stamp(ledger, answer, authority.certificates)


@pytest.mark.parametrize("certificate", ["expired", "serving"])
def test_an_answer_under_a_wrong_certificate_is_refused_and_nothing_is_kept(ledger, authority, serve, certificate):
    ways = {"expired": lambda body: authority.answer(body, "expired"), "serving": authority.signed_by_a_web_server}
    address, _ = serve(ways[certificate])
    with pytest.raises(TamperError, match="does not hold"):
        stamp(ledger, Authority(address=address, certificates=authority.certificates))
    assert stamps(ledger) == []


def test_an_answer_that_was_given_to_somebody_else_is_refused(ledger, authority, serve):
    request = request_stamp(ledger)
    ledger.append([capture("f" * 64)], recorded_at=NOW)
    address, _ = serve(lambda body: authority.answer(request))
    with pytest.raises(TamperError, match="something else"):
        stamp(ledger, Authority(address=address, certificates=authority.certificates))


def test_a_stamp_that_was_changed_in_the_store_is_a_fault_and_proves_nothing(ledger, authority):
    answer = authority.answer(request_stamp(ledger))
    spoiled = answer[:-9] + bytes([answer[-9] ^ 1]) + answer[-8:]
    row = {"id": "a" * 64, "note": ledger.checkpoint(), "answer": spoiled, "certificates": authority.certificates}
    with ledger._writes() as connection:
        connection.execute(_tables.stamped_checkpoint.insert(), row)
    found = verify_all(ledger)
    assert found.bounds == ()
    assert [
        fault.what
        for fault in found.faults
        if "timestamp aaaaaaaaaaaa: the authority's answer does not hold" in fault.what
    ]


def test_a_claim_of_a_time_after_the_stamp_is_a_warning_and_no_fault(ledger, authority):
    (late,) = ledger.append([capture("f" * 64)], recorded_at=NOW + timedelta(days=1))
    take_stamp(ledger, authority.answer(request_stamp(ledger)), authority.certificates)
    found = verify_all(ledger)
    assert [warning.where for warning in found.warnings] == [late]
    assert not [fault for fault in found.faults if "claim" in fault.what]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/", "/etc/passwd", "http://"])
def test_only_the_web_is_asked(ledger, authority, address):
    with pytest.raises(BadInputError, match="no address"):
        stamp(ledger, Authority(address=address, certificates=authority.certificates))


def test_another_address_is_not_followed(ledger, authority, serve):
    elsewhere, asked = serve(authority.answer)
    address, _ = serve(lambda body: b"", status=302, Location=elsewhere)
    with pytest.raises(LedgerError, match="refused: 302"):
        stamp(ledger, Authority(address=address, certificates=authority.certificates))
    assert asked == []


def test_an_authority_that_is_not_there_refuses_or_never_ends_is_told_in_one_line(ledger, authority, serve):
    gone, _ = serve(authority.answer)
    cases = {
        gone.replace("127.0.0.1", "127.0.0.2").rsplit(":", 1)[0] + ":9/": "carry `saksi stamp --request FILE`",
        serve(lambda body: b"no", status=503)[0]: "refused: 503",
        serve(lambda body: bytes(2**20 + 1))[0]: "far too long",
        serve(lambda body: b"<html>")[0]: "no answer of a timestamp authority",
    }
    for address, line in cases.items():
        with pytest.raises(LedgerError, match=line):
            stamp(ledger, Authority(address=address, certificates=authority.certificates))


def test_the_proxy_of_the_environment_is_asked_instead(ledger, authority, serve, monkeypatch):
    proxy, asked = serve(authority.answer)
    monkeypatch.setenv("http_proxy", proxy.removesuffix("/tsa"))
    stamp(ledger, Authority(address="http://tsa.invalid/tsa", certificates=authority.certificates))
    assert asked == [("http://tsa.invalid/tsa", "application/timestamp-query")]


@pytest.mark.parametrize("variable", ["all_proxy", "http_proxy"])
def test_a_proxy_that_cannot_be_used_is_never_gone_around(ledger, authority, serve, monkeypatch, variable):
    address, asked = serve(authority.answer)
    monkeypatch.setenv(variable, "socks5h://127.0.0.1:9050")
    with pytest.raises(LedgerError, match="no http proxy"):
        stamp(ledger, Authority(address=address, certificates=authority.certificates))
    assert asked == []


def test_no_network_is_touched_before_the_certificates_are_read(ledger, authority, serve):
    address, asked = serve(authority.answer)
    with pytest.raises(BadInputError, match="PEM"):
        stamp(ledger, Authority(address=address, certificates=b"none"))
    assert asked == []
