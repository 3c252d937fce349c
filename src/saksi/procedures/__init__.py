"""Procedures: which step was taken by whom, and which is due when."""

from .rows import ProcedureRow, StepRow, encode_procedures
from .steps import procedures

__all__ = ["ProcedureRow", "StepRow", "encode_procedures", "procedures"]
