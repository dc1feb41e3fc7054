"""Whether a workbook may be opened at all: it unpacks to a sane size, and its parts declare no entities."""

import re
import zipfile
import zlib
from io import BytesIO

FILES = 500
"""The most files within a workbook."""

UNPACKED = 60_000_000
"""The most bytes that all files within a workbook may unpack to."""

RATIO = 400
"""The most that a file of more than a megabyte may grow when it is unpacked."""

MARKS = 800_000
"""The most XML elements, opened or closed, of all parts: about 200,000 cells."""

_CHUNK = 1 << 16
_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SAVE = "Open it in the program it was made with, save it as CSV or XLSX, and import that."
NOT_READ = f"This workbook cannot be read. {SAVE}"


def refusal(content: bytes) -> str | None:
    """Why a workbook is not opened, with what to do; None where it may be. Nothing in it is evaluated."""
    if content.startswith(_OLD):
        return f"This is a workbook of the old kind (.xls), or one with a password. {SAVE}"
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _refusal(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, LookupError):
        return NOT_READ


def _refusal(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > FILES or len(names) < len(parts):
        return f"This workbook holds more files than a workbook does. {SAVE}"
    if "xl/workbook.xml" not in names:
        return f"This is no workbook that can be read here. {SAVE}"
    if any(part.flag_bits & 1 for part in parts):
        return f"This workbook has a password. {SAVE}"
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        return NOT_READ
    if sum(part.file_size for part in parts) > UNPACKED or any(_is_bomb(part) for part in parts):
        return _TOO_LARGE
    size = marks = 0
    for part in parts:
        checked = _checked(archive, part, UNPACKED - size)
        if checked is None:
            return NOT_READ
        size, marks = size + checked[0], marks + checked[1]
        if size > UNPACKED or marks > MARKS:
            return _TOO_LARGE
    return None


_TOO_LARGE = "This workbook holds more than can be read at once. Keep only the sheet with your applications."


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size)


def _checked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> tuple[int, int] | None:
    """The bytes a part unpacks to, as far as just beyond `most`, and its elements; None where it is not plain XML."""
    size, marks, tail = 0, 0, b""
    is_xml = part.filename.endswith((".xml", ".rels", ".vml"))
    with archive.open(part) as stream:
        while size <= most and (chunk := stream.read(_CHUNK)):
            if is_xml and ((size == 0 and not _is_utf8(chunk)) or _declares(tail + chunk)):
                return None
            size += len(chunk)
            marks += chunk.count(b"<") if is_xml else 0
            tail = chunk[-16:]
    return size, marks


def _declares(chunk: bytes) -> bool:
    return any(sign in chunk for sign in _ENTITIES) or b"\0" in chunk


def _is_utf8(start: bytes) -> bool:
    """Whether a part says that it is UTF-8, or nothing; in another encoding an entity could hide."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    found = _DECLARATION.match(start.removeprefix(b"\xef\xbb\xbf").lstrip())
    return found is None or found[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
