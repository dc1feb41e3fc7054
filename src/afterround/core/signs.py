"""Reads signs for findings from what was noted about a round: lines, questions, hints, the check-in, observations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from afterround.core.cooldown import LANE_WORDS, Lane
from afterround.core.feedback import Polarity, Reason
from afterround.core.feedback_reading import propose_reasons, reasons_in
from afterround.core.findings import Degree, Sign, SignKind
from afterround.core.observation import ObserverForm
from afterround.core.retro import ActionKind, Hint, Question, Response, Retro
from afterround.core.rounds import RoundKind

Themed = Mapping[str, tuple[Reason, ...]]
"""What lines are about by their confirmed themes, by the keys of the lines."""

OWN = "own notes"
HINTS = "hints"

ASKED_FOR: dict[RoundKind, Reason] = {
    RoundKind.CODING: Reason.PROBLEM_SOLVING,
    RoundKind.ONLINE_ASSESSMENT: Reason.PROBLEM_SOLVING,
    RoundKind.TAKE_HOME: Reason.CORRECTNESS,
    RoundKind.SYSTEM_DESIGN: Reason.DESIGN,
    RoundKind.BEHAVIOURAL: Reason.COMMUNICATION,
    RoundKind.HIRING_MANAGER: Reason.COMMUNICATION,
    RoundKind.RECRUITER_SCREEN: Reason.COMMUNICATION,
}
"""What a question of such a round asks for first; a low rating of one, which gives no reason, is laid to it."""

MOCKS_BEFORE, MOCKS_AFTER = timedelta(days=60), timedelta(days=14)
"""Mock rounds of the same kind so long before and after a round say something about it, too."""

AREA_REASONS: dict[str, Reason] = {
    "time": Reason.SPEED,
    "coding": Reason.CORRECTNESS,
    "testing": Reason.CORRECTNESS,
    "communication": Reason.COMMUNICATION,
    "behavioural": Reason.COMMUNICATION,
    "algo": Reason.PROBLEM_SOLVING,
    "problem": Reason.PROBLEM_SOLVING,
    "complexity": Reason.PROBLEM_SOLVING,
    "sysdesign": Reason.DESIGN,
    "knowledge": Reason.KNOWLEDGE,
}
"""The reason that each area of themes speaks for; the others speak for none."""

HIGH_STRESS = 5
"""The check-in's highest; being watched costs problem solving most (Behroozi et al. 2020)."""

_RATED: dict[int, tuple[Polarity, Degree]] = {
    1: (Polarity.SHAKY, Degree.PLAIN),
    2: (Polarity.SHAKY, Degree.FAINT),
    4: (Polarity.WELL, Degree.PLAIN),
}
_LANES = {Lane.WELL: Polarity.WELL, Lane.STUMBLED: Polarity.SHAKY}
_RESPONDED = {Response.MISSED: Degree.PLAIN, Response.NEEDED_MORE: Degree.FAINT}
_RESPONSE_WORDS = {Response.MISSED: "a hint you missed", Response.NEEDED_MORE: "a hint that needed more"}


def signs_in(retro: Retro, kind: RoundKind, themed: Themed | None = None) -> tuple[Sign, ...]:
    """The signs in a retrospective, in its order. Polarity comes from where a line stands, never from its words.

    What a line is about its confirmed themes say, by the line's key in `themed`; the lexicon where it has none.
    """
    known = themed or {}
    return (
        *_lines(retro, known),
        *_questions(retro, kind),
        *_hints(retro, kind, known),
        *_gaps(retro),
        *_check_in(retro),
    )


@dataclass(frozen=True)
class Watched:
    """A mock round that an observer watched: its key, and what to call both in a few words ("Sam, Mock, coding")."""

    round_id: str
    place: str


def observed_signs(form: ObserverForm, watched: Watched) -> tuple[Sign, ...]:
    """The signs in an observer's form: every rating but a 3, which says that all was in order, and every line.

    Two forms of one observer are one source; without a name each form is its own.
    """
    source = f"observer {form.observer.casefold() or form.key}"
    read = [
        (one.reason, *_RATED[one.rating], one.line or f"rated {one.rating} of 4", one.id)
        for one in form.ratings
        if one.rating in _RATED
    ]
    for lines, polarity in ((form.shaky, Polarity.SHAKY), (form.went_well, Polarity.WELL)):
        for line in lines:
            read += [(reason, polarity, Degree.FAINT, line, "") for reason in _reasons(line)]
    return tuple(
        Sign(
            reason, polarity, SignKind.OBSERVATION, degree, source, watched.place, words, id, watched.round_id
        )
        for reason, polarity, degree, words, id in read
    )


def jotted_signs(lane: Lane, text: str, *, id: str) -> tuple[Sign, ...]:
    """The signs in a jot that stands in no retrospective yet; only the lanes *went well* and *stumbled* judge."""
    if lane not in _LANES:
        return ()
    place = f"a jot, {LANE_WORDS[lane].lower()}"
    return tuple(
        Sign(reason, _LANES[lane], SignKind.JOT, Degree.PLAIN, OWN, place, text, id)
        for reason in _reasons(text)
    )


def _lines(retro: Retro, themed: Themed) -> Iterator[Sign]:
    sections = (
        (retro.shaky, Polarity.SHAKY, "what felt shaky"),
        (retro.went_well, Polarity.WELL, "what went well"),
    )
    for lines, polarity, place in sections:
        for line in lines:
            for reason in themed.get(line.id) or _reasons(line.text):
                yield Sign(reason, polarity, SignKind.LINE, Degree.PLAIN, OWN, place, line.text, line.id)


def _questions(retro: Retro, kind: RoundKind) -> Iterator[Sign]:
    reason = ASKED_FOR.get(kind)
    for question in retro.questions:
        if reason is not None and question.rating in _RATED:
            polarity, degree = _RATED[question.rating]
            place = f"a question you rated {question.rating} of 4"
            yield Sign(reason, polarity, SignKind.QUESTION, degree, OWN, place, question.topic, question.id)


def _hints(retro: Retro, kind: RoundKind, themed: Themed) -> Iterator[Sign]:
    for hint in retro.hints:
        degree = _RESPONDED.get(hint.response) if hint.response else None
        if degree is None or hint.response is None:
            continue
        place = _RESPONSE_WORDS[hint.response]
        for reason in themed.get(hint.id) or _reasons_of_hint(hint, retro.questions, kind):
            yield Sign(reason, Polarity.SHAKY, SignKind.HINT, degree, HINTS, place, hint.text, hint.id)


def _reasons_of_hint(hint: Hint, questions: tuple[Question, ...], kind: RoundKind) -> tuple[Reason, ...]:
    """What a hint was about: by its words, else by its question's topic, else by the kind of the round."""
    asked = questions[hint.question - 1].topic if hint.question and hint.question <= len(questions) else ""
    for text in (hint.text, asked):
        if found := _reasons(text):
            return found
    return (ASKED_FOR[kind],) if kind in ASKED_FOR else ()


def _reasons(text: str) -> tuple[Reason, ...]:
    """What a text is about, by the lexicon, each once."""
    return tuple(dict.fromkeys(read.reason for read in reasons_in(text)))


def _gaps(retro: Retro) -> Iterator[Sign]:
    """A gap that the person set out to fill is a doubt of what they know."""
    place = "a knowledge gap you set out to fill"
    for action in retro.actions:
        if action.kind is ActionKind.GAP:
            yield Sign(
                Reason.KNOWLEDGE,
                Polarity.SHAKY,
                SignKind.LINE,
                Degree.FAINT,
                OWN,
                place,
                action.text,
                action.id,
            )


def _check_in(retro: Retro) -> Iterator[Sign]:
    """No heading judges a check-in, so that its own words must."""
    place = "your check-in"
    for reason in dict.fromkeys(
        read.reason for read in propose_reasons(retro.mindset) if read.polarity is Polarity.SHAKY
    ):
        yield Sign(reason, Polarity.SHAKY, SignKind.CHECK_IN, Degree.PLAIN, OWN, place, retro.mindset)
    if retro.stress == HIGH_STRESS:
        words = f"stress {HIGH_STRESS} of {HIGH_STRESS}"
        yield Sign(Reason.PROBLEM_SOLVING, Polarity.SHAKY, SignKind.CHECK_IN, Degree.FAINT, OWN, place, words)
