"""What the page of a draft sends: retyped fields, choices, columns, and the one button that was pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from afterround.actions.import_drafts import Fields
from afterround.core.rounds import Outcome, Result
from afterround.formats.bring import Understood
from afterround.formats.corrections import FIELDS
from afterround.formats.tables.fields import Column, Field
from afterround.formats.tables.statuses import StatusMapping, StatusMeaning
from afterround.queries.import_drafts import DraftFileView, DraftRoundView, DraftView


@dataclass(frozen=True)
class Pressed:
    """The button that was pressed: what it does, and the file and the round it is about."""

    deed: str = "save"
    file: UUID | None = None
    uid: int = -1


def pressed(sent: QueryDict) -> Pressed:
    """The button; plain saving where none is known."""
    deed, _, rest = sent.get("do", "save").partition(":")
    key, _, uid = rest.partition(":")
    try:
        file = UUID(key) if key else None
    except ValueError:
        return Pressed()
    return Pressed(deed, file, int(uid) if uid.isdigit() and len(uid) < 8 else -1)


def version_in(sent: QueryDict) -> datetime | None:
    """When the draft was last changed as far as the page knew."""
    try:
        return datetime.fromisoformat(sent.get("version", ""))
    except ValueError:
        return None


def fields_in(sent: QueryDict, draft: DraftView) -> dict[UUID, Fields]:
    """The fields of each round on the page, by file and round; a tick that is not sent is taken away.

    A company that is said once for a file is that of its rounds that name none.
    """
    found: dict[UUID, dict[int, dict[str, str]]] = {}
    for place, file in enumerate(draft.files):
        company = sent.get(f"company{place}", "")
        for one in file.rounds:
            start = f"r{place}.{one.uid}."
            said = {name: sent.get(start + name, "") for name in FIELDS if start + name in sent}
            if said:
                said["mock"] = sent.get(start + "mock", "")
                said["company"] = said.get("company", "").strip() or company
                found.setdefault(file.id, {})[one.uid] = said
    return dict(found)


def choices_in(sent: QueryDict, draft: DraftView) -> dict[UUID, Mapping[int, str]]:
    """What was chosen of each round, by file and round."""
    return {
        file.id: {
            one.uid: said
            for one in file.rounds
            if (said := sent.get(f"r{place}.{one.uid}.choice", "")) and _is_chosen(one, said)
        }
        for place, file in enumerate(draft.files)
    }


def _is_chosen(one: DraftRoundView, said: str) -> bool:
    """Whether it is the person's choice and not only what was selected for them."""
    return one.draft.choice is not None or said != one.choice


def understood_in(sent: QueryDict, place: int, file: DraftFileView) -> tuple[Understood, ...]:
    """The columns and statuses of a file's tables as they were chosen."""
    found = []
    for number, (mapping, statuses) in enumerate(file.understood):
        start = f"t{place}.{number}."
        columns = tuple(
            _chosen(column, sent.get(f"{start}c{n}", "")) for n, column in enumerate(mapping.columns)
        )
        meanings = tuple(_meaning(one, sent.get(f"{start}s{n}")) for n, one in enumerate(statuses.meanings))
        found.append((replace(mapping, columns=columns), StatusMapping(meanings)))
    return tuple(found)


def _chosen(column: Column, said: str) -> Column:
    """The column as it was chosen; one that was not changed stays what it is."""
    if said not in set(Field) or said == column.field:
        return column
    return replace(column, field=Field(said), is_sure=True, because="You chose it.")


def meaning_code(meaning: StatusMeaning) -> str:
    """A meaning as the value of a choice: "rejected/rejected", "/" for none."""
    return f"{meaning.outcome or ''}/{meaning.result or ''}"


def _meaning(meaning: StatusMeaning, said: str | None) -> StatusMeaning:
    """The meaning as it was chosen; one that was not changed stays what it is."""
    if said is None or said == meaning_code(meaning):
        return meaning
    outcome, _, result = said.partition("/")
    return replace(
        meaning,
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        result=Result(result) if result in set(Result) else None,
        is_sure=True,
        because="You chose it.",
    )
