"""What a person does in the half hour after a round, and how jots from outside are taken in."""

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.dateparse import parse_datetime

from afterround.adapters import store
from afterround.adapters.inbox_folder import name_as_text, ready_files
from afterround.core.cooldown import COOLDOWN, JOT_LENGTH, RECENT, Lane, round_for_jot
from afterround.core.errors import AfterroundError, Conflict, Invalid, NotFound
from afterround.data.models import Cooldown, InboxFolder, Jot, JotInbox, JotPlacement, Owner, Round
from afterround.formats.inbox import InboxLine, name_without_conflict, read_inbox
from afterround.queries.cooldown import spans_around
from afterround.queries.rounds import find_round, get_round


@dataclass(frozen=True)
class NewJot:
    """A jot to be recorded. `id` is made where it was typed, so that sending it twice keeps it once."""

    id: UUID
    text: str
    lane: Lane
    at: datetime
    source: str
    round_id: UUID | None = None


@transaction.atomic
def record_jots(owner: Owner, jots: Sequence[NewJot], *, now: datetime) -> int:
    """Keep jots, each once; returns how many were new.

    A jot without a round goes to the running round or the latest that ended within a day. Raises Invalid for
    an empty or endless one, NotFound for a round or a key that is another owner's.
    """
    known = dict(Jot.objects.filter(id__in=[jot.id for jot in jots]).values_list("id", "owner_id"))
    if any(found != owner.id for found in known.values()):
        raise NotFound("There is no such jot.")
    fresh = list({jot.id: jot for jot in jots if jot.id not in known}.values())
    for jot in fresh:
        _check(jot)
    named = {jot.round_id for jot in fresh if jot.round_id is not None}
    if Round.objects.filter(owner=owner, id__in=named, deleted_at=None).count() != len(named):
        raise NotFound("There is no such round.")
    chosen = _rounds_for(owner, [jot for jot in fresh if jot.round_id is None])
    Jot.objects.bulk_create(
        Jot(
            id=jot.id,
            owner=owner,
            round_id=jot.round_id or chosen.get(jot.id),
            lane=jot.lane,
            text=jot.text.strip(),
            at=jot.at,
            source=jot.source,
            received_at=now,
        )
        for jot in fresh
    )
    return len(fresh)


def _check(jot: NewJot) -> None:
    text = jot.text.strip()
    if not text:
        raise Invalid("A jot needs at least one word.", problems={"text": "Say what you noticed."})
    if len(text) > JOT_LENGTH:
        message = f"A jot has at most {JOT_LENGTH:,} characters; put longer texts into the retrospective."
        raise Invalid(message, problems={"text": message})
    if "\0" in text:
        message = "This holds a character that cannot be stored (NUL). Take it out."
        raise Invalid(message, problems={"text": message})


def _rounds_for(owner: Owner, jots: Sequence[NewJot]) -> dict[UUID, UUID | None]:
    """The round each jot belongs to by its time."""
    if not jots:
        return {}
    spans = spans_around(owner, min(jot.at for jot in jots) - RECENT, max(jot.at for jot in jots))
    found = {jot.id: round_for_jot(spans, jot.at) for jot in jots}
    return {key: UUID(value) if value else None for key, value in found.items()}


@transaction.atomic
def strike_jot(owner: Owner, jot_id: UUID, *, now: datetime) -> None:
    """Strike a jot out; its words stay. Raises NotFound."""
    if not Jot.objects.filter(owner=owner, id=jot_id).update(struck_at=now):
        raise NotFound("There is no such jot.")


@transaction.atomic
def unstrike_jot(owner: Owner, jot_id: UUID) -> None:
    """Take a strike-out back. Raises NotFound."""
    if not Jot.objects.filter(owner=owner, id=jot_id).update(struck_at=None):
        raise NotFound("There is no such jot.")


@transaction.atomic
def place_jot(
    owner: Owner, jot_id: UUID, *, now: datetime, round_id: UUID | None = None, lane: Lane | None = None
) -> None:
    """Move a jot to a round or a lane, as a later record; what is not named stays. Raises NotFound."""
    jot = Jot.objects.filter(owner=owner, id=jot_id).first()
    if jot is None:
        raise NotFound("There is no such jot.")
    if round_id is not None:
        if not Round.objects.filter(owner=owner, id=round_id, deleted_at=None).exists():
            raise NotFound("There is no such round.")
        jot.round_id = round_id
        jot.save(update_fields=["round"])
    latest = jot.placements.order_by("-at", "-id").first()
    JotPlacement.objects.create(
        owner=owner,
        jot=jot,
        round_id=jot.round_id,
        lane=lane or (latest.lane if latest else jot.lane),
        at=now,
    )


@transaction.atomic
def skip_cooldown(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """End a cooldown early, on record; said twice of one moment it is done once. Raises NotFound, and Conflict
    where none is open."""
    cooldown = _cooldown(owner, round_id)
    if cooldown.skipped_at == now:
        return
    if not get_round(owner, round_id, now).cooldown.is_open(now):
        raise Conflict("The cooldown of this round is not open.")
    cooldown.skipped_at = now
    cooldown.save()


@transaction.atomic
def resume_cooldown(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Take a skip back while its half hour runs. Raises NotFound, and Conflict after it: a skip stays on record."""
    cooldown = _cooldown(owner, round_id)
    if not cooldown.round.ends_at <= now < cooldown.round.ends_at + COOLDOWN:
        raise Conflict("The half hour of this cooldown is over.")
    cooldown.skipped_at = None
    cooldown.save()


@transaction.atomic
def record_walk(owner: Owner, round_id: UUID, *, now: datetime) -> None:
    """Note that the person took a walk; the first time counts. Raises NotFound."""
    cooldown = _cooldown(owner, round_id)
    cooldown.walked_at = cooldown.walked_at or now
    cooldown.save()


def _cooldown(owner: Owner, round_id: UUID) -> Cooldown:
    found = Round.objects.filter(owner=owner, id=round_id, deleted_at=None).first()
    if found is None:
        raise NotFound("There is no such round.")
    return Cooldown.objects.select_related("round").get_or_create(round=found, defaults={"owner": owner})[0]


def take_in_jots(owner: Owner, *, now: datetime) -> int:
    """Take in what the quick path has left in the inbox and in the spool; returns how many jots were new.

    A spool file goes only after its jots are committed, so a crash in between takes it in again, once.
    """
    files = sorted(Path(store.spool_path()).glob("*.json")) if Path(store.spool_path()).is_dir() else []
    spooled = [(file, _spooled_row(file)) for file in files]
    with transaction.atomic():
        rows = list(JotInbox.objects.order_by("at", "id"))
        rows += [row for _, row in spooled if row is not None]
        worded = [row for row in rows if row.text.strip()]  # one without words must not hold the others up
        taken = record_jots(owner, [_from_inbox(owner, row, now) for row in worded], now=now)
        JotInbox.objects.filter(id__in=[row.id for row in rows]).delete()
    for file, row in spooled:
        if row is not None:
            with suppress(OSError):  # what cannot be removed is known by its key when it is read again
                file.unlink(missing_ok=True)
    return taken


def _spooled_row(file: Path) -> JotInbox | None:
    """The row in a spool file; None, with the file set aside under another name, where it cannot be read."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        at = parse_datetime(values["at"])
        if at is None:
            raise ValueError("no time")
        return JotInbox(
            id=UUID(values["id"]),
            lane=Lane(values["lane"]),
            text=str(values["text"]),
            at=at if at.tzinfo else at.replace(tzinfo=UTC),
            round_ref=str(values["round_ref"]),
        )
    except OSError:  # tried again at the next start
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        with suppress(OSError):
            file.rename(file.with_suffix(".unreadable"))
        return None


def _from_inbox(owner: Owner, row: JotInbox, now: datetime) -> NewJot:
    round_id = None
    if row.round_ref:
        try:
            round_id = find_round(owner, row.round_ref, now).id
        except AfterroundError:
            round_id = None
    text = row.text.replace("\0", "\N{REPLACEMENT CHARACTER}")[:JOT_LENGTH]
    lane = Lane(row.lane) if row.lane in set(Lane) else Lane.UNSORTED
    return NewJot(id=row.id, text=text, lane=lane, at=row.at, source="terminal", round_id=round_id)


@transaction.atomic
def watch_folder(owner: Owner, path: Path, *, now: datetime) -> InboxFolder:
    """Remember a folder whose text files become jots. Raises Invalid where it is none."""
    if not path.is_dir():
        raise Invalid(f"{path} is no folder. Make it first, or name another.")
    name = str(path.resolve())
    if name_as_text(name) != name:
        raise Invalid("The folder's name is not in UTF-8. Rename it first, or name another.")
    return InboxFolder.objects.get_or_create(owner=owner, path=name, defaults={"created_at": now})[0]


@transaction.atomic
def forget_folder(owner: Owner, path: Path) -> None:
    """Watch a folder no longer; jots taken from it stay. Raises NotFound."""
    if not InboxFolder.objects.filter(owner=owner, path=str(path.resolve())).delete()[0]:
        raise NotFound(f"{path} is not watched.")


def take_in_folder(owner: Owner, folder: InboxFolder, *, now: datetime, zone: tzinfo) -> int:
    """Turn the lines of a folder's text files into jots, each line once; returns how many were new.

    A line is known by the file's name, its words and how many times they stand there, so a file may grow, and
    the copy that a sync service makes of a conflict adds only what is new in it. A file that cannot be read now
    is tried again at the next look.
    """
    taken = 0
    for file in ready_files(Path(folder.path), now=now):
        lines = read_inbox(file.text, name=file.name, modified_at=file.modified_at, zone=zone)
        taken += record_jots(owner, [_from_file(folder, file.name, line) for line in lines], now=now)
    return taken


def _from_file(folder: InboxFolder, name: str, line: InboxLine) -> NewJot:
    key = uuid5(NAMESPACE_URL, f"{folder.id}/{name_without_conflict(name)}/{line.number}/{line.text}")
    return NewJot(id=key, text=line.text, lane=line.lane, at=_in_order(line), source="inbox")


def _in_order(line: InboxLine) -> datetime:
    """The line's instant, moved by microseconds, so that lines of one minute keep the order they stand in."""
    return line.at + timedelta(microseconds=line.line)


def paste_jots(owner: Owner, round_id: UUID, text: str, *, now: datetime, zone: tzinfo) -> int:
    """Turn pasted lines into jots of a round; a line pasted before is not taken again. Raises NotFound."""
    lines = read_inbox(text, name="", modified_at=now, zone=zone)
    return record_jots(owner, list(_pasted(round_id, lines)), now=now)


def _pasted(round_id: UUID, lines: Iterable[InboxLine]) -> Iterable[NewJot]:
    for line in lines:
        key = uuid5(NAMESPACE_URL, f"paste/{round_id}/{line.number}/{line.text}")
        yield NewJot(
            id=key, text=line.text, lane=line.lane, at=_in_order(line), source="paste", round_id=round_id
        )
