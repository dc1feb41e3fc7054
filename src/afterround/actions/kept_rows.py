"""Rows packed as text, so that they can be put back exactly as they were."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import router
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector

from afterround.queries.imports import ASKED

Packed = list[dict[str, Any]]


class _Exact(DjangoJSONEncoder):
    """Django's own encoder cuts instants to milliseconds; here nothing may be lost."""

    def default(self, o: Any) -> Any:
        """An instant with all its digits."""
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def pack(rows: Iterable[Model]) -> Packed:
    """Rows as plain values that JSON can hold."""
    packed: Packed = json.loads(serializers.serialize("json", rows, cls=_Exact))
    return packed


def unpack(packed: Packed) -> list[Model]:
    """The rows again, unsaved, with the keys they had."""
    return [found.object for found in serializers.deserialize("python", packed)]


def squeeze(packed: Packed) -> bytes:
    """Packed rows in few bytes."""
    return zlib.compress(json.dumps(packed, separators=(",", ":")).encode(), 6)


def unsqueeze(content: bytes | memoryview) -> Packed:
    """Packed rows from those bytes."""
    packed: Packed = json.loads(zlib.decompress(bytes(content)))
    return packed


def with_all_that_hangs_on(rows: QuerySet[Any]) -> Iterator[Model]:
    """The rows and everything that would go with them, each table after those it points at."""
    collector = Collector(using=router.db_for_write(rows.model))
    collector.collect(rows)
    collector.sort()
    keys: dict[type[Model], set[Any]] = {
        model: {row.pk for row in found} for model, found in collector.data.items()
    }
    for queryset in collector.fast_deletes:
        keys.setdefault(queryset.model, set()).update(queryset.values_list("pk", flat=True))
    for model in reversed(list(keys)):  # read anew: the collector has loaded hardly more than their keys
        wanted = sorted(keys[model])
        for at in range(0, len(wanted), ASKED):
            yield from model._base_manager.filter(pk__in=wanted[at : at + ASKED]).order_by("pk")


def put_back(rows: Sequence[Model]) -> None:
    """Write rows that are gone, table by table in their order."""
    tables: dict[type[Model], list[Model]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(row)
    for model, some in tables.items():
        model._default_manager.bulk_create(some, batch_size=500)
