"""The short form of a key that a person reads and types, and the records it means."""

from typing import TypeVar
from uuid import UUID

from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast

from afterround.core.errors import AfterroundError

SHORT = 8
"""Digits of a key that are shown. They are the last ones: the first tell the time and are alike within a minute."""

LEAST = 4
"""So many digits are needed to name a record."""

LAST_GROUP = 12
"""A key's last group of digits, the longest end that is the same with and without dashes."""

Found = TypeVar("Found", bound=Model)


def short_key(key: UUID) -> str:
    """A key short enough to type: its last eight hexadecimal digits."""
    return key.hex[-SHORT:]


def record_with_key(records: QuerySet[Found], text: str, *, noun: str) -> Found | None:
    """The one of `records` (called `noun`) whose key is `text`, or begins or ends with it; None where there is none.

    Raises AfterroundError with the code "ambiguous" where it fits several.
    """
    found = _records_with_key(records, text)
    if len(found) > 1:
        raise AfterroundError(f'Several {noun} have a key like "{text}". Give more of it.', code="ambiguous")
    return found[0] if found else None


def _records_with_key(records: QuerySet[Found], text: str) -> list[Found]:
    """At most two of `records` whose key is `text`, or begins or ends with it; none where it is no key."""
    digits = text.strip().replace("-", "").lower()
    if not LEAST <= len(digits) <= 32 or set(digits) - set("0123456789abcdef"):
        return []
    low, high = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    meant = Q(id__gte=low, id__lte=high)
    if len(digits) <= LAST_GROUP:
        with_text = records.annotate(key_text=Cast("id", CharField(max_length=36)))
        return list(with_text.filter(meant | Q(key_text__endswith=digits))[:2])
    return list(records.filter(meant)[:2])
