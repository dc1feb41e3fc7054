"""Feeds bytes to the readers of files from elsewhere, led by which of their lines the bytes reach (atheris).

fuzz_bring.py [libFuzzer's options] CORPUS. The first byte chooses the name of the file.
"""

import sys

import atheris

with atheris.instrument_imports(include=["afterround"]):
    from afterround.formats.bring import read_file
    from afterround.formats.found_json import reading_json

NAMES = ("note.md", "jobs.csv", "book.xlsx", "")


def read(data: bytes) -> None:
    """Read one file. Whatever it raises ends the run and is kept."""
    if data:
        reading_json(read_file(NAMES[data[0] % len(NAMES)], data[1:]).found)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
