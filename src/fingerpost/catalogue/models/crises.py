from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.validators import validate_glide


class Crisis(SavedWhole, ClusterableModel):
    """What a hub is about: one crisis, its phases and its GLIDE numbers."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("short name"), max_length=60, unique=True, help_text=_("As commands name it: “covid-19”.")
    )
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    current_phase = models.ForeignKey(
        "Phase", verbose_name=_("current phase"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("crisis")
        verbose_name_plural = _("crises")
        ordering = ["-starts", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(starts__isnull=True) | Q(ends__gte=F("starts")),
                name="crisis_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Phase(SavedWhole, Orderable):
    """A stretch of a crisis as its network names it: preparedness, containment, recovery."""

    crisis = ParentalKey(Crisis, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("short name"), max_length=60)

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [models.UniqueConstraint(fields=["crisis", "slug"], name="one_phase_of_a_name_per_crisis")]

    def __str__(self) -> str:
        return self.name


class GlideNumber(models.Model):
    crisis = ParentalKey(Crisis, on_delete=models.CASCADE, related_name="glide_numbers")
    number = models.CharField(_("GLIDE number"), max_length=20, unique=True, validators=[validate_glide])

    class Meta:
        verbose_name = _("GLIDE number")
        verbose_name_plural = _("GLIDE numbers")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number
