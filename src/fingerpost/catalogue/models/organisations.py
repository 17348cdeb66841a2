from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.querysets import OrganisationQuerySet
from fingerpost.catalogue.text import folded
from fingerpost.catalogue.validators import validate_country, validate_web_address


class Organisation(SavedWhole, ClusterableModel):
    """One organisation under all its names: an entry of the authority file."""

    class Kind(models.TextChoices):
        NETWORK = "city network", _("City network")
        CITY = "city government", _("City government")
        NATIONAL = "national government", _("National government")
        UN = "UN agency", _("UN agency")
        INITIATIVE = "UN initiative", _("UN initiative")
        INTERGOVERNMENTAL = "intergovernmental organisation", _("Intergovernmental organisation")
        DEVELOPMENT = "development agency", _("Development agency")
        BANK = "bank", _("Development bank")
        NGO = "NGO", _("Non-governmental organisation")
        ACADEMIC = "academic", _("University or research institute")
        MEDIA = "media", _("Media")
        EVENT = "event", _("Occasion, such as a congress")
        OTHER = "other", _("Other")

    class Standing(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        PROPOSED = "proposed", _("Proposed by an import")
        MERGED = "merged", _("Merged into another")

    name = models.CharField(_("name"), max_length=200, help_text=_("The full name, as the organisation writes it."))
    short_name = models.CharField(
        _("short name"), max_length=80, blank=True, help_text=_("The acronym or short form shown in lists.")
    )
    slug = models.SlugField(_("address"), max_length=220, unique=True)
    kind = models.CharField(_("kind"), max_length=32, choices=Kind, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[validate_country])
    website = models.URLField(_("website"), max_length=500, blank=True, validators=[validate_web_address])
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.CONFIRMED, db_index=True
    )
    # One that was merged keeps its row: its address redirects, and what was drafted before still knows what it meant.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged"
    )
    merged_at = models.DateTimeField(null=True, editable=False)
    merge = models.JSONField(
        default=dict, blank=True, editable=False, encoder=DjangoJSONEncoder, help_text=_("What moved, to take it back.")
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="organisation_is_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(standing="merged", merged_into__isnull=False)
                | (~Q(standing="merged") & Q(merged_into__isnull=True)),
                name="organisation_is_merged_into_another",
            ),
        ]
        permissions = [("merge_organisation", "Can merge organisations and take it back")]

    def __str__(self) -> str:
        return self.short_name or self.name

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above == self:
                raise ValidationError({"parent": _("An organisation cannot be part of itself. Choose another one.")})
            above = above.parent

    @property
    def is_merged(self) -> bool:
        return self.standing == self.Standing.MERGED

    def names(self) -> list[str]:
        """Return every name it is known by, the full one first."""
        return [name for name in (self.name, self.short_name, *(alias.name for alias in self.aliases.all())) if name]

    def get_absolute_url(self) -> str:
        return reverse("site:organisation", args=[self.slug])


class OrganisationAlias(SavedWhole, models.Model):
    """Another name, acronym or translation of an organisation; no two organisations share one."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=35, blank=True)
    folded = models.CharField(max_length=400, unique=True, editable=False)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        taken = (
            OrganisationAlias.objects.filter(folded=folded(self.name))
            .exclude(pk=self.pk)
            .select_related("organisation")
            .first()
        )
        if taken and taken.organisation_id != self.organisation_id:
            raise ValidationError(
                {
                    "name": _("“%(name)s” is already a name of %(other)s.")
                    % {"name": self.name, "other": taken.organisation.name}
                }
            )
