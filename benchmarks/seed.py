"""Fills an empty data folder with rounds, retrospectives and jots that look like years of interviews.

python -m benchmarks.seed ROUNDS, with AFTERROUND_HOME set. The same number gives the same words; the times
hang on the present, because the last two days are what Today is about.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from afterround.data.models import Application, Company, Jot, Owner, Retro, RetroLine, Round

COMPANIES = ("Acme", "Globex", "Initech", "Hooli", "Umbra", "Stark Labs", "Vandelay", "Wonka Works", "Tyrell")
ROLES = ("Backend engineer", "Platform engineer", "Frontend engineer", "Site reliability engineer")
KINDS = ("recruiter_screen", "coding", "coding", "system_design", "behavioural", "hiring_manager")
PATTERNS = ("sliding window", "interval DP", "topological order", "binary search on the answer", "union find")
PLAIN = (
    "the a I to of and in on with for was it that they asked about when then after before because but so "
    "first second problem solution approach array tree graph queue stack map cache index latency "
    "throughput server replica leader request test case loop pointer recursion table hash sort window "
    "prefix sum count interviewer hint calm slow stuck explained missed forgot clarified assumed drew "
    "traced tested named finished minutes left question answer design schema write read retry timeout "
)
SYLLABLES = (
    "ba be bi bo da de di do fa fe ga ko ka la le li lo ma me mi mo na ne no pa po ra re ro sa se si ta te to"
)
JOTS_PER_ROUND = 10
BATCH = 500
SPOKEN = 200_000


class Words:
    """Sentences whose words are as unevenly frequent as those of a language."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        rare = {
            "".join(self.random.choices(SYLLABLES.split(), k=self.random.randint(2, 4))) for _ in range(5000)
        }
        known = PLAIN.split() + sorted(rare)
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(known))))
        self._spoken = self.random.choices(known, cum_weights=weights, k=SPOKEN)

    def sentence(self, low: int, high: int) -> str:
        """A sentence of between `low` and `high` words, cut from one long speech."""
        start = self.random.randrange(SPOKEN - high)
        return " ".join(self._spoken[start : start + self.random.randint(low, high)]).capitalize() + "."


def batches(numbers: range) -> Iterator[range]:
    """The numbers in parts of BATCH."""
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def fill(count: int) -> None:
    """Write `count` rounds: the last few are coming, cooling or to be reflected on, the rest have retrospectives."""
    from django.db import transaction

    from afterround.actions.store import prepare_store
    from afterround.data import models

    now = datetime.now(UTC)
    owner = prepare_store(now=now)
    words = Words(seed=count)
    with transaction.atomic():
        companies = [
            models.Company(owner=owner, name=name, key=name.casefold(), created_at=now) for name in COMPANIES
        ]
        models.Company.objects.bulk_create(companies)
        for numbers in batches(range(count)):
            Batch(owner, companies, words, now).write(numbers)


class Batch:
    """Some hundreds of rounds with all that hangs on them, written table by table."""

    def __init__(self, owner: "Owner", companies: "list[Company]", words: Words, now: datetime) -> None:
        self.owner, self.companies, self.words, self.now = owner, companies, words, now
        self.random = words.random

    def write(self, numbers: range) -> None:
        """Write the rounds of these numbers; 0 is the latest."""
        from afterround.data import models

        applications = [self.application() for _ in numbers]
        rounds = [self.round(n, application) for n, application in zip(numbers, applications, strict=True)]
        past = [r for n, r in zip(numbers, rounds, strict=True) if n > 3]
        retros = [self.retro(r) for r in past]
        models.Application.objects.bulk_create(applications)
        models.Round.objects.bulk_create(rounds)
        models.Retro.objects.bulk_create(retros)
        models.Jot.objects.bulk_create([jot for r in rounds[1:] for jot in self.jots(r)])
        models.RetroLine.objects.bulk_create(
            [
                line
                for n, retro in zip(numbers[-len(retros) :], retros, strict=True)
                for line in self.lines(n, retro)
            ]
        )

    def application(self) -> "Application":
        """A hiring process; most are closed."""
        from afterround.data.models import Application

        outcome = self.random.choice(("open", "rejected", "rejected", "no_answer", "declined", "accepted"))
        company, role = self.random.choice(self.companies), self.random.choice(ROLES)
        return Application(owner=self.owner, company=company, role=role, outcome=outcome, created_at=self.now)

    def round(self, number: int, application: "Application") -> "Round":
        """A round: 0 tomorrow, 1 just ended, 2 and 3 yesterday without a retrospective, the others earlier."""
        from afterround.data.models import Round

        apart = {
            0: timedelta(days=-1),
            1: timedelta(minutes=5),
            2: timedelta(hours=20),
            3: timedelta(hours=26),
        }
        ends_at = self.now - apart.get(number, timedelta(hours=6 * number + 24))
        result = (
            "pending" if number <= 3 else self.random.choice(("pending", "passed", "rejected", "no_answer"))
        )
        return Round(
            owner=self.owner, application=application, kind=self.random.choice(KINDS), result=result,
            starts_at=ends_at - timedelta(hours=1), ends_at=ends_at, time_zone="Europe/Berlin", created_at=ends_at,
            result_at=None if result == "pending" else ends_at + timedelta(days=3),
        )  # fmt: skip

    def retro(self, held: "Round") -> "Retro":
        """The retrospective itself; three in a hundred were never finished."""
        from afterround.data.models import Retro

        at = held.ends_at + timedelta(hours=2)
        return Retro(
            owner=self.owner, round=held, stress=self.random.randint(1, 5), mindset=self.words.sentence(10, 16),
            prediction=self.random.randrange(0, 101, 10), lesson=self.words.sentence(8, 14), started_at=at,
            changed_at=at, finished_at=None if self.random.random() < 0.03 else at,
            versions={"stress": 1, "mindset": 1, "prediction": 1, "lesson": 1},
        )  # fmt: skip

    def lines(self, number: int, retro: "Retro") -> "Iterator[RetroLine]":
        """Twelve lines of together some 220 words. One action in ten of the older ones was never settled."""
        say = self.words.sentence
        for section, count in (("went_well", 3), ("shaky", 3)):
            for position in range(1, count + 1):
                yield self.line(retro, section, position, text=say(16, 24))
        for position in (1, 2):
            facts = {"time": "O(n log n)", "space": "O(n)", "rating": self.random.randint(1, 4)}
            yield self.line(retro, "questions", position, text=say(4, 6), approach=say(18, 28), **facts)
        yield self.line(retro, "hints", 1, text=say(20, 30), response="used_it")
        for position, kind in ((1, "gap"), (2, "pattern")):
            state = (
                "open"
                if number < 10 or self.random.random() < 0.1
                else self.random.choice(("done", "dropped"))
            )
            text = self.random.choice(PATTERNS) if kind == "pattern" else say(3, 6)
            yield self.line(retro, "actions", position, text=text, kind=kind, state=state, problems="")
        yield self.line(retro, "next_steps", 1, text=say(8, 14))

    def line(self, retro: "Retro", section: str, position: int, **fields: Any) -> "RetroLine":
        """One line, each of its fields written once."""
        from afterround.data.models import RetroLine

        return RetroLine(
            owner=self.owner, retro=retro, section=section, position=position, created_at=retro.started_at,
            versions=dict.fromkeys(fields, 1), **fields,
        )  # fmt: skip

    def jots(self, held: "Round") -> "Iterator[Jot]":
        """The raw impressions of a round, in the minutes after its end."""
        from afterround.data.models import Jot

        for minute in range(JOTS_PER_ROUND):
            at = held.ends_at + timedelta(seconds=25 * minute)
            lane = self.random.choice(("well", "stumbled", "signal", "unsorted"))
            text = self.words.sentence(4, 12)
            yield Jot(
                owner=self.owner, round=held, lane=lane, text=text, at=at, source="terminal", received_at=at
            )


def main() -> None:
    """Fill the data folder that AFTERROUND_HOME names."""
    import os

    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "afterround.settings"
    django.setup()
    fill(int(sys.argv[1]))


if __name__ == "__main__":
    main()
