"""Companies: the list with what looks like one company, one company's page, and what can be done with its names."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from afterround.actions import companies as deeds
from afterround.core.errors import Conflict, Invalid
from afterround.queries.companies import (
    CompanyView,
    all_companies,
    company_choices,
    company_people,
    company_rounds,
    declined_names,
    get_company,
    merged_names,
    offered_merges,
)
from afterround.queries.rounds import PAGE
from afterround.web.companies.forms import NameForm, read_pair, read_undo
from afterround.web.doors import Visit, deed, form_page, page, page_number, see_other

OFFERS = 10
"""So many offers stand on the page at once; the next ones come up as these are answered."""


@page
def companies(request: Visit) -> HttpResponse:
    """What looks like one company first, then all companies; what was just done can be taken back."""
    number, offers = page_number(request.GET.get("page", "")), offered_merges(request.owner)
    found = all_companies(request.owner, request.now, page=number)
    merged, apart = read_undo(request.GET)
    values = {
        "companies": found,
        "page": number,
        "has_more": len(found) == PAGE,
        "offers": offers[:OFFERS],
        "more_offers": len(offers[OFFERS:]),
        "merged": merged,
        "merged_names": merged_names(request.owner, merged) if merged else None,
        "apart": apart,
        "apart_names": declined_names(request.owner, *apart) if apart else None,
    }
    return render(request, "companies/list.html", values)


@page
def one_company(request: Visit, company_id: UUID) -> HttpResponse:
    """The rounds, the people and the spellings of a company; a merged one leads to the one it is part of."""
    found = get_company(request.owner, company_id, request.now)
    if found.id != company_id:
        return see_other(reverse("company", args=[found.id]))
    return _company_page(request, found, NameForm(initial={"name": found.name}))


def _company_page(request: Visit, found: CompanyView, form: NameForm, *, status: int = 200) -> HttpResponse:
    number = page_number(request.GET.get("page", ""))
    rounds = company_rounds(request.owner, found.id, request.now, page=number)
    merged = read_undo(request.GET)[0]
    values: dict[str, Any] = {
        "company": found,
        "form": form,
        "rounds": rounds,
        "page": number,
        "has_more": len(rounds) == PAGE,
        "people": company_people(request.owner, found.id),
        "others": [choice for choice in company_choices(request.owner) if choice[0] != found.id],
        "merged": merged,
        "merged_names": merged_names(request.owner, merged) if merged else None,
    }
    return render(request, "companies/company.html", values, status=status)


@form_page
def rename_company(request: Visit, company_id: UUID) -> HttpResponse:
    """Give a company another name. One that cannot be taken comes back with what to do."""
    found = get_company(request.owner, company_id, request.now)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            deeds.rename_company(request.owner, found.id, form.cleaned_data["name"], now=request.now)
            return see_other(reverse("company", args=[found.id]))
        except Invalid as error:
            form.add_error("name", error.problems["name"])
        except Conflict as error:
            form.add_error("name", str(error))
            status = 409
    return _company_page(request, found, form, status=status)


@deed
def merge_companies(request: Visit) -> HttpResponse:
    """Merge two companies under the name of one; the page it came from then offers to take it back."""
    keep, other = read_pair(request.POST)
    merged = deeds.merge_companies(request.owner, keep, other, now=request.now)
    home = reverse("company", args=[keep]) if request.POST.get("then") == "company" else reverse("companies")
    return see_other(f"{home}?merged={merged}")


@deed
def part_company(request: Visit, company_id: UUID) -> HttpResponse:
    """Part a merged company again: at once, as if nothing had been, or later, and then for good."""
    is_undo = request.POST.get("undo") == "yes"
    deeds.part_companies(request.owner, company_id, now=request.now, keep_apart=not is_undo)
    return see_other(reverse("companies") if is_undo else reverse("company", args=[company_id]))


@deed
def decline_merge(request: Visit) -> HttpResponse:
    """Keep two companies apart."""
    one, other = read_pair(request.POST)
    deeds.decline_merge(request.owner, one, other, now=request.now)
    return see_other(f"{reverse('companies')}?apart={one}&apart={other}")


@deed
def reconsider_merge(request: Visit) -> HttpResponse:
    """Offer a merge again that was declined."""
    deeds.reconsider_merge(request.owner, *read_pair(request.POST))
    return see_other(reverse("companies"))


@deed
def forget_alias(request: Visit, alias_id: UUID) -> HttpResponse:
    """Take an earlier name from a company."""
    company_id = deeds.forget_alias(request.owner, alias_id)
    return see_other(reverse("company", args=[company_id]))
