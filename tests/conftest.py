"""What tests of several parts share: where a ledger can lie."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.authority import Authority
from tests.engines import ADMINISTRATOR, ENGINES, Postgres, bring_up

from saksi.ledger import Server


@pytest.fixture(autouse=True, scope="session")
def nobodys_ledger() -> Iterator[None]:
    """A test that names no ledger finds none: it never writes into that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAKSI_LEDGER", os.devnull + "/a test must ask for the fixture `ledger`")
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; tests that need one are skipped where none can be brought up."""
    try:
        address, let_go = bring_up()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the other tests run
        pytest.skip(
            f"no PostgreSQL starts here ({type(error).__name__}: {error}): to run these tests on a server of yours, "
            "put its address into SAKSI_TEST_POSTGRES"
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ADMINISTRATOR, address)
        server = Postgres(address)
        yield server
        if address == os.environ.get("SAKSI_TEST_POSTGRES"):
            # one of our own goes whole
            server.drop()
    let_go()


@pytest.fixture
def databases(postgres: Postgres) -> Iterator[Postgres]:
    """The server; what a test takes of it is empty again for the next."""
    yield postgres
    postgres.take_back()


@pytest.fixture(params=ENGINES)
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Server:
    """A place for a ledger, on each engine in turn."""
    if request.param == "sqlite":
        return tmp_path / "test.saksi"
    databases: Postgres = request.getfixturevalue("databases")
    return databases.server(tmp_path)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A timestamp authority on this machine."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl command here to make an authority with")
    return Authority(tmp_path_factory.mktemp("authority"))
