"""Saksi ("witness"): a ledger of political repression."""

__version__ = "2026.11.0"
