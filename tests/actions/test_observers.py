"""An observer's form comes in once, is struck out and brought back; one rates oneself before theirs can be read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from afterround.actions.observers import (
    OtherRound,
    answer_link,
    hand_in,
    make_link,
    rate_self,
    restore_observation,
    revoke_link,
    strike_observation,
)
from afterround.actions.rounds import delete_round, edit_round
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.feedback import Reason
from afterround.core.observation import LINK_LIFE, ObserverForm, Rating
from afterround.data.models import Observation, ObservedLine, ObserverLink, Owner, SelfRating
from afterround.queries.observers import LinkState, get_observers
from tests.cast import a_form, a_mock, a_round, facts

OWN = {Reason.SPEED: 4, Reason.CORRECTNESS: 2}


@pytest.fixture
def mock(ann: Owner) -> UUID:
    """A mock round of Ann's, two hours ago."""
    return a_mock(ann)


def test_a_form_is_kept_whole(ann: Owner, mock: UUID, now: datetime) -> None:
    form = a_form(mock)
    hand_in(ann, mock, form, now=now)
    rate_self(ann, mock, OWN, now=now)
    (said,) = (form.said for form in get_observers(ann, mock, now).forms)
    assert said is not None
    assert said.observer == "Dan Okafor"
    assert [(one.reason, one.rating, one.line) for one in said.ratings] == [
        (one.reason, one.rating, one.line) for one in form.ratings
    ]
    lines = (said.went_well, said.shaky, said.hints)
    assert [[line.text for line in some] for some in lines] == [
        list(some) for some in (form.went_well, form.shaky, form.hints)
    ]
    assert len({line.id for some in lines for line in some}) == 3


def test_theirs_is_hidden_until_both_are_in(ann: Owner, mock: UUID, now: datetime) -> None:
    hand_in(ann, mock, a_form(mock), now=now)
    view = get_observers(ann, mock, now)
    assert not view.is_open and view.can_rate
    assert [(form.observer, form.said) for form in view.forms] == [("Dan Okafor", None)]
    rate_self(ann, mock, OWN, now=now)
    view = get_observers(ann, mock, now)
    assert view.is_open and not view.can_rate
    assert view.forms[0].apart == ("Speed: you said 4 (solid), Dan Okafor said 2 (rather shaky).",)


def test_theirs_is_hidden_while_the_cooldown_runs(ann: Owner, now: datetime) -> None:
    fresh = a_mock(ann, ended_ago=timedelta(minutes=4))
    hand_in(ann, fresh, a_form(fresh), now=now)
    rate_self(ann, fresh, OWN, now=now)
    assert not get_observers(ann, fresh, now).is_open
    assert get_observers(ann, fresh, now + timedelta(hours=1)).is_open


def test_what_one_said_of_oneself_changes_until_a_form_is_in(ann: Owner, mock: UUID, now: datetime) -> None:
    rate_self(ann, mock, OWN, now=now)
    rate_self(ann, mock, {Reason.SPEED: 1}, now=now)
    assert get_observers(ann, mock, now).own == {Reason.SPEED: 1}
    form = hand_in(ann, mock, a_form(mock), now=now)
    rate_self(ann, mock, {Reason.SPEED: 1}, now=now)
    strike_observation(ann, form.id, now=now)
    with pytest.raises(Conflict) as refused:
        rate_self(ann, mock, OWN, now=now)
    assert refused.value.code == "both_in"
    assert get_observers(ann, mock, now).own == {Reason.SPEED: 1}


@pytest.mark.parametrize("ratings", [{}, {Reason.SPEED: 0}, {Reason.SPEED: 5}])
def test_a_rating_of_oneself_is_from_1_to_4(
    ann: Owner, mock: UUID, now: datetime, ratings: dict[Reason, int]
) -> None:
    with pytest.raises(Invalid):
        rate_self(ann, mock, ratings, now=now)
    assert not SelfRating.objects.exists()


def test_the_same_form_twice_counts_once(ann: Owner, mock: UUID, now: datetime) -> None:
    form = a_form(mock)
    first, second = (hand_in(ann, mock, form, now=now) for _ in range(2))
    assert (first.id, first.is_new, second.is_new) == (second.id, True, False)
    assert Observation.objects.count() == 1


def test_the_same_form_with_other_answers_is_refused(ann: Owner, mock: UUID, now: datetime) -> None:
    form = a_form(mock)
    earlier = hand_in(ann, mock, form, now=now)
    with pytest.raises(Conflict, match="Strike out the earlier one first"):
        hand_in(ann, mock, replace(form, observer="Priya Raman"), now=now)
    strike_observation(ann, earlier.id, now=now)
    assert hand_in(ann, mock, replace(form, observer="Priya Raman"), now=now).id != earlier.id


def test_a_form_that_was_struck_out_comes_back_by_undo_or_when_handed_in_again(
    ann: Owner, mock: UUID, now: datetime
) -> None:
    form = a_form(mock)
    key = hand_in(ann, mock, form, now=now).id
    for bring_back in (lambda: restore_observation(ann, key), lambda: hand_in(ann, mock, form, now=now)):
        assert strike_observation(ann, key, now=now) == mock
        assert get_observers(ann, mock, now).forms == ()
        bring_back()
        assert [found.id for found in get_observers(ann, mock, now).forms] == [key]


def test_a_form_handed_in_again_meanwhile_is_not_brought_back(ann: Owner, mock: UUID, now: datetime) -> None:
    form = a_form(mock)
    key = hand_in(ann, mock, form, now=now).id
    strike_observation(ann, key, now=now)
    hand_in(ann, mock, replace(form, observer="Priya Raman"), now=now)
    with pytest.raises(Conflict, match="handed in again since"):
        restore_observation(ann, key)


def test_a_form_of_another_round_is_said_and_taken_only_where_it_is_wished(
    ann: Owner, mock: UUID, now: datetime
) -> None:
    other = a_mock(ann, "Globex")
    with pytest.raises(OtherRound, match="Globex, coding") as refused:
        hand_in(ann, mock, a_form(other), now=now)
    assert refused.value.round_id == other
    form = a_form(other)
    assert hand_in(ann, mock, form, now=now, anyway=True).is_new
    with pytest.raises(Conflict, match="already, for Acme, coding"):
        hand_in(ann, other, form, now=now)


def test_a_strangers_round_in_a_form_looks_like_none(
    ann: Owner, cleo: Owner, mock: UUID, now: datetime
) -> None:
    said = []
    for key in (a_mock(cleo, "Globex"), uuid4()):
        with pytest.raises(OtherRound) as refused:
            hand_in(ann, mock, a_form(key), now=now)
        said.append((str(refused.value), refused.value.round_id, refused.value.title))
    assert said[0] == said[1]
    assert "not here" in said[0][0]


@pytest.mark.parametrize("deed", ["form", "rating", "link"])
def test_only_a_mock_has_observers(ann: Owner, now: datetime, deed: str) -> None:
    real = a_round(ann, ended_ago=timedelta(hours=2))
    deeds: dict[str, Callable[[], object]] = {
        "form": lambda: hand_in(ann, real, a_form(real), now=now),
        "rating": lambda: rate_self(ann, real, OWN, now=now),
        "link": lambda: make_link(ann, real, "Coding", now=now),
    }
    with pytest.raises(Conflict, match="mark it as a mock"):
        deeds[deed]()


def test_what_came_in_stays_on_a_round_that_is_no_mock_any_more(
    ann: Owner, mock: UUID, now: datetime
) -> None:
    hand_in(ann, mock, a_form(mock), now=now)
    edit_round(ann, mock, facts(ended_ago=timedelta(hours=2)), version=1, now=now)
    assert len(get_observers(ann, mock, now).forms) == 1


def test_an_empty_form_is_refused(ann: Owner, mock: UUID, now: datetime) -> None:
    with pytest.raises(Invalid, match="empty"):
        hand_in(ann, mock, ObserverForm(str(uuid4()), observer="Dan Okafor"), now=now)


def test_a_link_takes_one_form_and_is_spent(ann: Owner, mock: UUID, now: datetime) -> None:
    token = make_link(ann, mock, "A mock coding interview", now=now)
    answer_link(token, a_form(mock), now=now)
    with pytest.raises(NotFound):
        answer_link(token, a_form(mock), now=now)
    view = get_observers(ann, mock, now)
    assert (len(view.forms), [link.state for link in view.links]) == (1, [LinkState.USED])


def test_a_link_has_256_bits_of_which_only_a_hash_is_kept(ann: Owner, mock: UUID, now: datetime) -> None:
    tokens = {make_link(ann, mock, "Coding", now=now) for _ in range(3)}
    assert {len(token) for token in tokens} == {43} and len(tokens) == 3
    assert not any(token in str(ObserverLink.objects.values()) for token in tokens)


def test_an_empty_form_does_not_spend_a_link(ann: Owner, mock: UUID, now: datetime) -> None:
    token = make_link(ann, mock, "Coding", now=now)
    with pytest.raises(Invalid):
        answer_link(token, ObserverForm(""), now=now)
    answer_link(token, a_form(mock), now=now)


def refused_by(token: str, at: datetime, round_id: UUID) -> str:
    with pytest.raises(NotFound) as refused:
        answer_link(token, a_form(round_id), now=at)
    return f"{refused.value.code} {refused.value}"


def test_a_link_that_is_not_good_any_more_looks_like_none(ann: Owner, mock: UUID, now: datetime) -> None:
    revoked, expired, orphaned = (make_link(ann, mock, "Coding", now=now) for _ in range(3))
    revoke_link(ann, get_observers(ann, mock, now).links[2].id, now=now)
    said = {refused_by(revoked, now, mock), refused_by(expired, now + LINK_LIFE, mock)}
    delete_round(ann, mock, now=now)
    said |= {refused_by(orphaned, now, mock), refused_by("x" * 43, now, mock)}
    assert said == {"not_found There is no such form."}
    assert not Observation.objects.exists()


@pytest.mark.parametrize("title", ["", " \n", "x" * 201])
def test_a_link_says_in_few_words_what_it_is_about(ann: Owner, mock: UUID, now: datetime, title: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_link(ann, mock, title, now=now)
    assert "title" in refused.value.problems


@pytest.mark.parametrize(
    ("heading", "reason", "rating"),
    [("rated", "speed", 5), ("rated", "", 3), ("shaky", "speed", None), ("shaky", "", 2), ("x", "", None)],
)
def test_the_database_refuses_what_must_never_be(
    ann: Owner, mock: UUID, now: datetime, heading: str, reason: str, rating: int | None
) -> None:
    key = hand_in(ann, mock, a_form(mock), now=now).id
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservedLine.objects.create(
            owner=ann, observation_id=key, heading=heading, position=9, reason=reason, rating=rating
        )


def test_a_rating_needs_no_line_and_a_line_no_rating(ann: Owner, mock: UUID, now: datetime) -> None:
    ratings = (Rating(Reason.SPEED, 3), Rating(Reason.FIT, None, "a pleasure"))
    hand_in(ann, mock, replace(a_form(mock), ratings=ratings), now=now)
    rate_self(ann, mock, OWN, now=now)
    (said,) = (form.said for form in get_observers(ann, mock, now).forms)
    assert said is not None
    assert [(one.rating, one.line) for one in said.ratings] == [(3, ""), (None, "a pleasure")]
