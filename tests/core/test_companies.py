"""Which spellings may be one company, and which must never be taken for one."""

from collections.abc import Iterable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterround.core.companies import NamedCompany, is_slip, spelling_of, suggest_merges

LEGAL = "the legal form differs"
SIGNS = "spaces, signs or accents differ"
ADDRESS = "the web address differs"
BRACKETS = "what stands in brackets differs"
SLIP = "one letter differs"

ALIKE = [
    *(
        (LEGAL, "Acme", other)
        for other in ("Acme, Inc.", "ACME INC", "Acme GmbH", "Acme Co., Ltd.", "Acme L.L.C.")
    ),
    *(
        (LEGAL, "Acme", other)
        for other in ("Acme S.p.A.", "Acme S. A.", "Acme Sp. z o.o.", "Acme s.r.o.", "Acme A/S")
    ),
    *(
        (LEGAL, "Acme", other)
        for other in ("Acme GmbH & Co. KG", "Acme UG (haftungsbeschränkt)", "Acme Pty Ltd")
    ),
    *(
        (LEGAL, "Acme", other)
        for other in ("Acme S.A. de C.V.", "Acme d.o.o.", "Acme Private Limited", "Acme B.V.")
    ),
    *(
        (LEGAL, "Acme", other)
        for other in ("株式会社Acme", "Acme有限公司", "ООО Acme", "PT Acme Tbk", "Acme Sdn. Bhd.")
    ),
    *((LEGAL, one, other) for one, other in (("Acme Inc", "Acme AG"), ("Acme Labs", "Acme Labs Oy"))),
    *(
        (ADDRESS, "Acme", other)
        for other in ("acme.com", "www.acme.io", "https://jobs.acme.co.uk/apply?id=7")
    ),
    *((BRACKETS, "Acme", other) for other in ("Acme (YC W20)", "Acme [Berlin]", "Acme YC S21", "Acme ()")),
    *(
        (SIGNS, one, other)
        for one, other in (("Acme Works", "AcmeWorks"), ("A. C. Me", "AC Me"), ("Acmé", "Acme"))
    ),
    *(
        (SIGNS, one, other)
        for one, other in (("Ørste Labs", "Orste Labs"), ("Wile & Coyote", "Wile and Coyote"))
    ),
    *((SIGNS, one, other) for one, other in (("Globex.ai", "Globex AI"), ("AcmeCo", "Acme Co"))),
    *((SLIP, "Globex", other) for other in ("Globx", "Globbex", "Golbex", "Globexx")),
    *((SLIP, one, other) for one, other in (("Initech", "Initach"), ("Massive Dynamic", "Masive Dynamic"))),
    ("the article differs", "The Acme", "Acme"),
    ("the article differs", "Acme, The", "Acme"),
    ("the legal form and the web address differ", "Acme", "acme.com B.V."),
    ("the legal form and what stands in brackets differ", "Acme", "Acme, Inc. (YC S09)"),
]

UNLIKE = [
    *(
        ("Meta", "Metabase"),
        ("Apple", "Applied"),
        ("Bolt", "Volt"),
        ("Stripe", "Strike"),
        ("Notion", "Motion"),
    ),
    *(
        ("Plaid", "Plain"),
        ("Square", "Squire"),
        ("Block", "Blocks"),
        ("Acme", "Acme Robotics"),
        ("Acme", "Acne"),
    ),
    *(("Company 1", "Company 2"), ("Globex 10", "Globex 1"), ("Globex1", "Globex2"), ("Plan A", "Plan B")),
    *(("Acme (Berlin)", "Acme (Paris)"), ("Inc", "Co"), ("The Company", "The Corporation"), ("()", "[]")),
    *(
        ("x.com", "y.com"),
        ("Initech Labs", "Labs Initech"),
        ("Wayne Tech", "Tech"),
        ("東京", "京都"),
        ("!!!", "???"),
    ),
]


def companies(*names: str) -> list[NamedCompany]:
    return [NamedCompany(uuid4(), (name,)) for name in names]


def offered(
    found: list[NamedCompany], declined: Iterable[frozenset[UUID]] = ()
) -> list[tuple[str, str, str]]:
    """The offers in names: the one to keep, the other, the reason."""
    names = {company.id: company.names[0] for company in found}
    return [(names[o.keep], names[o.other], o.reason) for o in suggest_merges(found, set(declined))]


@pytest.mark.parametrize(("reason", "one", "other"), ALIKE)
def test_spellings_that_look_alike_are_offered_in_either_order(reason: str, one: str, other: str) -> None:
    assert [o[2] for o in offered(companies(one, other))] == [reason]
    assert [o[2] for o in offered(companies(other, one))] == [reason]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_other_companies_are_never_offered_as_one(one: str, other: str) -> None:
    assert offered(companies(one, other)) == offered(companies(other, one)) == []


def test_the_plainer_name_is_the_one_to_keep() -> None:
    assert offered(companies("Acme, Inc.", "Acme")) == [("Acme", "Acme, Inc.", LEGAL)]
    assert offered(companies("acme.com", "Acme Works", "Acme")) == [("Acme", "acme.com", ADDRESS)]


def test_of_two_plain_names_the_first_is_the_one_to_keep() -> None:
    assert offered(companies("Globex", "Globx")) == [("Globex", "Globx", SLIP)]
    assert offered(companies("Globx", "Globex")) == [("Globx", "Globex", SLIP)]


def test_many_spellings_are_offered_with_the_plainest_and_not_all_with_each_other() -> None:
    found = companies("Acme GmbH", "acme.com", "Acme", "Acme Inc")
    assert sorted(offer[:2] for offer in offered(found)) == [
        ("Acme", "Acme GmbH"),
        ("Acme", "Acme Inc"),
        ("Acme", "acme.com"),
    ]


def test_a_declined_pair_is_not_offered_and_its_companies_still_are_with_others() -> None:
    found = companies("Acme", "Acme Inc", "Acme GmbH")
    declined = [frozenset((found[0].id, company.id)) for company in found[1:]]
    assert offered(found, declined) == [("Acme Inc", "Acme GmbH", LEGAL)]


def test_a_declined_slip_is_not_offered() -> None:
    found = companies("Globex", "Globx")
    assert offered(found) == [("Globex", "Globx", SLIP)]
    assert offered(found, [frozenset(company.id for company in found)]) == []


def test_an_alias_is_compared_like_a_name() -> None:
    kept, other = (
        NamedCompany(uuid4(), ("Acme Labs", "Wile Works")),
        NamedCompany(uuid4(), ("Wile Works Ltd",)),
    )
    assert offered([kept, other]) == [("Acme Labs", "Wile Works Ltd", LEGAL)]
    assert offered([NamedCompany(uuid4(), ("Acme", "Acme Inc"))]) == []


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("stripe", "stipe", True),
        ("stripe", "stirpe", True),
        ("initech", "inotech", True),
        ("stripe", "strike", False),  # too short for a changed letter
        ("stripe", "tripe", False),  # the first letter
        ("stripe", "stripes", False),  # an "s" at the end
        ("plan9", "plan", False),
        ("globex1", "globex2", False),
        ("acme", "amce", False),
        ("initech", "intiehc", False),  # two slips
    ],
)
def test_a_slip_is_one_letter_in_a_word_long_enough(one: str, other: str, slips: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is slips


@pytest.mark.parametrize("name", ["Inc", "The", "GmbH", "株式会社", "acme.com", "Co & Co", "PT"])
def test_something_is_left_of_every_name_that_has_a_letter(name: str) -> None:
    assert spelling_of(name).letters


@given(st.lists(st.text(max_size=30), min_size=2, max_size=6))
def test_whatever_is_typed_only_pairs_of_it_are_offered(names: list[str]) -> None:
    found = companies(*names)
    offers = suggest_merges(found)
    pairs = [frozenset((offer.keep, offer.other)) for offer in offers]
    assert all(len(pair) == 2 for pair in pairs) and len(set(pairs)) == len(pairs)
    assert {key for pair in pairs for key in pair} <= {company.id for company in found}
    assert suggest_merges(found, set(pairs[:1])) != offers or not offers


def test_thousands_of_names_share_few_buckets() -> None:
    found = companies(*(f"Company {number} {suffix}" for number in range(1500) for suffix in ("", "Inc")))
    assert len(suggest_merges(found)) == 1500
