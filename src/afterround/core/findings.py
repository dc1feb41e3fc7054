"""Findings: reasons inferred for a round where nobody said one, and the rule that weighs what speaks for them.

**The model.** For each reason the question is whether it was among those that decided the round. What was noted is
cut into *signs*, each for or against one reason. A sign of a kind that correlates by *r* with the truth, cut at the
middle, is met (1 + r) / (1 - r) times as often where the reason was real as where it was not; the logarithm of that
to base 2 is its weight in *doublings* of the odds. Weights of separate sources are added, as naive Bayes does. No
base rate is used: what is weighed is how much the signs move the odds, not where they stand.

**Where the correlations come from.** Self-evaluations correlate with measured ability by .29 on average (Zell and
Krizan 2014, 22 meta-analyses), which is what a line of one's own gets. Two people who rate one performance agree
by .37 (Conway and Huffcutt 1997, peers); an observer saw another occasion, so the clearest rating gets .35 and a
middling one .20. A hint that was missed is an event and no feeling, yet told by oneself: .35, one that needed more
.20. Praise of oneself is cheaper than a doubt: .20. Stress goes with worse problem solving under eyes and says
little by itself: .10. The last three are judgements, chosen low on purpose.

**What counts once.** All doubts of one person from one sitting are one source, and so are all hints of a round and
all ratings by one observer: of each source the heaviest sign for and the heaviest against a reason count, the rest
is shown and adds nothing.

**The floor.** Below FLOOR nothing is proposed: one plain doubt of one's own just passes, a middling rating or stress
alone does not, nor does a doubt of somebody who expected to pass (`CONFIDENT`), since it did not weigh with them.

**What it must not claim.** A finding is never a probability and never what the company thought. *Fit* and *other*
are not inferred, *level* never from one's own notes: nobody sees these from inside. At most MOST are proposed, and
none about a round that was passed.
"""

from enum import StrEnum


class FindingState(StrEnum):
    """How a finding stands: as inferred, or as later feedback or the person says."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
