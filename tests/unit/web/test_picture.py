"""A picture is made of the captured bytes, and Chromium asks for nothing."""

import shutil
import struct
import zlib

import pytest
from tests.web_archives import PAGE
from tests.web_server import Canary

from saksi.web import take_picture
from saksi.web.picture import _BROWSERS, _FOLDERS


@pytest.fixture(scope="module")
def browser():
    if not any(shutil.which(name, path=_FOLDERS) for name in _BROWSERS) or not shutil.which("bwrap", path=_FOLDERS):
        pytest.skip("no Chromium, or no bubblewrap, is installed here")


def colours(png):
    """The size, and how many different rows of points there are: a blank picture has one."""
    width, height = struct.unpack(">II", png[16:24])
    data, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        data += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    rows = zlib.decompress(data)
    step = len(rows) // height
    return (width, height), len({rows[start : start + step] for start in range(0, len(rows), step)})


def test_the_picture_shows_the_page_and_nothing_is_asked_for(browser):
    canary = Canary()
    there = f"http://127.0.0.1:{canary.port}/".encode()
    tempting = b"".join(
        each.replace(b"URL", there)
        for each in (
            b"<img src=URL><script src=URL></script><link rel=stylesheet href=URL><iframe src=URL></iframe>",
            b"<meta http-equiv=refresh content='0;url=URL'><script>fetch('URL');location='URL'</script>",
            b"<style>@import 'URL';body{background:url(URL)}</style><object data=URL></object>",
            b"<link rel=preconnect href=URL><link rel=dns-prefetch href=URL>",
        )
    )
    picture, told = take_picture(PAGE.replace(b"<article>", tempting + b"<article>"))
    assert picture is not None, told
    assert "without network" in told
    size, rows = colours(picture)
    assert size == (1280, 2400)
    assert rows > 10
    assert canary.calls == 0
    canary.close()


def test_a_page_cannot_show_a_file_of_this_machine(browser, tmp_path):
    secret = tmp_path / "secret.html"
    secret.write_text("<body style='background:#123456'>" + "secret " * 2000)
    plain = b"<!doctype html><body><iframe width=1200 height=2000 src='file:%s'></iframe>"
    with_secret, _ = take_picture(plain % str(secret).encode())
    without, _ = take_picture(plain % b"///no/such/file.html")
    assert with_secret == without is not None


def test_without_a_browser_or_a_box_it_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert take_picture(PAGE) == (None, "no picture: no Chromium is installed")
    monkeypatch.setattr(shutil, "which", lambda name, **_: None if name == "bwrap" else "/usr/bin/true")
    assert "without bubblewrap" in take_picture(PAGE)[1]
