import pytest

from afterround.core.rounds import RoundKind
from afterround.formats.markdown import parse
from afterround.formats.reading import RoundNamed, read_round_name, reading_of

NOTE = """Before it all.

Date / Company / Round: Jun 1, 2026 / Acme / mock system design

What went well:
- stated the constraints

Question summaries:
1. Rate limiter / token bucket / O(1)

Follow-up actions:
- Fill knowledge gap on sharding

Next steps (thank-you email, recruiter follow-up):
- write to Priya
"""


def test_a_reading_says_what_was_understood() -> None:
    reading = reading_of("note.md", parse(NOTE))
    (found,) = reading["rounds"]
    assert (found["date"], found["date_text"]) == ("2026-06-01", "Jun 1, 2026")
    assert (found["company"], found["round_kind"], found["mock"]) == ("Acme", "system_design", True)
    assert found["questions"][0].startswith("Rate limiter / token bucket")
    assert found["follow_ups"] == ["Fill knowledge gap on sharding", "write to Priya"]
    assert reading["applications"] == [
        {"company": "Acme", "role": None, "outcome": None, "outcome_text": None}
    ]
    assert reading["unplaced"] == ["Before it all."]


def test_a_reading_has_every_key_even_where_nothing_was_understood() -> None:
    reading = reading_of("note.md", parse("No template at all."))
    assert reading["rounds"] == [] and reading["applications"] == []
    assert reading["unplaced"] == ["No template at all."]
    assert set(reading) == {"file", "applications", "rounds", "unplaced", "problems"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Coding", RoundNamed(RoundKind.CODING, "", False)),
        ("coding interview", RoundNamed(RoundKind.CODING, "", False)),
        ("coding round 2", RoundNamed(RoundKind.CODING, "coding round 2", False)),
        ("phone screen with Dan", RoundNamed(RoundKind.CODING, "phone screen with Dan", False)),
        ("mock", RoundNamed(RoundKind.OTHER, "", True)),
        ("coding, mock", RoundNamed(RoundKind.CODING, "", True)),
        (
            "onsite: design, then coding",
            RoundNamed(RoundKind.SYSTEM_DESIGN, "onsite: design, then coding", False),
        ),
        ("onsite", RoundNamed(RoundKind.OTHER, "onsite", False)),
        ("redesigning", RoundNamed(RoundKind.OTHER, "redesigning", False)),
        ("take_home", RoundNamed(RoundKind.TAKE_HOME, "", False)),
    ],
)
def test_a_round_is_known_by_the_first_kind_its_words_name(words: str, named: RoundNamed) -> None:
    assert read_round_name(words) == named
