"""Which text the bytes of a spreadsheet's export are: Unicode in any form, or the encoding of one country."""

import re

from charset_normalizer import from_bytes

SAMPLE = 20_000
"""So many bytes are looked at to tell one country's encoding from another's."""

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COUNTRIES = ["cp1252", "cp1250", "cp1251", "cp932", "gb18030", "cp949", "big5"]
_WIDE = re.compile(rb"[\x80-\xff]")
_LONE = re.compile(rb"(?<![\x80-\xff])[\x91-\x97\xa0-\xff](?![\x80-\xff])")
_EASTERN = re.compile(rb"[A-Za-z][\x9c\x9f\xb3\xb9\xbf](?=[A-Za-z])")


def decode_table(content: bytes) -> str | None:
    """The text of a file's bytes; None where it is no text. A byte that fits no letter becomes U+FFFD."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace").removeprefix("\ufeff")
    encoding = _unmarked(content)
    if encoding is None:
        return None
    return content.decode(encoding, "replace").replace("\0", "")


def _unmarked(content: bytes) -> str | None:
    """The name of the encoding of a text without a mark."""
    zeros = content.count(b"\0")
    if zeros:
        return _utf16(content) or (None if zeros > len(content) // 100 + 8 else "utf-8")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _country(content)
    return "utf-8"


def _utf16(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of plain letters is zero."""
    even, odd = content[:SAMPLE:2].count(b"\0"), content[1:SAMPLE:2].count(b"\0")
    half = min(len(content), SAMPLE) // 2
    if max(even, odd) < half * 0.3 or min(even, odd) > half * 0.05:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _country(content: bytes) -> str:
    """One country's encoding. Where accented letters stand alone among plain ones it is a Latin one: that of the
    West, unless its signs for "cubed" and the like stand within words, where the East of Europe has letters."""
    first = _WIDE.search(content)
    start = max(0, (first.start() if first else 0) - SAMPLE // 2)
    sample = content[start : start + SAMPLE]
    if len(_LONE.findall(sample)) > 0.8 * len(_WIDE.findall(sample)):
        return "cp1250" if _EASTERN.search(sample) else "cp1252"
    found = from_bytes(sample, cp_isolation=_COUNTRIES).best()
    return found.encoding if found else "cp1252"
