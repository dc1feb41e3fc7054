"""Fills a store of its own with an invented search, deed by deed, as a person would have lived it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from importlib.resources import files
from itertools import count
from operator import itemgetter
from pathlib import Path
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import transaction

from afterround.actions.cooldown import NewJot, place_jot, record_jots, record_walk, skip_cooldown, strike_jot
from afterround.actions.drills import NewAttempt, rate_drill
from afterround.actions.feedback import NewFeedback, add_feedback, add_reason
from afterround.actions.imports import Brought, take_in
from afterround.actions.observers import hand_in, rate_self
from afterround.actions.owners import remember
from afterround.actions.retro import finish_retro, open_retro, set_action_state
from afterround.actions.retro_document import save_document
from afterround.actions.rounds import RoundFacts, add_rounds, record_outcome, record_result
from afterround.actions.store import copy_store
from afterround.actions.theme_decisions import add_theme, confirm_theme
from afterround.adapters import clock, store
from afterround.adapters.home import home
from afterround.core.demo import (
    EVENING,
    LATE,
    MORNING,
    NOON,
    Calendar,
    DemoAttempt,
    DemoDeed,
    DemoFeedback,
    DemoProcess,
    DemoRound,
    LooseJot,
    Search,
)
from afterround.core.errors import Conflict
from afterround.core.feedback import Reason
from afterround.core.import_matching import Choice, print_of
from afterround.core.imports import FileKind, Found, FoundDate, FoundFile, FoundRound, FoundTag
from afterround.core.observation import ObserverForm, Rating
from afterround.core.retro import Retro, action_words
from afterround.core.retro_document import with_keys
from afterround.core.rounds import Outcome, Part, Result
from afterround.data.models import Device, OpenToken, Owner, Setting
from afterround.data.models.owned import Owned
from afterround.formats.demo import read_search
from afterround.queries.archive import get_archive
from afterround.queries.demo import FILLED, demo_filled_at
from afterround.queries.retro import get_document, get_retro
from afterround.queries.rounds import get_round
from afterround.queries.themes import themes_of

AHEAD = 3
"""A round is known so many working days before it takes place."""

WATCHED, OWN_VIEW = timedelta(minutes=40), timedelta(minutes=50)
"""How long after a mock's end its observer's form comes back, and one rates oneself."""

KEPT = (Device, OpenToken, Setting)
"""What belongs to the computer and stays when the demo begins anew, so that an open browser stays let in."""

Deed = Callable[[datetime], object]


def demo_search() -> Search:
    """The invented search as its files tell it."""
    texts = files("afterround.actions").joinpath("demo_search").iterdir()
    named = sorted((text for text in texts if text.name.endswith(".toml")), key=lambda text: text.name)
    return read_search(text.read_text(encoding="utf-8") for text in named)


@transaction.atomic
def fill_demo(owner: Owner, *, now: datetime, zone: ZoneInfo) -> bool:
    """Fill an empty store with the invented search, which ends at `now`; returns whether it was empty.

    Every deed is done through the public actions, in the order in which they happen and at its own moment. A
    store that holds the demo already is left as it is. Raises Conflict where it holds anything else.
    """
    if demo_filled_at(owner) is not None:
        return False
    if any(rows for table, rows in vars(get_archive(owner)).items() if table != "settings"):
        raise Conflict("This store holds things of your own, so the demo leaves it alone.")
    life = _Life(owner, demo_search(), Calendar(now, zone), zone)
    for at, deed in sorted(life.deeds(), key=itemgetter(0)):
        deed(at)
    remember(owner, FILLED, now.isoformat())
    return True


def renew_demo(owner: Owner, *, now: datetime, zone: ZoneInfo) -> None:
    """Take everything out of the demo and fill it again; a copy of the store file is kept first.

    Raises Conflict for a store that is not the demo's.
    """
    if demo_filled_at(owner) is None:
        raise Conflict("This store is not the demo, so nothing is taken out of it.")
    path = Path(store.store_path())
    if path.exists():
        copy_store(path, home() / "copies" / f"before-anew-{now:%Y%m%dT%H%M%S}.sqlite3")
    with transaction.atomic():
        for model in reversed(list(apps.get_app_config("data").get_models())):  # what points at others first
            if issubclass(model, Owned) and model not in KEPT:
                model._default_manager.filter(owner=owner).delete()
        Setting.objects.filter(owner=owner, name=FILLED).delete()
        fill_demo(owner, now=now, zone=zone)


@dataclass
class _Life:
    """The search as deeds with their moments. Keys follow from the owner's, so they are the same each time."""

    owner: Owner
    search: Search
    calendar: Calendar
    zone: ZoneInfo
    rounds: dict[str, UUID] = field(default_factory=dict)
    actions: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def deeds(self) -> Iterator[tuple[datetime, Deed]]:
        """Everything that is done; of two deeds at one moment the one named first comes first."""
        for told in self.search.rounds:
            yield from self.around(told)
        for jot in self.search.jots:
            at = self.calendar.moment(jot.day, jot.at)
            yield at, partial(self.jot_loose, jot)
            if jot.round:
                yield at + timedelta(minutes=jot.placed), partial(self.place, jot)
        for done in self.search.practice:
            yield self.calendar.moment(done.day, LATE), partial(self.practise, done)
        for process in self.search.processes:
            if process.outcome is not Outcome.OPEN:
                yield self.calendar.moment(process.day, NOON), partial(self.close, process)
        yield self.calendar.moment(-1, LATE), self.bring_tags

    def around(self, told: DemoRound) -> Iterator[tuple[datetime, Deed]]:
        """The deeds around one round, from the day it is known to its result."""
        at_zone = clock.zone(told.zone) if told.zone else self.zone
        start, end = self.calendar.span(told, at_zone)
        known = self.calendar.moment(min(told.day, 0) - AHEAD, MORNING)
        yield known, partial(self.add, told, start, end, at_zone.key)
        for number, jot in enumerate(told.jots):
            at = end + timedelta(minutes=jot.after, seconds=number)
            new = NewJot(self.key(told.key, "jot", jot.text), jot.text, jot.lane, at, "page")
            yield at, partial(self.jot, told, new)
            if jot.text in told.struck:
                yield at + timedelta(minutes=1), partial(self.strike, new.id)
        if told.walked is not None:
            yield end + timedelta(minutes=told.walked), partial(self.walk, told)
        if told.skipped is not None:
            yield end + timedelta(minutes=told.skipped), partial(self.skip, told)
        if told.retro is not None:
            yield end + timedelta(minutes=told.written or 0), partial(self.reflect, told, told.retro)
        for deed in told.deeds:
            yield self.calendar.moment(deed.day, EVENING), partial(self.settle, told, deed)
        if told.observations:
            yield end + WATCHED, partial(self.observe, told)
        if told.own_ratings:
            yield end + OWN_VIEW, partial(self.rate, told)
        for said in told.feedback:
            yield self.calendar.moment(said.day, NOON), partial(self.hear, told, said)
        if told.result is not Result.PENDING:
            yield self.calendar.moment(told.result_day, NOON), partial(self.learn, told)

    def key(self, *names: str) -> UUID:
        """The key of a thing of this owner's demo."""
        return uuid5(self.owner.id, "/".join(("demo", *names)))

    def add(self, told: DemoRound, start: datetime, end: datetime, zone: str, at: datetime) -> None:
        process = next((p for p in self.search.processes if p.key == told.process), DemoProcess("", "", ""))
        facts = RoundFacts(
            kind=told.kind,
            time_zone=zone,
            company=process.company,
            role=process.role,
            level=process.level,
            stage=told.stage,
            label=told.label,
            mock=told.is_mock,
            starts_at=start,
            ends_at=end,
            people=told.people,
            notes=told.notes,
        )
        self.rounds[told.key] = add_rounds(self.owner, [facts], now=at, once=self.key(told.key))[0]

    def jot(self, told: DemoRound, jot: NewJot, at: datetime) -> None:
        record_jots(self.owner, [replace(jot, round_id=self.rounds[told.key])], now=at)

    def strike(self, key: UUID, at: datetime) -> None:
        strike_jot(self.owner, key, now=at)

    def jot_loose(self, jot: LooseJot, at: datetime) -> None:
        key = self.key("jot", jot.text)
        record_jots(self.owner, [NewJot(key, jot.text, jot.lane, at, "terminal")], now=at)

    def place(self, jot: LooseJot, at: datetime) -> None:
        place_jot(self.owner, self.key("jot", jot.text), now=at, round_id=self.rounds[jot.round])

    def walk(self, told: DemoRound, at: datetime) -> None:
        record_walk(self.owner, self.rounds[told.key], now=at)

    def skip(self, told: DemoRound, at: datetime) -> None:
        skip_cooldown(self.owner, self.rounds[told.key], now=at)

    def reflect(self, told: DemoRound, written: Retro, at: datetime) -> None:
        """Write the retrospective below what the jots have put into it, and finish it."""
        key = self.rounds[told.key]
        open_retro(self.owner, key, now=at)
        base = get_document(self.owner, key, at)
        numbers = count()
        edited = with_keys(
            replace(
                base,
                went_well=(*base.went_well, *written.went_well),
                shaky=(*base.shaky, *written.shaky),
                questions=written.questions,
                hints=written.hints,
                actions=written.actions,
                next_steps=written.next_steps,
                stress=written.stress,
                mindset=written.mindset,
                lesson=written.lesson,
                prediction=written.prediction,
            ),
            lambda: str(self.key(told.key, "line", str(next(numbers)))),
        )
        saved = save_document(self.owner, key, base=base, edited=edited, now=at)
        if saved.refused or saved.clashes:
            raise ValueError(f"{told.key}: {saved.refused or saved.clashes}")
        finish_retro(self.owner, key, now=at)
        self.recognise(told, at)
        for action in edited.actions:
            self.actions[told.key, action_words(action.kind, action.text, action.problems)] = UUID(action.id)

    def recognise(self, told: DemoRound, at: datetime) -> None:
        """Confirm the themes of a round under the lines in which they stand."""
        view = get_retro(self.owner, self.rounds[told.key], at)
        lines = [line for found in view.lines.values() for line in found]
        known = themes_of(self.owner)
        for theme, words in told.mentions:
            line = next(line for line in lines if words in line.text)
            if known.known(theme) is None:
                add_theme(self.owner, line.id, self.search.themes[theme], now=at)
            else:
                confirm_theme(self.owner, line.id, theme, now=at)

    def settle(self, told: DemoRound, deed: DemoDeed, at: datetime) -> None:
        set_action_state(self.owner, self.actions[told.key, deed.action], deed.state, now=at)

    def practise(self, done: DemoAttempt, at: datetime) -> None:
        kind, _, item = done.drill.partition("/")
        new = NewAttempt(done.rating, done.note)
        rate_drill(
            self.owner, kind, item, new, now=at, zone=self.zone, once=self.key(done.drill, str(done.day))
        )

    def hear(self, told: DemoRound, said: DemoFeedback, at: datetime) -> None:
        """Keep what came back, word for word, and confirm the reasons in it."""
        new = NewFeedback(said.text, said.source, said.by, said.decision, at.astimezone(self.zone).date())
        key = add_feedback(self.owner, self.rounds[told.key], new, now=at)
        for reason, words, polarity in said.reasons:
            add_reason(self.owner, key, reason, polarity, words, now=at)

    def observe(self, told: DemoRound, at: datetime) -> None:
        """Hand in what the observer of a mock has sent back."""
        form = ObserverForm(
            key=str(self.key(told.key, "form")),
            observer=next((name for name, part in told.people if part is Part.OBSERVER), ""),
            ratings=tuple(Rating(Reason(one.area), one.rating, one.words) for one in told.observations),
            went_well=told.observed.get("went_well", ()),
            shaky=told.observed.get("shaky", ()),
            hints=told.observed.get("hints", ()),
        )
        hand_in(self.owner, self.rounds[told.key], form, now=at)

    def rate(self, told: DemoRound, at: datetime) -> None:
        ratings = {Reason(name): rating for name, rating in told.own_ratings.items()}
        rate_self(self.owner, self.rounds[told.key], ratings, now=at)

    def bring_tags(self, at: datetime) -> None:
        """Bring a spreadsheet that tells of some rounds again, with tags that nobody has said anything of yet."""
        rows = []
        for told in (told for told in self.search.rounds if told.tags):
            held = get_round(self.owner, self.rounds[told.key], at)
            day = f"{held.ends_at.astimezone(clock.zone(held.time_zone)):%Y-%m-%d}"
            tags = tuple(FoundTag(name) for name in told.tags)
            rows.append(FoundRound(FoundDate(day, day), Found(held.company), kind=told.kind, tags=tags))
        found = FoundFile("interviews.csv", rounds=tuple(rows))
        prints = [(print_of(one, file=found.name),) for one in rows]
        file = Brought(found, FileKind.TABLE, prints, dict.fromkeys(range(len(rows)), Choice.ADD))
        take_in(self.owner, [file], now=at, zone=self.zone)

    def learn(self, told: DemoRound, at: datetime) -> None:
        record_result(self.owner, self.rounds[told.key], told.result, now=at)

    def close(self, process: DemoProcess, at: datetime) -> None:
        told = next(found for found in self.search.rounds if found.process == process.key)
        application_id = get_round(self.owner, self.rounds[told.key], at).application_id
        record_outcome(self.owner, application_id, process.outcome)
