"""Many rows at once: all arrive, or none."""

import pytest
from django.db import IntegrityError

from afterround.data.bulk import VALUES, insert
from afterround.data.models import Owner, Setting


def _rows(owner: Owner, number: int) -> list[dict[str, object]]:
    return [{"owner_id": owner.id, "name": f"choice {n}", "value": {"n": n}} for n in range(number)]


@pytest.mark.parametrize("number", [1, VALUES // 4, 2 * (VALUES // 4) + 7])
def test_all_rows_are_written_however_many_go_into_a_statement(ann: Owner, number: int) -> None:
    insert(Setting, _rows(ann, number))
    found = dict(Setting.objects.filter(owner=ann).values_list("name", "value"))
    assert found == {f"choice {n}": {"n": n} for n in range(number)}


def test_one_row_that_cannot_be_is_refused_with_all_beside_it(ann: Owner) -> None:
    with pytest.raises(IntegrityError):
        insert(Setting, [*_rows(ann, 3), *_rows(ann, 1)])
