"""Reads a QR code as a phone's camera would: from a picture of it, and of nothing else."""

import io
from collections.abc import Sequence

import zxingcpp
from PIL import Image

BLOCKS = {"█": (0, 0), "▀": (0, 255), "▄": (255, 0), " ": (255, 255)}
"""The upper and the lower half of a character, black on white."""


def read_code(picture: bytes | Image.Image) -> str:
    """The text of the one code in a PNG or an image."""
    image = Image.open(io.BytesIO(picture)) if isinstance(picture, bytes) else picture
    (found,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return str(found.text)


def draw(lines: Sequence[str]) -> Image.Image:
    """A terminal's lines of blocks as an image, eight pixels a module."""
    width = max(len(line) for line in lines)
    image = Image.new("L", (width, 2 * len(lines)), 255)
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            for half, shade in enumerate(BLOCKS[block]):
                image.putpixel((x, 2 * y + half), shade)
    return image.resize((image.width * 8, image.height * 8), Image.Resampling.NEAREST)
