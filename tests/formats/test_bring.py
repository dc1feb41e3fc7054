from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterround.core.import_draft import drafted, join_with_previous, located, split_at
from afterround.core.import_matching import Choice, print_of
from afterround.core.imports import FileKind, Found, FoundDate
from afterround.formats.bring import FILE_BYTES, read_file, read_text
from afterround.formats.corrections import as_fields, correct, read_items, write_items
from afterround.formats.draft_json import draft_from_json, draft_to_json
from afterround.formats.import_sheet import Entry, read_sheet, write_sheet
from afterround.formats.understood import understood_from_json, understood_to_json
from tests.brought import NOTE, found_round, with_person

LOG = """# Interview log

## Acme - Phone screen (2026-05-04)

Went well:
- calm

## Globex - System design (2026-05-05)

Shaky:
- heaps
"""
TABLE = "Company,Role,Status\nAcme,SRE,Rejected\nGlobex,Backend,Offer\n"


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.csv", "a.xlsx", "", "a"]))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_with_words(content: bytes, name: str) -> None:
    read = read_file(name, content)
    assert read.found.name == name
    assert not read.why or not read.found.rounds


@pytest.mark.parametrize(
    ("name", "text", "kind", "rounds", "applications"),
    [
        ("log.md", LOG, FileKind.NOTES, 2, 2),
        ("acme.md", NOTE, FileKind.NOTES, 1, 1),
        ("jobs.csv", TABLE, FileKind.TABLE, 0, 2),
        ("", TABLE, FileKind.TABLE, 0, 2),
        ("", TABLE.replace(",", "\t"), FileKind.TABLE, 0, 2),
        ("jobs.md", "| Company | Role |\n|---|---|\n| Acme | SRE |\n", FileKind.TABLE, 0, 1),
        ("letter.txt", "Dear Ann, it was nice, and long, and so on.\n", FileKind.NOTES, 0, 0),
        ("", "Dear Ann, it was nice, and long, and so on.\n", FileKind.NOTES, 0, 0),
    ],
)
def test_each_file_goes_to_its_reader(
    name: str, text: str, kind: FileKind, rounds: int, applications: int
) -> None:
    read = read_file(name, text.encode())
    assert (read.kind, len(read.found.rounds), len(read.found.applications)) == (kind, rounds, applications)


@pytest.mark.parametrize(
    "content", [b"", b" \n", b"%PDF-1", b"\x1f\x8b\0", b"{\\rtf1", b"\0" * 9, b"x" * (FILE_BYTES + 1)]
)
def test_what_is_no_text_says_what_to_do(content: bytes) -> None:
    assert read_file("odd", content).why.endswith((".", "binary file."))


def test_one_endless_line_is_refused_or_read() -> None:
    for piece in ("a,", "| ", "# ", "- [ ] ", "(((", '"'):
        read_file("long.md", (piece * 30_000).encode())


def test_a_draft_comes_back_from_json_identical() -> None:
    read = read_text("acme.md", NOTE)
    one = with_person(found_round(hints=["a map"], result_text=Found("2+", 3, is_sure=False)), "Priya Raman")
    prints = [(print_of(one, file="acme.md"),)] * 2
    file = drafted(replace(read.found, rounds=(*read.found.rounds, one)), prints)
    file = replace(file, rounds=(replace(file.rounds[0], choice=Choice.LEAVE), file.rounds[1]))
    assert draft_from_json(draft_to_json(file)) == file


def test_what_is_not_retyped_stays_as_it_was_read() -> None:
    for one in read_text("log.md", LOG).found.rounds:
        assert correct(one, as_fields(one)) == (one, {})


def test_a_retyped_field_is_sure_and_keeps_its_line() -> None:
    one = found_round(date="", shaky=["heaps", "graphs"])
    one = replace(one, date=FoundDate(None, "Oct 12", 7, is_sure=False))
    found, problems = correct(one, {"date": "12 Oct 2025", "shaky": "graphs\nstacks", "result": "passed"})
    assert (found.date, problems) == (FoundDate("2025-10-12", "12 Oct 2025", 7), {})
    assert found.shaky == (Found("graphs", 2), Found("stacks"))
    assert found.result == "passed"


def test_another_company_is_another_process() -> None:
    assert correct(found_round(application=3), {"company": "Globex"})[0].application is None


@given(st.lists(st.text("ab #-:\n", min_size=1).filter(lambda text: bool(text.strip())), max_size=4))
def test_items_come_back_as_they_were_written(texts: list[str]) -> None:
    plain = ["\n".join(line.strip() for line in text.strip().split("\n")) for text in texts]
    assert read_items(write_items(plain)) == plain


def test_a_sheet_comes_back_as_it_was_written() -> None:
    rounds = read_text("log.md", LOG).found.rounds
    entries = [Entry(n, "log.md", as_fields(one), "take") for n, one in enumerate(rounds, 1)]
    back, problems = read_sheet(write_sheet(entries))
    assert problems == []
    for one, entry in zip(rounds, back, strict=True):
        assert correct(one, entry.fields) == (one, {})


def test_a_sheet_names_the_lines_it_cannot_place() -> None:
    entries, problems = read_sheet("== 1\ncompany: Acme\nwhatever\nshaky:\n  heaps\n")
    assert (entries[0].fields, entries[0].choice) == ({"company": "Acme", "shaky": "heaps"}, "take")
    assert [problem.line for problem in problems] == [3]


@given(st.text(max_size=200))
def test_any_sheet_can_be_read(text: str) -> None:
    read_sheet(text)


def test_a_round_split_and_joined_has_all_its_lines() -> None:
    read = read_text("log.md", LOG)
    whole = drafted(read.found, [(print_of(one),) for one in read.found.rounds])
    both = join_with_previous(whole, 1)
    assert [len(each.prints) for each in both.rounds] == [2]
    again = split_at(both, 0, 8, read.lines, None)
    assert [(len(r.found.went_well), len(r.found.shaky)) for r in again.rounds] == [(1, 0), (0, 1)]
    assert [r.uid for r in again.rounds] == [0, 2]


def test_a_line_outside_of_a_round_splits_nothing() -> None:
    read = read_text("log.md", LOG)
    whole = drafted(read.found, [(print_of(one),) for one in read.found.rounds])
    assert split_at(whole, 0, 1, read.lines, None) == whole
    assert join_with_previous(whole, 0) == whole


def test_lines_of_a_template_are_found_again() -> None:
    read = read_text("acme.md", NOTE)
    found = located(read.found.rounds[0], read.lines)
    assert (found.went_well[0].line, found.shaky[0].line) == (4, 7)


def test_how_a_table_was_understood_comes_back_from_json() -> None:
    understood = read_file("jobs.csv", TABLE.encode()).understood
    assert understood_from_json(understood_to_json(understood)) == understood
    assert understood_from_json([{"mapping": 1}, 7]) == ()
