"""The words of a line: how they are cut, spelled alike and stemmed, and where each of them stands."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

Stem = Callable[[str], str]
"""Maps a word in small letters to its stem."""

_WORD = re.compile(r"c\+\+|c#|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
_NOT = re.compile(r"n['’]?t$")
_SHORT_NOT = {
    f"{verb}{ending}": verb
    for verb in (
        "did",
        "do",
        "does",
        "could",
        "would",
        "should",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
    )
    for ending in ("nt", "n't", "n’t")
} | {"can't": "can", "can’t": "can", "cant": "can", "cannot": "can", "won't": "will", "won’t": "will"}

LIGHT = frozenset({
    "a", "an", "the", "my", "his", "her", "their", "our", "your", "its", "this", "that", "these", "those",
    "any", "some", "of", "to", "in", "on", "at", "for", "with", "from", "by", "as", "very", "really", "so",
    "just", "quite", "pretty", "much", "more", "also", "even", "only", "still", "again", "then", "there",
    "here", "it", "he", "she", "they", "we", "i", "me", "him", "them", "us", "you", "and", "but", "or",
    "be", "am", "is", "are", "was", "were", "been", "being", "do", "does", "did", "has", "have", "had",
    "would", "will",
})  # fmt: skip
"""Words that may stand between the words of a cue, and that carry no theme of their own."""

_BRITISH = re.compile(
    r"^(optim|recogn|organ|real|memor|general|summar|priorit|normal|denormal|serial|synchron|apolog|token|util|"
    r"minim|maxim|final|verbal|vocal|visual|critic|standard|special|parallel|random|sanit|quant|incentiv|"
    r"emphas|familiar|categor|custom|improv|monet|demoral|demotiv|penal|scrutin|reorgan|initial|modular)is"
    r"(?=e$|ed$|es$|er$|ers$|ing$|ation$|ations$)"
)
_BRITISH_WORDS = {
    "behaviour": "behavior", "behaviours": "behaviors", "behavioural": "behavioral", "analyse": "analyze",
    "analysed": "analyzed", "analysing": "analyzing", "practise": "practice", "practised": "practiced",
    "practising": "practicing", "favourite": "favorite", "colour": "color", "learnt": "learned",
    "programme": "program", "honour": "honor", "defence": "defense", "neighbour": "neighbor",
    "judgement": "judgment", "rigour": "rigor", "centre": "center", "labelled": "labeled",
}  # fmt: skip


NUMBER = "#"
"""The stem of every number, so that "in 5 minutes" and "in ten minutes" are the same wording."""

_NUMBERS = {
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen",
    "twenty", "thirty", "forty", "fifty", "sixty",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A word of a line: spelled alike in small letters, its stem, and the characters it stands on."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_light(self) -> bool:
        """Whether it may be passed over."""
        return self.text in LIGHT


@lru_cache(maxsize=20_000)
def spelled_alike(word: str) -> str:
    """A word in small letters and in one of its two English spellings."""
    small = word.casefold().replace("’", "'")
    return _BRITISH_WORDS.get(small) or _BRITISH.sub(r"\1iz", small)


def words_of(text: str, stem: Stem) -> tuple[Word, ...]:
    """Cut a line into words. A "not" that is drawn into its verb becomes a word of its own."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        small = spelled_alike(match[0])
        if small in _SHORT_NOT:
            verb = _SHORT_NOT[small]
            found += [Word(verb, verb, start, end), Word("not", "not", start, end)]
            continue
        small = small.split("'")[0] if "'" in small else small
        is_number = small.isdigit() or small in _NUMBERS
        found.append(Word(small, NUMBER if is_number else stem(small), start, end))
    return tuple(found)
