"""The further spellings of companies, and the pairs of companies that are to be kept apart."""

from django.db import models

from afterround.data.models.owned import Owned
from afterround.data.models.rounds import Company


class CompanyAlias(Owned):
    """Another spelling of a company: an earlier name of it, or the name of one that was merged into it.

    `merged` is that one, and `brought` holds the keys of what came with it, table by table, for parting them again.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    merged = models.OneToOneField(Company, null=True, on_delete=models.CASCADE, related_name="merged_into")
    brought = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "company_alias"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="company_alias_once")]


class DeclinedMerge(Owned):
    """Two companies that are not one, whatever their names look like; the one with the lower key stands first."""

    one = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "declined_merge"
        constraints = [
            models.UniqueConstraint(fields=["owner", "one", "other"], name="declined_merge_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="declined_merge_in_order"
            ),
        ]
