"""Suggestions measured on real statements: how often right, how many presses they save, and how long they take."""

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median

from afterround.adapters.matching.recogniser import built_in_recogniser
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.recognition import MOST, suggest
from benchmarks.measure import HERE, Verdict, fact
from benchmarks.places import Stores

STATEMENTS = HERE.parent.parent / "shared/data/themes_dev.jsonl"
GOAL = "T"
WANTED_F1, WANTED_IN_THREE, WANTED_MILLISECONDS = 0.55, 0.80, 50
BY_TYPE_AHEAD = 3
"""Presses it takes to add a theme that was not suggested: open, type, take."""


@dataclass(frozen=True)
class Statement:
    """A statement, the themes it carries, and the half it belongs to: the author read A and never B."""

    text: str
    themes: frozenset[str]
    half: str


def statements(file: Path) -> list[Statement]:
    """The statements with version 1's labels put into version 2; all of one source are in one half."""
    replaced = built_in_taxonomy().replaced
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Statement(
            row["text"],
            frozenset(replaced[label] for label in row["labels"]),
            "AB"[sha256(row["source"].encode()).digest()[0] % 2],
        )
        for row in rows
    ]


def f1(right: int, given: int, carried: int) -> float:
    """The harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (given + carried) if right else 0.0


def presses(themes: frozenset[str], given: Sequence[str]) -> int:
    """Presses until a line's themes are as they should be: one for each right one, more for each missing one, and
    one for "none of these" where suggestions stand there and none is right."""
    right = len(themes.intersection(given))
    return right + BY_TYPE_AHEAD * (len(themes) - right) + bool(given and not right)


def measure_themes(stores: Stores, quick: bool) -> Iterator[Verdict]:
    """All figures for both halves; the goals are those of half B. Says so where there are no statements."""
    if not STATEMENTS.is_file():
        yield fact(GOAL, f"no statements at {STATEMENTS.name}, nothing measured", "")
        return
    found = statements(STATEMENTS)
    recogniser = built_in_recogniser()
    started = time.perf_counter()
    answers = [tuple(one.theme for one in suggest(statement.text, recogniser)) for statement in found]
    taken = (time.perf_counter() - started) * 1000 / len(found)
    for half in "AB":
        pairs = [(s.themes, given) for s, given in zip(found, answers, strict=True) if s.half == half]
        yield from _verdicts(half, pairs)
    yield fact(
        GOAL,
        "milliseconds a line",
        f"{taken:.1f}",
        f"at most {WANTED_MILLISECONDS}",
        taken <= WANTED_MILLISECONDS,
    )
    yield _longest([s.text for s in found])


def _verdicts(half: str, pairs: Sequence[tuple[frozenset[str], Sequence[str]]]) -> Iterator[Verdict]:
    right = sum(len(themes.intersection(given)) for themes, given in pairs)
    given, carried = sum(len(g) for _, g in pairs), sum(len(themes) for themes, _ in pairs)
    micro = f1(right, given, carried)
    themed = [(themes, given) for themes, given in pairs if themes]
    in_three = sum(bool(themes.intersection(given[:MOST])) for themes, given in themed) / len(themed)
    silent = [not given for themes, given in pairs if not themes]
    pressed = 10 * sum(presses(themes, given) for themes, given in pairs) / len(pairs)
    by_hand = 10 * sum(presses(themes, ()) for themes, _ in pairs) / len(pairs)
    goal, judged = half == "B", f"half {half}, {len(pairs)} statements: "
    yield fact(GOAL, f"{judged}precision and recall", f"{right / given:.2f} and {right / carried:.2f}")
    yield fact(
        GOAL, f"{judged}F1, micro", f"{micro:.2f}", f"above {WANTED_F1}", micro > WANTED_F1 if goal else None
    )
    yield fact(GOAL, f"{judged}F1, macro", f"{_macro(pairs):.2f}")
    wanted = in_three > WANTED_IN_THREE if goal else None
    yield fact(
        GOAL,
        f"{judged}a right theme in the first three",
        f"{in_three:.2f}",
        f"above {WANTED_IN_THREE}",
        wanted,
    )
    yield fact(
        GOAL, f"{judged}suggestions a line", f"{given / len(pairs):.2f} for {carried / len(pairs):.2f}"
    )
    yield fact(GOAL, f"{judged}lines without a theme kept silent", f"{sum(silent)} of {len(silent)}")
    lost = sum(not given for _, given in themed)
    yield fact(GOAL, f"{judged}lines with a theme kept silent", f"{lost} of {len(themed)}")
    yield fact(GOAL, f"{judged}presses for ten lines", f"{pressed:.0f}; by hand {by_hand:.0f}")


def _macro(pairs: Sequence[tuple[frozenset[str], Sequence[str]]]) -> float:
    """The mean of the F1 of each theme that occurs in the statements."""
    right, given, carried = Counter[str](), Counter[str](), Counter[str]()
    for themes, suggested in pairs:
        right.update(themes.intersection(suggested))
        given.update(suggested)
        carried.update(themes)
    return sum(f1(right[t], given[t], carried[t]) for t in carried) / len(carried)


def _longest(texts: Sequence[str]) -> Verdict:
    """The slowest of the lines, each timed three times."""
    recogniser = built_in_recogniser()
    times = []
    for text in texts:
        runs = []
        for _ in range(3):
            started = time.perf_counter()
            suggest(text, recogniser)
            runs.append((time.perf_counter() - started) * 1000)
        times.append(median(runs))
    worst = max(times)
    return fact(
        GOAL,
        "the slowest line",
        f"{worst:.1f} ms",
        f"at most {WANTED_MILLISECONDS} ms",
        worst <= WANTED_MILLISECONDS,
    )
