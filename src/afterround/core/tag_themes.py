"""Which theme a tag may mean, and why one may think so; nothing is settled before the person has said it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from afterround.core.personal_themes import KnownTheme, PersonalThemes, theme_key
from afterround.core.recognition import Suggester
from afterround.core.tags import tag_words
from afterround.core.theme_groups import telling_words
from afterround.core.themes import Decision

SHORT = {
    "algo": "algorithm",
    "algos": "algorithms",
    "calc": "calculation",
    "clarif": "clarifying",
    "comm": "communication",
    "comms": "communication",
    "concur": "concurrency",
    "ds": "data structures",
    "est": "estimation",
    "impl": "implementation",
    "intro": "introduction",
    "lang": "language",
    "mgmt": "management",
    "mgt": "management",
    "opt": "optimisation",
    "perf": "performance",
    "ptr": "pointer",
    "ptrs": "pointers",
    "qs": "questions",
    "reqs": "requirements",
}
"""Words that people cut in a tag and not in a sentence, as they are read."""


@dataclass(frozen=True)
class Proposal:
    """The theme that a tag may mean, and the reason in a sentence."""

    theme: KnownTheme
    reason: str


def propose_theme(
    tag: str,
    themes: PersonalThemes,
    suggester: Suggester,
    said: Sequence[tuple[str, Decision]] = (),
) -> Proposal | None:
    """The theme that a tag may mean; None where nothing speaks for one.

    What the person said of the tag before counts first: `said` holds themes and decisions in their order, and a theme
    that was refused last is not proposed again. Then comes a theme that bears the tag for a name or a wording, then
    what the words read like.
    """
    last = {themes.root(theme): decision for theme, decision in said}
    refused = {theme for theme, decision in last.items() if decision is Decision.REJECTED}
    for theme, _ in reversed(said):
        known = _open(themes.known(theme), refused)
        if known is not None:
            return Proposal(known, "You said so of this tag before.")
    words = tag_words(tag)
    called = _open(themes.called(words), refused)
    if called is not None and theme_key(called.name) == theme_key(words):
        return Proposal(called, "It is called so.")
    if called is not None and _is_wording(words, called, themes):
        return Proposal(called, "That is another wording for it.")
    return next(_read(words, themes, suggester, refused), None)


def _is_wording(words: str, known: KnownTheme, themes: PersonalThemes) -> bool:
    """Whether a theme bears words as a wording, or one that counts as it does."""
    parts = [themes.themes[part] for part in known.parts]
    names = [*known.aliases, *(name for part in parts for name in (part.name, *part.aliases))]
    return theme_key(words) in {theme_key(name) for name in names}


def _read(words: str, themes: PersonalThemes, suggester: Suggester, refused: set[str]) -> Iterator[Proposal]:
    said = " ".join(SHORT.get(word.casefold(), word) for word in words.split())
    for one in suggester.suggest(said):
        known = _open(themes.known(one.theme), refused)
        if known is not None:
            telling = telling_words(said, one.because)
            reason = f"“{telling}” speaks for it." if telling else "You said so of words like these."
            yield Proposal(known, reason)


def _open(known: KnownTheme | None, refused: set[str]) -> KnownTheme | None:
    return None if known is None or known.is_hidden or known.slug in refused else known
