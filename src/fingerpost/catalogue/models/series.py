from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.querysets import SeriesQuerySet


class Series(SavedWhole, models.Model):
    """Records that belong together in order: a webinar series, a yearly forum."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=220, unique=True)
    organisation = models.ForeignKey(
        "Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
    )
    description = models.TextField(_("description"), blank=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:series", args=[self.slug])
