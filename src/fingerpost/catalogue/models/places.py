from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.querysets import PlaceQuerySet
from fingerpost.catalogue.validators import validate_country


class Place(SavedWhole, models.Model):
    """A city or a country, by its ISO 3166 code and its coordinates (WGS 84, degrees)."""

    class Kind(models.TextChoices):
        CITY = "city", _("City")
        COUNTRY = "country", _("Country")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CITY)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    country = models.CharField(
        _("country"), max_length=2, validators=[validate_country], help_text=_("Two letters, ISO 3166-1.")
    )
    subdivision = models.CharField(
        _("subdivision"), max_length=6, blank=True, help_text=_("ISO 3166-2, such as “KR-11”. Leave empty if unsure.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country"], condition=Q(kind="country"), name="one_place_per_country"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="place_has_both_coordinates_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:city", args=[self.slug])
