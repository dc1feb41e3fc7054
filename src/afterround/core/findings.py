"""Findings: reasons inferred for a round where nobody said one, and the rule that weighs what speaks for them.

**The model.** For each reason the question is whether it was among those that decided the round. What was noted is
cut into *signs*, each for or against one reason. Two measures that correlate by *r* lie on the same side of their
middles with the probability p = 1/2 + asin(r) / pi (Sheppard 1899, for normal ones). So a sign of a kind that goes
with the truth by *r* is met p / (1 - p) times as often where the reason was real as where it was not; the logarithm
of that to base 2 is its weight in *doublings* of the odds. Weights of separate sources are added, as naive Bayes
does, which overstates what they share. No base rate is used: what is weighed is how much the signs move the odds,
not where they stand.

**Where the correlations come from.** Self-evaluations correlate with measured ability by .29 on average (Zell and
Krizan 2014, 22 meta-analyses), which is what a line or a jot of one's own gets. Two people who rate one performance
agree by .37 (Conway and Huffcutt 1997, peers); an observer saw another occasion, so the clearest rating gets .35 and
a middling one .20. The rest are judgements, chosen low on purpose: a hint that was missed is an event and no feeling,
yet told by oneself, .35, one that needed more .20; praise of oneself is cheaper than a doubt, .20; how one felt says
less than what one noted, .20 in words and .10 for high stress alone. A low rating of a question says how it went and
not why; it is laid to what such a round asks for first, so it gets .20, and a 2 of 4, which the modest give, .10.

**What counts once.** All doubts of one person from one sitting are one source, and so are all hints of a round and
all ratings by one observer: of each source the heaviest sign for and the heaviest against a reason count, the rest
is shown and adds nothing.

**The floor.** Below FLOOR nothing is proposed: one plain doubt of one's own just passes, a rating of oneself or stress
alone does not, nor does a doubt of somebody who expected to pass (`CONFIDENT`), since it did not weigh with them.

**When something was said.** Findings stand in for reasons that nobody gave. Once a confirmed reason of the round names
what went wrong, and more than *fit* (`named_against`), the decision has its explanation: that reason
confirms the finding of its name, praise of it refutes it, and beside it nothing new is inferred, though another
message about the same round was vague. What notes suggest besides would only make an explanation that was given look
like one among guesses. Praise alone explains no rejection, nor does *fit*, so these leave all else open. Striking that
feedback out, or taking the reason back, opens the findings again, since they are weighed anew each time.

**What it must not claim.** A finding is never a probability and never what the company thought. *Fit* and *other*
are not inferred, *level* never from one's own notes: nobody sees these from inside. At most MOST are proposed, and
none about a round that was passed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import asin, log2, pi

from afterround.core.feedback import Polarity, Reason
from afterround.core.feedback_reading import EMPTY_REASONS
from afterround.core.rounds import Result


class FindingState(StrEnum):
    """How a finding stands: as inferred, or as later feedback or the person says."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"


FLOOR = 0.5
"""The least total, in doublings of the odds, at which a finding is proposed."""

MOST = 3
"""So many findings of a round at most; more would be a list of everything."""

CONFIDENT = 70
"""Who predicted at least so much per cent has not been worried by the doubts noted."""

UNWORRIED = 0.75
"""What one's own doubts weigh then."""

SEVERAL = 1.0
"""From this total on, and from two sources, signs are called several that agree."""

UNSEEN = frozenset({Reason.LEVEL, Reason.FIT, Reason.OTHER})
"""What cannot be inferred from one's own notes."""

NEVER = frozenset({Reason.FIT, Reason.OTHER})
"""What is not inferred at all."""


class SignKind(StrEnum):
    """What a sign was read from."""

    LINE = "line"
    JOT = "jot"
    QUESTION = "question"
    HINT = "hint"
    CHECK_IN = "check_in"
    OBSERVATION = "observation"


OWN_KINDS = frozenset({SignKind.LINE, SignKind.JOT, SignKind.QUESTION, SignKind.CHECK_IN})
"""What the person judged alone; a hint is something that happened, an observation somebody else's."""


class Degree(StrEnum):
    """How plainly it speaks: a rating of 1 or 4 is plain, one between is faint; a hint missed is plain."""

    PLAIN = "plain"
    FAINT = "faint"


CORRELATIONS: dict[tuple[SignKind, Degree], float] = {
    (SignKind.LINE, Degree.PLAIN): 0.29,
    (SignKind.LINE, Degree.FAINT): 0.20,
    (SignKind.JOT, Degree.PLAIN): 0.29,
    (SignKind.JOT, Degree.FAINT): 0.20,
    (SignKind.QUESTION, Degree.PLAIN): 0.20,
    (SignKind.QUESTION, Degree.FAINT): 0.10,
    (SignKind.HINT, Degree.PLAIN): 0.35,
    (SignKind.HINT, Degree.FAINT): 0.20,
    (SignKind.CHECK_IN, Degree.PLAIN): 0.20,
    (SignKind.CHECK_IN, Degree.FAINT): 0.10,
    (SignKind.OBSERVATION, Degree.PLAIN): 0.35,
    (SignKind.OBSERVATION, Degree.FAINT): 0.20,
}
"""How each kind of sign goes with the truth; the module's docstring says why."""


@dataclass(frozen=True)
class Sign:
    """Something noted that speaks for a reason (SHAKY) or against it (WELL).

    `source` names whose sitting it is: signs of one source are not independent. `place` says in words where it was
    noted, `words` are those that were, `id` is the key of what they stand in, "" for the check-in, `round_id` that of
    the mock round an observer watched.
    """

    reason: Reason
    polarity: Polarity
    kind: SignKind
    degree: Degree
    source: str
    place: str
    words: str
    id: str = ""
    round_id: str = ""


@dataclass(frozen=True)
class Evidence:
    """What is known of a round: its signs, whether it was passed, and the prediction (per cent, None where none)."""

    signs: tuple[Sign, ...]
    result: Result = Result.PENDING
    prediction: int | None = None


@dataclass(frozen=True)
class Inferred:
    """A reason inferred, with all signs for and against it, heaviest first, and their total in doublings of the odds.

    `sources` counts those that speak for it.
    """

    reason: Reason
    signs: tuple[Sign, ...]
    total: float
    sources: int

    @property
    def words(self) -> str:
        """The weight as a person may read it; never a number, which would look like a probability."""
        if not self.signs:
            return "nothing that still stands"
        if not self.sources:
            return "signs against it only"
        if any(sign.polarity is Polarity.WELL for sign in self.signs):
            return (
                f"signs on both sides, {'more for' if self.total > 0 else 'no more for'} it than against it"
            )
        if self.sources == 1:
            return "one sign" if len(self.signs) == 1 else "signs from one source"
        return "several signs that agree" if self.total >= SEVERAL else "a few faint signs that agree"


def weight_of(sign: Sign, *, prediction: int | None = None) -> float:
    """What a sign adds to the odds of its reason, in doublings: positive for it, negative against it.

    log2(p / (1 - p)) with p = 1/2 + asin(r) / pi for the correlation r of its kind. Praise of oneself counts as a faint
    line, and one's own doubts weigh UNWORRIED as much where the prediction was CONFIDENT.
    """
    is_own = sign.kind in OWN_KINDS
    is_praise = sign.polarity is Polarity.WELL
    degree = Degree.FAINT if is_own and is_praise else sign.degree
    share = 0.5 + asin(CORRELATIONS[sign.kind, degree]) / pi
    weight = log2(share / (1 - share))
    if is_own and not is_praise and prediction is not None and prediction >= CONFIDENT:
        weight *= UNWORRIED
    return -weight if is_praise else weight


def infer(evidence: Evidence, *, answered: Collection[Reason] = ()) -> tuple[Inferred, ...]:
    """The reasons that the signs of a round suggest, the heaviest first; none for a round that was passed.

    Those that somebody has `answered` are given whatever they weigh by now, even without a sign. The module's
    docstring states the model, what counts once, the floor and what is never claimed.
    """
    if evidence.result is Result.PASSED:
        return ()
    weighed = [
        _weigh(
            reason, [sign for sign in evidence.signs if sign.reason is reason and _may_speak(sign)], evidence
        )
        for reason in Reason
    ]
    weighed.sort(key=lambda one: -one.total)
    proposed = [one for one in weighed if one.sources and one.total >= FLOOR][:MOST]
    return tuple(one for one in weighed if one in proposed or one.reason in answered)


class Missing(StrEnum):
    """What would have to be there for anything to be inferred."""

    NOTES = "notes"
    DOUBTS = "doubts"
    WEIGHT = "weight"


MISSING_WORDS: dict[Missing, str] = {
    Missing.NOTES: "There are no notes to infer a reason from.",
    Missing.DOUBTS: "Your notes name no reason that could have counted against you, so nothing is inferred. A line"
    " under What felt shaky, a hint or a mock partner’s view could.",
    Missing.WEIGHT: "What was noted points to no reason clearly enough, so nothing is inferred. A mock partner’s view"
    " of a round like this one would add to it.",
}
"""What is missing, as a person may read it."""


def what_is_missing(signs: Iterable[Sign], *, has_notes: bool) -> Missing:
    """Why nothing is inferred from these signs, where `has_notes` says whether anything was noted of the round."""
    if not has_notes:
        return Missing.NOTES
    is_doubted = any(sign.polarity is Polarity.SHAKY and _may_speak(sign) for sign in signs)
    return Missing.WEIGHT if is_doubted else Missing.DOUBTS


def _may_speak(sign: Sign) -> bool:
    """Whether a sign of this kind can say anything about its reason."""
    if sign.reason in NEVER:
        return False
    return sign.kind is SignKind.OBSERVATION or sign.reason not in UNSEEN


def _weigh(reason: Reason, signs: Sequence[Sign], evidence: Evidence) -> Inferred:
    """Add up the signs for and against one reason, of each source only the heaviest of each."""
    heaviest: dict[tuple[str, Polarity], float] = {}
    for sign in signs:
        place, weight = (sign.source, sign.polarity), weight_of(sign, prediction=evidence.prediction)
        if abs(weight) > abs(heaviest.get(place, 0.0)):
            heaviest[place] = weight
    ordered = sorted(signs, key=lambda sign: -weight_of(sign, prediction=evidence.prediction))
    speaking = {source for source, polarity in heaviest if polarity is Polarity.SHAKY}
    return Inferred(reason, tuple(ordered), sum(heaviest.values()), len(speaking))


class Decider(StrEnum):
    """Who has decided about a finding."""

    PERSON = "person"
    FEEDBACK = "feedback"


@dataclass(frozen=True)
class Decided:
    """A word about a finding: the person's own, or that of feedback which came `at` a moment and named the reason.

    `feedback_id` is the key of that feedback, "" for the person's word.
    """

    state: FindingState
    by: Decider
    at: datetime
    feedback_id: str = ""


def standing_of(decided: Iterable[Decided]) -> Decided | None:
    """The word that holds: the latest one, where OPEN by the person takes only words of the person back.

    None while the finding is open.
    """
    held: dict[Decider, Decided] = {}
    for one in sorted(decided, key=lambda one: one.at):
        if one.state is FindingState.OPEN:
            held.pop(one.by, None)
        else:
            held[one.by] = one
    return max(held.values(), key=lambda one: one.at, default=None)


def named_against(said: Iterable[tuple[Reason, Polarity]]) -> tuple[Reason, ...]:
    """The confirmed reasons of a round's feedback that explain the decision, each once, in their order: blame, and not
    for the fit alone. While there is any, nothing is inferred beside it."""
    named = (one for one, polarity in said if polarity is Polarity.SHAKY and one not in EMPTY_REASONS)
    return tuple(dict.fromkeys(named))


def word_of_feedback(polarity: Polarity) -> FindingState:
    """What a confirmed reason in feedback says to a finding of the same name: blame confirms it, praise refutes it."""
    return FindingState.CONFIRMED if polarity is Polarity.SHAKY else FindingState.REFUTED
