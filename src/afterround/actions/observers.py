"""What is done about a mock's observers: a form is handed in or struck out, one rates oneself, a link is lent."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from afterround.actions.owners import hash_token
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.feedback import Reason
from afterround.core.observation import (
    LINES_ASKED,
    LINK_LIFE,
    RATINGS,
    TITLE_LENGTH,
    FormSource,
    Heading,
    ObserverForm,
)
from afterround.data.models import Observation, ObservedLine, ObserverLink, Owner, Round, SelfRating
from afterround.formats.observer_form import plain
from afterround.queries.observers import form_of, links_to_answer, title_of_own

NO_MOCK = "Only a mock round has observers. If it was one, mark it as a mock: Edit, on the round's page."
NOTHING = "This form is empty. At least one rating or one line makes it worth keeping."
NO_ROUND = "There is no such round."
NO_FORM = "There is no such form."


class OtherRound(Conflict):
    """The form was made for another round. `round_id` and `title` are that one's, None and "" where it is not here."""

    code = "other_round"

    def __init__(self, round_id: UUID | None, title: str) -> None:
        where = f"for another round: {title}" if title else "for a round that is not here"
        super().__init__(f"This form was made {where}. Hand it in there, or take it for this round anyway.")
        self.round_id, self.title = round_id, title


@dataclass(frozen=True)
class HandedIn:
    """A form that was handed in; `is_new` is false where it stood there already."""

    id: UUID
    is_new: bool


@transaction.atomic
def hand_in(
    owner: Owner, round_id: UUID, form: ObserverForm, *, now: datetime, anyway: bool = False
) -> HandedIn:
    """Take an observer's form for a mock round; the same form twice counts once.

    Raises NotFound; Conflict where the round is no mock, or the form was handed in with other answers; OtherRound
    where it was made for another round and is not taken `anyway`; Invalid for an empty one.
    """
    held = _held(owner, round_id)
    if not held.is_mock:
        raise Conflict(NO_MOCK, code="no_mock")
    other = made_for_another(owner, round_id, form)
    if other is not None and not anyway:
        raise other
    if form.is_empty:
        raise Invalid(NOTHING, problems={"form": NOTHING})
    known = Observation.objects.filter(owner=owner, form_key=form.key).prefetch_related("lines")
    for earlier in sorted(known, key=lambda found: found.struck_at is not None):
        is_same = earlier.round_id == held.id and _answers(form_of(earlier)) == _answers(form)
        if is_same and earlier.struck_at is not None:
            Observation.objects.filter(id=earlier.id).update(struck_at=None)
        if is_same:
            return HandedIn(earlier.id, is_new=earlier.struck_at is not None)
        if earlier.struck_at is None:
            raise Conflict(_handed_in_otherwise(owner, earlier, held), code="handed_in")
    return HandedIn(_keep(held, form, FormSource.FILE, now), is_new=True)


def made_for_another(owner: Owner, round_id: UUID, form: ObserverForm) -> OtherRound | None:
    """What `hand_in` raises where a form was made for another round than this one; None where it was not."""
    if form.round in ("", str(round_id)):
        return None
    title = title_of_own(owner, UUID(form.round))
    return OtherRound(UUID(form.round) if title else None, title)


@transaction.atomic
def strike_observation(owner: Owner, observation_id: UUID, *, now: datetime) -> UUID:
    """Take a form off its round, whose key is returned; `restore_observation` brings it back. Raises NotFound."""
    standing = Observation.objects.filter(owner=owner, round__deleted_at=None, struck_at=None)
    found = standing.filter(id=observation_id).first()
    if found is None:
        raise NotFound(NO_FORM)
    Observation.objects.filter(id=found.id).update(struck_at=now)
    return found.round_id


@transaction.atomic
def restore_observation(owner: Owner, observation_id: UUID) -> UUID:
    """Bring back a form that was struck out, to its round, whose key is returned.

    Raises NotFound, and Conflict where the same form was handed in again since.
    """
    mine = Observation.objects.filter(owner=owner, round__deleted_at=None)
    found = mine.filter(id=observation_id).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound(NO_FORM)
    others = mine.filter(form_key=found.form_key, struck_at=None).exclude(id=found.id)
    if others.exists():
        raise Conflict("This form was handed in again since. Strike out the later one first.")
    Observation.objects.filter(id=found.id).update(struck_at=None)
    return found.round_id


@transaction.atomic
def rate_self(owner: Owner, round_id: UUID, ratings: Mapping[Reason, int], *, now: datetime) -> None:
    """Rate one's own mock round, 1 to 4 under each reason one can speak of; said again, it replaces what was said.

    Once an observer's form has come, what was said stays: it was said before theirs could be read, or right then.
    Raises NotFound, Invalid, and Conflict where the round is no mock or the ratings stay.
    """
    held = _held(owner, round_id)
    if not held.is_mock:
        raise Conflict(NO_MOCK, code="no_mock")
    if not ratings:
        raise _unrated("Rate at least one thing, from 1 to 4.")
    if any(rating not in RATINGS for rating in ratings.values()):
        raise _unrated("A rating is a whole number from 1 to 4.")
    said = SelfRating.objects.filter(owner=owner, round=held)
    before = {Reason(one.reason): one.rating for one in said}
    if before == dict(ratings):
        return
    if before and Observation.objects.filter(owner=owner, round=held).exists():
        raise Conflict("A form has come in, so your ratings stay as they were.", code="both_in")
    said.delete()
    SelfRating.objects.bulk_create(
        SelfRating(owner=owner, round=held, reason=str(reason), rating=rating, rated_at=now)
        for reason, rating in ratings.items()
    )


@transaction.atomic
def make_link(owner: Owner, round_id: UUID, title: str, *, now: datetime) -> str:
    """The token of an address under which one form for a mock round can be filled in, once, within two weeks.

    `title` is all that is said there of the round. Raises NotFound, Invalid, and Conflict where it is no mock.
    """
    held = _held(owner, round_id)
    if not held.is_mock:
        raise Conflict(NO_MOCK, code="no_mock")
    said = plain(title, 2 * TITLE_LENGTH)
    if not 1 <= len(said) <= TITLE_LENGTH:
        why = f"Say in 1 to {TITLE_LENGTH} characters what the form is about."
        raise Invalid(why, problems={"title": why})
    token = secrets.token_urlsafe(32)
    ObserverLink.objects.create(
        owner=owner,
        round=held,
        token_hash=hash_token(token),
        title=said,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    return token


@transaction.atomic
def revoke_link(owner: Owner, link_id: UUID, *, now: datetime) -> UUID:
    """Close a link that was not used yet, from now on; returns the key of its round. Raises NotFound."""
    standing = ObserverLink.objects.filter(owner=owner, round__deleted_at=None, used_at=None)
    found = standing.filter(id=link_id).first()
    if found is None:
        raise NotFound("There is no such link.")
    ObserverLink.objects.filter(id=found.id, revoked_at=None).update(revoked_at=now)
    return found.round_id


@transaction.atomic
def answer_link(token: str, form: ObserverForm, *, now: datetime) -> None:
    """Take the one form that a link is good for. Raises NotFound for one that is unknown, spent, revoked or expired
    alike, and Invalid for an empty form."""
    claimed = links_to_answer(hash_token(token), now)
    found = claimed.select_related("round").first()
    if found is not None and form.is_empty:
        raise Invalid(NOTHING, problems={"form": NOTHING})
    if found is None or ObserverLink.objects.filter(id=found.id, used_at=None).update(used_at=now) != 1:
        raise NotFound("There is no such form.")
    _keep(found.round, replace(form, key=str(found.id)), FormSource.LINK, now)


def _held(owner: Owner, round_id: UUID) -> Round:
    """The round, locked until the deed is done, so that two deeds at once see each other."""
    mine = Round.objects.filter(owner=owner, id=round_id, deleted_at=None)
    found = mine.select_for_update().first()
    if found is None:
        raise NotFound(NO_ROUND)
    return found


def _unrated(why: str) -> Invalid:
    return Invalid(why, problems={"ratings": why})


def _answers(form: ObserverForm) -> ObserverForm:
    """What a form says, apart from which form it is."""
    return replace(form, key="", round="", ratings=tuple(replace(one, id="") for one in form.ratings))


def _handed_in_otherwise(owner: Owner, earlier: Observation, held: Round) -> str:
    """Why a form whose key is known is not taken a second time."""
    if earlier.round_id == held.id:
        return "This form was handed in already, with other answers. Strike out the earlier one first."
    title = title_of_own(owner, earlier.round_id) or "a round that is deleted"
    return f"This form was handed in already, for {title}. Strike it out there first."


def _keep(held: Round, form: ObserverForm, source: FormSource, now: datetime) -> UUID:
    """Write a form down; returns its key."""
    made = Observation.objects.create(
        owner_id=held.owner_id,
        round=held,
        form_key=form.key,
        observer=form.observer,
        source=source,
        received_at=now,
    )
    ObservedLine.objects.bulk_create(_lines(made, form))
    return made.id


def _lines(made: Observation, form: ObserverForm) -> Iterator[ObservedLine]:
    """Everything a form says, as rows."""
    for position, one in enumerate(form.ratings):
        rated = {"reason": str(one.reason), "rating": one.rating, "text": one.line}
        yield _line(made, Heading.RATED, position, **rated)
    for heading in LINES_ASKED:
        for position, text in enumerate(getattr(form, heading)):
            yield _line(made, heading, position, text=text)


def _line(made: Observation, heading: Heading, position: int, **values: object) -> ObservedLine:
    return ObservedLine(
        owner_id=made.owner_id, observation=made, heading=str(heading), position=position, **values
    )
