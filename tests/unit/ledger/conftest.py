import pytest
from desk_cases import Desk

from saksi.ledger import open_ledger


@pytest.fixture
def path(tmp_path):
    """A place for a ledger in a file, for what concerns files."""
    return tmp_path / "test.saksi"


@pytest.fixture
def ledger(where):
    """A ledger on each engine in turn."""
    with open_ledger(where, None, create=True) as opened:
        yield opened


@pytest.fixture
def server(databases, tmp_path):
    """A server for teams, with an empty database."""
    return databases.server(tmp_path)


@pytest.fixture
def file_ledger(path):
    """A ledger in a file, for what concerns SQLite."""
    with open_ledger(path, None, create=True) as opened:
        yield opened


@pytest.fixture
def desks(tmp_path):
    made = [Desk(tmp_path / name / "ledger") for name in "abc"]
    yield made
    for desk in made:
        desk.ledger.close()
