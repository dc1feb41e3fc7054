from datetime import time

import pytest

from afterround.core.cooldown import Lane
from afterround.core.demo import DemoDeed, DemoJot
from afterround.core.retro import ActionState, Line
from afterround.core.rounds import Outcome, Part, Result, RoundKind
from afterround.formats.demo import read_search

PROCESS = """
[[processes]]
key = "acme"
company = "Acme"
role = "Engineer"
outcome = "rejected"
day = -3
"""

ROUND = """
[[rounds]]
key = "acme-coding"
process = "acme"
kind = "coding"
day = -9
at = "10:00"
minutes = 60
people = { interviewer = ["Priya Raman"] }
jots = [[4, "stumbled", "lost the DP state"]]
prediction = 40
retro = '''
What felt shaky:
- The second question got eight minutes

Follow-up actions:
- Learn heaps
'''
deeds = [[-5, "Learn heaps", "done"]]
result = "rejected"
result_day = -4
feedback = [{ from = "recruiter", by = "Dan Okafor", day = -4, decision = "rejected", vague = true, text = '''
Not quite.
''', reasons = [["fit", "Not quite", "shaky"]] }]
mentions = [["speed", "got eight minutes"]]
"""


def test_a_round_is_read_with_all_that_is_done_about_it() -> None:
    (told,) = read_search([PROCESS + ROUND]).rounds
    assert (told.kind, told.day, told.at) == (RoundKind.CODING, -9, time(10))
    assert told.people == (("Priya Raman", Part.INTERVIEWER),)
    assert told.jots == (DemoJot(4, Lane.STUMBLED, "lost the DP state"),)
    assert told.deeds == (DemoDeed(-5, "Learn heaps", ActionState.DONE),)
    assert (told.result, told.feedback[0].text, told.feedback[0].is_vague) == (
        Result.REJECTED,
        "Not quite.",
        True,
    )


def test_its_retrospective_is_written_in_the_template_of_the_chapter() -> None:
    (told,) = read_search([ROUND]).rounds
    assert told.retro is not None
    assert told.retro.shaky == (Line("The second question got eight minutes"),)
    assert told.retro.prediction == 40


def test_several_files_are_one_search_in_their_order() -> None:
    search = read_search([PROCESS, ROUND, ROUND.replace("acme-coding", "acme-again")])
    assert [told.key for told in search.rounds] == ["acme-coding", "acme-again"]
    assert search.processes[0].outcome is Outcome.REJECTED


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("- Learn heaps\n", "- Learn heaps\n  state: soon\n"),
        ("What felt shaky:", "How it smelt:\n- odd\n\nWhat felt shaky:"),
        ('kind = "coding"', 'kind = "dancing"'),
        ("prediction = 40", "predicted = 40"),
        ('"stumbled"', '"fell"'),
    ],
)
def test_a_slip_of_the_hand_is_not_passed_over(right: str, wrong: str) -> None:
    assert right in ROUND
    with pytest.raises((ValueError, TypeError)):
        read_search([ROUND.replace(right, wrong)])
