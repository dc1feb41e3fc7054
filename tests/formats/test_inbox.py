from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.cooldown import JOT_LENGTH, Lane
from afterround.formats.inbox import InboxLine, read_inbox

BERLIN = ZoneInfo("Europe/Berlin")
MODIFIED = datetime(2026, 6, 11, 13, 45, tzinfo=UTC)  # 15:45 in Berlin


def read(text: str, name: str = "jots.txt") -> tuple[InboxLine, ...]:
    return read_inbox(text, name=name, modified_at=MODIFIED, zone=BERLIN)


def berlin(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, second, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("line", "lane", "text"),
    [
        ("+ clear examples", Lane.WELL, "clear examples"),
        ("+clear examples", Lane.WELL, "clear examples"),
        ("- lost the DP state", Lane.STUMBLED, "lost the DP state"),
        ("-lost the DP state", Lane.STUMBLED, "lost the DP state"),
        ("  ! nodded at the cache", Lane.SIGNAL, "nodded at the cache"),
        ("caching came up", Lane.UNSORTED, "caching came up"),
        ("* a bullet", Lane.UNSORTED, "a bullet"),
        ("• a bullet", Lane.UNSORTED, "a bullet"),
        ("- [ ] ask about the team", Lane.UNSORTED, "ask about the team"),
        ("- [x] thanked her", Lane.UNSORTED, "thanked her"),
        ("# Acme", Lane.UNSORTED, "Acme"),
        ("### - Acme", Lane.UNSORTED, "- Acme"),
        ("#cache", Lane.UNSORTED, "#cache"),
        ("-- a dash", Lane.UNSORTED, "-- a dash"),
        ("!!! wow", Lane.UNSORTED, "!!! wow"),
        ("+", Lane.UNSORTED, "+"),
        ("a - b + c!", Lane.UNSORTED, "a - b + c!"),
    ],
)
def test_a_mark_at_the_start_gives_the_lane(line: str, lane: Lane, text: str) -> None:
    assert [(jot.lane, jot.text) for jot in read(line)] == [(lane, text)]


@pytest.mark.parametrize(
    "line", ["", "   ", "-", "*", "--", "---", "-----", "***", "- - -", "- [ ]", "#", "\t"]
)
def test_blank_lines_empty_bullets_and_rules_are_skipped(line: str) -> None:
    assert read(f"a\n{line}\nb") == (*read("a"), InboxLine("b", Lane.UNSORTED, MODIFIED, 1, 3))


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("10:42 lost it", berlin(11, 10, 42), "lost it"),
        ("9:05 lost it", berlin(11, 9, 5), "lost it"),
        ("10:42:10 lost it", berlin(11, 10, 42, 10), "lost it"),
        ("[10:42] lost it", berlin(11, 10, 42), "lost it"),
        ("[10:42]lost it", berlin(11, 10, 42), "lost it"),
        ("2026-06-09 10:42 lost it", berlin(9, 10, 42), "lost it"),
        ("[2026-06-09 10:42:10] lost it", berlin(9, 10, 42, 10), "lost it"),
        ("2026-06-09T10:42:10+02:00 lost it", berlin(9, 10, 42, 10), "lost it"),
        ("2026-06-09T08:42:10Z lost it", berlin(9, 10, 42, 10), "lost it"),
        ("2026-06-09T10:42:10.123 lost it", berlin(9, 10, 42, 10), "lost it"),
        ("3:15 pm lost it", berlin(11, 15, 15), "lost it"),
        ("12:10am lost it", berlin(11, 0, 10), "lost it"),
        ("16:00 lost it", berlin(10, 16, 0), "lost it"),
    ],
)
def test_a_stamp_at_the_start_gives_the_time_and_leaves_the_text(line: str, at: datetime, text: str) -> None:
    (jot,) = read(line)
    assert (jot.at, jot.text) == (at, text)


@pytest.mark.parametrize(
    "line",
    [
        "10.42 is no stamp",
        "10:42-11:00 coding",
        "10:42 - 11:00 coding",
        "10:42 to 11:00 coding",
        "25:00 is no time",
        "10:75 is no time",
        "13:00 pm is no time",
        "2026-02-30 10:42 is no day",
        "at 10:42 it broke",
        "10:42",
        "10:42nd",
        "2026-06-09 is a day",
    ],
)
def test_what_is_no_stamp_stays_in_the_text(line: str) -> None:
    (jot,) = read(line)
    assert (jot.at, jot.text) == (MODIFIED, line)


@pytest.mark.parametrize(
    "line", ["- 10:42 lost it", "10:42 - lost it", "- [10:42] lost it", "10:42 -lost it"]
)
def test_a_mark_may_stand_before_or_after_the_stamp(line: str) -> None:
    assert read(line) == (InboxLine("lost it", Lane.STUMBLED, berlin(11, 10, 42), 1, 1),)


@pytest.mark.parametrize(
    "name", ["2026-06-09 Acme.txt", "jots-20260609.md", "notes/2026_06_09.txt", "2026.06.09"]
)
def test_the_date_of_a_bare_time_comes_from_the_files_name(name: str) -> None:
    assert read("23:50 lost it", name)[0].at == berlin(9, 23, 50)


@pytest.mark.parametrize("name", ["", "IMG_20269999.txt", "120260609123.txt", "2026-06-31.txt"])
def test_a_name_without_a_date_leaves_it_to_the_change_of_the_file(name: str) -> None:
    assert read("15:40 lost it", name)[0].at == berlin(11, 15, 40)


def test_the_date_in_the_line_wins_over_the_name() -> None:
    assert read("2026-06-08 10:00 lost it", "2026-06-09.txt")[0].at == berlin(8, 10, 0)


def test_lines_without_a_stamp_have_the_time_of_the_file() -> None:
    assert {jot.at for jot in read("a\nb\nc", "2026-06-09.txt")} == {MODIFIED}


def test_a_time_the_clocks_skip_is_still_an_instant() -> None:
    (jot,) = read("2026-03-29 02:30 lost it")
    assert jot.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_the_same_words_are_counted_so_that_a_grown_file_can_be_read_again() -> None:
    jots = read("lost it\n- lost it\nother\n10:42 lost it")
    assert [(jot.text, jot.number) for jot in jots] == [
        ("lost it", 1),
        ("lost it", 2),
        ("other", 1),
        ("lost it", 3),
    ]


def test_lines_end_with_any_of_three_ends_and_no_other() -> None:
    jots = read("\ufeff+ a\r\nb\u2028c\rd\x0be\n")
    assert [(jot.text, jot.line) for jot in jots] == [("a", 1), ("b\u2028c", 2), ("d\x0be", 3)]


def test_what_no_store_can_hold_is_replaced_and_not_dropped() -> None:
    assert [jot.text for jot in read("a\0b\ud800c")] == ["a\ufffdb\ufffdc"]


def test_a_long_line_becomes_several_jots_split_at_a_blank() -> None:
    words = ["state"] * 4000
    jots = read("- 10:42 " + " ".join(words))
    assert [word for jot in jots for word in jot.text.split()] == words
    assert max(len(jot.text) for jot in jots) <= JOT_LENGTH
    assert {(jot.lane, jot.at, jot.line) for jot in jots} == {(Lane.STUMBLED, berlin(11, 10, 42), 1)}


def test_a_long_word_is_split_where_it_must() -> None:
    assert [len(jot.text) for jot in read("x" * 25_000)] == [10_000, 10_000, 5_000]


def test_a_text_of_just_the_length_is_one_jot() -> None:
    assert len(read("x" * JOT_LENGTH)) == 1


LINES = st.lists(st.text(alphabet="ab+-!*#[]: 0123456789TZ.\u2028", max_size=30), max_size=8)


@given(LINES.map("\n".join), st.text(max_size=20))
def test_no_word_is_ever_lost(text: str, name: str) -> None:
    letters = [c for c in text if c in "ab"]
    assert [c for jot in read(text, name) for c in jot.text if c in "ab"] == letters


@given(st.text(), st.text(), st.datetimes(timezones=st.just(UTC)))
def test_any_text_is_read_into_jots_that_can_be_stored(text: str, name: str, modified_at: datetime) -> None:
    for jot in read_inbox(text, name=name, modified_at=modified_at, zone=BERLIN):
        assert 0 < len(jot.text) <= JOT_LENGTH
        assert jot.at.utcoffset() == timedelta()


@pytest.mark.parametrize("line", ["0001-01-02 10:00 lost", "9999-12-31 23:59 lost"])
def test_a_year_that_cannot_be_right_is_no_time_stamp(line: str) -> None:
    assert [(jot.text, jot.at) for jot in read(line)] == [(line, MODIFIED)]
