"""Reads the lines of a mock platform's rubric: a label, a score, and what was said of it."""

import re

from afterround.formats.notes.labels import folded

_LABELS = frozenset(
    [
        "problem solving",
        "communication",
        "communication skills",
        "coding",
        "coding skills",
        "code",
        "code quality",
        "coding ability",
        "technical",
        "technical skills",
        "technical ability",
        "technical knowledge",
        "verification",
        "testing",
        "test cases",
        "understanding",
        "problem understanding",
        "working solution",
        "working solution proposed",
        "optimized solution",
        "optimized solution proposed",
        "optimal solution",
        "implementation",
        "time complexity",
        "space complexity",
        "complexity",
        "complexity analysis",
        "correctness",
        "speed",
        "overall",
        "overall rating",
        "overall score",
        "confidence",
        "problem solving skills",
        "problem solving ability",
        "algorithms",
        "data structures",
        "design",
        "system design",
        "behavioral",
        "leadership",
        "culture fit",
        "debugging",
        "edge cases",
        "clarity",
        "efficiency",
        "approach",
        "collaboration",
        "language fluency",
        "fluency",
        "interview skills",
        "presentation",
        "requirements",
        "requirement gathering",
        "high level design",
        "deep dive",
        "trade offs",
        "scalability",
        "clarifying questions",
        "ownership",
        "soft skills",
        "attitude",
        "knowledge",
        "depth",
        "body language",
        "readability",
        "structure",
        "problem exploration",
        "algorithm",
        "analysis",
        "interpersonal",
        "articulation",
        "hireability",
        "was a second problem attempted",
        "time management",
        "quality",
        "creativity",
        "technical communication",
        "verbal communication",
        "optimization",
        "functional correctness",
    ]
)
_SCORE = re.compile(
    r"^\W*(?:score\s*:?\s*)?(?:[0-9]{1,3}(?:\.\d{1,2})?\s*(?:(?:/|out of|of)\s*\d{1,3})?\s*[+-]?%?"
    r"|[★⭐☆*]{1,10}|(?:very |strong |weak |below |above )?"
    r"(?:good|excellent|poor|fair|average|strong|weak|great|solid|outstanding|satisfactory|yes|no|hire"
    r"|no hire|pass|fail|meets|exceeds)\b)(?=$|[\s\W])",
    re.I,
)
_LINE = re.compile(r"^\W*([A-Za-z][A-Za-z /&'-]{2,50}?)\s*(?:[:：|(\[]|\s[-–—])\s*(.*)$")


def is_rubric_label(words: str) -> bool:
    """Whether words name something that a rubric scores."""
    return len(words) <= 60 and folded(words) in _LABELS


def is_scored(text: str) -> bool:
    """Whether a text begins with a score: "4", "3/4", "Good", "8 out of 10"."""
    return bool(_SCORE.match(text[:60]))


def is_rubric_line(text: str) -> bool:
    """Whether a line is a label of a rubric with its score behind it."""
    found = _LINE.match(text[:200])
    return bool(found and is_rubric_label(found[1]) and is_scored(found[2]))
