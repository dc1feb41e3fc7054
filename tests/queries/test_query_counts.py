"""The number of queries of a reading does not grow with what it reads."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from afterround.actions.companies import decline_merge, merge_companies, rename_company
from afterround.actions.cooldown import watch_folder
from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.feedback import add_reason
from afterround.actions.observers import hand_in, make_link, rate_self
from afterround.actions.own_problems import NewProblem, add_problems
from afterround.actions.retro import save_retro
from afterround.actions.rounds import delete_round
from afterround.actions.theme_decisions import confirm_theme
from afterround.core.cooldown import Lane
from afterround.core.feedback import Polarity, Reason
from afterround.core.findings import FindingState
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.core.rounds import Part, Result, RoundState
from afterround.core.spacing import Rating
from afterround.data.models import FindingDecision, Owner
from afterround.queries import (
    archive,
    attachments,
    companies,
    cooldown,
    drill_effects,
    drills,
    feedback,
    findings,
    hints,
    observers,
    own_problems,
    purge,
    retro,
    rounds,
    spellings,
    theme_groups,
    theme_pages,
    theme_suggestions,
    themes,
    today,
)
from afterround.queries.rounds import get_round
from tests.cast import a_feedback, a_form, a_jot, a_line, a_photo, a_round

pytestmark = pytest.mark.usefixtures("own_home")

Reading = Callable[[Owner, datetime], Any]


def listed(state: RoundState, owner: Owner, now: datetime) -> Any:
    """The rounds of one list."""
    return rounds.rounds_in_state(owner, state, now)


def first_round(owner: Owner) -> Any:
    """The key of the owner's first round."""
    return rounds.rounds_of(owner).order_by("created_at", "id").values_list("id", flat=True)[0]


def first_company(owner: Owner) -> Any:
    """The key of the company of the owner's first round."""
    return (
        rounds.rounds_of(owner).order_by("created_at", "id").values_list("application__company", flat=True)[0]
    )


def spell(ann: Owner, now: datetime, numbers: range) -> None:
    """Further spellings: merged into the first company, given up, on offer, and kept apart."""
    for number in numbers:
        names = (f"Wile {number}", f"Globex {number}", f"Globex {number} Inc", f"Globex {number} GmbH")
        wile, globex, _, declined = (get_round(ann, a_round(ann, name), now).company_id for name in names)
        assert wile and globex and declined
        merge_companies(ann, first_company(ann), wile, now=now)
        rename_company(ann, globex, f"Globex Labs {number}", now=now)
        decline_merge(ann, globex, declined, now=now)


READINGS: dict[str, Reading] = {
    "all_rounds": rounds.all_rounds,
    **{f"rounds {state}": partial(listed, state) for state in RoundState},
    "find_round": lambda o, now: rounds.find_round(o, "Acme", now),
    "company_names": lambda o, now: rounds.company_names(o),
    "company_called": lambda o, now: spellings.company_called(o, "Acme 0"),
    "companies_like": lambda o, now: spellings.companies_like(o, "nothing is like it"),
    "all_companies": companies.all_companies,
    "get_company": lambda o, now: companies.get_company(o, first_company(o), now),
    "find_company": lambda o, now: companies.find_company(o, "Acme 0", now),
    "find_merged": lambda o, now: companies.find_merged(o, "Wile 0"),
    "company_rounds": lambda o, now: companies.company_rounds(o, first_company(o), now),
    "company_people": lambda o, now: companies.company_people(o, first_company(o)),
    "company_choices": lambda o, now: companies.company_choices(o),
    "offered_merges": lambda o, now: companies.offered_merges(o),
    "get_round": lambda o, now: rounds.get_round(o, first_round(o), now),
    "tally": themes.tally,
    "personal_record": lambda o, now: themes.personal_record(o),
    "themes_page": theme_pages.themes_page,
    "theme_page": lambda o, now: theme_pages.theme_page(o, "heaps", now),
    "suggestions_for": lambda o, now: theme_suggestions.suggestions_for(o, first_round(o), now),
    "round_jots": lambda o, now: cooldown.round_jots(o, first_round(o)),
    "loose_jots": lambda o, now: cooldown.loose_jots(o),
    "recent_jots": lambda o, now: cooldown.recent_jots(o),
    "cooling_rounds": cooldown.cooling_rounds,
    "inbox_folders": lambda o, now: cooldown.inbox_folders(o),
    "get_retro": lambda o, now: retro.get_retro(o, first_round(o), now),
    "get_document": lambda o, now: retro.get_document(o, first_round(o), now),
    "get_documents": retro.get_documents,
    "round_feedback": lambda o, now: feedback.round_feedback(o, first_round(o), now),
    "recent_feedback": feedback.recent_feedback,
    "confirmed_reasons": lambda o, now: feedback.confirmed_reasons(o),
    "round_findings": lambda o, now: findings.round_findings(o, first_round(o), now + timedelta(days=1)),
    "open_actions": lambda o, now: retro.open_actions(o),
    "earlier_texts": lambda o, now: retro.earlier_texts(o, first_round(o)),
    "get_today": today.get_today,
    "practice_plan": lambda o, now: drills.practice_plan(o, now, UTC),
    "get_drill": lambda o, now: drills.get_drill(o, "pattern", "dp-linear", now, UTC),
    "recent_attempts": lambda o, now: drills.recent_attempts(o),
    "drill_effects": lambda o, now: drill_effects.drill_effects(o, now, UTC),
    "plan_and_effects": lambda o, now: drill_effects.plan_and_effects(o, now, UTC),
    "own_problems": lambda o, now: own_problems.own_problems(o),
    "get_archive": lambda o, now: archive.get_archive(o),
    "get_archive_files": lambda o, now: archive.get_archive_files(o, now, UTC),
    "round_attachments": lambda o, now: attachments.round_attachments(o, first_round(o)),
    "loose_attachments": lambda o, now: attachments.loose_attachments(o),
    "deleted_rounds": lambda o, now: purge.deleted_rounds(o),
    "get_observers": lambda o, now: observers.get_observers(o, first_round(o), now + timedelta(hours=1)),
    "hints_over_time": lambda o, now: hints.hints_over_time(o, now + timedelta(hours=1)),
    "theme_inbox": lambda o, now: theme_groups.theme_inbox(o, now + timedelta(days=30)),
    "merge_offers": theme_groups.merge_offers,
    "named_files": lambda o, now: attachments.named_files(),
}


def observe(ann: Owner, now: datetime) -> None:
    """A form and a link more of the first round, which is a mock; the person has rated it as well."""
    home = first_round(ann)
    rate_self(ann, home, {Reason.SPEED: 3}, now=now)
    hand_in(ann, home, a_form(home), now=now)
    make_link(ann, home, "Coding", now=now)


def live_through(ann: Owner, now: datetime, times: int, folder: Any) -> None:
    """Rounds at all times, each with people, jots and a retrospective; the first has the most of everything."""
    people = (("Priya Raman", Part.INTERVIEWER), ("Dan Okafor", Part.RECRUITER))
    for number in range(times):
        for ended_ago in (timedelta(minutes=number), timedelta(days=number + 1), timedelta(days=-number - 2)):
            key = a_round(
                ann, f"Acme {number}", ended_ago=ended_ago, people=people, stage=f"stage {number}", mock=True
            )
            a_jot(ann, round_id=key)
            question = a_line(ann, key, Section.QUESTIONS, "LRU cache")
            a_line(ann, key, Section.HINTS, "think of a list", question=str(question))
            confirm_theme(ann, a_line(ann, key, Section.ACTIONS, "heaps"), "heaps", now=now)
        home = first_round(ann)
        observe(ann, now)
        a_jot(ann, round_id=home, lane=Lane.SIGNAL)
        a_jot(ann, at=now - timedelta(days=900))
        a_line(ann, home, Section.SHAKY, "lost it, out of time")
        said = a_feedback(ann, home, "Too slow, and not quite the right fit.", person=f"Sam {number}")
        a_feedback(ann, home, "Not quite the right fit.", decision=Result.REJECTED)
        add_reason(ann, said, Reason.SPEED, Polarity.SHAKY, "slow", now=now)
        FindingDecision.objects.create(
            owner=ann, round_id=home, reason=Reason.SPEED, state=FindingState.REFUTED, at=now
        )
        a_photo(ann, f"{number}.jpg", jot_id=a_jot(ann, round_id=home))
        a_photo(ann, f"{number}.jpg", at=now - timedelta(days=900))
        delete_round(ann, a_round(ann, f"Globex {number}"), now=now)
        for text in ("first", "second", "third"):
            save_retro(ann, home, [FieldChange(RETRO, "lesson", f"{text} {number}", number)], now=now)
        practise(ann, home, now, number)
        (folder / str(number)).mkdir()
        watch_folder(ann, folder / str(number), now=now)


def practise(ann: Owner, home: Any, now: datetime, number: int) -> None:
    """Attempts at a pattern and at a gap, and a problem of one's own."""
    gap = a_line(
        ann, home, Section.ACTIONS, f"gap {number}", kind="gap", state="parked" if number else "open"
    )
    for kind, item in (("pattern", "dp-linear"), ("action", str(gap))):
        at = now - timedelta(days=9, hours=number)
        if kind == "pattern" or not number:
            rate_drill(ann, kind, item, NewAttempt(Rating.HARD), now=at, zone=UTC)
    add_problems(ann, [NewProblem(f"Stones {number} {len(own_problems.own_problems(ann))}")], now=now)


def count(reading: Reading, owner: Owner, now: datetime) -> int:
    with CaptureQueriesContext(connection) as queries:
        reading(owner, now)
    return len(queries)


def test_no_reading_makes_more_queries_for_more_rows(ann: Owner, now: datetime, tmp_path: Any) -> None:
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    live_through(ann, now, 2, tmp_path / "few")
    spell(ann, now, range(2))
    few = {name: count(reading, ann, now) for name, reading in READINGS.items()}
    live_through(ann, now, 6, tmp_path / "many")
    spell(ann, now, range(2, 8))
    many = {name: count(reading, ann, now) for name, reading in READINGS.items()}
    assert many == few


def test_a_reading_that_asks_for_each_row_would_fail(ann: Owner, now: datetime, tmp_path: Any) -> None:
    def careless(owner: Owner, now: datetime) -> list[Any]:
        return [rounds.get_round(owner, view.id, now) for view in rounds.all_rounds(owner, now)]

    a_round(ann)
    few = count(careless, ann, now)
    a_round(ann)
    assert count(careless, ann, now) > few


@pytest.mark.parametrize(
    ("name", "most"), [("get_today", 7), ("all_rounds", 8), ("get_retro", 12), ("all_companies", 8)]
)
def test_a_page_needs_few_queries(ann: Owner, now: datetime, tmp_path: Any, name: str, most: int) -> None:
    live_through(ann, now, 2, tmp_path)
    assert count(READINGS[name], ann, now) <= most
