import pytest

from afterround.core.rounds import Part
from afterround.formats.people import read_people, render_people


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Priya Raman, recruiter", ("Priya Raman", Part.RECRUITER)),
        ("  Dan   Okafor ", ("Dan Okafor", Part.INTERVIEWER)),
        ("Sam, HR", ("Sam", Part.RECRUITER)),
        ("Sam, Hiring Manager", ("Sam", Part.INTERVIEWER)),
        ("Raman, Priya, observer", ("Raman, Priya", Part.OBSERVER)),
        ("Sam,", ("Sam", Part.INTERVIEWER)),
    ],
)
def test_a_line_is_a_person_with_a_part(line: str, person: tuple[str, Part]) -> None:
    assert read_people(line) == ((person,), ())


@pytest.mark.parametrize("line", ["Sam, wizard", ", recruiter", "x" * 201])
def test_a_line_that_cannot_be_taken_is_told_with_its_number(line: str) -> None:
    people, problems = read_people(f"Dan Okafor\n{line}")
    assert people == (("Dan Okafor", Part.INTERVIEWER),)
    assert [problem.line for problem in problems] == [2]


def test_empty_lines_are_nobody() -> None:
    assert read_people("\n \n") == ((), ())


def test_what_is_written_reads_back() -> None:
    people = (("Raman, Priya", Part.RECRUITER), ("Dan Okafor", Part.INTERVIEWER), ("Sam", Part.REFERRER))
    assert read_people(render_people(people)) == (people, ())
