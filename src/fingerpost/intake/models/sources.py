"""What is harvested on a schedule, and what was seen there and when."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.catalogue.validators import validate_language, validate_web_address
from fingerpost.intake.addresses import address_digest
from fingerpost.intake.querysets import SourceQuerySet


class Source(models.Model):
    """A partner's page, feed, calendar or repository that is read again and again."""

    class Kind(models.TextChoices):
        AUTO = "auto", _("Whatever it turns out to be")
        PAGE = "page", _("Web page")
        FEED = "feed", _("Feed")
        CALENDAR = "calendar", _("Calendar")
        SHEET = "sheet", _("Sheet")
        OAI = "oai", _("OAI-PMH repository")
        RELIEFWEB = "reliefweb", _("ReliefWeb")

    class Trust(models.TextChoices):
        HOLD = "hold", _("Hold for review")
        PUBLISH = "publish", _("Publish what is sure")

    class State(models.TextChoices):
        NEW = "new", _("Never read")
        OK = "ok", _("In order")
        FAILING = "failing", _("Failing")
        BROKEN = "broken", _("Broken")

    crisis = models.ForeignKey(
        "catalogue.Crisis", verbose_name=_("crisis"), on_delete=models.CASCADE, related_name="sources"
    )
    name = models.CharField(_("name"), max_length=300)
    url = models.URLField(_("address"), max_length=2000, validators=[validate_web_address])
    address_digest = models.CharField(max_length=64, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AUTO)
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sources",
        help_text=_("Credited where an item names none."),
    )
    themes = models.ManyToManyField("catalogue.Theme", verbose_name=_("themes"), blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=35, blank=True, validators=[validate_language])
    trust = models.CharField(_("trust"), max_length=8, choices=Trust, default=Trust.HOLD)
    every_hours = models.PositiveSmallIntegerField(
        _("read every so many hours"), default=24, help_text=_("0: only by hand.")
    )
    paused = models.BooleanField(_("paused"), default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Gets a mail when the source breaks."),
    )
    columns = models.JSONField(_("columns of the sheet"), default=dict, blank=True)
    options = models.JSONField(
        _("options"), default=dict, blank=True, help_text=_("For OAI-PMH: “set” and “metadata_prefix”.")
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"), default=14, help_text=_("How long an item may be missing before it counts as gone.")
    )

    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.NEW, editable=False, db_index=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.TextField(_("last error"), blank=True, editable=False)
    last_run_at = models.DateTimeField(_("last read"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last read without error"), null=True, blank=True, editable=False)
    next_run_at = models.DateTimeField(_("next reading"), null=True, blank=True, editable=False, db_index=True)
    told_at = models.DateTimeField(_("told of the failure"), null=True, blank=True, editable=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["crisis", "address_digest"], name="one_source_per_crisis_and_address")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.address_digest = address_digest(self.url)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        known = Source.objects.exclude(pk=self.pk).at(self.url, crisis=self.crisis_id)
        if known:
            sentence = _("This address is a source of this hub already: “%(name)s”. Open that one instead.")
            raise ValidationError({"url": ValidationError(sentence, code="known", params={"name": known.name})})


class Sighting(models.Model):
    """One item of a harvested source: when it was seen there, and since when it is not."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        MISSING = "missing", _("Missing")
        GONE = "gone", _("Gone")

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="sightings")
    identity = models.CharField(max_length=64)
    record = models.ForeignKey(
        "catalogue.Record", null=True, blank=True, on_delete=models.SET_NULL, related_name="sightings"
    )
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.PRESENT)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    missing_since = models.DateTimeField(_("missing since"), null=True, blank=True)

    class Meta:
        verbose_name = _("sighting")
        verbose_name_plural = _("sightings")
        constraints = [
            models.UniqueConstraint(fields=["source", "identity"], name="one_sighting_per_source_and_identity")
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.identity[:12]}"
