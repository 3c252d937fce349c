"""Rows to plain JSON: absent values, empty lists and `false` are left out, dates are EDTF."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from saksi.model import Json, When


def plain(value: object) -> Json:
    """A row, or a value inside one, in the words of JSON."""
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, When):
        return value.edtf
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if is_dataclass(value):
        given = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: plain(inner) for name, inner in given if not _is_absent(inner)}
    raise TypeError(f"{value!r} has no plain form")


def _is_absent(value: object) -> bool:
    return value is None or value is False or value == () or value == ""
