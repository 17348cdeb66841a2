from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.catalogue.querysets import ThemeQuerySet
from fingerpost.catalogue.validators import validate_language


class Theme(SavedWhole, ClusterableModel):
    """A subject, in a tree, with a label in each language that the hub speaks."""

    name = models.CharField(_("name"), max_length=80, unique=True, help_text=_("In English; other languages below."))
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    reliefweb = models.CharField(
        _("ReliefWeb theme"),
        max_length=80,
        blank=True,
        help_text=_("The theme in ReliefWeb's vocabulary that it corresponds to."),
    )

    words = models.TextField(
        _("words that suggest it"),
        blank=True,
        help_text=_("One word or phrase a line, in any language. An import that meets one suggests this theme."),
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="theme_is_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self, language: str | None = None) -> str:
        """Return the theme's name in a language (default: the one being spoken), or in English where it has none."""
        wanted = language or get_language() or "en"
        if wanted.partition("-")[0] == "en":
            return self.name
        labels = {label.language: label.name for label in self.labels.all()}
        return labels.get(wanted) or labels.get(wanted.partition("-")[0]) or self.name

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above == self:
                raise ValidationError({"parent": _("A theme cannot stand below itself. Choose another theme.")})
            above = above.parent

    def get_absolute_url(self) -> str:
        return reverse("site:theme", args=[self.slug])


class ThemeLabel(SavedWhole, models.Model):
    theme = ParentalKey(Theme, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["theme", "language"], name="one_label_per_theme_and_language")]

    def __str__(self) -> str:
        return f"{self.language}: {self.name}"
