"""The web: fetch one page that somebody asked for, and keep every byte of it as evidence."""

from .address import Target, parse_target
from .fetch import Limits, visit
from .line import Proxy, parse_proxy
from .picture import take_picture
from .record import record_visit
from .visit import Exchange, Failure, Visit

__all__ = [
    "Exchange",
    "Failure",
    "Limits",
    "Proxy",
    "Target",
    "Visit",
    "parse_proxy",
    "parse_target",
    "record_visit",
    "take_picture",
    "visit",
]
