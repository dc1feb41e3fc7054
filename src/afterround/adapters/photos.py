"""Makes of any photo one that shows what was photographed and tells nothing else: no place, device or comment."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PIL import Image, ImageCms, ImageOps

from afterround.core.attachments import LONG_SIDE, PIXELS

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LOSSLESS = ("PNG", "GIF")
QUALITY = 85

NOT_WHOLE = "This picture is cut off or damaged. Send it again, or take it anew."
TOO_MANY_PIXELS = f"This picture has more than {PIXELS // 1_000_000} million pixels. Send a smaller one."

_one_at_a_time = Lock()
"""A decoded photo takes up to 256 MB; two at once need not be."""


@dataclass(frozen=True)
class Photo:
    """A photo as it is kept. Width and height are in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def bare_photo(content: bytes) -> Photo:
    """The picture upright, at most LONG_SIDE pixels long, encoded anew as JPEG; as PNG where it is transparent,
    or where it came without loss and is smaller so.

    Raises ValueError, with words for a person, where it is damaged or too large to decode.
    """
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a damaged tag or a size is judged here, not on standard error
        try:
            with Image.open(BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > PIXELS:
                    raise ValueError(TOO_MANY_PIXELS)
                came_whole = opened.format in LOSSLESS
                opened.draft(
                    "RGB", (LONG_SIDE, LONG_SIDE)
                )  # a JPEG is decoded at half its size where that suffices
                picture = _upright(opened)
        except Image.DecompressionBombError as error:
            raise ValueError(TOO_MANY_PIXELS) from error
        except ValueError as error:
            raise ValueError(TOO_MANY_PIXELS if str(error) == TOO_MANY_PIXELS else NOT_WHOLE) from error
        except (OSError, SyntaxError, EOFError, IndexError, TypeError, KeyError, OverflowError) as error:
            raise ValueError(NOT_WHOLE) from error
        return _encoded(picture, came_whole=came_whole)


def _upright(opened: Image.Image) -> Image.Image:
    """The decoded picture in RGB, RGBA or L, turned as its camera was held, in the colours screens take for granted."""
    picture = ImageOps.exif_transpose(opened)
    profile = picture.info.get("icc_profile")
    picture = _plain(picture)
    if profile and picture.mode == "RGB":
        picture = _in_srgb(picture, profile)
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    picture.info = {}  # saving would write comments and profiles from here
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be saved: grey, colours, or colours with transparency that is used."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("1", "L") and "transparency" not in picture.info:
        return picture.convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    return clear.convert("RGB") if clear.getchannel("A").getextrema() == (255, 255) else clear


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB, so that it looks the same without its profile, which may name a device."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture
    return turned if turned is not None else picture


def _encoded(picture: Image.Image, *, came_whole: bool) -> Photo:
    """The picture as the bytes that are kept."""
    as_png = _saved(picture, "PNG", optimize=True) if came_whole or picture.mode == "RGBA" else None
    if picture.mode == "RGBA" and as_png is not None:
        return Photo(as_png, "image/png", *picture.size)
    as_jpeg = _saved(picture, "JPEG", quality=QUALITY, optimize=True)
    if as_png is not None and len(as_png) < len(as_jpeg):
        return Photo(as_png, "image/png", *picture.size)
    return Photo(as_jpeg, "image/jpeg", *picture.size)


def _saved(picture: Image.Image, form: str, **options: bool | int) -> bytes:
    made = BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()
