"""Brings rounds from tables together with those that are told in full elsewhere in the same note."""

from collections.abc import Sequence
from dataclasses import replace

from afterround.core.imports import Found, FoundRound
from afterround.core.rounds import company_key
from afterround.formats.notes.labels import LISTS
from afterround.formats.notes.processes import Processes, take_outcome
from afterround.formats.notes.tables import TableRound


def with_rows(
    rounds: Sequence[FoundRound], rows: Sequence[TableRound], processes: Processes, company: Found | None
) -> list[FoundRound]:
    """The rounds with those of tables; a row on a round that is told elsewhere completes it. `company` is whom
    the note speaks of where a row names none."""
    found = [*rounds]
    at: dict[str, list[int]] = {}
    for place, known in enumerate(found):
        at.setdefault(company_key(known.company.text) if known.company else "", []).append(place)
    for row in rows:
        if row.found:
            twins = at.get(company_key(row.found.company.text), []) if row.found.company else []
            twin = next((place for place in twins[:50] if _is_same(found[place], row.found)), -1)
            if twin >= 0:
                found[twin] = _completed(found[twin], row.found)
            else:
                own = row.found.company or company
                found.append(replace(row.found, company=own, application=processes.add(-1, own)))
        elif row.application and row.application.company:
            process = processes.of_company(row.application.company)
            process.role = process.role or row.application.role
            process.applied = process.applied or row.application.applied
            take_outcome(process, row.application.outcome_text)
    return found


def _is_same(known: FoundRound, row: FoundRound) -> bool:
    """Whether a row speaks of a round of the same company that is told elsewhere."""
    if known.date and row.date and known.date.iso and row.date.iso:
        return known.date.iso == row.date.iso
    return known.kind is row.kind or known.kind is None or row.kind is None


def _completed(known: FoundRound, row: FoundRound) -> FoundRound:
    """A round with what only the row says."""
    lists = {str(n): getattr(known, str(n)) + getattr(row, str(n)) for n in LISTS}
    said = [known.notes, row.notes]
    for mine, other in ((known.label, row.label), (known.result_text, row.result_text)):
        said += [other.text] if mine and other and mine.text != other.text else []
    has_result = known.result_text is not None
    return replace(
        known,
        **lists,
        date=known.date or row.date,
        role=known.role or row.role,
        label=known.label or row.label,
        kind=known.kind or row.kind,
        people=known.people or row.people,
        tags=known.tags + row.tags,
        result=known.result if has_result else row.result,
        result_text=known.result_text or row.result_text,
        notes="\n\n".join(text for text in said if text),
    )
