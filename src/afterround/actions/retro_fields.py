"""One field of a retrospective as it is written: its versions and earlier texts, its column, the state of an action."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from afterround.core.retro import OPEN_ACTIONS, ActionKind, ActionState, Section
from afterround.data.models import EarlierText, Owner, Retro, RetroLine
from afterround.queries.retro import line_value, retro_value


@dataclass(frozen=True)
class RetroField:
    """One field of a retrospective or of a line of it."""

    owner: Owner
    retro: Retro
    line: RetroLine | None
    name: str

    @property
    def record(self) -> Retro | RetroLine:
        """The row it is a column of."""
        return self.retro if self.line is None else self.line

    @property
    def version(self) -> int:
        """How often it was changed; 0 before the first word."""
        version: int = self.record.versions.get(self.name, 0)
        return version

    @property
    def value(self) -> str:
        """What stands here, as text."""
        return retro_value(self.retro, self.name) if self.line is None else line_value(self.line, self.name)

    @property
    def texts(self) -> QuerySet[EarlierText]:
        """What is kept beside it."""
        return EarlierText.objects.filter(owner=self.owner, retro=self.retro, line=self.line, field=self.name)

    def value_at(self, version: int) -> str | None:
        """What stood here at a version; None where that was not kept.

        The latest kept text of a version is what stood here; those before it were settled beside it.
        """
        if version == self.version:
            return self.value
        found = self.texts.filter(version=version, is_open=False).order_by("-at", "-id").first()
        if found is None:
            return "" if version == 0 else None
        return found.value

    def replace(self, value: str, at: datetime) -> int:
        """Write a value, keeping what stood here before; returns the new version."""
        if self.value or self.version:
            self.keep(self.value, at)
        _set_value(self.retro, self.line, self.name, value, at)
        self.record.versions[self.name] = self.version + 1
        if self.line is not None:
            if self.name == "section":
                self.line.position = next_position(self.owner, self.retro, self.line.section)
                begin_action(self.owner, self.line)
            self.line.save()
        return self.version

    def keep(self, value: str, at: datetime, *, is_open: bool = False) -> None:
        """Keep a text beside the field: as what stood here, or as the other one of two to choose from.

        One that waits for a choice takes the place of a waiting one it goes on from, so that typing on does
        not pile up slips.
        """
        beside = self.texts.filter(is_open=True)
        shorter = next((text for text in beside if value.startswith(text.value)), None) if is_open else None
        if shorter is not None:
            shorter.value, shorter.at = value, at
            shorter.save(update_fields=["value", "at"])
            return
        EarlierText.objects.create(
            owner=self.owner,
            retro=self.retro,
            line=self.line,
            field=self.name,
            value=value,
            version=self.version,
            at=at,
            is_open=is_open,
        )


def begin_action(owner: Owner, line: RetroLine) -> None:
    """An action begins as open, or as parked where three of its retrospective are open already."""
    if line.section == Section.ACTIONS and not line.state:
        line.kind = line.kind or ActionKind.OTHER
        line.state = ActionState.OPEN if _open_count(owner, line) < OPEN_ACTIONS else ActionState.PARKED


def _open_count(owner: Owner, line: RetroLine) -> int:
    others = RetroLine.objects.filter(
        owner=owner, retro=line.retro_id, section=Section.ACTIONS, state=ActionState.OPEN, deleted_at=None
    )
    return others.exclude(id=line.id).count()


def next_position(owner: Owner, retro: Retro, section: str) -> int:
    """Where the next line of a section stands, from 1 on."""
    last = RetroLine.objects.filter(owner=owner, retro=retro, section=section).order_by("-position").first()
    return last.position + 1 if last else 1


def is_one_too_many(owner: Owner, line: RetroLine | None, value: str) -> bool:
    """Whether a state would open an action beside as many open ones as a retrospective may have."""
    if line is None or value != ActionState.OPEN or line.state == value:
        return False
    return _open_count(owner, line) >= OPEN_ACTIONS


def _set_value(retro: Retro, line: RetroLine | None, name: str, value: str, at: datetime) -> None:
    """Write a field's text into its column."""
    if line is None:
        setattr(retro, name, (int(value) if value else None) if name in ("stress", "prediction") else value)
        return
    if name == "deleted":
        line.deleted_at = at if value else None
        return
    if name == "question":
        line.question_id = UUID(value) if value else None
    elif name == "rating":
        line.rating = int(value) if value else None
    else:
        setattr(line, name, value)
    if name == "state":
        line.state_at = at
    if value and name != "section":
        line.deleted_at = None
