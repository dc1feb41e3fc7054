"""Companies with all their spellings: the list, one of them, and which of them look like one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

from afterround.core.companies import NamedCompany, suggest_merges
from afterround.core.errors import AfterroundError, NotFound
from afterround.core.rounds import Part, company_key
from afterround.data.models import Company, CompanyAlias, DeclinedMerge, Owner, Participation, Round
from afterround.queries.keys import record_with_key
from afterround.queries.rounds import PAGE, RoundView, rounds_of, view_rounds
from afterround.queries.spellings import companies_like, company_called


@dataclass(frozen=True)
class AliasView:
    """A further spelling. Where it came by a merge, `merged_id` and `merged_name` say of what; `came_with` names the
    later merge that has to be taken back first, if any.
    """

    id: UUID
    name: str
    created_at: datetime
    merged_id: UUID | None = None
    merged_name: str = ""
    came_with: str = ""


@dataclass(frozen=True)
class CompanyView:
    """A company: its name and further spellings, how many rounds there were, and the latest of them."""

    id: UUID
    name: str
    aliases: tuple[AliasView, ...]
    rounds: int
    latest: RoundView | None


@dataclass(frozen=True)
class PersonView:
    """A person met at a company, the parts they played, and in how many rounds."""

    name: str
    parts: tuple[Part, ...]
    rounds: int
    email: str = ""


@dataclass(frozen=True)
class OfferView:
    """Two companies that look like one, the plainer name first, and why."""

    keep_id: UUID
    keep_name: str
    other_id: UUID
    other_name: str
    reason: str


def all_companies(owner: Owner, now: datetime, *, page: int = 1) -> list[CompanyView]:
    """The companies, the one with the latest round first, PAGE to a page."""
    ordered = _counted(owner).order_by(F("last_end").desc(nulls_last=True), "key", "id")
    return _views(owner, ordered[(page - 1) * PAGE : page * PAGE], now)


def get_company(owner: Owner, company_id: UUID, now: datetime) -> CompanyView:
    """One company; the key of one that was merged means the one it is part of. Raises NotFound."""
    meant = Q(id=company_id) | Q(aliases__merged=company_id)
    return _one(owner, _counted(owner).filter(id__in=Company.objects.filter(meant).values("id")), now)


def find_company(owner: Owner, reference: str, now: datetime) -> CompanyView:
    """The company a person means: a name or alias of it, a key, its beginning or its end, or a part of its name.

    Raises NotFound, or AfterroundError with the code "ambiguous" where several fit.
    """
    exact = company_called(owner, reference)
    mine = Company.objects.filter(owner=owner, merged_at=None)
    meant = exact or record_with_key(mine, reference, noun="companies")
    found = [meant] if meant else companies_like(owner, reference)
    if len(found) > 1:
        names = ", ".join(company.name for company in found[:5])
        raise AfterroundError(f'"{reference}" may be {names}. Give the whole name.', code="ambiguous")
    if not found:
        raise NotFound(f'There is no company called "{reference}". See afterround company list.')
    return _one(owner, _counted(owner).filter(id=found[0].id), now)


def find_merged(owner: Owner, reference: str) -> UUID:
    """The key of the merged company that a name, its alias or a key means. Raises NotFound, or AfterroundError with
    the code "ambiguous" where a part of a key fits several.
    """
    key = company_key(reference)
    merged = Company.objects.filter(owner=owner).exclude(merged_at=None)
    named = merged.filter(Q(key=key) | Q(merged_into__key=key)).order_by("id").first()
    found = named or record_with_key(merged, reference, noun="merged companies")
    if found is None:
        raise NotFound(f'No merged company is called "{reference}". See afterround company list.')
    return found.id


def company_rounds(owner: Owner, company_id: UUID, now: datetime, *, page: int = 1) -> list[RoundView]:
    """The rounds of all applications at a company, latest first, PAGE to a page."""
    of_company = rounds_of(owner).filter(application__company=company_id).order_by("-ends_at", "id")
    return view_rounds(owner, of_company[(page - 1) * PAGE : page * PAGE], now)


def company_people(owner: Owner, company_id: UUID) -> list[PersonView]:
    """The people met in rounds at a company, by name. Two of one name, as a merge leaves them, are shown as one."""
    met = Participation.objects.filter(
        owner=owner, round__deleted_at=None, round__application__company=company_id
    )
    groups: dict[str, list[Participation]] = {}
    for held in met.select_related("person").order_by("person__name", "part", "id"):
        groups.setdefault(held.person.name.casefold(), []).append(held)
    return [
        PersonView(
            name=group[0].person.name,
            parts=tuple(dict.fromkeys(Part(held.part) for held in group)),
            rounds=len({held.round_id for held in group}),
            email=next((held.person.email for held in group if held.person.email), ""),
        )
        for group in groups.values()
    ]


def company_choices(owner: Owner, *, limit: int = 1000) -> list[tuple[UUID, str]]:
    """The key and the name of each company, by name."""
    mine = Company.objects.filter(owner=owner, merged_at=None)
    return list(mine.order_by("key", "id").values_list("id", "name")[:limit])


def offered_merges(owner: Owner) -> list[OfferView]:
    """The companies that look like one and are not known to be two. What is offered is never done by itself."""
    mine = _counted(owner).order_by("-rounds_held", "created_at", "id").prefetch_related("aliases")
    companies = {company.id: company for company in mine}
    named = [
        NamedCompany(c.id, (c.name, *(alias.name for alias in c.aliases.all()))) for c in companies.values()
    ]
    return [
        OfferView(
            offer.keep, companies[offer.keep].name, offer.other, companies[offer.other].name, offer.reason
        )
        for offer in suggest_merges(named, _declined(owner))
    ]


def merged_names(owner: Owner, company_id: UUID) -> tuple[str, str] | None:
    """What a merged company is called, and the one it is part of; None where it is not merged."""
    found = CompanyAlias.objects.filter(owner=owner, merged=company_id)
    return found.values_list("merged__name", "company__name").first()


def declined_names(owner: Owner, one_id: UUID, other_id: UUID) -> tuple[str, str] | None:
    """What two companies are called that are kept apart; None where they are not."""
    one, other = sorted((one_id, other_id))
    return (
        DeclinedMerge.objects.filter(owner=owner, one=one, other=other)
        .values_list("one__name", "other__name")
        .first()
    )


def _declined(owner: Owner) -> set[frozenset[UUID]]:
    """The pairs to be kept apart; a company that was merged since stands for the one it is part of, too."""
    rows = DeclinedMerge.objects.filter(owner=owner).values_list(
        "one", "other", "one__merged_into__company", "other__merged_into__company"
    )
    return {frozenset((one_in or one, other_in or other)) for one, other, one_in, other_in in rows}


def _counted(owner: Owner) -> QuerySet[Any]:
    """The companies that are not merged, with the number, the last end and the latest of their rounds."""
    held = Q(applications__rounds__isnull=False, applications__rounds__deleted_at=None)
    latest = Round.objects.filter(owner=owner, deleted_at=None, application__company=OuterRef("id"))
    return Company.objects.filter(owner=owner, merged_at=None).annotate(
        rounds_held=Count("applications__rounds", filter=held),
        last_end=Max("applications__rounds__ends_at", filter=held),
        latest_id=Subquery(latest.order_by("-ends_at", "id").values("id")[:1]),
    )


def _one(owner: Owner, found: QuerySet[Any], now: datetime) -> CompanyView:
    views = _views(owner, found, now)
    if not views:
        raise NotFound("There is no such company.")
    return views[0]


def _views(owner: Owner, companies: Iterable[Any], now: datetime) -> list[CompanyView]:
    """Companies as views, in four queries whatever their number."""
    found = list(companies)
    rows = CompanyAlias.objects.filter(owner=owner, company__in=[company.id for company in found])
    aliases = list(rows.select_related("merged").order_by("created_at", "id"))
    rounds = rounds_of(owner).filter(id__in=[company.latest_id for company in found if company.latest_id])
    latest = {view.id: view for view in view_rounds(owner, rounds, now)}
    return [
        CompanyView(
            id=company.id,
            name=company.name,
            aliases=_aliases([alias for alias in aliases if alias.company_id == company.id]),
            rounds=company.rounds_held,
            latest=latest.get(company.latest_id),
        )
        for company in found
    ]


def _aliases(rows: list[CompanyAlias]) -> tuple[AliasView, ...]:
    """The aliases of one company, each with the merge it came by and the one that it came along with."""
    later = {key: row.merged.name for row in rows if row.merged for key in row.brought["aliases"]}
    return tuple(
        AliasView(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            merged_id=row.merged_id,
            merged_name=row.merged.name if row.merged else "",
            came_with=later.get(str(row.id), "") if row.merged else "",
        )
        for row in rows
    )
