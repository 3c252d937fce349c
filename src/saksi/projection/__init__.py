"""Stored rows of folds: found without reading the whole ledger, and folded again wherever they are dropped."""

from .following import follow
from .page import PAGE, RegisterPage, register_page

__all__ = ["PAGE", "RegisterPage", "follow", "register_page"]
