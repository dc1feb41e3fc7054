"""A text as a QR code that a phone's camera reads: dark on light with a quiet zone, on a page and in a terminal."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

QUIET = 4
"""Modules of light around the code; fewer, and a camera may not find it."""

BLOCKS = {(1, 1): "█", (1, 0): "▀", (0, 1): "▄", (0, 0): " "}
"""Two modules, one above the other, as one character: 1 is dark."""

BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
"""Colours by number, since the named ones of a theme may be neither black nor white."""
PLAIN = "\x1b[0m"


def picture(text: str) -> str:
    """The code as an SVG in a `data:` address, for an `img`; it is black on white whatever the page's colours are."""
    address: str = _code(text).svg_data_uri(border=QUIET, dark="#000", light="#fff", omitsize=True)
    return address


def terminal_picture(text: str) -> list[str]:
    """The code as lines for a terminal that knows colours by number; two modules high each, one column wide."""
    rows = [list(row) for row in _code(text).matrix_iter(border=QUIET)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    lines = ("".join(BLOCKS[pair] for pair in zip(above, below, strict=True)) for above, below in pairs)
    return [f"{BLACK_ON_WHITE}{line}{PLAIN}" for line in lines]


def terminal_width(text: str) -> int:
    """The columns that `terminal_picture` takes."""
    return int(_code(text).symbol_size(border=QUIET)[0])


def can_draw(encoding: str) -> bool:
    """Whether a terminal with that encoding knows the characters of `terminal_picture`."""
    try:
        "".join(BLOCKS.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _code(text: str) -> "QRCode":
    import segno  # 45 ms, which only those who see a code should wait

    return segno.make(text, micro=False, error="m", boost_error=False)
