import pytest

from afterround.core.rounds import RoundKind
from afterround.formats.reading import RoundNamed, read_round_name


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
