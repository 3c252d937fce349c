"""Words, trees and names of sentences, by the trained weights in `reading/model/`."""

from .parser import Named, Parsed, parse
from .roles import Tree

__all__ = ["Named", "Parsed", "Tree", "parse"]
