"""The errors of Saksi: few, each with one line for people that says what, where and what to do."""


class SaksiError(Exception):
    """What Saksi refuses, in one line that a person can act on. Logs carry `code` only, never the line."""

    code = "saksi"


class BadInputError(SaksiError):
    """A document or an argument that cannot be used as it is."""

    code = "bad-input"


class BadValueError(SaksiError, ValueError):
    """A value of the model that cannot exist, such as a date that is no date."""

    code = "bad-value"


class LedgerError(SaksiError):
    """The ledger cannot be opened, read or written: wrong key, newer format, full disk."""

    code = "ledger"


class TamperError(LedgerError):
    """An entry, signature or original does not check out."""

    code = "tamper"
