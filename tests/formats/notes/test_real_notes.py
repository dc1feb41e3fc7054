"""How many rounds and processes real notes hold, counted by reading them."""

from pathlib import Path

from afterround.formats.notes import read_notes

ROUNDS = {
    "JustinHurley__Balyasny.md": 0,
    "JustinHurley__StubHub.md": 0,
    "MLifeFam__startup_C.md": 1,
    "TStand90__interviews.org": 1,
    "amit__Technical_round_progress.md": 3,
    "audibleblink__README.md": 0,
    "audibleblink__binary_conversion.md": 0,
    "audibleblink__makeChange.md": 0,
    "audibleblink__stack_with_min.md": 0,
    "cody-barker__README.rb": 1,
    "krishjha1121__Amazon_Exp1.md": 1,
    "krishjha1121__Amazon_Exp2.md": 3,
    "krishjha1121__Fanatics_Exp1.md": 2,
    "krishjha1121__Fanatics_Exp2.md": 3,
    "krishjha1121__Google_Exp1.md": 2,
    "krishjha1121__LinkedIn_Exp1.md": 3,
    "krishjha1121__MathWork_Exp1.md": 4,
    "krishjha1121__Microsoft_Exp1.md": 2,
    "prashanthmadi__amazon_and_microsoft.markdown": 8,
    "shreyatpandey__Interviewer.md": 10,
}


def test_each_real_note_has_the_rounds_that_a_reader_counts(shared: Path) -> None:
    folder = shared / "realdata/notes"
    found = {
        name: len(read_notes((folder / name).read_text(encoding="utf-8"), name=name).rounds)
        for name in ROUNDS
    }
    assert found == ROUNDS
    assert {file.name for file in folder.iterdir()} <= set(ROUNDS)
