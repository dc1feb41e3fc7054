"""What the statuses of trackers mean."""

import pytest

from afterround.core.rounds import Outcome, Result, RoundKind
from afterround.formats.tables.statuses import StatusMeaning, guess_statuses, kind_named


def meaning_of(text: str, *others: str) -> StatusMeaning:
    return guess_statuses([text, *others]).meanings[0]


OUTCOMES = {
    Outcome.OPEN: [
        "Applied",
        "In Review",
        "Interview",
        "Phone screen scheduled",
        "OA",
        "Waiting for offer",
        "已投递",
    ],
    Outcome.OFFER: ["Offer", "Verbal offer", "✅ Offer received", "Negotiating"],
    Outcome.ACCEPTED: ["Accepted", "Offer accepted", "Hired", "Accepted!"],
    Outcome.DECLINED: ["Offer declined", "Rejected offer", "I turned down the offer"],
    Outcome.REJECTED: [
        "Rejected - no interview",
        "reeejected",
        "Denied",
        "Not selected",
        "Applied → Rejected",
        "Absage",
    ],
    Outcome.WITHDREW: ["Withdrawn", "I withdrew", "Rejected by me", "Not interested"],
    Outcome.NO_ANSWER: ["Ghosted", "No Response", "never heard back", "Ghosted (no reply)"],
    None: [
        "Not started",
        "Wishlist",
        "Saved",
        "To apply",
        "Position closed",
        "Suspected ghost job",
        "Flurble",
    ],
}


@pytest.mark.parametrize(("outcome", "text"), [(o, text) for o, texts in OUTCOMES.items() for text in texts])
def test_a_status_says_what_came_of_the_application(outcome: Outcome | None, text: str) -> None:
    assert meaning_of(text).outcome == outcome


RESULTS = {
    Result.PASSED: ["Passed", "Cleared", "Moved to next round", "pass", "合格"],
    Result.REJECTED: ["Rejected", "Failed", "Fail", "did not pass", "不合格"],
    Result.PENDING: ["Pending", "Scheduled", "Waiting to hear"],
    Result.NO_ANSWER: ["Ghosted"],
    None: ["Weak Hire", "2+", "I think I passed", "Passed?", "probably rejected", "Completed"],
}


@pytest.mark.parametrize(("result", "text"), [(r, text) for r, texts in RESULTS.items() for text in texts])
def test_a_result_is_what_the_words_say_and_a_guess_is_none(result: Result | None, text: str) -> None:
    assert meaning_of(text).result == result


def test_declined_is_the_companys_no_unless_others_say_rejected() -> None:
    assert meaning_of("Declined").outcome is Outcome.REJECTED
    assert meaning_of("Declined", "Rejected").outcome is Outcome.DECLINED
    assert not meaning_of("Declined").is_sure


def test_what_is_not_known_is_not_sure() -> None:
    assert not meaning_of("Flurble").is_sure
    assert meaning_of("Applied").is_sure


def test_a_sentence_is_open_only_where_it_says_so_outright() -> None:
    assert meaning_of("Andrew decided after the call that the company was too small").outcome is None


def test_each_status_stands_once_however_it_is_written() -> None:
    statuses = guess_statuses(["Applied", "applied", " APPLIED! ", "Rejected", ""])
    assert [one.text for one in statuses.meanings] == ["Applied", "Rejected"]
    known = statuses.known("❌ rejected")
    assert known is not None and known.outcome is Outcome.REJECTED


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Technical Interview", RoundKind.CODING),
        ("HR Round", RoundKind.RECRUITER_SCREEN),
        ("Online Assessment", RoundKind.ONLINE_ASSESSMENT),
        ("System design", RoundKind.SYSTEM_DESIGN),
        ("Onsite", RoundKind.OTHER),
        ("Round 2", None),
        ("Interview", None),
    ],
)
def test_a_kind_is_named_or_it_is_none(words: str, kind: RoundKind | None) -> None:
    assert kind_named(words) == kind
