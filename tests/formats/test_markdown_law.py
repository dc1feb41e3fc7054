"""The law of the Markdown form: what is written reads back as it was."""

from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from afterround.core.retro import Retro
from afterround.formats import retro_items
from afterround.formats.markdown import parse, render
from tests.formats.retros import retros, without_identity

often = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(retros)
def test_what_is_written_reads_back_as_it_was_and_without_front_matter_all_but_keys_and_prediction(
    retro: Retro,
) -> None:
    read = parse(render(retro, front_matter=True))
    assert read.retro == retro
    assert read.problems == ()
    assert parse(render(retro)).retro == without_identity(retro)


def test_the_law_fails_without_escaping() -> None:
    @settings(often, phases=[Phase.generate])  # any will do, it need not be the smallest
    @given(retros)
    def law(retro: Retro) -> None:
        assert parse(render(retro)).retro == without_identity(retro)

    with patch.object(retro_items, "escape", lambda text: text), pytest.raises(BaseException):  # noqa: B017
        law()
