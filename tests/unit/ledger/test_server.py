import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from saksi.ledger import Server, is_address
from saksi.ledger._hidden import Cipher, Findable, Hidden, HiddenText, HiddenValue, _ciphers
from saksi.model import LedgerError

CIPHER = Cipher(b"TEST KEY ONLY, NEVER A REAL ONE!")


@pytest.fixture(scope="module")
def dialect():
    known = postgresql.dialect()
    _ciphers[known] = CIPHER
    return known


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("postgresql://h/d", "postgresql://h/d"),
        ("postgres://dara:TEST-secret@h:5432/d?sslmode=require", "postgresql://h/d"),
        ("postgresql://dara@h:6000/d?password=TEST-secret", "postgresql://h:6000/d"),
        ("postgresql:///d?host=/run/postgres", "postgresql:///run/postgres/d"),
        ("postgresql:///d", "postgresql://localhost/d"),
    ],
)
def test_the_name_of_a_server_has_neither_user_nor_password(tmp_path, address, name):
    server = Server.of(address, tmp_path)
    assert server.name == name
    assert is_address(address)
    for shown in (server.name, repr(server), str(server.path)):
        assert "TEST-secret" not in shown
        assert "dara" not in shown
    assert server.path.is_relative_to(tmp_path)


def test_each_database_has_a_folder_of_its_own_whatever_it_is_called(tmp_path):
    addresses = ["h/d", "h/D", "h/d-", "h:6000/d", "h-d/x", "h/d-x", "..%2F/d", "h/..%2F..%2Fetc"]
    paths = [Server.of(f"postgresql://{each}", tmp_path).path for each in addresses]
    assert len(set(paths)) == len(paths)
    assert all(path.resolve().parents[1] == tmp_path.resolve() for path in paths)
    assert Server.of("postgresql://a:b@h/d", tmp_path).path == Server.of("postgres://h:5432/d", tmp_path).path


@pytest.mark.parametrize("address", ["postgresql://h", "postgresql://", "postgresql://h:port/d"])
def test_an_address_without_a_database_is_refused_in_one_line(tmp_path, address):
    with pytest.raises(LedgerError, match="write postgresql://"):
        Server.of(address, tmp_path)


def test_a_file_is_no_address():
    assert not is_address("/home/dara/ledger")
    assert not is_address("postgresql")


def there_and_back(column, value, dialect):
    return column.process_result_value(column.process_bind_param(value, dialect), dialect)


@given(value=st.none() | st.binary(min_size=1))
def test_what_is_hidden_comes_back_and_looks_like_nothing(dialect, value):
    column = HiddenValue()
    assert there_and_back(column, value, dialect) == value
    hidden = column.process_bind_param(value, dialect)
    assert len(hidden) % 64 == 40
    assert hidden != column.process_bind_param(value, dialect)
    assert value is None or len(value) < 4 or value not in hidden


@given(value=st.binary(min_size=1), other=st.binary(min_size=1))
def test_what_can_be_found_is_the_same_for_the_same_value_and_no_other(dialect, value, other):
    column = HiddenValue()
    hidden = column.process_bind_param(Findable(value), dialect)
    sought = column.coerce_compared_value(None, other).process_bind_param(other, dialect)
    assert (hidden == sought) == (value == other)
    assert column.process_result_value(hidden, dialect) == value


@given(text=st.text())
def test_hidden_text_comes_back(dialect, text):
    assert there_and_back(HiddenText(), text, dialect) == text


@pytest.mark.parametrize("column", [Hidden(), HiddenValue()])
@pytest.mark.parametrize("place", [0, 23, 24, -1])
def test_what_was_changed_on_the_server_is_shown_as_unreadable(dialect, column, place):
    hidden = bytearray(column.process_bind_param(b"1" * 32, dialect))
    hidden[place] ^= 1
    assert column.process_result_value(bytes(hidden), dialect) == b""
    assert column.process_result_value(b"", dialect) == b""


def test_in_a_file_which_is_encrypted_whole_columns_are_as_they_are():
    dialect = sqlite.dialect()
    for column, value in ((Hidden(), b"salt"), (HiddenValue(), b'"x"'), (HiddenValue(), None), (HiddenText(), "d")):
        assert column.process_bind_param(value, dialect) == value
        assert column.process_result_value(value, dialect) == value
