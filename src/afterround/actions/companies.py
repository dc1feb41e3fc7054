"""What a person does with companies: name them, merge two spellings and part them, rename, keep two apart.

Each spelling, of a name or an alias, belongs to one company. One deed at a time changes that; see `hold_names`.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from afterround.actions.owners import hold_names
from afterround.core.errors import Conflict, Invalid, NotFound
from afterround.core.rounds import Outcome, company_key
from afterround.data.models import (
    Application,
    Company,
    CompanyAlias,
    DeclinedMerge,
    Owner,
    Participation,
    Person,
    Round,
    Stage,
)
from afterround.queries.spellings import company_called

LONGEST = 200
"""The most characters a company's name holds."""


@transaction.atomic
def company_named(owner: Owner, name: str, now: datetime) -> Company:
    """The company that bears a name or has it for an alias; made where there is none. Raises Invalid."""
    hold_names(owner)
    name, key = _checked(name, "company")
    found = company_called(owner, name)
    return found or Company.objects.create(owner=owner, name=name, key=key, created_at=now)


def open_application(owner: Owner, company: Company, role: str) -> Application | None:
    """The open application that a round for `role` ("" where it is not said) at a company belongs to: the newest
    one for that role, else the newest one whose role is not known.
    """
    of_company = Application.objects.filter(owner=owner, company=company, outcome=Outcome.OPEN)
    same = of_company.order_by("-created_at", "-id")
    return (same.filter(role__iexact=role) if role else same).first() or same.filter(role="").first()


def person_named(
    owner: Owner, name: str, company: Company | None, now: datetime, *, email: str = ""
) -> Person:
    """The person of that name at a company; made, with the e-mail address, where there is none."""
    known = Person.objects.filter(owner=owner, name__iexact=name, company=company)
    return known.order_by("created_at", "id").first() or Person.objects.create(
        owner=owner, name=name, email=email, company=company, created_at=now
    )


@transaction.atomic
def merge_companies(owner: Owner, keep_id: UUID, other_id: UUID, *, now: datetime) -> UUID:
    """Make another company a spelling of the one to keep: its applications, people and aliases come along.

    A company that was merged before stands for the one it is part of, and what is one company already stays so.
    Returns the key by which `part_companies` takes it back. Raises NotFound, and Invalid where one company is
    named twice.
    """
    hold_names(owner)
    if keep_id == other_id:
        raise Invalid("Choose two companies.", problems={"other": "Choose another company."})
    keep, other = _standing_for(owner, keep_id), _standing_for(owner, other_id)
    if keep == other:
        return keep_id if keep.id == other_id else other_id
    brought = _belongings(owner, other)
    Application.objects.filter(owner=owner, company=other).update(company=keep)
    Person.objects.filter(owner=owner, company=other).update(company=keep)
    CompanyAlias.objects.filter(owner=owner, company=other).update(company=keep)
    CompanyAlias.objects.create(
        owner=owner,
        company=keep,
        name=other.name,
        key=other.key,
        merged=other,
        brought=brought,
        created_at=now,
    )
    other.merged_at = now
    other.save(update_fields=["merged_at"])
    return other.id


def _belongings(owner: Owner, company: Company) -> dict[str, Any]:
    """The keys of all that hangs on a company, and the spellings of its aliases."""
    applications = Application.objects.filter(owner=owner, company=company)
    tables = {
        "applications": applications,
        "rounds": Round.objects.filter(owner=owner, application__in=applications),
        "stages": Stage.objects.filter(owner=owner, application__in=applications),
        "people": Person.objects.filter(owner=owner, company=company),
    }
    keys = {name: [str(key) for key in rows.values_list("id", flat=True)] for name, rows in tables.items()}
    aliases = CompanyAlias.objects.filter(owner=owner, company=company)
    return {**keys, "aliases": {str(alias.id): [alias.name, alias.key] for alias in aliases}}


@transaction.atomic
def part_companies(owner: Owner, company_id: UUID, *, now: datetime, keep_apart: bool = False) -> UUID:
    """Take a merge back: the company is again what it was, and what came since stays with the one it was part of.

    With `keep_apart` the merge is not offered again. Returns the key of the company it was part of. Raises
    NotFound for a company that is not merged, and Conflict where it came with another one or its name is taken.
    """
    hold_names(owner)
    alias = (
        CompanyAlias.objects.filter(owner=owner, merged=company_id)
        .select_related("company", "merged")
        .first()
    )
    if alias is None or alias.merged is None:
        raise NotFound("There is no such merged company.")
    kept, parted, brought = alias.company, alias.merged, alias.brought
    _refuse_to_part(owner, alias)
    for key, (name, spelling) in brought["aliases"].items():
        row = CompanyAlias.objects.filter(owner=owner, company=kept, id=key).first()
        if row is not None and company_called(owner, name) in (None, kept):
            _take_spelling(owner, kept, row, name, spelling)
            row.company = parted
            row.save(update_fields=["company"])
    _take_spelling(owner, kept, alias, parted.name, parted.key)
    alias.delete()
    parted.merged_at = None
    parted.save(update_fields=["merged_at"])
    _part_applications(owner, kept, parted, brought, now)
    Person.objects.filter(owner=owner, company=kept, id__in=brought["people"]).update(company=parted)
    _part_people(owner, kept, parted, since=alias.created_at, now=now)
    if keep_apart:
        _decline(owner, kept, parted, now)
    return kept.id


def _refuse_to_part(owner: Owner, alias: CompanyAlias) -> None:
    """Raise Conflict where a later merge holds this one, or where another company has taken the name."""
    assert alias.merged is not None
    later = CompanyAlias.objects.filter(owner=owner, company=alias.company).select_related("merged")
    for other in later:
        if other.merged is not None and str(alias.id) in other.brought["aliases"]:
            raise Conflict(f"{alias.merged.name} came with {other.merged.name}. Part that one first.")
    if company_called(owner, alias.merged.name) not in (None, alias.company):
        raise Conflict(f"Another company is called {alias.merged.name} by now. Rename that one first.")


def _take_spelling(owner: Owner, kept: Company, row: CompanyAlias, name: str, key: str) -> None:
    """Let `row` bear a spelling that is to leave `kept`; who bore it, after a rename, bears what `row` did."""
    if row.key == key:
        return
    left = {"name": row.name, "key": row.key}
    CompanyAlias.objects.filter(id=row.id).update(key=str(row.id))  # out of the way of the constraint
    if kept.key == key:
        kept.name, kept.key = row.name, row.key
        kept.save(update_fields=["name", "key"])
    elif not CompanyAlias.objects.filter(owner=owner, company=kept, key=key).update(**left):
        CompanyAlias.objects.create(owner=owner, company=kept, created_at=row.created_at, **left)
    row.name, row.key = name, key
    row.save(update_fields=["name", "key"])


def _part_applications(
    owner: Owner, kept: Company, parted: Company, brought: dict[str, Any], now: datetime
) -> None:
    """Give a company its applications back; rounds and stages added since go to one of the company that is kept."""
    for application in Application.objects.filter(owner=owner, company=kept, id__in=brought["applications"]):
        application.company = parted
        application.save(update_fields=["company"])
        added = application.rounds.exclude(id__in=brought["rounds"])
        if not added.exists():
            continue
        said = {"role": application.role, "level": application.level, "outcome": application.outcome}
        home = open_application(owner, kept, application.role) or Application.objects.create(
            owner=owner, company=kept, created_at=now, **said
        )
        added.update(application=home)
        application.stages.exclude(id__in=brought["stages"]).update(application=home)


def _part_people(owner: Owner, kept: Company, parted: Company, *, since: datetime, now: datetime) -> None:
    """See that everybody in a round is of its company: by the same name there, or known since the merge and moved."""
    both = Participation.objects.filter(
        owner=owner, round__application__company__in=(kept, parted), person__company__in=(kept, parted)
    )
    astray = both.exclude(person__company=F("round__application__company"))
    for held in astray.select_related("person", "round__application__company"):
        company, person = held.round.application.company, held.person
        assert company is not None
        at_home = both.filter(person=person, round__application__company=F("person__company"))
        if person.created_at > since and not at_home.exists():
            Person.objects.filter(id=person.id).update(company=company)
            continue
        other = person_named(owner, person.name, company, now, email=person.email)
        if other == person:  # it was moved with another of these rounds
            continue
        if both.filter(round=held.round, person=other, part=held.part).exists():
            held.delete()
        else:
            Participation.objects.filter(id=held.id).update(person=other)


@transaction.atomic
def rename_company(owner: Owner, company_id: UUID, name: str, *, now: datetime) -> None:
    """Give a company another name; the one it had becomes an alias.

    Raises NotFound, Invalid, and Conflict where another company bears that name or has it for an alias.
    """
    hold_names(owner)
    found = _own(owner, company_id)
    name, key = _checked(name, "name")
    bearer = company_called(owner, name)
    if bearer is not None and bearer != found:
        raise Conflict(f"{bearer.name} is another of your companies. If they are one, merge them.")
    if key != found.key:
        had = {"name": found.name, "key": found.key}
        if not CompanyAlias.objects.filter(owner=owner, company=found, key=key).update(**had):
            CompanyAlias.objects.create(owner=owner, company=found, created_at=now, **had)
    found.name, found.key = name, key
    found.save(update_fields=["name", "key"])


@transaction.atomic
def forget_alias(owner: Owner, alias_id: UUID) -> UUID:
    """Take an earlier name from a company, whose key is returned; typed again it means a company of its own.

    Raises NotFound, and Conflict for one that came by a merge, which is parted instead.
    """
    hold_names(owner)
    found = CompanyAlias.objects.filter(owner=owner, id=alias_id).first()
    if found is None:
        raise NotFound("There is no such alias.")
    if found.merged_id is not None:
        raise Conflict(f"{found.name} came by a merge. Part the two companies instead.")
    found.delete()
    return found.company_id


@transaction.atomic
def decline_merge(owner: Owner, one_id: UUID, other_id: UUID, *, now: datetime) -> None:
    """Keep two companies apart: their merge is not offered again. Raises NotFound, Invalid."""
    if one_id == other_id:
        raise Invalid("Choose two companies.", problems={"other": "Choose another company."})
    _decline(owner, _own(owner, one_id), _own(owner, other_id), now)


@transaction.atomic
def reconsider_merge(owner: Owner, one_id: UUID, other_id: UUID) -> None:
    """Offer a declined merge again. Raises NotFound where it was not declined."""
    one, other = sorted((one_id, other_id))
    if not DeclinedMerge.objects.filter(owner=owner, one=one, other=other).delete()[0]:
        raise NotFound("This merge was not declined.")


def _decline(owner: Owner, one: Company, other: Company, now: datetime) -> None:
    first, second = sorted((one, other), key=lambda company: company.id)
    DeclinedMerge.objects.get_or_create(owner=owner, one=first, other=second, defaults={"at": now})


def _own(owner: Owner, company_id: UUID) -> Company:
    """A company that is not merged into another."""
    found = Company.objects.filter(owner=owner, id=company_id, merged_at=None).first()
    if found is None:
        raise NotFound("There is no such company.")
    return found


def _standing_for(owner: Owner, company_id: UUID) -> Company:
    """The company itself, or the one it was merged into."""
    alias = CompanyAlias.objects.filter(owner=owner, merged=company_id).select_related("company").first()
    return alias.company if alias else _own(owner, company_id)


def _checked(name: str, field: str) -> tuple[str, str]:
    """A name that can be stored, with single spaces, and its key. Raises Invalid with the field's problem."""
    name = " ".join(name.split())
    key = company_key(name)
    problem = ""
    if not name:
        problem = "Say what the company is called."
    elif "\0" in name:
        problem = "This holds a character that cannot be stored (NUL). Take it out."
    elif max(len(name), len(key)) > LONGEST:
        problem = f"This holds at most {LONGEST} characters."
    if problem:
        raise Invalid(f"This name cannot be taken: {problem}", problems={field: problem})
    return name, key
