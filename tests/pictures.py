"""Pictures made on the spot: a whiteboard as a phone takes it, with a place and a device written into it."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

DEVICE = "Acme Phone 7"
PLACE = b"52.5200N-PLACE"
COMMENT = b"taken by Ann at home"
UPRIGHT, TURNED = 1, 6
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def whiteboard(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    """A drawing with a red corner at the top left, so that one sees which way it is turned."""
    picture = Image.effect_noise(size, 30).convert(mode)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(255, 0, 0) if mode == "RGB" else None)
    return picture


def jpeg(picture: Image.Image | None = None, *, orientation: int = UPRIGHT, **options: Any) -> bytes:
    """A JPEG as a phone makes it: with a place, a device, a comment and a small copy of itself inside."""
    exif = Image.Exif()
    exif[MAKE] = DEVICE
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[29] = PLACE.decode()
    return saved(picture or whiteboard(), "JPEG", exif=exif.tobytes(), comment=COMMENT, **options)


def png(picture: Image.Image | None = None) -> bytes:
    """A PNG with a comment, a place and a device in its texts."""
    info = PngInfo()
    info.add_text("Comment", COMMENT.decode())
    info.add_itxt("XML:com.adobe.xmp", f"<x>{PLACE.decode()} {DEVICE}</x>")
    return saved(picture or whiteboard(), "PNG", pnginfo=info)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """A picture as the bytes of a file."""
    made = BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be so large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def opened(content: bytes) -> Image.Image:
    """A picture read back."""
    with Image.open(BytesIO(content)) as found:
        found.load()
        return found
