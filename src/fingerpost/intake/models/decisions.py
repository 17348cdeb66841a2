"""What editors decided about likeness, kept for good: it outlives the batches and sources that it was decided on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """An editor's word that an item is a record, or that it is not."""

    class Kind(models.TextChoices):
        SAME = "same", _("The same")
        DIFFERENT = "different", _("Not the same")

    crisis = models.ForeignKey("catalogue.Crisis", on_delete=models.CASCADE, related_name="decisions")
    identity = models.CharField(_("identity of the item"), max_length=64)
    record = models.ForeignKey(
        "catalogue.Record", null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    kind = models.CharField(_("decision"), max_length=9, choices=Kind)
    reasons = models.JSONField(_("what spoke for it"), default=list, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["crisis", "identity", "record"], name="one_decision_per_crisis_identity_and_record"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.record}"
