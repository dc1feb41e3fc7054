"""Recognition: the themes of a line, the words that led to them, silence, and what a person brings."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.core.recognition import MOST, Suggestion, suggest
from afterround.core.retro import Section
from afterround.core.rounds import RoundKind
from afterround.core.themes import Decision, OwnTheme, PersonalRecord, Recorded

RECOGNISER = built_in_recogniser()
BRAKES = PersonalRecord(own=(OwnTheme("own-brakes", "Brakes analogy", ("car brakes",)),))

UNTHEMED = (
    "The round consisted of two problems of medium size.",
    "Two people from the data team joined the call.",
    "Dan asked me about my plans for the summer.",
    "They gave me a problem about bank accounts.",
    "Acme has an office in Lisbon.",
    "Priya will write to me next week.",
    "I interviewed for the backend role at Globex.",
    "Honestly, I loved it.",
    "Priya told me about their databases.",
    "Globex builds a whiteboard app.",
    "I had nine days until the onsite at Globex.",
    "The tech stack at Acme is Go and Postgres.",
    "Acme will follow up next week.",
    "Flew to Porto the evening before.",
)


def themes(line: str, own: PersonalRecord | None = None) -> list[str]:
    return [one.theme for one in suggest(line, RECOGNISER, own=own)]


def best(line: str) -> Suggestion:
    return suggest(line, RECOGNISER)[0]


@pytest.mark.parametrize(
    ("line", "theme"),
    [
        ("lost the DP state again", "dp-state"),
        ("Asked Priya whether the input may hold duplicates", "clarifying-questions"),
        ("Dan had to give me two hints", "independence"),
        ("Solved it in 5 minutes", "speed"),
        ("spent 45 min on the first part", "time-split"),
        ("Globex wanted Kafka and I could not say what a partition is", "messaging"),
        ("heart was racing and my hands shook", "calm"),
        ("coded before planning", "planning"),
        ("The interviewer at Acme was rude", "interviewer"),
        ("they said I am not senior enough", "level"),
        ("Forgot to ask Priya whether the list is sorted", "clarifying-questions"),
        ("Took me 40 min to see it", "speed"),
        ("Dan smiled politely at my n squared and wanted it faster", "optimisation"),
        ("Bluffed about Kubernetes, and Dan noticed", "attitude"),
        ("Hadn't slept, so nothing I said to Priya made sense", "rest-health"),
        ("Rusty in Go, had to look up how to sort", "language-fluency"),
        ("Dan said his junior would have known that", "level"),
        ("I picked Mongo since everybody does", "data-model"),
        ("I babbled about my umbrella shop until Dan yawned", "concision"),
        ("Priya wanted to know what I did myself and I said we", "specifics"),
        ("They had me draw with a tool I had not seen in my life", "environment"),
        ("The unoptimised loop was all I had", "optimisation"),
    ],
)
def test_a_theme_is_recognised(line: str, theme: str) -> None:
    assert theme in themes(line)


@pytest.mark.parametrize(
    "pair",
    [("Missed the edge cases", "Covered all edge cases"), ("Ran out of time", "Finished with time to spare")],
)
def test_well_and_shaky_are_the_same_theme(pair: tuple[str, str]) -> None:
    assert themes(pair[0])[0] == themes(pair[1])[0]


def test_typing_errors_are_forgiven() -> None:
    assert themes("could not do the dynmaic programing") == themes("could not do the dynamic programming")


def test_the_words_that_led_to_a_theme_are_told() -> None:
    line = "Priya smiled, but I ran out of time."
    assert best(line).words(line) == ("ran out of time",)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "...",
        "12",
        "It went well.",
        "Thursday at ten with Priya Raman.",
        "Another round at Acme on Monday",
        "The recruiter sent me a link on Tuesday.",
        "Dan has been at Globex for nine years.",
        "There were three rounds of forty minutes each.",
        "Priya asked me about my current team.",
        "They sell umbrellas to zoos and have an office in Porto.",
        "Do you have any other offers?",
    ],
)
def test_a_line_without_a_theme_gets_none(line: str) -> None:
    assert themes(line) == []


@pytest.mark.parametrize(
    ("told", "judged", "theme"),
    [
        (
            "The second round lasted forty minutes.",
            "We had forty minutes and I ran out of time.",
            "finishing-in-time",
        ),
        ("The recruiter called on Monday.", "The recruiter never called back.", "process"),
        ("There were two questions about joins.", "I could not answer the questions about joins.", "sql"),
    ],
)
def test_a_line_that_judges_is_heard_where_one_that_tells_is_not(told: str, judged: str, theme: str) -> None:
    assert themes(told) == []
    assert theme in themes(judged)


@pytest.mark.parametrize(
    ("line", "theme"),
    [
        ("Nervous, although the room was quite empty", "recovery"),
        ("My manager at Acme is slow to answer", "completion"),
        ("Dan has years of experience and was rude", "level"),
    ],
)
def test_a_word_that_only_looks_like_a_cue_is_none(line: str, theme: str) -> None:
    assert themes(line) and theme not in themes(line)


def test_without_the_rule_of_silence_such_lines_would_get_suggestions() -> None:
    loud = replace(RECOGNISER, weights=replace(RECOGNISER.weights, silence_intercept=100.0))
    lines = [line for line in UNTHEMED if themes(line) == []]
    assert len(lines) >= len(UNTHEMED) - 1
    assert sum(bool(suggest(line, loud)) for line in lines) >= 2


def test_an_errand_is_no_reflection() -> None:
    line = "Ask Dan about the edge cases I missed"
    assert suggest(line, RECOGNISER, section=Section.SHAKY)
    assert suggest(line, RECOGNISER, section=Section.NEXT_STEPS) == ()


def test_a_theme_is_less_probable_in_a_round_that_cannot_ask_it() -> None:
    line = "said nothing about sharding"
    sure = {
        kind: suggest(line, RECOGNISER, kind=kind)[0].p
        for kind in (RoundKind.SYSTEM_DESIGN, RoundKind.CODING)
    }
    assert sure[RoundKind.SYSTEM_DESIGN] > sure[RoundKind.CODING]
    assert suggest(line, RECOGNISER, kind=RoundKind.OTHER) == suggest(line, RECOGNISER)


@given(st.text(max_size=200))
def test_any_text_gets_at_most_three_suggestions_best_first_with_words_of_its_own(line: str) -> None:
    found = suggest(line, RECOGNISER)
    assert len(found) <= MOST and len({one.theme for one in found}) == len(found)
    assert [one.p for one in found] == sorted((one.p for one in found), reverse=True)
    assert all(0 <= one.p <= 1 and one.because and all(one.words(line)) for one in found)


def test_a_theme_of_ones_own_is_recognised_without_training() -> None:
    line = "Told the car brakes story and lost her"
    assert "own-brakes" in themes(line, BRAKES)
    assert "own-brakes" not in themes(line)


def test_a_wording_of_ones_own_points_to_a_built_in_theme() -> None:
    own = PersonalRecord(aliases={"recall": ("grey heron",)})
    assert themes("the grey heron landed", own)[0] == "recall"
    assert "recall" not in themes("the grey heron landed")


def test_a_hidden_theme_is_not_suggested() -> None:
    own = PersonalRecord(hidden=frozenset({"dp-state"}))
    assert "dp-state" not in themes("lost the DP state again", own)


def recorded(statement: str, theme: str, *decisions: Decision) -> PersonalRecord:
    return PersonalRecord(decisions=tuple(Recorded(statement, theme, decision) for decision in decisions))


def test_a_repeat_is_decided_as_before() -> None:
    line = "ran out of time with Dan"
    refused = recorded("Ran out of time with Dan.", "finishing-in-time", Decision.REJECTED)
    assert "finishing-in-time" not in themes(line, refused)
    assert themes(line)[0] == "finishing-in-time"


def test_the_last_decision_about_a_repeat_counts() -> None:
    twice = recorded("Zebra crossing again", "speed", Decision.REJECTED, Decision.ADDED)
    assert themes("zebra crossing again", twice) == ["speed"]
    assert themes("zebra crossing again", replace(twice, decisions=twice.decisions[::-1])) == []


def test_the_persons_own_wording_becomes_a_cue() -> None:
    own = recorded("The zebra ran over the meadow", "concision", Decision.ADDED)
    assert "concision" in themes("That zebra, and a meadow, once more", own)
    assert "concision" not in themes("That zebra, and a meadow, once more")


@pytest.mark.parametrize(("times", "earned"), [(27, False), (28, True)])
def test_a_suggestion_says_whether_ticking_it_is_earned(times: int, earned: bool) -> None:
    lines = [f"lost the DP state w{number}" for number in range(times)]
    own = PersonalRecord(decisions=tuple(Recorded(line, "dp-state", Decision.ACCEPTED) for line in lines))
    assert suggest("lost the DP state again", RECOGNISER, own=own)[0].is_earned is earned
    assert not best("lost the DP state again").is_earned


def decided(*made: tuple[str, str, Decision]) -> PersonalRecord:
    return PersonalRecord(decisions=tuple(Recorded(*one) for one in made))


def test_a_confirmed_wording_is_a_cue_within_a_longer_line() -> None:
    line = "Priya asked about the Zanzibar paper, and for a while I went full hamster wheel before lunch"
    own = decided(("full hamster wheel", "calm", Decision.ACCEPTED))
    assert "calm" not in themes(line)
    found = {one.theme: one.words(line) for one in suggest(line, RECOGNISER, own=own)}
    assert found["calm"] == ("full hamster wheel",)


def test_a_wording_that_was_refused_later_is_no_cue() -> None:
    line = "Priya asked about the Zanzibar paper, and for a while I went full hamster wheel before lunch"
    made = [("full hamster wheel", "calm", one) for one in (Decision.ACCEPTED, Decision.REJECTED)]
    assert "calm" not in themes(line, decided(*made))
