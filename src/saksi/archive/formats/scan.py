"""One page of a PDF that has no text layer: drawn in grey, and its words recognised.

The only place where a PDF is drawn. PDFium is written in C++, as browsers have it; it is given a page of its own, in a
box of its own.
"""

from collections.abc import Iterator

import pypdfium2

from . import ocr
from .told import RefusedError, Told

_POINTS_AN_INCH = 72
_DOTS_AN_INCH = 300
_MOST_PIXELS = 16_000_000
_EXAMPLE = (
    b"%PDF-1.1\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    b"\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 20 20] >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"
)


def prepare() -> None:
    """Load the libraries, and draw a page, before the box is sealed."""
    _draw(_EXAMPLE, 1, None)
    ocr.prepare()


def read(data: bytes, page: int, password: str | None = None) -> Iterator[Told]:
    """The words of a page, counted from 1. Raises RefusedError."""
    pixels = _draw(data, page, password)
    words, tongue = ocr.read_words(pixels)
    yield from ocr.tell_words(words, tongue, pixels, (("page", page),))
    yield ocr.remark(words)


def _draw(data: bytes, page: int, password: str | None) -> ocr.Pixels:
    try:
        drawn = pypdfium2.PdfDocument(data, password=password)[page - 1]
        width, height = drawn.get_size()
        scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = drawn.render(scale=scale, grayscale=True)
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        raise RefusedError("broken") from None
    rows = bytes(bitmap.buffer)
    if bitmap.stride != bitmap.width:
        rows = b"".join(rows[row * bitmap.stride :][: bitmap.width] for row in range(bitmap.height))
    return ocr.Pixels(data=rows, width=bitmap.width, height=bitmap.height, scale=1 / scale)
