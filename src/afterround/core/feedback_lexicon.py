"""The lexicon of feedback: wordings that give a reason, topics that need a judging word beside them, stock phrases.

In a wording `*` stands for the rest of a word, and `_` for up to three words between. Nothing else is hidden here.
"""

from afterround.core.feedback import Polarity, Reason

CUES: dict[tuple[Reason, Polarity], tuple[str, ...]] = {
    (Reason.SPEED, Polarity.SHAKY): (
        "too slow*", "bit slow*", "rather slow*", "but slow", "was slow", "were slow",
        "slower than", "ran out of time", "running out of time", "out of time",
        "short on time", "too long on", "spent too long on _ part", "spent too long", "took too long",
        "took most of the hour", "took most of the time", "could not finish", "couldn't finish",
        "did not finish", "didn't finish", "not finished", "unfinished", "rushed",
        "behind the clock", "no time left", "never got to",
    ),
    (Reason.SPEED, Polarity.WELL): (
        "quick to", "quickly", "very fast", "well paced", "good pace", "in good time", "time to spare",
        "with time left",
    ),
    (Reason.CORRECTNESS, Polarity.SHAKY): (
        "edge case* _ missed", "missed _ edge case*", "watch _ edge case*", "forgot _ edge case*",
        "overlooked _ case*", "bug", "bugs", "buggy", "off by one",
        "off-by-one", "wrong answer", "wrong output", "incorrect*", "not correct", "did not run", "didn't run",
        "did not compile", "did not work", "didn't work", "untested", "did not test", "didn't test",
        "without testing", "forgot to test", "forgot the empty _ case", "failing test*", "broke on",
    ),
    (Reason.CORRECTNESS, Polarity.WELL): (
        "clean solution", "clean code", "correct solution",
        "solution was correct", "solid solution", "working solution", "tested it", "handled _ edge case*",
        "happy with _ solution*", "tests first", "dry run", "bug free", "bug-free",
    ),
    (Reason.COMMUNICATION, Polarity.SHAKY): (
        "hard to follow", "difficult to follow", "went quiet", "went silent", "long silence*", "silent", "rambl*",
        "unclear", "did not explain", "didn't explain", "without explaining", "stopped talking",
        "lost the thread", "more structure", "talk us through", "interrupted",
    ),
    (Reason.COMMUNICATION, Polarity.WELL): (
        "how you explain*", "the way you explain*", "how you compare*",
        "explain* _ well", "explain* _ clearly", "reason* clearly",
        "take* a hint well", "took a hint well", "took the hint", "easy to follow", "clear communicat*",
        "communicat* _ clearly", "communicat* well", "good to talk to", "talked through", "said it aloud",
    ),
    (Reason.PROBLEM_SOLVING, Polarity.SHAKY): (
        "more questions about _ input", "more questions about", "more clarifying questions",
        "did not ask", "didn't ask", "jumped into cod*", "jumped straight _ cod*", "coded before", "before planning",
        "without a plan", "needed _ hint*", "got stuck", "stuck", "no plan",
        "lost the _ state", "wrong approach", "wrong pattern", "did not see",
        "could not see", "blanked", "struggled to", "struggled with",
    ),
    (Reason.PROBLEM_SOLVING, Polarity.WELL): (
        "asked the right questions first", "asked the right questions", "clarifying questions", "good approach",
        "structured approach", "strong problem solv*", "good intuition", "saw the pattern", "asked about",
    ),
    (Reason.DESIGN, Polarity.SHAKY): (
        "estimate* _ off by _ magnitude", "estimate* _ off",
        "single point of failure", "over-engineer*", "overengineer*", "overcomplicat*", "over-complicat*",
        "trade-offs missing", "no trade-offs", "did not scale", "would not scale", "requirements first",
        "head-room", "bottleneck",
    ),
    (Reason.DESIGN, Polarity.WELL): (
        "strong on consistency", "what could fail",
        "good design", "solid design", "sound design", "clear api", "good trade-offs", "weighed the trade-offs",
    ),
    (Reason.KNOWLEDGE, Polarity.SHAKY): (
        "gap* in", "lack* of experience", "lack* _ experience", "lack* _ knowledge", "lack* _ depth", "lack* depth",
        "limited experience", "limited knowledge", "not enough experience", "did not know", "didn't know",
        "not familiar", "unfamiliar", "rusty", "never used", "never worked with",
        "more experience with", "shallow", "depth in",
    ),
    (Reason.KNOWLEDGE, Polarity.WELL): (
        "deep knowledge", "solid knowledge", "good knowledge", "strong fundamentals", "solid fundamentals",
        "knows _ well", "knew _ well", "well versed", "deep understanding", "good grasp", "strong grasp",
    ),
    (Reason.LEVEL, Polarity.SHAKY): (
        "not senior enough", "too junior", "more senior", "more seniority", "more experienced", "not yet at _ level",
        "below _ level", "below _ bar", "level down", "level below", "level lower", "lower level", "mid-level",
        "overqualified", "over-qualified", "too senior", "years of experience",
    ),
    (Reason.LEVEL, Polarity.WELL): ("at _ senior level", "above the bar", "above _ level", "clearly senior"),
    (Reason.FIT, Polarity.SHAKY): (
        "not quite the right fit", "not the right fit", "not a fit", "not a good fit", "not the best fit",
        "not _ right match", "better fit", "closer fit", "closer match", "better match", "culture fit", "cultural fit",
    ),
    (Reason.FIT, Polarity.WELL): ("great fit", "good fit", "strong fit", "right fit", "fit right in"),
}  # fmt: skip
"""Wordings that give a reason and its polarity by themselves. Of those that overlap, the longest counts."""

TOPICS: dict[Reason, tuple[str, ...]] = {
    Reason.SPEED: ("speed", "pace", "time management", "time", "slow*", "fast", "minutes", "clock"),
    Reason.CORRECTNESS: (
        "correct*", "edge case*", "corner case*", "base case", "test*", "accuracy", "code quality",
        "error handling", "case",
    ),
    Reason.COMMUNICATION: (
        "communicat*", "explan*", "explain*", "clarity", "listen*", "present*", "questions", "think* aloud",
    ),
    Reason.PROBLEM_SOLVING: (
        "problem solving", "problem-solving", "approach", "dp state", "brute force", "optimal solution",
        "algorithm*", "pattern", "data structure*", "dp",
        "recursion", "graph*", "tree", "heap", "hint*", "complexity", "invariant",
    ),
    Reason.DESIGN: (
        "design", "architecture", "scal*", "trade-off*", "tradeoff*", "capacity", "estimate*", "consistency",
        "cache", "caching", "queue", "shard*", "replica*", "requirements",
    ),
    Reason.KNOWLEDGE: ("knowledge", "experience", "fundamentals", "depth", "background", "grasp"),
    Reason.LEVEL: ("seniority", "level", "the bar"),
    Reason.FIT: ("fit", "culture", "values"),
}  # fmt: skip
"""What may be judged. In feedback a topic gives a reason only with a judging word in its clause; in a line of a
retrospective the heading has judged already."""

JUDGING: dict[Polarity, tuple[str, ...]] = {
    Polarity.WELL: (
        "good", "great", "strong*", "excellent", "impress*", "clear", "clearly", "liked", "loved", "enjoyed", "solid",
        "happy with", "well", "praised", "appreciated", "positive", "thoughtful", "fine",
    ),
    Polarity.SHAKY: (
        "weak*", "lack*", "poor*", "struggl*", "concern*", "improv*", "not enough", "too little", "more work",
        "would have liked", "would have expected", "would like to see more", "could be", "could have been", "below",
        "missing", "missed", "thin", "hesita*", "doubt*", "unsure", "short", "needs", "work on", "off", "suffered",
        "sharper", "limited", "worried",
    ),
}  # fmt: skip
"""Words that judge. A "not" shortly before one turns it round."""

STOCK: tuple[str, ...] = (
    "not quite the right fit", "not the right fit", "not a fit", "not _ right match", "better fit", "closer match",
    "other candidates", "other applicants", "another candidate", "move forward with _ others", "not move forward",
    "not moving forward", "not to move forward", "decided not to", "not go on", "not proceed", "not to proceed",
    "not be proceeding", "decided to pursue",
    "high number of applica*", "competitive", "keep your details",
    "keep your resume", "keep you in mind",
    "wish you all the best", "best of luck", "position has been filled",
)  # fmt: skip
"""Wordings that say a decision and no reason for it."""
