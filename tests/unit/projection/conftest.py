import pytest

from saksi.ledger import open_ledger


@pytest.fixture
def path(tmp_path):
    return tmp_path / "test.saksi"


@pytest.fixture
def ledger(path):
    with open_ledger(path, None, create=True) as opened:
        yield opened
