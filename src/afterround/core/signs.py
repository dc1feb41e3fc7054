"""Reads signs for findings from what was noted about a round: lines, questions, hints, the check-in, observations."""

from collections.abc import Iterator

from afterround.core.feedback import Polarity, Reason
from afterround.core.feedback_reading import reasons_in
from afterround.core.findings import Degree, Sign, SignKind
from afterround.core.retro import ActionKind, Hint, Question, Response, Retro
from afterround.core.rounds import RoundKind

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

HIGH_STRESS = 5
"""The check-in's highest; being watched costs problem solving most (Behroozi et al. 2020)."""

_RATED: dict[int, tuple[Polarity, Degree]] = {
    1: (Polarity.SHAKY, Degree.PLAIN),
    2: (Polarity.SHAKY, Degree.FAINT),
    4: (Polarity.WELL, Degree.PLAIN),
}
_RESPONDED = {Response.MISSED: Degree.PLAIN, Response.NEEDED_MORE: Degree.FAINT}
_RESPONSE_WORDS = {Response.MISSED: "a hint you missed", Response.NEEDED_MORE: "a hint that needed more"}


def signs_in(retro: Retro, kind: RoundKind) -> tuple[Sign, ...]:
    """The signs in a retrospective, in its order. Polarity comes from where a line stands, never from its words."""
    return (*_lines(retro), *_questions(retro, kind), *_hints(retro, kind), *_gaps(retro), *_check_in(retro))


def observed_sign(
    reason: Reason, rating: int, words: str, *, observer: str, place: str, id: str = ""
) -> Sign | None:
    """The sign of an observer's rating from 1 to 4; None for a 3, which says that all was in order."""
    if rating not in _RATED:
        return None
    polarity, degree = _RATED[rating]
    said = words or f"{rating} of 4"
    return Sign(reason, polarity, SignKind.OBSERVATION, degree, f"observer {observer}", place, said, id)


def _lines(retro: Retro) -> Iterator[Sign]:
    sections = (
        (retro.shaky, Polarity.SHAKY, "what felt shaky"),
        (retro.went_well, Polarity.WELL, "what went well"),
    )
    for lines, polarity, place in sections:
        for line in lines:
            for reason in dict.fromkeys(read.reason for read in reasons_in(line.text)):
                yield Sign(reason, polarity, SignKind.LINE, Degree.PLAIN, OWN, place, line.text, line.id)


def _questions(retro: Retro, kind: RoundKind) -> Iterator[Sign]:
    reason = ASKED_FOR.get(kind)
    for question in retro.questions:
        if reason is not None and question.rating in _RATED:
            polarity, degree = _RATED[question.rating]
            place = f"a question you rated {question.rating} of 4"
            yield Sign(reason, polarity, SignKind.QUESTION, degree, OWN, place, question.topic, question.id)


def _hints(retro: Retro, kind: RoundKind) -> Iterator[Sign]:
    for hint in retro.hints:
        degree = _RESPONDED.get(hint.response) if hint.response else None
        if degree is None or hint.response is None:
            continue
        place = _RESPONSE_WORDS[hint.response]
        for reason in _reasons_of_hint(hint, retro.questions, kind):
            yield Sign(reason, Polarity.SHAKY, SignKind.HINT, degree, HINTS, place, hint.text, hint.id)


def _reasons_of_hint(hint: Hint, questions: tuple[Question, ...], kind: RoundKind) -> tuple[Reason, ...]:
    """What a hint was about: by its words, else by its question's topic, else by the kind of the round."""
    asked = questions[hint.question - 1].topic if hint.question and hint.question <= len(questions) else ""
    for text in (hint.text, asked):
        found = tuple(dict.fromkeys(read.reason for read in reasons_in(text)))
        if found:
            return found
    return (ASKED_FOR[kind],) if kind in ASKED_FOR else ()


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
    place = "your check-in"
    for read in reasons_in(retro.mindset):
        if read.polarity is Polarity.SHAKY:
            yield Sign(
                read.reason, Polarity.SHAKY, SignKind.CHECK_IN, Degree.PLAIN, OWN, place, retro.mindset
            )
    if retro.stress == HIGH_STRESS:
        words = f"stress {HIGH_STRESS} of {HIGH_STRESS}"
        yield Sign(Reason.PROBLEM_SOLVING, Polarity.SHAKY, SignKind.CHECK_IN, Degree.FAINT, OWN, place, words)
