"""Words, trees and names of sentences, by the trained weights in `reading/model/`.

`parser.parse` makes them; it is not imported here, because what it rests on takes a tenth of a second to load.
"""

from .parsed import Named, Parsed
from .roles import Tree

__all__ = ["Named", "Parsed", "Tree"]
