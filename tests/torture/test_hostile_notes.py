"""Notes as long as they may be, of one mark repeated: the time they take grows with their length and no faster."""

import pytest

from afterround.formats.notes import LIMIT, read_notes
from tests.formats.notes.test_hostile import ACCOUNT, MARKS


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("before", ["", ACCOUNT], ids=["alone", "in an account"])
def test_a_mark_repeated_up_to_the_limit_is_read(mark: str, before: str) -> None:
    text = before + mark * ((LIMIT - len(before)) // len(mark))
    found = read_notes(text)
    assert found.rounds or found.unplaced or not text.strip()
    assert found.problems == ()
