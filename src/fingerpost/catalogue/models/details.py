"""What hangs on a record: who made it, where it points, how it reads in other languages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.validators import validate_language, validate_web_address


class Credit(SavedWhole, Orderable):
    """An organisation's part in a record."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", _("Organiser")
        PUBLISHER = "publisher", _("Publisher")
        PARTNER = "partner", _("Partner")
        HOST = "host", _("Host")
        OCCASION = "occasion", _("Held at")
        FUNDER = "funder", _("Funder")

    record = ParentalKey("Record", on_delete=models.CASCADE, related_name="credits")
    organisation = models.ForeignKey(
        "Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="credits"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.ORGANISER)

    class Meta(Orderable.Meta):
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "organisation", "role"], name="one_credit_per_record_organisation_and_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


def credits_today(rows: Iterable[dict[str, Any]], kept: Mapping[int, int]) -> list[dict[str, Any]]:
    """Return credits, as a revision holds them, with each organisation that was merged since replaced by the kept one."""
    known = list(rows)
    stated = {(row["organisation"], row["role"]) for row in known if row["organisation"] not in kept}
    today = []
    for row in known:
        organisation = kept.get(row["organisation"])
        if organisation is None:
            today.append(row)
        elif (organisation, row["role"]) not in stated:
            stated.add((organisation, row["role"]))
            today.append({**row, "organisation": organisation})
    return today


class Link(SavedWhole, Orderable):
    """An address that a record points to."""

    class Role(models.TextChoices):
        ITEM = "item", _("Its own page")
        REGISTER = "register", _("Registration")
        RECORDING = "recording", _("Recording")
        SLIDES = "slides", _("Slides")
        FILE = "file", _("File")
        RELATED = "related", _("Related page")

    record = ParentalKey("Record", on_delete=models.CASCADE, related_name="links")
    role = models.CharField(_("what it is"), max_length=10, choices=Role, default=Role.ITEM)
    url = models.URLField(_("address"), max_length=2000, validators=[validate_web_address])
    title = models.CharField(_("title"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True, validators=[validate_language])

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            # Files and related pages may be many; a record has one page of its own, one registration, one recording.
            models.UniqueConstraint(
                fields=["record", "role"],
                condition=models.Q(role__in=["item", "register", "recording"]),
                name="one_page_registration_and_recording_per_record",
            )
        ]

    def __str__(self) -> str:
        return self.url


class Translation(SavedWhole, models.Model):
    """A record's words in another language; its facts stand once, on the record."""

    record = ParentalKey("Record", on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    title = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("summary"), blank=True)
    by_machine = models.BooleanField(_("translated by a machine"), default=False)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["record", "language"], name="one_translation_per_record_and_language")
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"
