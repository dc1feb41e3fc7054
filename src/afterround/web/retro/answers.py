"""What a save answers to a script: how each field stands now, which texts clash, and what was not taken."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import JsonResponse
from django.urls import reverse

from afterround.actions.retro import Saved
from afterround.adapters.clock import local_zone, zone
from afterround.core.retro import Section
from afterround.core.retro_fields import RETRO, FieldChange
from afterround.formats.words import clock
from afterround.queries.retro import OtherText, RetroView, get_retro
from afterround.web.doors import Visit


def as_json(request: Visit, round_id: UUID, changes: Sequence[FieldChange], saved: Saved) -> JsonResponse:
    """The answer: 200, or 422 where something was refused; what could be saved is saved either way.

    `versions` names the fields that hold what was sent, `others` those that hold something else.
    """
    sent = {(change.line, change.field): change.value for change in changes}
    answer: dict[str, Any] = {
        "saved_at": saved.at.isoformat(),
        "clock": clock(saved.at.astimezone(zone(local_zone()))),
        "versions": {},
        "others": {},
        "clashes": [],
        "refused": {f"{line}:{name}": problem for (line, name), problem in saved.refused.items()},
        "states": {},
    }
    for (line, name), (value, version) in saved.standing.items():
        if value == sent[line, name]:
            answer["versions"][f"{line}:{name}"] = version
        else:
            answer["others"][f"{line}:{name}"] = {"value": value, "version": version}
    if saved.clashes or any(
        change.section == Section.ACTIONS and not change.read_version for change in changes
    ):
        view = get_retro(request.owner, round_id, request.now)
        answer["clashes"] = _slips(view, saved)
        answer["states"] = {
            str(line.id): line.fields["state"].value
            for line in view.lines[Section.ACTIONS]
            if line.fields["state"].value
        }
    return JsonResponse(answer, status=422 if saved.refused else 200)


def _slips(view: RetroView, saved: Saved) -> list[dict[str, Any]]:
    """The texts that wait for a choice, each with what stands in its field."""
    waiting: dict[str, tuple[OtherText, ...]] = {RETRO: view.others}
    for lines in view.lines.values():
        waiting |= {str(line.id): line.others for line in lines}
    return [
        {
            "line": line,
            "field": name,
            "value": text.value,
            "current": saved.standing[line, name][0],
            "text_id": str(text.id),
            "settle": reverse("settle_text", args=[text.id]),
            "clock": clock(text.at.astimezone(zone(local_zone()))),
            "can_keep_both": line != RETRO and name == "text",
        }
        for line, name in dict.fromkeys((line, name) for line, name, _ in saved.clashes)
        for text in waiting.get(line, ())
        if text.field == name
    ]
