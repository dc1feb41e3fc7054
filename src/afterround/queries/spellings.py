"""Which company a spelling means: each name and each alias of an owner's companies is one spelling of one of them."""

from uuid import UUID

from django.db.models import Q

from afterround.core.rounds import company_key
from afterround.data.models import Company, CompanyAlias, Owner


def company_called(owner: Owner, name: str) -> Company | None:
    """The company that bears a name or has it for an alias; None where there is none."""
    return Company.objects.filter(_spelt(owner, "key", company_key(name))).first()


def companies_by_spelling(owner: Owner) -> dict[str, UUID]:
    """The company that each key of a name or of an alias means."""
    names = Company.objects.filter(owner=owner, merged_at=None).values_list("key", "id")
    aliases = CompanyAlias.objects.filter(owner=owner).values_list("key", "company")
    return dict(aliases) | dict(names)


def companies_like(owner: Owner, name: str, *, limit: int = 50) -> list[Company]:
    """The company of that spelling, else those with one it begins, else those with one that holds it."""
    key = company_key(name)
    for lookup in ("key", "key__startswith", "key__contains"):
        found = list(Company.objects.filter(_spelt(owner, lookup, key)).order_by("id")[:limit])
        if found:
            return found
    return []


def _spelt(owner: Owner, lookup: str, key: str) -> Q:
    """The companies with a spelling like that; one that was merged into another stands for nothing."""
    aliases = CompanyAlias.objects.filter(owner=owner, **{lookup: key})
    return Q(owner=owner, merged_at=None) & (Q(**{lookup: key}) | Q(id__in=aliases.values("company")))
