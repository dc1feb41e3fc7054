from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from afterround.actions.demo import demo_search, fill_demo, renew_demo
from afterround.adapters.matching.taxonomy import built_in_taxonomy
from afterround.core.cooldown import Lane
from afterround.core.demo import DemoFeedback, DemoRound, Search
from afterround.core.errors import Conflict
from afterround.core.retro import ActionState, Response, Section
from afterround.core.rounds import Outcome, Result, RoundKind, RoundState
from afterround.data.models import (
    Application,
    Company,
    EarlierText,
    Jot,
    Owner,
    Person,
    Retro,
    RetroLine,
    Round,
)
from afterround.formats.archive import archive_document
from afterround.formats.markdown import parse, render
from afterround.queries.archive import get_archive
from afterround.queries.demo import demo_filled_at
from afterround.queries.feedback import recent_feedback
from afterround.queries.findings import round_findings
from afterround.queries.observers import get_observers
from afterround.queries.retro import get_documents
from afterround.queries.rounds import all_rounds, rounds_in_state
from afterround.queries.tags import open_tags
from afterround.queries.themes import tally
from afterround.queries.today import get_today
from tests.cast import NOW, a_jot, a_round
from tests.demo import LONDON

SEARCH = demo_search()

WELL_KNOWN = """
adobe airbnb amazon amd apple atlassian bloomberg bolt booking box cisco citadel cloudflare coinbase databricks datadog
deliveroo discord dropbox ebay etsy facebook figma github gitlab google goldman hsbc ibm instacart intel jpmorgan klarna
linkedin lyft meta microsoft mongodb monzo netflix notion nvidia openai oracle palantir paypal pinterest revolut
robinhood salesforce samsung sap shopify skyscanner slack snap snowflake spotify square stripe tesla tiktok twilio
twitter uber vinted visa walmart wise yahoo yelp zalando zoom
"""


def test_it_is_as_large_as_it_says(demo: Owner) -> None:
    rounds = Round.objects.filter(owner=demo)
    assert rounds.count() == 25
    assert Company.objects.filter(owner=demo).count() == 9
    assert rounds.filter(is_mock=True).count() == 6
    assert rounds.filter(kind=RoundKind.SYSTEM_DESIGN).count() == 4


def test_its_spreadsheet_has_left_tags_that_wait(demo: Owner) -> None:
    tags = {tag.name: tag for tag in open_tags(demo, NOW).tags}
    assert [(name, len(tag.rounds)) for name, tag in tags.items()] == [
        ("time-mgmt", 3),
        ("edge-cases", 1),
        ("too-much-coffee", 1),
    ]
    proposed = [tag.theme.slug for tag in tags.values() if tag.theme]
    assert proposed == ["time-split", "edge-cases", "rest-health"]
    assert Round.objects.filter(owner=demo, tags__isnull=False).distinct().count() == 3


def test_it_has_every_ending(demo: Owner) -> None:
    ended = list(Application.objects.filter(owner=demo).values_list("outcome", flat=True))
    assert ended.count(Outcome.OFFER) == 2
    assert {Outcome.REJECTED, Outcome.WITHDREW, Outcome.NO_ANSWER, Outcome.OPEN} < set(ended)
    assert set(Round.objects.filter(owner=demo).values_list("result", flat=True)) == set(Result)


def test_every_lane_section_response_and_state_is_used(demo: Owner) -> None:
    lines = RetroLine.objects.filter(owner=demo)
    assert set(Jot.objects.filter(owner=demo).values_list("lane", flat=True)) == set(Lane)
    assert set(lines.values_list("section", flat=True)) == set(Section)
    assert set(lines.exclude(response="").values_list("response", flat=True)) == set(Response)
    assert set(lines.exclude(state="").values_list("state", flat=True)) == set(ActionState)
    kinds = set(Round.objects.filter(owner=demo).values_list("kind", flat=True))
    assert kinds == set(RoundKind) - {RoundKind.OTHER}


def test_today_has_something_in_every_part(demo: Owner, now: datetime) -> None:
    today = get_today(demo, now)
    assert [found.company for found in today.cooling] == ["Ottermere Parcels"]
    assert [found.company for found in today.waiting] == ["Thistlecombe Health"]
    assert [found.company for found in today.coming] == ["Ottermere Parcels", "Thistlecombe Health"]
    assert len(today.loose) == 2
    assert len(today.actions) == 5 and today.more_actions


def test_most_rounds_are_closed_or_reflected_on(demo: Owner, now: datetime) -> None:
    counts = {state: len(rounds_in_state(demo, state, now)) for state in RoundState}
    assert counts == {
        RoundState.COMING: 2,
        RoundState.RUNNING: 0,
        RoundState.COOLING: 1,
        RoundState.TO_REFLECT: 1,
        RoundState.REFLECTED: 6,
        RoundState.CLOSED: 15,
    }


def test_no_prediction_was_touched_once_the_result_was_known(demo: Owner) -> None:
    retros = Retro.objects.filter(owner=demo).exclude(prediction=None).select_related("round")
    known = [(r.finished_at, r.round.result_at) for r in retros if r.round.result_at]
    assert len(known) >= 12
    assert all(finished and finished < known_at for finished, known_at in known)
    assert not EarlierText.objects.filter(owner=demo, field="prediction").exists()


def test_predictions_miss_on_both_sides() -> None:
    told = [(t.retro.prediction, t.result) for t in SEARCH.rounds if t.retro and t.retro.prediction]
    assert [p for p, result in told if p >= 65 and result is Result.REJECTED]
    assert [p for p, result in told if p <= 45 and result is Result.PASSED]


def test_no_two_texts_wait_for_a_choice(demo: Owner) -> None:
    assert not EarlierText.objects.filter(owner=demo, is_open=True).exists()


WHENEVER = [datetime(2026, 6, 15, 0, 10, tzinfo=UTC), datetime(2027, 3, 28, 11, 0, tzinfo=UTC)]
"""Ten past midnight on a Monday, and a Sunday on which the clocks change."""


@pytest.mark.parametrize("at", WHENEVER)
def test_on_any_day_only_the_coming_rounds_lie_ahead(ann: Owner, at: datetime) -> None:
    fill_demo(ann, now=at, zone=LONDON)
    ahead = [table for table, row in rows_of(ann) if any(moment > at for moment in moments_in(row))]
    assert ahead == ["rounds", "rounds"]
    today = get_today(ann, at)
    assert (len(today.cooling), len(today.waiting), len(today.loose)) == (1, 1, 2)
    placed = Jot.objects.filter(owner=ann).exclude(round=None)
    assert set(placed.values_list("text", flat=True)) == meant_for_rounds()


def meant_for_rounds() -> set[str]:
    """The words of every jot that is to stand with a round."""
    return {jot.text for told in SEARCH.rounds for jot in told.jots} | {
        j.text for j in SEARCH.jots if j.round
    }


def rows_of(owner: Owner) -> list[tuple[str, Any]]:
    return [(table, row) for table, rows in vars(get_archive(owner)).items() for row in rows]


def moments_in(row: Any) -> list[datetime]:
    return [value for value in row.values() if isinstance(value, datetime)]


def test_filling_twice_is_filling_once(demo: Owner, now: datetime) -> None:
    before = vars(get_archive(demo))
    assert not fill_demo(demo, now=now + timedelta(days=1), zone=LONDON)
    assert vars(get_archive(demo)) == before
    assert demo_filled_at(demo) == now


def test_a_store_with_things_of_ones_own_is_left_alone(ann: Owner, now: datetime) -> None:
    a_jot(ann, "mine")
    with pytest.raises(Conflict, match="of your own"):
        fill_demo(ann, now=now, zone=LONDON)
    assert not Round.objects.exists() and demo_filled_at(ann) is None


def test_what_is_no_demo_is_never_emptied(ann: Owner, now: datetime) -> None:
    a_round(ann)
    with pytest.raises(Conflict, match="not the demo"):
        renew_demo(ann, now=now, zone=LONDON)
    assert Round.objects.count() == 1


def test_beginning_anew_forgets_what_was_tried_and_moves_the_days(
    demo: Owner, cleo: Owner, now: datetime
) -> None:
    hers, later = a_round(cleo), now + timedelta(days=7)
    a_jot(demo, "tried this")
    renew_demo(demo, now=later, zone=LONDON)
    assert not Jot.objects.filter(text="tried this").exists()
    assert Round.objects.filter(owner=demo).count() == 25
    assert get_today(demo, later).cooling and demo_filled_at(demo) == later
    assert Round.objects.filter(id=hers).exists()


def test_the_keys_are_the_same_each_time(ann: Owner, now: datetime) -> None:
    fill_demo(ann, now=now, zone=LONDON)
    before = {row["id"] for table, row in rows_of(ann) if table in ("rounds", "jots")}
    renew_demo(ann, now=now, zone=LONDON)
    assert before == {row["id"] for table, row in rows_of(ann) if table in ("rounds", "jots")}


def test_everybody_in_it_is_invented(demo: Owner) -> None:
    known = set(WELL_KNOWN.split())
    names = [*Company.objects.values_list("name", flat=True), *Person.objects.values_list("name", flat=True)]
    assert len(names) > 25
    assert not [name for name in names if known & set(name.casefold().replace("&", " ").split())]


def test_what_comes_out_of_it_can_be_read_again(demo: Owner, now: datetime) -> None:
    assert len(archive_document(get_archive(demo), at=now)["rounds"]) == 25
    documents = [retro for _, retro in get_documents(demo, now)]
    assert len(documents) == 25
    for retro in documents:
        parsed = parse(render(retro, front_matter=True))
        assert (parsed.retro, parsed.problems) == (retro, ())


def test_the_mark_of_the_demo_is_not_taken_along(demo: Owner) -> None:
    assert not get_archive(demo).settings


def test_feedback_is_kept_word_for_word_with_its_reasons(demo: Owner, now: datetime) -> None:
    said: list[DemoFeedback] = [found for told in SEARCH.rounds for found in told.feedback]
    kept = {found.text: found for found in recent_feedback(demo, now)}
    assert len(said) == len(kept) >= 7
    for told in said:
        found = kept[told.text]
        assert {(one.reason, one.words, one.polarity) for one in found.reasons} == set(told.reasons)
        assert found.vagueness is not None
        assert found.vagueness.is_vague is told.is_vague


def test_its_vague_rejection_is_answered_with_findings(demo: Owner, now: datetime) -> None:
    vague = next(said for said in recent_feedback(demo, now) if "right fit" in said.text)
    assert round_findings(demo, vague.round_id, now).findings


def all_words(told: DemoRound) -> list[str]:
    """Every line of a round in which a theme can be found."""
    lines = [] if told.retro is None else [*told.retro.went_well, *told.retro.shaky]
    return [line.text for line in lines] + [jot.text for jot in told.jots]


def test_the_words_of_each_theme_stand_in_one_line_of_its_round() -> None:
    assert [
        (told.key, words)
        for told in SEARCH.rounds
        for theme, words in told.mentions
        if theme not in SEARCH.themes or sum(words in line for line in all_words(told)) != 1
    ] == []


def test_the_words_of_each_reason_stand_in_its_feedback() -> None:
    assert [
        words
        for told in SEARCH.rounds
        for said in told.feedback
        for _, words, _ in said.reasons
        if words not in said.text
    ] == []


def rounds_with(search: Search, theme: str, *, shaky: bool) -> list[int]:
    """The days of the rounds in which a theme was found, in lines that felt shaky or in others."""
    found = []
    for told in search.rounds:
        lines = [] if told.retro is None else [line.text for line in told.retro.shaky]
        lines += [jot.text for jot in told.jots if jot.lane is Lane.STUMBLED]
        named = [words for name, words in told.mentions if name == theme]
        if any((words in line) for words in named for line in lines) == shaky and named:
            found.append(told.day)
    return found


def test_the_dp_state_is_shaky_early_and_better_later() -> None:
    shaky = rounds_with(SEARCH, "dp-state", shaky=True)
    assert len(shaky) >= 5
    assert max(shaky) < min(rounds_with(SEARCH, "dp-state", shaky=False))


def test_both_sides_of_a_mock_are_shown_and_one_waits_for_ones_own(demo: Owner, now: datetime) -> None:
    views = [get_observers(demo, view.id, now) for view in all_rounds(demo, now) if view.is_mock]
    assert [view.is_open for view in views].count(False) == 1
    assert all(view.forms[0].observer in ("Sam Tilbury", "Mei Farrow") for view in views)
    assert any(form.apart for view in views for form in view.forms)
    assert any(form.said and form.said.hints for view in views for form in view.forms)


def test_every_mock_is_rated_by_its_observer() -> None:
    mocks = [told for told in SEARCH.rounds if told.is_mock]
    assert all(told.observations for told in mocks)
    assert {o.rating for told in mocks for o in told.observations} <= {1, 2, 3, 4}


def test_its_themes_are_those_of_the_taxonomy_but_for_one_of_its_own() -> None:
    built_in = built_in_taxonomy().themes
    own = {slug: name for slug, name in SEARCH.themes.items() if slug not in built_in}
    assert own == {"own-coded-before-planning": "Coded before planning"}
    assert all(built_in[slug].name == name for slug, name in SEARCH.themes.items() if slug not in own)


def test_its_tally_tells_of_the_dp_state_and_of_what_got_better(demo: Owner) -> None:
    found = {one.theme.slug: one for one in tally(demo, NOW)}
    assert found["dp-state"].last_shaky is not None
    assert found["dp-state"].mocks.shaky > 0
    assert found["star-structure"].well > 0
    assert {one.theme.slug for one in found.values()} == set(SEARCH.themes)
