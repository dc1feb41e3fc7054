from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from afterround.core.rounds import (
    KIND_WORDS,
    RESULT_WORDS,
    STATE_WORDS,
    Result,
    RoundKind,
    RoundState,
    RoundTimes,
    company_key,
    state_of,
    times_from,
    usual_length,
)

START = datetime(2026, 6, 11, 10, 0, tzinfo=UTC)
END = datetime(2026, 6, 11, 11, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (START - MINUTE, RoundState.COMING),
        (START, RoundState.RUNNING),
        (END - MINUTE, RoundState.RUNNING),
        (END, RoundState.TO_REFLECT),
    ],
)
def test_a_round_comes_runs_and_then_waits_for_a_retro(now: datetime, state: RoundState) -> None:
    assert state_of(RoundTimes(START, END), now) is state


def test_a_round_of_unknown_start_is_coming_until_its_end() -> None:
    assert state_of(RoundTimes(None, END), END - MINUTE) is RoundState.COMING


def test_an_early_result_does_not_end_the_cooldown() -> None:
    times = RoundTimes(START, END, is_cooling=True, result=Result.REJECTED)
    assert state_of(times, END + MINUTE) is RoundState.COOLING


def test_a_finished_retro_makes_a_round_reflected() -> None:
    assert state_of(RoundTimes(START, END, is_reflected=True), END + MINUTE) is RoundState.REFLECTED


@pytest.mark.parametrize("result", [result for result in Result if result is not Result.PENDING])
def test_every_result_closes_a_round_reflected_or_not(result: Result) -> None:
    states = {state_of(RoundTimes(START, END, is_reflected=r, result=result), END) for r in (True, False)}
    assert states == {RoundState.CLOSED}


def test_a_round_put_aside_before_it_began_is_closed() -> None:
    assert state_of(RoundTimes(START, END, is_put_aside=True), START - MINUTE) is RoundState.CLOSED


def test_a_result_before_the_end_closes_a_round() -> None:
    assert state_of(RoundTimes(START, END, result=Result.WITHDREW), START) is RoundState.CLOSED


def test_the_state_follows_instants_when_the_clocks_go_back() -> None:
    end = datetime(2026, 10, 25, 2, 50, tzinfo=BERLIN)
    now = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    assert state_of(RoundTimes(None, end), now) is RoundState.TO_REFLECT


@pytest.mark.parametrize(
    ("kind", "minutes"),
    [(RoundKind.RECRUITER_SCREEN, 30), (RoundKind.ONLINE_ASSESSMENT, 90), (RoundKind.CODING, 60)],
)
def test_a_missing_end_follows_from_the_usual_length(kind: RoundKind, minutes: int) -> None:
    assert times_from(kind, START, None) == (START, START + timedelta(minutes=minutes))
    assert usual_length(kind) == timedelta(minutes=minutes)


def test_the_usual_length_is_elapsed_time_when_the_clocks_go_back() -> None:
    start = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    times = times_from(RoundKind.CODING, start, None)
    assert times is not None
    assert times[1].astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=1)


def test_a_known_end_needs_no_start() -> None:
    assert times_from(RoundKind.CODING, None, END) == (None, END)


def test_a_known_end_is_kept_as_it_is() -> None:
    assert times_from(RoundKind.CODING, START, START + MINUTE) == (START, START + MINUTE)


def test_nothing_is_made_of_no_times() -> None:
    assert times_from(RoundKind.CODING, None, None) is None


def test_a_round_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        times_from(RoundKind.CODING, END, START)


@pytest.mark.parametrize("other", ["acme  corp", " ACME Corp ", "Acme\tCorp", "Ａcme Corp"])
def test_spellings_that_look_alike_are_one_company(other: str) -> None:
    assert company_key(other) == company_key("Acme Corp")


def test_an_accent_typed_apart_is_the_same_company() -> None:
    assert company_key("Cafe\u0301 Noir") == company_key("Café Noir")


@pytest.mark.parametrize("other", ["Acme Corporation", "AcmeCorp", "Acmé Corp"])
def test_other_names_are_other_companies(other: str) -> None:
    assert company_key(other) != company_key("Acme Corp")


def test_every_kind_result_and_state_has_its_own_words() -> None:
    assert set(KIND_WORDS) == set(RoundKind)
    assert set(RESULT_WORDS) == set(Result)
    assert set(STATE_WORDS) == set(RoundState)
    assert len(set(KIND_WORDS.values())) == len(RoundKind)
