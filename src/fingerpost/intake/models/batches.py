"""What came in, where from, and what became of it: the provenance of every record."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from fingerpost.intake.querysets import ItemQuerySet


def received_content() -> Storage:
    """Return where received bytes are kept: never where the public can ask for them."""
    return storages["intake"]


def place_of_content(batch: "Batch", _name: str) -> str:
    return f"{batch.imported_at:%Y/%m}/{batch.digest[:32]}"


class Batch(models.Model):
    """One reading of one source, from its bytes to what became of each of its items."""

    class State(models.TextChoices):
        READING = "reading", _("Being read")
        REVIEW = "review", _("To be reviewed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Could not be read")
        UNDONE = "undone", _("Taken back")

    crisis = models.ForeignKey(
        "catalogue.Crisis", verbose_name=_("crisis"), on_delete=models.PROTECT, related_name="batches"
    )
    source = models.ForeignKey(
        "Source",
        verbose_name=_("harvested source"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="batches",
    )
    name = models.CharField(_("source"), max_length=300, help_text=_("The file's name, or the page's title."))
    url = models.URLField(_("address"), max_length=2000, blank=True)
    digest = models.CharField(_("SHA-256 of the source"), max_length=64, db_index=True)
    content = models.FileField(
        _("as it came"), storage=received_content, upload_to=place_of_content, max_length=200, blank=True
    )
    declared = models.JSONField(
        _("what the reader is told"),
        default=dict,
        blank=True,
        help_text=_("Name, base address, the day it is read against, and options such as the columns of a sheet."),
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DONE, db_index=True)
    attempts = models.PositiveSmallIntegerField(_("readings begun"), default=0)
    failure = models.TextField(_("why it could not be read"), blank=True)
    reader = models.CharField(_("reader"), max_length=60, blank=True)
    facts = models.JSONField(_("what the source says of itself"), default=dict, blank=True)
    balance = models.JSONField(_("balance"), default=dict, blank=True)
    issues = models.JSONField(_("questions to an editor"), default=list, blank=True)
    proposed = models.JSONField(
        _("names it proposed"),
        default=dict,
        blank=True,
        help_text=_("The organisations and series that it brought into the authority files."),
    )
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    imported_at = models.DateTimeField(_("imported"))
    settled_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-imported_at", "-pk"]
        permissions = [("publish_batch", "Can publish batch"), ("undo_batch", "Can undo batch")]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One candidate of a batch: what was read, where it stood, and the record it became or was found to be.

    ``data`` is what the source says and never changes; ``edited`` holds what an editor corrected in it, under the same
    names, with null for what is to be left out.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        SAME = "same", _("Known already")
        SKIPPED = "skipped", _("Skipped")

    class Decision(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        SKIPPED = "skipped", _("Skipped")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    record = models.ForeignKey(
        "catalogue.Record", null=True, blank=True, on_delete=models.SET_NULL, related_name="provenance"
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OPEN)
    identity = models.CharField(
        _("identity"), max_length=64, db_index=True, help_text=_("What makes it the same item when read again.")
    )
    uid = models.CharField(
        _("identifier"),
        max_length=64,
        blank=True,
        db_index=True,
        help_text=_("A digest of the identifier that the source itself gives it."),
    )
    shares_address = models.BooleanField(
        _("shares its address"), default=False, help_text=_("Its address leads to other items of the source as well.")
    )
    locator = models.CharField(_("where it stood"), max_length=200)
    raw = models.TextField(_("as it stood"), blank=True)
    data = models.JSONField(_("as it was read"), default=dict)
    edited = models.JSONField(_("as an editor corrected it"), default=dict, blank=True)
    confidence = models.FloatField(_("confidence"), default=1.0)
    likely = models.JSONField(
        _("records that it may be"),
        default=list,
        blank=True,
        help_text=_("Each with its record, a score from 0 to 1 and the reasons, the best first."),
    )
    said = models.ForeignKey(
        "self",
        verbose_name=_("what the source said before"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    why = models.JSONField(_("why it was taken for this"), default=list, blank=True)
    suggestions = models.JSONField(_("suggested place and themes"), default=dict, blank=True)
    changes = models.JSONField(
        _("differences from the record"),
        default=dict,
        blank=True,
        help_text=_("By group of facts: what the record says, what the source says, and what it said before."),
    )
    choices = models.JSONField(_("choices"), default=dict, blank=True, help_text=_("By group: “ours” or “theirs”."))
    notes = models.JSONField(_("questions to an editor"), default=list, blank=True)
    split_from = models.ForeignKey(
        "self", verbose_name=_("split from"), null=True, blank=True, on_delete=models.CASCADE, related_name="parts"
    )
    joined_into = models.ForeignKey(
        "self", verbose_name=_("joined into"), null=True, blank=True, on_delete=models.SET_NULL, related_name="joined"
    )
    undo = models.JSONField(_("what is needed to take it back"), default=dict, blank=True)
    source_url = models.URLField(
        _("source"),
        max_length=2000,
        blank=True,
        help_text=_("Where this one fact comes from, if not from the batch's own source."),
    )
    source_title = models.CharField(_("source title"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["batch_id", "position", "pk"]
        indexes = [models.Index(fields=["batch", "decision", "outcome"], name="item_review")]

    def __str__(self) -> str:
        return f"{self.batch}, {self.locator}"

    @property
    def current(self) -> dict[str, Any]:
        """Return what the source says with what an editor corrected in it."""
        merged = {**self.data, **self.edited}
        return {name: value for name, value in merged.items() if value not in (None, "", [])}
