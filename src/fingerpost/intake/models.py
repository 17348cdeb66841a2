"""What came in, where from, and what became of it: the provenance of every record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """One reading of one source, taken into the catalogue in one transaction."""

    crisis = models.ForeignKey(
        "catalogue.Crisis", verbose_name=_("crisis"), on_delete=models.PROTECT, related_name="batches"
    )
    name = models.CharField(_("source"), max_length=300, help_text=_("The file's name, or the page's title."))
    url = models.URLField(_("address"), max_length=2000, blank=True)
    digest = models.CharField(_("SHA-256 of the source"), max_length=64, db_index=True)
    reader = models.CharField(_("reader"), max_length=60)
    facts = models.JSONField(_("what the source says of itself"), default=dict, blank=True)
    balance = models.JSONField(_("balance"), default=dict, blank=True)
    issues = models.JSONField(_("questions to an editor"), default=list, blank=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    imported_at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One candidate of a batch: what was read, where it stood, and the record it became or was found to be."""

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Known already")
        SKIPPED = "skipped", _("Skipped")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    record = models.ForeignKey(
        "catalogue.Record", null=True, blank=True, on_delete=models.SET_NULL, related_name="provenance"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    identity = models.CharField(
        _("identity"), max_length=64, db_index=True, help_text=_("What makes it the same item when read again.")
    )
    locator = models.CharField(_("where it stood"), max_length=200)
    raw = models.TextField(_("as it stood"), blank=True)
    data = models.JSONField(_("as it was read"), default=dict)
    confidence = models.FloatField(_("confidence"), default=1.0)
    source_url = models.URLField(
        _("source"),
        max_length=2000,
        blank=True,
        help_text=_("Where this one fact comes from, if not from the batch's own source."),
    )
    source_title = models.CharField(_("source title"), max_length=300, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.batch}, {self.locator}"
