"""How numbers become a verdict: ratios of interleaved runs, with the median and an interval."""

import json
import random
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
RESAMPLES = 2000


@dataclass(frozen=True)
class Estimate:
    """A figure with the interval that holds it in 95 of 100 resamplings of the same runs."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True)
class Verdict:
    """One line of the table. `met` is None for a figure that has no goal of its own."""

    goal: str
    what: str
    measured: str
    wanted: str
    met: bool | None
    details: Mapping[str, Any] = field(default_factory=dict)


def ratio(ours: Sequence[float], limit: Sequence[float]) -> Estimate:
    """The ratio of the medians of two interleaved series; runs that stood beside each other are drawn together.

    The interval is a percentile bootstrap (B. Efron, 1979) with a fixed seed.
    """
    if len(ours) != len(limit):
        raise ValueError("interleaved series have the same length")
    draw = random.Random(1)
    numbers = range(len(ours))
    found = []
    for _ in range(RESAMPLES):
        picked = draw.choices(numbers, k=len(ours))
        found.append(statistics.median(ours[i] for i in picked) / statistics.median(limit[i] for i in picked))
    found.sort()
    value = statistics.median(ours) / statistics.median(limit)
    return Estimate(value, found[int(0.025 * RESAMPLES)], found[int(0.975 * RESAMPLES) - 1])


def at_most(goal: str, what: str, estimate: Estimate, most: float, **details: Any) -> Verdict:
    """A ratio that must not exceed a goal; it is met by its median."""
    details = {"ratio": asdict(estimate), "goal": most, **details}
    return Verdict(goal, what, f"{estimate}x", f"at most {most}x", estimate.value <= most, details)


def fact(
    goal: str, what: str, measured: str, wanted: str = "", met: bool | None = None, **details: Any
) -> Verdict:
    """A figure that is no ratio."""
    return Verdict(goal, what, measured, wanted, met, details)


def time_processes(commands: Mapping[str, Mapping[str, Any]], runs: int) -> dict[str, list[dict[str, float]]]:
    """Run commands interleaved under the stopwatch; see there for what comes back."""
    asked = json.dumps({"runs": runs, "commands": commands})
    bare = [sys.executable, "-I", "-S", str(HERE / "stopwatch.py")]
    done = subprocess.run(bare, input=asked, stdout=subprocess.PIPE, text=True, check=True)
    measured: dict[str, list[dict[str, float]]] = json.loads(done.stdout)
    return measured


def series(runs: Sequence[Mapping[str, float]], name: str) -> list[float]:
    """One figure of each run."""
    return [run[name] for run in runs]
