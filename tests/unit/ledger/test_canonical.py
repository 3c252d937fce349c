import unicodedata

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from saksi.ledger.canonical import LIMIT, canonical, parse_canonical
from saksi.model import BadValueError, TamperError

texts = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(categories=["Ll", "Nd"], max_codepoint=127))
scalars = st.booleans() | st.integers(-LIMIT + 1, LIMIT - 1) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=12)


@given(values)
def test_what_was_encoded_decodes_to_itself(value):
    assert parse_canonical(canonical(value)) == value


@given(st.dictionaries(names, scalars))
def test_order_of_keys_does_not_matter(value):
    assert canonical(value) == canonical(dict(reversed(value.items())))


letters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    '\0\x1f\x7f"\\/\b\f\n\r\t\u2028\ue000\uffff\U00010000'
)
any_names = st.text(letters).map(lambda text: unicodedata.normalize("NFC", text))
any_scalars = st.booleans() | st.integers(-LIMIT + 1, LIMIT - 1) | st.text(letters)
any_values = st.recursive(any_scalars, lambda inner: st.lists(inner) | st.dictionaries(any_names, inner), max_leaves=12)


@given(any_values)
@example({"\U00010000": 1, "\uffff": 2, "\ue000": 3})
@example({'\x7f\x1f\0"\\/\b\f\n\r\t\u2028': ['\x7f\x1f\0"\\/\b\f\n\r\t\u2028', LIMIT - 1, -LIMIT + 1, True]})
def test_every_value_is_encoded_as_the_rfc_says(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [None, 1.5, [None], {"a": 2**53}, -(2**53), "\ud800", {1: "a"}, {"e\u0301": 1}, b"a"])
def test_what_the_profile_has_no_place_for_is_refused(value):
    with pytest.raises(BadValueError):
        canonical(value)


def test_a_documents_own_code_points_are_kept():
    decomposed = "Tr\u0069\u0323 Test"
    assert parse_canonical(canonical(decomposed)) == decomposed


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e0}',
        b'{"a":null}',
        b'"\\u0061"',
        b"\xff",
        b"",
        b"NaN",
        b'{"a":9007199254740992}',
        b"[" * 100_000,
    ],
)
def test_bytes_in_another_form_are_refused(data):
    with pytest.raises(TamperError):
        parse_canonical(data)
