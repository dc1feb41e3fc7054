"""The chips under what others said of a round."""

from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("suggestions/told.html", takes_context=True)
def chips_under(context: Context, key: UUID | str) -> dict[str, Any]:
    """The row of chips under feedback or an observer's line: {% chips_under line.id %}."""
    rows = context.get("told_rows") or {}
    return {"chips": rows.get(str(key)), "csrf_token": context.get("csrf_token")}
