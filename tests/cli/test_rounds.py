"""`afterround round`: add, list, show, edit, end, close, delete and bring back."""

import pytest

from afterround.cli.lines import print_rows
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.embedded


def test_a_round_is_added_from_one_line(terminal: Terminal) -> None:
    said = terminal.ok("round", "add", "Acme, coding, ended now")
    assert "Acme, coding" in said
    assert "cooling down, 30 min left" in said
    assert "afterround jot" in said
    assert terminal.json("round", "show", "Acme")["state"] == "cooling"


def test_a_line_may_hold_a_day_of_rounds(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme: coding 10:00-11:00, system design 11:15-12:15, tomorrow")
    rounds = terminal.json("round", "list", "--state", "coming")
    assert [(r["kind"], r["starts_at"]) for r in rounds] == [
        ("coding", "2026-06-12T08:00:00+00:00"),
        ("system_design", "2026-06-12T09:15:00+00:00"),
    ]


def test_a_round_is_added_in_full(terminal: Terminal) -> None:
    terminal.ok(
        *("round", "add", "--company", "Globex", "--role", "Backend Engineer", "--level", "senior"),
        *(
            "--stage",
            "onsite",
            "--kind",
            "system_design",
            "--start",
            "tomorrow 14:00",
            "--end",
            "2026-06-12 15:15",
        ),
        *("--zone", "America/New_York", "--with", "Priya Raman", "--with", "Dan Okafor:recruiter", "--mock"),
    )
    shown = terminal.json("round", "show", "Globex")
    expected = {
        "role": "Backend Engineer", "level": "senior", "stage": "onsite", "kind": "system_design", "mock": True,
        "starts_at": "2026-06-12T18:00:00+00:00", "ends_at": "2026-06-12T19:15:00+00:00",
        "time_zone": "America/New_York", "label": None, "notes": None, "result": "pending",
        "people": [
            {"name": "Priya Raman", "part": "interviewer", "email": None},
            {"name": "Dan Okafor", "part": "recruiter", "email": None},
        ],
    }  # fmt: skip
    assert {name: shown[name] for name in expected} == expected


def test_options_complete_a_line(terminal: Terminal) -> None:
    terminal.ok(
        "round", "add", "Acme, coding, ended now", "--role", "Backend Engineer", "--with", "Sam:observer"
    )
    shown = terminal.json("round", "show", "Acme")
    assert (shown["role"], shown["people"][0]["part"]) == ("Backend Engineer", "observer")


def test_a_line_that_is_not_understood_adds_nothing_and_says_what(terminal: Terminal) -> None:
    done = terminal.run("round", "add", "Acme, coding 10:00-11:00, gibberish, nonsense, tomorrow")
    assert (done.returncode, done.stdout) == (2, "")
    assert "nonsense" in done.stderr
    assert "Nothing was added" in done.stderr
    assert terminal.json("round", "list") == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Say which round"),
        (["--company", "Acme", "--start", "whenever"], "no time that was understood"),
        (
            ["--company", "Acme", "--start", "2026-10-25 02:30"],
            "2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00",
        ),
        (["--company", "Acme", "--start", "2026-03-29 02:30"], "the clocks were put forward"),
        (["--company", "Acme", "--start", "14:00", "--zone", "Mars/Olympus"], "no time zone Mars/Olympus"),
        (["--company", "Acme", "--start", "14:00", "--with", "Sam:boss"], "the part is one of"),
        (["--start", "14:00", "--kind", "chat"], "chat"),
    ],
)
def test_wrong_usage_is_explained(terminal: Terminal, args: list[str], words: str) -> None:
    done = terminal.run("round", "add", *args)
    assert done.returncode == 2
    assert words in done.stderr
    assert terminal.json("round", "list") == []


def test_a_round_without_any_time_is_refused(terminal: Terminal) -> None:
    done = terminal.run("round", "add", "--company", "Acme")
    assert done.returncode == 1
    assert "Say when it starts or when it ended." in done.stderr


def test_two_rounds_of_a_line_cannot_share_a_time_option(terminal: Terminal) -> None:
    done = terminal.run("round", "add", "Acme: coding 10:00-11:00, system design 11:15-12:15", "--end", "now")
    assert done.returncode == 2


def test_the_list_is_aligned_and_tells_how_to_begin(terminal: Terminal) -> None:
    assert "afterround round add" in terminal.ok("round", "list")
    terminal.ok("round", "add", "Acme, coding, ended 2 hours ago")
    terminal.ok("round", "add", "Globex, recruiter screen, tomorrow 14:00")
    lines = terminal.ok("round", "list").splitlines()
    assert lines[0].endswith("Globex, recruiter screen")
    assert lines[0].index("Globex") == lines[1].index("Acme")


def test_a_round_elsewhere_shows_both_clocks(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, tomorrow 14:00, New York time")
    assert "tomorrow 20:00–21:00 (14:00–15:00 New York)" in terminal.ok("round", "list")


def test_a_round_is_edited_by_what_an_option_names(terminal: Terminal, acme: str) -> None:
    terminal.ok("round", "edit", "Acme", "--role", "Backend Engineer", "--end", "today 16:30")
    shown = terminal.json("round", "show", acme)
    assert (shown["role"], shown["ends_at"]) == ("Backend Engineer", "2026-06-11T14:30:00+00:00")
    assert shown["kind"] == "coding"


def test_an_edit_without_a_wish_says_how(terminal: Terminal, acme: str) -> None:
    assert "Say what to change" in terminal.run("round", "edit", "Acme").stderr


def test_ending_a_round_opens_its_cooldown(terminal: Terminal) -> None:
    terminal.ok("round", "add", "Acme, coding, 17:00-18:00")
    assert "cooling down, 30 min left" in terminal.ok("round", "end", "Acme")
    assert terminal.run("round", "end", "Acme").returncode == 1


def test_a_result_closes_a_round_and_can_be_taken_back(terminal: Terminal, acme: str) -> None:
    assert terminal.ok("round", "result", "Acme", "rejected") == "Acme, coding: rejected.\n"
    assert terminal.json("round", "show", acme)["state"] == "closed"
    terminal.ok("round", "result", "Acme", "pending")
    assert terminal.json("round", "show", acme)["state"] == "to_reflect"


def test_a_round_is_put_aside_and_taken_up(terminal: Terminal, acme: str) -> None:
    assert f"take-up {acme[-8:]}" in terminal.ok("round", "aside", "Acme")
    assert terminal.json("round", "show", acme)["state"] == "closed"
    terminal.ok("round", "take-up", acme[-8:])
    assert terminal.json("round", "show", acme)["state"] == "to_reflect"


def test_a_deleted_round_comes_back_with_the_command_that_was_printed(terminal: Terminal, acme: str) -> None:
    said = terminal.ok("round", "delete", "Acme")
    assert terminal.json("round", "list") == []
    terminal.ok(*said.splitlines()[-1].split("afterround ")[1].split())
    assert terminal.json("round", "show", "Acme")["id"] == acme


def test_only_a_deleted_round_is_restored(terminal: Terminal, acme: str) -> None:
    assert "no deleted round" in terminal.run("round", "restore", acme).stderr


def test_a_round_that_is_not_there_is_refused(terminal: Terminal) -> None:
    done = terminal.run("round", "show", "Hooli")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Hooli" in done.stderr


def test_a_company_named_like_a_key_is_found_by_its_name(terminal: Terminal, acme: str) -> None:
    terminal.ok("round", "add", f"{acme[-8:]}, coding, ended now")
    assert terminal.json("round", "show", acme[-8:])["id"] != acme


def test_words_from_a_round_cannot_steer_the_terminal(terminal: Terminal) -> None:
    terminal.ok("round", "add", "--company", "A\x1b[31mcme", "--start", "now")
    assert "\x1b" not in terminal.ok("round", "list") + terminal.ok("round", "show")


def test_no_column_of_a_table_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([["  a1", "A\x1b[31mcme", "said\x07 so"], ["  b2", "Globex", "\x1b[0m"]])
    assert capsys.readouterr().out == "  a1  A [31mcme  said so\n  b2  Globex     [0m\n"
