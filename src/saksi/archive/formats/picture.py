"""Pictures (PNG, JPEG, TIFF, WEBP): the words that are seen on them, and what their file says of when and where.

Its size is read before a pixel is decoded. What a camera wrote into the file is told, and not believed: anybody can
write it.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import ExifTags, Image, ImageOps, TiffImagePlugin, UnidentifiedImageError

from . import ocr
from .told import Claim, RefusedError, Told

#: A page of A4 at 600 dots an inch has 35 million; what a telephone takes, 12 to 50.
MOST_PIXELS = 60_000_000
# beyond this more pixels only take more time
_ENOUGH_PIXELS = 16_000_000
_MOST_PAGES = 20
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")


def prepare() -> None:
    """Import what is imported late, and load the languages, before the box is sealed."""
    Image.init()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    for name in _FORMATS:
        packed = BytesIO()
        Image.new("RGB", (20, 20)).save(packed, name)
        opened = Image.open(BytesIO(packed.getvalue()), formats=_FORMATS)
        ImageOps.exif_transpose(opened).convert("L").resize((10, 10)).tobytes()
        list(_claims(opened))
    TiffImagePlugin.READ_LIBTIFF = True
    ocr.prepare()


def read(data: bytes) -> Iterator[Told]:
    """The words of each page of the picture, line by line. Raises RefusedError."""
    picture = _open(data)
    pages = int(getattr(picture, "n_frames", 1))
    if pages > _MOST_PAGES:
        raise RefusedError("parts")
    yield from _claims(picture)
    found = []
    for page in range(pages):
        pixels = _pixels(picture, page)
        words, tongue = ocr.read_words(pixels)
        found += words
        yield from ocr.tell_words(words, tongue, pixels, (("picture", page + 1),))
    if not found:
        raise RefusedError("no-words")
    yield ocr.remark(found)


def _open(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise RefusedError("pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise RefusedError("cut-short") from None
    _refuse_large(picture)
    return picture


def _refuse_large(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise RefusedError("pixels")


def _pixels(picture: Image.Image, page: int) -> ocr.Pixels:
    try:
        picture.seek(page)
        _refuse_large(picture)
        # as it is seen: a telephone writes how it was held
        upright = ImageOps.exif_transpose(_opaque(picture)).convert("L")
    except Image.DecompressionBombError:
        raise RefusedError("pixels") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise RefusedError("cut-short") from None
    scale = max(1.0, (upright.width * upright.height / _ENOUGH_PIXELS) ** 0.5)
    if scale > 1:
        upright = upright.resize((max(1, round(upright.width / scale)), max(1, round(upright.height / scale))))
    return ocr.Pixels(data=upright.tobytes(), width=upright.width, height=upright.height, scale=scale)


def _opaque(picture: Image.Image) -> Image.Image:
    """On white paper, where it can be seen through."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper


def _claims(picture: Image.Image) -> Iterator[Claim]:
    """When and where it was taken, by its own word."""
    try:
        exif = picture.getexif()
        taken = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        if isinstance(taken, str) and len(taken) == 19:
            yield Claim(what="taken", value=taken)
        north, east = (_degrees(place, name) for name in ("Latitude", "Longitude"))
        if north is not None and east is not None:
            yield Claim(what="place", value=f"{north:.5f}, {east:.5f}")
    except (ValueError, TypeError, KeyError, ZeroDivisionError, OSError, SyntaxError, AttributeError):
        # made by hand: it says nothing then
        return


def _degrees(place: dict[int, object], name: str) -> float | None:
    parts, towards = place.get(ExifTags.GPS[f"GPS{name}"]), place.get(ExifTags.GPS[f"GPS{name}Ref"])
    if not isinstance(parts, tuple) or len(parts) != 3:
        return None
    degrees, minutes, seconds = (float(part) for part in parts)
    found = degrees + minutes / 60 + seconds / 3600
    return -found if towards in ("S", "W") else found
