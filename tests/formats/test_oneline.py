from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.rounds import Part, RoundKind
from afterround.formats.oneline import OneLine, RoundDraft, read_rounds

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 6, 11, 15, 45, tzinfo=BERLIN)  # a Thursday

CODING, DESIGN = RoundKind.CODING, RoundKind.SYSTEM_DESIGN
SAY_WHEN = 'Say when, for example "ended now" or "tomorrow 14:00".'
SAY_TIME = 'Say at what time, for example "tomorrow 14:00".'


def read(text: str, now: datetime = NOW) -> OneLine:
    return read_rounds(text, now=now, zone=BERLIN)


def one(text: str, now: datetime = NOW) -> RoundDraft:
    """The one round of a line that is understood without a problem."""
    found = read(text, now)
    assert found.problems == ()
    (draft,) = found.drafts
    return draft


def june(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=BERLIN)


def messages(text: str) -> list[str]:
    return [problem.message for problem in read(text).problems]


@pytest.mark.parametrize(
    ("when", "ends_at"),
    [
        ("ended now", NOW),
        ("just ended", NOW),
        ("just now", NOW),
        ("ended just now", NOW),
        ("ended 20 min ago", june(11, 15, 25)),
        ("20 minutes ago", june(11, 15, 25)),
        ("finished an hour ago", june(11, 14, 45)),
        ("ended 1 h 20 min ago", june(11, 14, 25)),
        ("ended 15:30", june(11, 15, 30)),
        ("ended at 3pm.", june(11, 15)),
        ("15:00 ended", june(11, 15)),
        ("ended 23:50", june(10, 23, 50)),
        ("ended yesterday 15:30", june(10, 15, 30)),
        ("ended Monday 15:30", june(8, 15, 30)),
        ("ended 1 June 10:00", june(1, 10)),
        ("until 16:30", june(11, 16, 30)),
    ],
)
@pytest.mark.parametrize("start", ["Acme, coding, ", "Acme coding ", "Acme: coding; "])
def test_an_end_is_read_and_no_start_is_made_up(start: str, when: str, ends_at: datetime) -> None:
    draft = one(start + when)
    assert (draft.company, draft.kind, draft.starts_at, draft.ends_at) == ("Acme", CODING, None, ends_at)


@pytest.mark.parametrize(
    ("when", "starts_at"),
    [
        ("now", NOW),
        ("started 20 min ago", june(11, 15, 25)),
        ("in 20 min", june(11, 16, 5)),
        ("in 2 hours", june(11, 17, 45)),
        ("10:00", june(11, 10)),
        ("tomorrow 14:00", june(12, 14)),
        ("tomorrow at 3", june(12, 15)),
        ("tomorrow noon", june(12, 12)),
        ("yesterday at 9:30", june(10, 9, 30)),
        ("Mon 10:00", june(15, 10)),
        ("next Tuesday 09:00", june(16, 9)),
        ("11 June 10am", june(11, 10)),
        ("June 18, 2026 at 10:00", june(18, 10)),
        ("Thursday 18 June 10:00", june(18, 10)),
        ("Thu, 18 June, 10:00", june(18, 10)),
        ("2026-06-18T10:00", june(18, 10)),
        ("10:00 in 3 days", june(14, 10)),
    ],
)
@pytest.mark.parametrize("start", ["Acme, coding, ", "Acme coding "])
def test_a_start_is_read(start: str, when: str, starts_at: datetime) -> None:
    draft = one(start + when)
    assert (draft.company, draft.starts_at, draft.ends_at) == ("Acme", starts_at, None)


@pytest.mark.parametrize(
    ("when", "starts_at", "ends_at"),
    [
        ("10:00-11:00", june(11, 10), june(11, 11)),
        ("from 10 to 11", june(11, 10), june(11, 11)),
        ("Mon 2-3pm", june(15, 14), june(15, 15)),
        ("23:30-00:30", june(11, 23, 30), june(12, 0, 30)),
        ("ended, 23:30-00:30", june(10, 23, 30), june(11, 0, 30)),
        ("3pm for 45 min", june(11, 15), june(11, 15, 45)),
        ("ended now, 45 min", june(11, 15), june(11, 15, 45)),
        ("10:00, ended 11:00", june(11, 10), june(11, 11)),
        ("started 15:00, ended now", june(11, 15), june(11, 15, 45)),
    ],
)
def test_start_and_end_are_read(when: str, starts_at: datetime, ends_at: datetime) -> None:
    draft = one(f"Acme, coding, {when}")
    assert (draft.starts_at, draft.ends_at) == (starts_at, ends_at)


def test_a_round_that_ended_after_midnight_began_the_day_before() -> None:
    draft = one("Acme, coding, started 23:00, ended now", june(11, 0, 10))
    assert (draft.starts_at, draft.ends_at) == (june(10, 23), june(11, 0, 10))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        *(
            (word, CODING)
            for word in ("coding", "Coding interview", "algo", "DSA", "technical", "phone screen")
        ),
        *((word, CODING) for word in ("tech screen", "technical phone screen", "coding round")),
        *((word, DESIGN) for word in ("system design", "SYSTEM DESIGN", "design", "architecture")),
        *((word, RoundKind.BEHAVIOURAL) for word in ("behavioural", "behavioral", "culture fit", "values")),
        *((word, RoundKind.BEHAVIOURAL) for word in ("bar raiser", "behavioral interview")),
        *((word, RoundKind.RECRUITER_SCREEN) for word in ("recruiter screen", "recruiter call", "HR")),
        *(
            (word, RoundKind.RECRUITER_SCREEN)
            for word in ("phone screen with HR", "phone screen with a recruiter")
        ),
        *(
            (word, RoundKind.ONLINE_ASSESSMENT)
            for word in ("OA", "online assessment", "HackerRank", "codility")
        ),
        *((word, RoundKind.HIRING_MANAGER) for word in ("hiring manager", "HM")),
        *((word, RoundKind.TAKE_HOME) for word in ("take-home", "takehome", "take home", "assignment")),
        ("onsite", RoundKind.OTHER),
    ],
)
def test_a_kind_has_many_names(line: str, kind: RoundKind) -> None:
    assert one(f"Acme, {line}, ended now").kind is kind


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("onsite", "onsite"),
        ("Final round", "Final round"),
        ("coding", ""),
        ("coding round 2", "coding round 2"),
    ],
)
def test_the_words_are_kept_where_the_kind_does_not_say_them(kind: str, label: str) -> None:
    assert one(f"Acme, {kind}, ended now").label == label


def test_a_line_without_a_kind_is_some_other_round() -> None:
    draft = one("Acme ended now")
    assert (draft.company, draft.kind, draft.label) == ("Acme", RoundKind.OTHER, "")


@pytest.mark.parametrize(
    "company",
    [
        *(
            "37signals",
            "Capital One",
            "Two Sigma",
            "Bed and Breakfast & Co.",
            "7-Eleven",
            "Monday.com",
            "Monday",
        ),
        *(
            "May Mobility",
            "Black Monday Games",
            "Service Now",
            "HackerRank",
            "Scale Design",
            "Design Pickle",
            "Noon",
        ),
        *(
            "On",
            "The Trade Desk",
            "Block (Square)",
            "Yahoo!",
            "24 Hour Fitness",
            "Tomorrow.io",
            "1910",
            "eBay",
            "Now",
        ),
    ],
)
def test_a_company_is_never_read_as_a_time_or_a_kind(company: str) -> None:
    draft = one(f"{company}, coding, tomorrow 14:00")
    assert (draft.company, draft.kind, draft.starts_at) == (company, CODING, june(12, 14))


@pytest.mark.parametrize(
    "company", ["37signals", "Capital One", "Two Sigma", "May Mobility", "Black Monday Games", "Acme Design"]
)
def test_a_company_needs_no_comma_after_it(company: str) -> None:
    draft = one(f"{company} coding ended now")
    assert (draft.company, draft.kind, draft.ends_at) == (company, CODING, NOW)


@pytest.mark.parametrize(
    "line",
    [
        *("coding at Acme, tomorrow 14:00", "Tomorrow 14:00, Acme, coding", "coding, Acme, tomorrow 14:00"),
        *("Acme tomorrow 14:00, coding", "Acme, tomorrow, coding, 14:00", "Acme - coding - tomorrow - 14:00"),
        *(
            "- Acme: coding tomorrow 14:00",
            "I had a coding interview at Acme, tomorrow 14:00",
            "Acme; coding; tomorrow, 2pm",
        ),
    ],
)
def test_the_order_is_free(line: str) -> None:
    draft = one(line)
    assert (draft.company, draft.kind, draft.starts_at) == ("Acme", CODING, june(12, 14))


@pytest.mark.parametrize(
    "role",
    [
        "Backend Engineer",
        "Design Engineer",
        "Technical Lead",
        "3D Artist",
        "full time",
        "Software Engineer 2",
    ],
)
def test_a_second_name_is_the_role(role: str) -> None:
    draft = one(f"Globex, {role}, hiring manager, Mon 10:00-11:00")
    assert (draft.company, draft.role, draft.kind) == ("Globex", role, RoundKind.HIRING_MANAGER)


def test_each_kind_begins_a_round_of_the_same_day() -> None:
    found = read("Acme: coding 10:00-11:00, system design 11:15-12:15, behavioural 13:00 tomorrow")
    assert found.problems == ()
    assert [(draft.company, draft.kind, draft.starts_at, draft.ends_at) for draft in found.drafts] == [
        ("Acme", CODING, june(12, 10), june(12, 11)),
        ("Acme", DESIGN, june(12, 11, 15), june(12, 12, 15)),
        ("Acme", RoundKind.BEHAVIOURAL, june(12, 13), None),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Acme; coding 10-11; design 11-12; 2026-06-18",
        "Acme, 18 June: 10:00-11:00 coding, 11:00-12:00 design",
        "Acme coding 10-11 and design 11-12 on Thursday 18 June",
        "Acme, coding 18 June 10-11, design 11-12",
    ],
)
def test_a_day_said_once_holds_for_all_rounds(line: str) -> None:
    found = read(line)
    assert found.problems == ()
    assert [draft.starts_at for draft in found.drafts] == [june(18, 10), june(18, 11)]


def test_rounds_may_each_have_their_own_day() -> None:
    found = read("Acme, coding Mon 10:00, design Tue 11:00")
    assert [draft.starts_at for draft in found.drafts] == [june(15, 10), june(16, 11)]


def test_mock_role_and_zone_hold_for_all_rounds() -> None:
    found = read("mock, Acme, SRE, coding 10:00, design 11:00, New York time")
    assert {(draft.mock, draft.role, draft.time_zone) for draft in found.drafts} == {
        (True, "SRE", "America/New_York")
    }


def test_a_mock_needs_no_company() -> None:
    draft = one("mock with Sam, coding, now")
    assert (draft.company, draft.mock, draft.starts_at) == ("", True, NOW)
    assert draft.people == (("Sam", Part.INTERVIEWER),)


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (
            "with Priya Raman and Dan Okafor",
            [("Priya Raman", Part.INTERVIEWER), ("Dan Okafor", Part.INTERVIEWER)],
        ),
        ("with Ada, Bo and Cleo", [(name, Part.INTERVIEWER) for name in ("Ada", "Bo", "Cleo")]),
        ("with Ada, Bo, and Cleo Lind", [(name, Part.INTERVIEWER) for name in ("Ada", "Bo", "Cleo Lind")]),
        ("with Sunday Adeyemi & April May", [(n, Part.INTERVIEWER) for n in ("Sunday Adeyemi", "April May")]),
        ("with the recruiter Ada Lind", [("Ada Lind", Part.RECRUITER)]),
        ("with Ada (recruiter)", [("Ada", Part.RECRUITER)]),
        ("observed by Bo", [("Bo", Part.OBSERVER)]),
        ("with the hiring manager", []),
    ],
)
def test_people_are_named_with_their_part(words: str, people: list[tuple[str, Part]]) -> None:
    assert list(one(f"Acme, coding {words}, tomorrow 10:00").people) == people


def test_whoever_makes_a_recruiter_screen_is_a_recruiter() -> None:
    assert one("Acme, recruiter call with Ada, ended now").people == (("Ada", Part.RECRUITER),)


@pytest.mark.parametrize(
    "words", ["New York time", "America/New_York", "EST", "est", "ET", "Eastern time", "(EDT)"]
)
def test_times_are_in_the_zone_that_is_named(words: str) -> None:
    draft = one(f"Initech phone screen with Priya Raman, 3pm for 45 min, {words}")
    assert draft.starts_at == datetime(2026, 6, 11, 15, tzinfo=NEW_YORK)
    assert draft.ends_at == datetime(2026, 6, 11, 15, 45, tzinfo=NEW_YORK)
    assert draft.time_zone == "America/New_York"


def test_today_is_the_day_it_is_in_the_zone_that_is_named() -> None:
    draft = one("Acme, coding, today 20:00, New York time", june(12, 3))
    assert draft.starts_at == datetime(2026, 6, 11, 20, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    "words", ["due Friday 18:00", "Friday 18:00", "due by Fri 6pm", "deadline Friday 18:00"]
)
def test_a_take_home_has_a_due_time(words: str) -> None:
    draft = one(f"Acme, take-home, {words}")
    assert (draft.kind, draft.starts_at, draft.ends_at) == (RoundKind.TAKE_HOME, None, None)
    assert draft.due_at == june(12, 18)


def test_a_take_home_that_is_handed_in_has_ended() -> None:
    draft = one("Acme, take-home, handed in now")
    assert (draft.ends_at, draft.due_at) == (NOW, None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Acme, coding", SAY_WHEN),
        ("Acme", SAY_WHEN),
        ("Acme, take-home", SAY_WHEN),
        ("Acme, coding, tomorrow", SAY_TIME),
        ("Acme, coding, ended yesterday", SAY_TIME),
        ("Acme, take-home, due Friday", SAY_TIME),
    ],
)
def test_a_round_without_a_time_asks_for_one(line: str, problem: str) -> None:
    found = read(line)
    assert [p.message for p in found.problems] == [problem]
    assert [(d.company, d.starts_at, d.ends_at, d.due_at) for d in found.drafts] == [
        ("Acme", None, None, None)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "11/06",
        "31 June",
        "Friday 11 June",
        "14h30",
        "25:00",
        "Atlantis time",
        "2026-02-30",
        "2026-06-11T10:00Z",
    ],
)
def test_a_time_that_is_not_understood_is_named_and_none_is_guessed(words: str) -> None:
    found = read(f"Acme, coding, {words}, 10:00")
    assert any(words.replace("T10", " 10").split()[-1] in p.message for p in found.problems)
    assert [(d.company, d.role, d.starts_at) for d in found.drafts] == [("Acme", "", None)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("tomorrow 10:00, 11:00", "two times"),
        ("tomorrow, Monday 10:00", "two days"),
        ("10:00 CET, New York time", "Two time zones"),
        ("16:30, ended now", "end before it starts"),
        ("9999-12-31 23:30-00:30", "beyond the calendar"),
    ],
)
def test_what_contradicts_itself_has_no_time(words: str, said: str) -> None:
    found = read(f"Acme, coding, {words}")
    assert any(said in problem.message for problem in found.problems)
    assert found.drafts[0].starts_at is None


def test_a_third_name_is_a_problem_that_leaves_the_rest_alone() -> None:
    found = read("Acme, Backend Engineer, coding, tomorrow 14:00, bring a laptop")
    assert [p.message.partition(" was")[0] for p in found.problems] == ['"bring a laptop"']
    assert found.drafts[0].starts_at == june(12, 14)


def test_a_round_without_a_company_asks_for_it() -> None:
    assert messages("coding, ended now") == ['Name the company first, for example "Acme, coding, ended now".']


def test_lines_are_counted_and_blank_ones_skipped() -> None:
    found = read("Acme, coding, now\n\r\nGlobex, coding\rInitech, design, now")
    assert [draft.company for draft in found.drafts] == ["Acme", "Globex", "Initech"]
    assert [problem.line for problem in found.problems] == [3]


def test_a_line_that_is_too_long_is_a_problem() -> None:
    found = read("Acme, coding, now\n" + "x" * 1001)
    assert len(found.drafts) == 1
    assert [problem.line for problem in found.problems] == [2]


def test_a_round_in_an_hour_the_clocks_skip_has_an_end_after_its_start() -> None:
    draft = one("Acme, coding, 02:30-03:15", datetime(2026, 3, 29, 12, tzinfo=BERLIN))
    assert draft.starts_at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert draft.ends_at == datetime(2026, 3, 29, 2, 15, tzinfo=UTC)


def test_a_round_in_an_hour_that_comes_twice_is_in_the_first() -> None:
    draft = one("Acme, coding, 02:30", datetime(2026, 10, 25, 12, tzinfo=BERLIN))
    assert draft.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_length_of_a_round_is_elapsed_time() -> None:
    draft = one("Acme, coding, 02:30 for 60 min", datetime(2026, 10, 25, 12, tzinfo=BERLIN))
    assert draft.ends_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


WORDS = st.sampled_from(
    [
        *(
            "Acme",
            ",",
            ";",
            ":",
            "-",
            "(",
            ")",
            "and",
            "with",
            "at",
            "in",
            "on",
            "for",
            "by",
            "to",
            "the",
            "Sam",
        ),
        *(
            "mock",
            "coding",
            "design",
            "recruiter",
            "HR",
            "phone",
            "screen",
            "onsite",
            "Engineer",
            "take-home",
        ),
        *(
            "ended",
            "just",
            "now",
            "due",
            "until",
            "10",
            "10-11",
            "23:30-00:30",
            "3pm",
            "45",
            "min",
            "20 min ago",
        ),
        *(
            "tomorrow",
            "yesterday",
            "Mon",
            "next",
            "11",
            "June",
            "31",
            "2026-06-11",
            "9999-12-31",
            "0001-01-01",
        ),
        *("New York time", "CET", "Europe/Berlin", "\0", "\u2028", "\n", "٣:٠٠"),
    ]
)


@given(
    st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join)), st.datetimes(timezones=st.timezones())
)
def test_any_text_is_read_without_an_error(text: str, now: datetime) -> None:
    now = now.replace(year=2000 + now.year % 100, day=min(now.day, 28))
    found = read_rounds(text, now=now, zone=BERLIN)
    for draft in found.drafts:
        instants = [at for at in (draft.starts_at, draft.ends_at) if at is not None]
        assert all(at.utcoffset() == timedelta() for at in instants)
        assert instants == sorted(instants)
        assert instants or draft.due_at or found.problems
        assert draft.company or draft.mock or found.problems
