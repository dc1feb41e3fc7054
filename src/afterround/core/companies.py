"""One company under many spellings: a name without its trimmings, and which companies to offer as one."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

LEGAL_FORMS = """
inc incorporated corp corporation co company llc llp lp ltd limited plc pbc pty pte pvt private unlimited
gmbh ggmbh mbh ag se kg kgaa ohg gbr ug eg ev haftungsbeschrankt bv nv vof cv bvba sprl srl
sa sas sasu sarl eurl snc sca sl slu slp sadecv sapidecv sderl sderldecv ltda eireli lda spa srls
ab as asa aps oy oyj hf ehf ou uab sia spzoo spzo sro spol spolsro kft zrt nyrt doo dd eood ood ead ad
jsc pjsc ojsc cjsc sti ltdsti kk gk sdn bhd tbk fze fzco fzllc dmcc wll
ооо зао оао пао ао тов ад оод еоод αε επε ικε
"""
"""Words at the end of a name that say its legal form, as bare letters; forms of several words are run together."""

LEGAL = frozenset(LEGAL_FORMS.split())

LEGAL_BEFORE = frozenset(("ооо", "зао", "оао", "пао", "ао", "тов", "pt"))
"""Legal forms that stand before the name."""

LEGAL_JOINED = re.compile(
    r"^(?:株式会社|合同会社|有限会社|주식회사|\(주\)|㈜)\s*"
    r"|\s*(?:株式会社|合同会社|有限会社|有限责任公司|股份有限公司|有限公司|주식회사|\(주\)|㈜)$"
)
"""Legal forms that are written without a space."""

COUNTRIES = (
    "at|au|be|br|ca|ch|cn|cz|de|dk|ee|es|eu|fi|fr|gr|hk|hu|ie|il|in|it|jp|kr|lt|lv|mx|nl|no|nz|pl|pt|ro|se|"
    "sg|tr|ua|uk|us|za"
)
DOMAINS = f"(?:com?|org|net|ac)\\.(?:{COUNTRIES})|com|net|org|io|ai|co|dev|app|so|tech|xyz|me|sh|gg|inc|ly|{COUNTRIES}"
ADDRESS = re.compile(rf"(?:https?://)?(?:[\w-]+\.)*?([\w-]{{2,}})\.({DOMAINS})(?:[/?#]\S*)?", re.IGNORECASE)
"""A web address standing for a name: its telling label, and its domain."""

REMARK = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]*)[)\]]")
BATCH = re.compile(
    r"(?:yc|y combinator)?\s*(?:[wsfx]\d\d|(?:winter|summer|spring|fall) \d{4})?", re.IGNORECASE
)
"""What says with which class a company went through Y Combinator."""
BARE_BATCH = re.compile(r"(.*\S)[\s,]+YC\s*[WSFX]\d\d")

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
"""Letters that Unicode takes for letters of their own, where people take them for one with a mark."""

LONGEST = 60
"""Names with more letters than this are not compared for slips."""


@dataclass(frozen=True)
class Spelling:
    """A company's name taken apart. All parts are folded: no case, no accents, no signs."""

    words: tuple[str, ...]
    legal: str = ""
    domain: str = ""
    remark: str = ""
    is_batch: bool = False
    has_article: bool = False

    @property
    def letters(self) -> str:
        """The name itself, letters and digits alone."""
        return "".join(self.words)

    @property
    def trimmings(self) -> int:
        """How many parts a person would leave out in talking."""
        return sum(map(bool, (self.legal, self.domain, self.remark or self.is_batch, self.has_article)))


@dataclass(frozen=True)
class NamedCompany:
    """A company with all it is called: its name first, then its aliases."""

    id: UUID
    names: tuple[str, ...]


@dataclass(frozen=True)
class MergeOffer:
    """Two companies that look like one. `keep` has the plainer name, or was named first; the reason is a clause."""

    keep: UUID
    other: UUID
    reason: str


def spelling_of(name: str) -> Spelling:
    """Take a name apart: legal form, article, brackets and web domain go, unless nothing would be left of it.

    Two companies whose letters are the same may be one; nothing says that they are.
    """
    text, remark, is_batch, legal = unicodedata.normalize("NFKC", name).strip(" ,;"), "", False, ""
    while True:
        text, bracket = _without_remark(text)
        text, form = _without_legal_form(text)
        if bracket is not None:
            is_batch = is_batch or bool(BATCH.fullmatch(bracket))
            remark = remark if BATCH.fullmatch(bracket) else _bare(bracket) + remark
        legal = form + legal
        if bracket is None and not form:
            break
    if remark in LEGAL:
        legal, remark = legal + remark, ""
    words, domain = re.split(r"[\s,;]+", text), ""
    if has_article := len(words) > 1 and "the" in (_bare(words[0]), _bare(words[-1])):
        words = words[1:] if _bare(words[0]) == "the" else words[:-1]
    if len(words) == 1 and (address := ADDRESS.fullmatch(words[0])):
        words, domain = address[1].split("-"), address[2].casefold()
    bare = tuple(filter(None, map(_bare, words)))
    return Spelling(bare, legal, domain, remark, is_batch, has_article)


def _without_remark(text: str) -> tuple[str, str | None]:
    """The name without what stands in brackets at its end, and that; None where there is nothing."""
    found = REMARK.fullmatch(text)
    if found is None and (batch := BARE_BATCH.fullmatch(text)):
        return batch[1].rstrip(" ,;"), "yc"
    return (text, None) if found is None else (found[1].rstrip(" ,;"), found[2].strip())


def _without_legal_form(text: str) -> tuple[str, str]:
    """The name without the legal form at its end or its beginning, and that form's letters."""
    name = LEGAL_JOINED.sub("", text) or text
    words, taken = _words(name), "" if name == text else "kk"
    least = 2 if words and _bare(words[0]) == "the" else 1
    while len(words) > least:
        size = next((n for n in (3, 2, 1) if n < len(words) and "".join(map(_bare, words[-n:])) in LEGAL), 0)
        if not size and not (taken and words[-1] in ("&", "and", "und", "et", "y", "e")):
            break
        size = size or 1
        taken = "".join(map(_bare, words[-size:])) + taken
        words = words[:-size]
    if len(words) > 1 and _bare(words[0]) in LEGAL_BEFORE:
        words, taken = words[1:], _bare(words[0]) + taken
    return (" ".join(words), taken) if taken else (text, "")


def _words(text: str) -> list[str]:
    """The words of a name; letters with a dot each ("S. A.") count as one."""
    text = re.sub(r"\b(\w)\.\s+(?=\w\.)", r"\1.", text)
    return [word for word in re.split(r"[\s,;]+", text) if word]


def _bare(word: str) -> str:
    """A word's letters and digits, without case and marks; an ampersand is "and"."""
    folded = word.casefold().translate(LETTERS).replace("&", "and")
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())


def suggest_merges(
    companies: Sequence[NamedCompany], declined: Collection[frozenset[UUID]] = ()
) -> list[MergeOffer]:
    """The pairs of companies that look like one, each company with the plainest it may be, never a declined pair.

    Names that differ in trimmings or signs come first, then those that differ by one slip of the hand. The time
    grows with the number of names, not with its square.
    """
    spelt = [(company.id, spelling_of(name)) for company in companies for name in company.names]
    spelt = sorted((entry for entry in spelt if entry[1].words), key=lambda entry: entry[1].trimmings)
    plainness = {c.id: (spelling_of(c.names[0]).trimmings, place) for place, c in enumerate(companies)}
    offers: list[MergeOffer] = []
    made = set(declined)
    for one, other, reason in (*_same_names(spelt, declined), *_slips(spelt)):
        pair = frozenset((one, other))
        if len(pair) == 2 and pair not in made:
            made.add(pair)
            plainer, longer = sorted(pair, key=plainness.__getitem__)
            offers.append(MergeOffer(plainer, longer, reason))
    return offers


Spelt = tuple[UUID, Spelling]
Pair = tuple[UUID, UUID, str]


def _same_names(spelt: Iterable[Spelt], declined: Collection[frozenset[UUID]]) -> Iterator[Pair]:
    """The pairs of one normalised name, each later one with the first that it may be."""
    groups: dict[str, list[Spelt]] = {}
    for entry in spelt:
        said = entry[1]
        for letters in dict.fromkeys((said.letters, said.letters + (said.legal or _bare(said.domain)))):
            groups.setdefault(letters, []).append(entry)
    for group in groups.values():
        for place, (other, said) in enumerate(group):
            for one, before in group[:place]:
                is_new = one != other and frozenset((one, other)) not in declined
                if is_new and not (said.remark and before.remark and said.remark != before.remark):
                    yield one, other, _difference(before, said)
                    break


def _difference(one: Spelling, other: Spelling) -> str:
    """What two spellings of one name differ in, as a clause."""
    parts = {
        "the legal form": one.legal != other.legal,
        "the web address": one.domain != other.domain,
        "what stands in brackets": (one.remark, one.is_batch) != (other.remark, other.is_batch),
        "the article": one.has_article != other.has_article,
    }
    differing = [words for words, differs in parts.items() if differs]
    if one.letters != other.letters or not differing:
        return "spaces, signs or accents differ"
    return " and ".join(differing) + (" differs" if len(differing) == 1 else " differ")


def _slips(spelt: Iterable[Spelt]) -> Iterator[Pair]:
    """The pairs whose names differ by one slip. Names that share all letters but one meet in a bucket."""
    firsts: dict[str, Spelt] = {}
    for entry in spelt:
        firsts.setdefault(" ".join(entry[1].words), entry)
    buckets: dict[str, list[str]] = {}
    for text in firsts:
        if len(text) <= LONGEST:
            for bucket in {text, *(text[:n] + text[n + 1 :] for n, c in enumerate(text) if c.isalpha())}:
                buckets.setdefault(bucket, []).append(text)
    pairs = {(texts[m], texts[n]) for texts in buckets.values() for n in range(len(texts)) for m in range(n)}
    order = {text: n for n, text in enumerate(firsts)}
    for one, other in sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]])):
        if firsts[one][1].letters != firsts[other][1].letters and _is_slip_of(one.split(), other.split()):
            yield firsts[one][0], firsts[other][0], "one letter differs"


def _is_slip_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ in one word, and there by a slip."""
    differing = [pair for pair in zip_longest(one, other, fillvalue="") if pair[0] != pair[1]]
    return len(differing) == 1 and is_slip(*differing[0])


def is_slip(one: str, other: str) -> bool:
    """Whether one word is the other with a letter left out, doubled or changed, or two neighbours exchanged.

    Short words, first letters, digits and an "s" at the end are too often the difference between two companies:
    at least 5 letters are needed, 7 where one is changed.
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 5 or len(long) - len(short) > 1 or short[0] != long[0] or long == short + "s":
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :] and long[start].isalpha()
    changed = short[start : start + 2], long[start : start + 2]
    if any(not letter.isalpha() for pair in changed for letter in pair[:1]):
        return False
    is_changed = len(short) >= 7 and short[start + 1 :] == long[start + 1 :]
    is_exchanged = changed[0] == changed[1][::-1] and short[start + 2 :] == long[start + 2 :]
    return is_changed or is_exchanged
