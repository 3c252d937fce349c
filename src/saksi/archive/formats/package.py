"""Office documents are ZIP archives of XML: one member is read at a time, within bounds, and nothing is unpacked.

An archive that is made to harm shows it in its list of members: names that lead out of it, names twice, members that
unpack to thousands of times their size. Such an archive is refused whole, whichever member is wanted.
"""

import zipfile
import zlib
from importlib import import_module
from io import BytesIO
from typing import IO

from lxml import etree

from .told import RefusedError

#: The text of a long book is a few megabytes of XML.
MOST_UNPACKED = 60_000_000
_MOST_MEMBERS = 5_000
# XML of one repeated line packs 100:1; deflate itself ends at 1,032:1
_MOST_RATIO = 200
_SMALL = 2_000_000
_ENCRYPTED = 0x1


def prepare() -> None:
    """Import what opening an archive imports late, before the box is sealed."""
    import_module("zlib")
    for codec in ("utf_8", "utf_16", "cp437", "ascii"):
        import_module(f"encodings.{codec}")


class Package:
    """An open archive. Raises RefusedError, on opening, where its list of members is not as an office writes it."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise RefusedError("cut-short") from None
        members = self._archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise RefusedError("parts")
        if len({member.filename for member in members}) < len(members) or not any(
            m.header_offset == 0 for m in members
        ):
            raise RefusedError("two-in-one")
        for member in members:
            _refuse_harmful(member)

    @property
    def names(self) -> frozenset[str]:
        """The names of all members."""
        return frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes | None:
        """A member, unpacked; None where there is none."""
        if name not in self.names:
            return None
        try:
            with self._archive.open(name) as stream:
                data = stream.read(MOST_UNPACKED + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
            raise RefusedError("cut-short") from None
        if len(data) > MOST_UNPACKED:
            raise RefusedError("bomb")
        return data

    def stream(self, name: str) -> IO[bytes]:
        """A member, unpacked as it is read: for one that is larger than memory. Raises RefusedError."""
        try:
            return self._archive.open(name)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
            raise RefusedError("truncated") from None

    def size(self, name: str) -> int:
        """How many bytes a member has, by the list."""
        return self._archive.getinfo(name).file_size

    def tree(self, name: str) -> "etree._Element | None":
        """A member as a tree of XML; None where there is none."""
        data = self.read(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> "etree._Element":
    """A tree without entities, comments or anything fetched. Raises RefusedError on a document type, and on no XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedError("nested" if "depth" in str(error) else "broken") from None
    if root.getroottree().docinfo.doctype:
        raise RefusedError("entities")
    return root


def _refuse_harmful(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\x00" in name:
        raise RefusedError("path")
    if member.flag_bits & _ENCRYPTED:
        raise RefusedError("password")
    if member.file_size > _SMALL and member.file_size > _MOST_RATIO * max(1, member.compress_size):
        raise RefusedError("bomb")
