"""Tables read with every column and status guessed, as an import does where nobody changes anything."""

from afterround.core.imports import FoundFile
from afterround.formats.tables.applying import apply_mappings, guess_statuses_of
from afterround.formats.tables.guessing import guess_mapping
from afterround.formats.tables.reading import read_tables


def find_in_tables(content: bytes, name: str) -> FoundFile:
    """The applications and rounds in the bytes of a file."""
    file = read_tables(content, name)
    mappings = [guess_mapping(table) for table in file.tables]
    understood = [(m, guess_statuses_of(t, m)) for t, m in zip(file.tables, mappings, strict=True)]
    return apply_mappings(file, understood)
