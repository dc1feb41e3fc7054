"""Minutes of bytes that nobody wrote, and of files that somebody spoilt: read or refused, never a traceback."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from afterround.core.imports import FoundFile
from afterround.formats.bring import FILE_BYTES, read_file
from afterround.formats.found_json import reading_json
from tests.brought import NOTE

GUIDED = 600
"""Seconds for a fuzzer that is led by what the readers do with its bytes."""

BUDGET = 120.0
"""Seconds for files that were right before a few changes."""

FUZZER = Path(__file__).parent / "fuzz_bring.py"

SEEDS = [
    NOTE,
    "# Log\n\n## Acme - Coding (2026-05-04)\n\nWent well:\n- calm\n",
    "| Company | Round | Date |\n|---|---|---|\n| Acme | coding | 5/6/2026 |\n",
    'Company,Role,Date applied,Status\nAcme,SRE,2026-04-01,Rejected\n"Glo\nbex",Backend,,Offer\n',
    "* DONE Acme phone screen <2026-05-04 Mon>\n:PROPERTIES:\n:COMPANY: Acme\n:END:\n",
    "---\ntitle: Acme\ndate: 2026-05-04\n---\n```\nRound 1: DSA [60 min]\n**Verdict:** Selected\n```\n",
]
PIECES = [
    b"|",
    b",",
    b"\t",
    b"#",
    b"\n",
    b"\r\n",
    b"- ",
    b"```",
    b"**",
    b":",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b'"',
    b"<",
    b"&",
]


def spoilt(draw: random.Random, content: bytes) -> bytes:
    """A file with a few changes: bytes put in, taken out, said many times."""
    for _ in range(draw.randint(1, 8)):
        at, piece = draw.randrange(len(content) + 1), draw.choice(PIECES)
        match draw.randrange(4):
            case 0:
                content = content[:at] + draw.randbytes(draw.randint(1, 9)) + content[at:]
            case 1:
                content = content[:at] + content[at + draw.randint(1, 40) :]
            case 2:
                content = content[:at] + piece * draw.choice((1, 3, 1000)) + content[at:]
            case _:
                content = content[:at] + content[draw.randrange(len(content) + 1) :] + content[at:]
    return content[: FILE_BYTES // 50]


def test_ten_minutes_of_guided_bytes_find_no_traceback(tmp_path: Path, shared_files: list[bytes]) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, content in enumerate([*(text.encode() for text in SEEDS), *shared_files]):
        for kind in range(4):
            (corpus / f"{number}-{kind}").write_bytes(bytes([kind]) + content)
    limits = ["-max_len=20000", "-timeout=30", "-rss_limit_mb=4096", f"-max_total_time={GUIDED}"]
    done = subprocess.run(
        [sys.executable, str(FUZZER), *limits, f"-artifact_prefix={tmp_path}/", str(corpus)],
        capture_output=True, text=True, timeout=GUIDED + 300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


@pytest.mark.parametrize("name", ["note.md", "jobs.csv", "book.xlsx", ""])
def test_no_bytes_break_the_reading(name: str, shared_files: list[bytes]) -> None:
    draw = random.Random(name)
    seeds = [*(text.encode() for text in SEEDS), *shared_files]
    ends = time.monotonic() + BUDGET / 4
    tried = 0
    while time.monotonic() < ends:
        content = (
            draw.randbytes(draw.randint(0, 400)) if draw.random() < 0.2 else spoilt(draw, draw.choice(seeds))
        )
        read = read_file(name, content)
        assert isinstance(read.found, FoundFile)
        reading_json(read.found)
        tried += 1
    assert tried > 100


@pytest.fixture
def shared_files() -> list[bytes]:
    """A workbook and what else cannot be written as a text here."""
    from io import BytesIO

    from openpyxl import Workbook

    book, held = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("Company", "Status"), ("Acme", "Rejected")):
        sheet.append(row)
    book.save(held)
    return [held.getvalue(), Path(__file__).read_bytes()]
