"""Twenty old rounds of an invented search, as notes that were never given a theme; each line knows what it is about."""

from datetime import date, datetime, timedelta
from random import Random

from afterround.data.models import Owner
from tests.brought import a_file, bring, found_round
from tests.cast import NOW

COMPANIES = ("Acme", "Globex", "Initech", "Hooli", "Umbrella Labs")
WHEN = (
    "",
    " again",
    " near the end",
    " on the second problem",
    " when Dan asked",
    " in the first ten minutes",
)

SHAKY = {
    "lost track of what the DP state means": "dp-state",
    "no idea what my table of subproblems stood for": "dp-state",
    "forgot the empty list": "edge-cases",
    "a single element broke my loop": "edge-cases",
    "did not think of negative numbers": "edge-cases",
    "went silent for minutes while thinking": "explaining",
    "Priya had to ask what I was doing": "explaining",
    "started typing before I had a plan": "planning",
    "rewrote everything because I had not thought it through first": "planning",
    "ran out of time for the last part": "finishing-in-time",
    "did not get to the second problem": "finishing-in-time",
    "said O(n) although the sort makes it n log n": "time-complexity",
    "could not give the complexity of my solution": "time-complexity",
    "assumed the input was sorted without asking": "clarifying-questions",
    "never asked how large the input gets": "clarifying-questions",
    "panicked and my mind went blank": "calm",
    "off by one in the window": "correctness",
    "needed three hints to get there": "independence",
    "numbers for requests per second were wild guesses": "estimation",
    "story had no result, only what the team did": "specifics",
    "talked far too long about the background": "concision",
    "forgot how a join with a group works": "sql",
    "did not run through my code with an example": "dry-run",
    "the headset died twice": "connection",
}
WELL = {
    "asked about duplicates and input size first": "clarifying-questions",
    "wrote the plan down before any code": "planning",
    "kept talking the whole way": "explaining",
    "tested the empty input without being told": "edge-cases",
    "finished with ten minutes left": "finishing-in-time",
    "good questions about the team at the end": "questions-for-them",
    "stayed calm after the first mistake": "calm",
    "weighed SQL against a document store": "data-model",
}
IDLE = (
    "Priya works on payments",
    "the office is in Lisbon",
    "two people from the data team joined",
    "Dan was nice",
)

TRUTH = {**SHAKY, **WELL, **dict.fromkeys(IDLE, "")}


def about(line: str) -> str:
    """The theme of a line; "" where it has none."""
    return next(theme for text, theme in TRUTH.items() if line.startswith(text))


def bring_old_rounds(owner: Owner, *, number: int = 20, seed: int = 7, now: datetime = NOW) -> int:
    """Bring rounds with seven lines each in one file; returns the number of lines."""
    chance = Random(seed)
    rounds = []
    for place in range(number):
        shaky = chance.sample(list(SHAKY), 4)
        well = [*chance.sample(list(WELL), 2), chance.choice(IDLE)]
        rounds.append(
            found_round(
                chance.choice(COMPANIES),
                (date(2026, 5, 20) - timedelta(days=5 * place)).isoformat(),
                shaky=[text + chance.choice(WHEN) for text in shaky],
                went_well=[text + chance.choice(WHEN) for text in well],
            )
        )
    bring(owner, a_file(*rounds), now=now)
    return 7 * number


__all__ = ["TRUTH", "about", "bring_old_rounds"]
